// Our own modules without HTTP, and an organisation with as many contacts as a measurement wants.
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { Clock, PlatformModule } from '../../dist/libs/platform/src/index.js';

/** Municipalities within an hour of Zwolle. */
const NEAR = ['GM0193', 'GM0166', 'GM0244', 'GM0148', 'GM1896', 'GM0177', 'GM1773', 'GM0246'];

/** A running application of these modules; `get(Class)` finds any instance. */
export async function startHouse(config, modules, clock = new Clock()) {
  const Root = class Root {};
  Module({ imports: [PlatformModule.forRoot(config, clock), ...modules] })(Root);
  const app = await NestFactory.createApplicationContext(Root, { logger: ['error'], abortOnError: false });
  return { clock, get: (type) => app.get(type, { strict: false }), close: async () => app.close() };
}

/** A connection of the owner, past row-level security. */
export async function ownerOf({ ownerUrl }) {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  return owner;
}

/** An organisation; answers who acts in the measurements. */
export async function makeOrganisation(owner, name = 'De Werkplaats') {
  const { rows: [{ id }] } = await owner.query(
    `insert into organisation (kind, name, sender_name, reply_to, visiting_address, postcode4, place)
     values ('ZHO', $1, $1, 'info@werkplaats.example.nl', 'Grote Markt 1', '8011', 'Zwolle') returning id`,
    [name],
  );
  return { organisationId: id, kind: 'system', id: null, name: 'bench', role: 'owner' };
}

/** Aldermen with an address, spread over municipalities near Zwolle. */
export async function makeContacts(owner, { organisationId }, count) {
  await owner.query(
    `insert into contact_organisation (organisation_id, kind, name, municipality_code)
     select $1, 'MUNICIPALITY', 'Gemeente ' || m.short_name, m.code from municipality m where m.code = any ($2)`,
    [organisationId, NEAR],
  );
  await owner.query(
    `insert into contact (organisation_id, initials, surname, sort_name, email, email_key, email_hash, source, basis, search_text)
     select $1, 'A.', 'Persoon ' || n, 'Persoon ' || lpad(n::text, 7, '0'), 'persoon-' || n || '@zwolle.example.nl', 'persoon-' || n || '@zwolle.example.nl',
            sha256(('persoon-' || n)::bytea), 'Eigen adresboek', 'Gerechtvaardigd belang', 'persoon ' || n
     from generate_series(1, $2::int) n`,
    [organisationId, count],
  );
  await owner.query(
    `insert into position (organisation_id, contact_id, contact_organisation_id, function, last_checked)
     select $1, c.id, o.ids[1 + mod(row_number() over (), array_length(o.ids, 1))], 'ALDERMAN', '2026-11-01'
     from contact c, (select array_agg(id order by id) as ids from contact_organisation where organisation_id = $1) o where c.organisation_id = $1`,
    [organisationId],
  );
  await owner.query('analyze');
}

const PROGRAMME = 'Inloop met koffie\n- Drie mensen vertellen wat hen hielp\n- In gesprek aan tafels\n- Wat kan uw gemeente morgen doen?';

/** A planned meeting in Zwolle, two months from `now`. A long `programme` makes a long invitation. */
export async function makeMeeting(owner, { organisationId }, now, programme = PROGRAMME) {
  const day = (days) => new Date(now.getTime() + days * 86_400_000);
  const { rows: [{ id }] } = await owner.query(
    `insert into meeting (organisation_id, title, state, starts_at, ends_at, answer_by, venue_name, venue_address, venue_postcode4, venue_place, capacity, functions, organisation_kinds,
                          contact_name, contact_email, contact_phone, call_to_action_ask, call_to_action_owner, next_steps, calendar_uid, calendar_stamp, programme)
     values ($1, 'Inspiratiebijeenkomst Zwolle', 'planned', $2, $3, $4, 'De Werkplaats', 'Grote Markt 1', '8011', 'Zwolle', 10000, '{ALDERMAN}', '{MUNICIPALITY}',
             'Noor Verhoeven', 'noor@werkplaats.example.nl', '038 123 45 67', 'Kies een vervolgstap voor uw gemeente.', 'Noor Verhoeven',
             '[{"key": "werkbezoek", "label": "Op werkbezoek komen"}]', gen_random_uuid() || '@bijeen.example.org', $5, $6) returning id`,
    [organisationId, day(60), day(60.2), day(45), now, programme],
  );
  return id;
}
