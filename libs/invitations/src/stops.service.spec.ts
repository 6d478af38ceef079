import { addressHash } from '@bijeen/mail';
import { type Actor, Config } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { InvitationsModule } from './invitations.module.js';
import { StopQuery, StopsService } from './stops.service.js';

describe('who stopped what', () => {
  const app = testApp(InvitationsModule);
  const stops = (): StopsService => app.get(StopsService);
  const hash = (name: string): Buffer => addressHash(app.get(Config).secretKey, `${name}@zwolle.example.nl`);
  const knows = async (actor: Actor, name: string, values: object = {}): Promise<{ id: string }> =>
    app.build.contact(actor, { surname: name, form_of_address: 'mevrouw', initials: 'F.', email: `${name}@zwolle.example.nl`, email_key: `${name}@zwolle.example.nl`, email_hash: hash(name), ...values });
  const stop = async (actor: Actor, name: string, values: object = {}): Promise<unknown> =>
    app.build.insert('suppression', { organisation_id: actor.organisationId, email_hash: hash(name), scope: 'organisation', origin: 'one-click', at: app.clock.now(), ...values });
  const stopEverything = async (name: string): Promise<unknown> => app.build.insert('platform_stop', { email_hash: hash(name), origin: 'page', at: app.clock.now() });
  let noor: Actor;

  beforeEach(async () => {
    noor = await app.build.owner();
  });

  it('is shown with kind, when and how; of who is no contact no name is known', async () => {
    const meeting = await app.build.meeting(noor);
    const [bos, smit] = [await knows(noor, 'bos'), await knows(noor, 'smit')];
    await stop(noor, 'bos', { scope: 'meeting', meeting_id: meeting.id, origin: 'page', at: '2027-01-03T09:00:00Z' });
    await stop(noor, 'onbekend', { origin: 'erased', at: '2027-01-02T09:00:00Z' });
    await stop(noor, 'smit', { origin: 'complaint', at: '2027-01-01T09:00:00Z' });
    await stop(noor, 'terug', { withdrawn_at: app.clock.now() });
    await stopEverything('smit');

    const { items, next } = await stops().list(noor, StopQuery.parse({}));

    expect(next).toBeNull();
    expect(items.map(({ id: _, at: _at, ...line }) => line)).toEqual([
      { scope: 'everything', how: 'op de afmeldpagina', meeting: null, contact: { id: smit.id, name: 'mevrouw F. smit' }, secretariat: null },
      { scope: 'meeting', how: 'op de afmeldpagina', meeting: { id: meeting.id, title: 'Inspiratiebijeenkomst Zwolle' }, contact: { id: bos.id, name: 'mevrouw F. bos' }, secretariat: null },
      { scope: 'organisation', how: 'op verzoek gewist', meeting: null, contact: null, secretariat: null },
      { scope: 'organisation', how: 'door onze mail als ongewenst te melden', meeting: null, contact: { id: smit.id, name: 'mevrouw F. smit' }, secretariat: null },
    ]);
  });

  it('pages through many, each once, in as many queries as for one', async () => {
    for (let number = 0; number < 7; number += 1) await stop(noor, `p${number}`, { at: `2027-01-0${1 + (number % 3)}T09:00:00Z` });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await stops().list(noor, StopQuery.parse({ after, limit: 2 }));
      seen.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);

    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
    const queries = async (limit: number): Promise<number> => {
      const asked = countQueries(app.get(DataSource));
      await stops().list(noor, StopQuery.parse({ limit }));
      return asked();
    };
    expect(await queries(200)).toBe(await queries(1));
    expect((await stops().list(noor, StopQuery.parse({ after: 'verminkt' }))).items).toHaveLength(7);
  });

  it('is not told to another organisation, which sees only of its own contacts that they stopped everything', async () => {
    const other = await app.build.owner({ name: 'Het Anker' });
    await knows(noor, 'bos');
    await knows(other, 'bos');
    await knows(noor, 'smit');
    await stop(noor, 'bos');
    await stopEverything('bos');
    await stopEverything('smit');

    const { items } = await stops().list(other, StopQuery.parse({}));

    expect(items.map(({ scope, contact }) => [scope, contact?.name])).toEqual([['everything', 'mevrouw F. bos']]);
  });

  it('stands with the contact, also when it is the secretariat that wants no mail, and with the guest', async () => {
    const office = await app.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Bestuurssecretariaat', email: 'office@zwolle.example.nl', email_key: 'office@zwolle.example.nl', email_hash: hash('office') });
    const contact = await knows(noor, 'bos', { secretariat_id: office.id });
    const [meeting, elsewhere] = [await app.build.meeting(noor), await app.build.meeting(noor)];
    await stop(noor, 'office');
    await stop(noor, 'bos', { scope: 'meeting', meeting_id: meeting.id, at: '2027-01-01T09:00:00Z' });

    expect((await stops().ofContact(noor, contact.id)).map(({ scope, secretariat }) => [scope, secretariat])).toEqual([['organisation', 'Bestuurssecretariaat'], ['meeting', null]]);
    expect(await stops().ofContact(noor, 'geen-id')).toEqual([]);
    expect(await stops().ofAddress(noor, 'Bos@Zwolle.example.nl', meeting.id)).toMatchObject([{ scope: 'meeting' }]);
    expect(await stops().ofAddress(noor, 'bos@zwolle.example.nl', elsewhere.id)).toEqual([]);
    expect(await stops().ofAddress(noor, 'geen adres', meeting.id)).toEqual([]);
  });
});
