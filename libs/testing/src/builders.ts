import { randomUUID } from 'node:crypto';
import { type Actor, type LinkPurpose, PersonalLinks, readConfig } from '@bijeen/platform';
import type pg from 'pg';
import type { TestClock } from './test-clock.js';
import { TEST_SECRET } from './test-database.js';

type Row = Record<string, unknown>;

/** Rows with sensible defaults, written past row-level security. Values may be overridden by column name. */
export class Builders {
  constructor(
    private readonly db: pg.Pool,
    private readonly clock: TestClock,
  ) {}

  /** A ZHO in Zwolle with its owner: the actor of most tests. */
  async owner(overrides: Row = {}): Promise<Actor> {
    const { id } = await this.organisation(overrides);
    return { organisationId: id, kind: 'user', id: randomUUID(), name: 'Noor Verhoeven', role: 'owner' };
  }

  /** Somebody else who works for the same organisation; an actor that is given itself becomes a member with an account. */
  async colleague(actor: Actor, { id, name, role }: Pick<Actor, 'id' | 'name' | 'role'> = { id: null, name: 'Kees Postma', role: 'organiser' }): Promise<Actor & { id: string }> {
    const userId = id ?? randomUUID();
    await this.insert('app_user', { id: userId, name, email: `${userId}@werkplaats.example.nl` });
    await this.insert('membership', { organisation_id: actor.organisationId, user_id: userId, role });
    return { ...actor, id: userId, name, role };
  }

  async organisation(overrides: Row = {}): Promise<{ id: string }> {
    return this.insert('organisation', {
      kind: 'ZHO', name: 'De Werkplaats', sender_name: 'De Werkplaats', reply_to: 'info@werkplaats.example.nl',
      visiting_address: 'Grote Markt 1', postcode4: '8011', place: 'Zwolle', ...overrides,
    });
  }

  async contactOrganisation(actor: Actor, overrides: Row = {}): Promise<{ id: string }> {
    return this.insert('contact_organisation', { organisation_id: actor.organisationId, kind: 'MUNICIPALITY', name: `Gemeente Zwolle ${short()}`, municipality_code: 'GM0193', ...overrides });
  }

  /** A person with an address and one position: alderman of Zwolle unless told otherwise. */
  async contact(actor: Actor, overrides: Row = {}, position: Row = {}): Promise<{ id: string; positionId: string }> {
    const name = `v${short()}`;
    const contact = await this.insert('contact', {
      organisation_id: actor.organisationId, initials: 'A.', surname: name, sort_name: name, email: `${name}@zwolle.example.nl`, email_key: `${name}@zwolle.example.nl`,
      source: 'Eigen adresboek', basis: 'Gerechtvaardigd belang', search_text: name, ...overrides,
    });
    const employer = position['contact_organisation_id'] ?? (await this.contactOrganisation(actor)).id;
    const { id } = await this.insert('position', { organisation_id: actor.organisationId, contact_id: contact.id, contact_organisation_id: employer, function: 'ALDERMAN', last_checked: '2026-11-01', ...position });
    return { id: contact.id, positionId: id };
  }

  /** A planned meeting in Zwolle on Thursday 11 March 2027, with a call to action. */
  async meeting(actor: Actor, overrides: Row = {}): Promise<{ id: string }> {
    return this.insert('meeting', {
      organisation_id: actor.organisationId, title: 'Inspiratiebijeenkomst Zwolle', state: 'planned',
      starts_at: '2027-03-11T12:30:00Z', ends_at: '2027-03-11T16:00:00Z', answer_by: '2027-02-25T22:59:00Z',
      venue_name: 'De Werkplaats', venue_address: 'Grote Markt 1', venue_postcode4: '8011', venue_place: 'Zwolle', capacity: 100,
      functions: ['ALDERMAN', 'BOARD_MEMBER', 'POLICY_OFFICER'], organisation_kinds: ['MUNICIPALITY'],
      contact_name: 'Noor Verhoeven', contact_email: 'noor@werkplaats.example.nl',
      call_to_action_ask: 'Kies een vervolgstap voor uw gemeente.', call_to_action_owner: 'Noor Verhoeven',
      next_steps: JSON.stringify([{ key: 'werkbezoek', label: 'Op werkbezoek komen' }, { key: 'gesprek', label: 'Een gesprek plannen' }]),
      calendar_uid: `${randomUUID()}@bijeen.example.org`, calendar_stamp: this.clock.now(), ...overrides,
    });
  }

  /** An invitation that has been sent and not answered; whoever says yes has a place, unless told otherwise. */
  async invitation(actor: Actor, meeting: { id: string }, overrides: Row = {}): Promise<{ id: string; contactId: string }> {
    const contactId = typeof overrides['contact_id'] === 'string' ? overrides['contact_id'] : (await this.contact(actor)).id;
    const name = `v${short()}`;
    const { id } = await this.insert('invitation', {
      organisation_id: actor.organisationId, meeting_id: meeting.id, contact_id: contactId, display_name: `A. ${name}`, salutation: `Geachte A. ${name}`, sort_name: name,
      function: 'ALDERMAN', contact_organisation_name: 'Gemeente Zwolle', municipality_code: 'GM0193', email: `${name}@zwolle.example.nl`, state: 'sent',
      calendar_uid: `${randomUUID()}@bijeen.example.org`, invited_at: this.clock.now(), ...(overrides['answer'] === 'yes' && { place: 'confirmed', place_since: this.clock.now() }), ...overrides,
    });
    return { id, contactId };
  }

  /** The token of a personal link to an invitation, as it stands in a mail. */
  async link(actor: Actor, meeting: { id: string }, invitation: { id: string }, overrides: { purpose?: LinkPurpose } & Row = {}): Promise<string> {
    const { purpose = 'answer', ...values } = overrides;
    const links = new PersonalLinks(readConfig({ SECRET_KEY: TEST_SECRET }));
    const { nonce, tokenHash } = links.create(purpose);
    await this.insert('personal_link', {
      organisation_id: actor.organisationId, meeting_id: meeting.id, invitation_id: invitation.id, purpose, nonce, token_hash: tokenHash,
      expires_at: '2027-04-10T16:00:00Z', created_at: this.clock.now(), ...values,
    });
    return links.token(purpose, nonce);
  }

  /** Any row of any table, with the values given. */
  async insert(table: string, values: Row): Promise<{ id: string }> {
    const columns = Object.keys(values);
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    const { rows } = await this.db.query(`insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')}) values (${places}) returning *`, Object.values(values));
    return rows[0];
  }
}

function short(): string {
  return randomUUID().slice(0, 8);
}
