import { beforeEach, describe, expect, it } from '@jest/globals';
import { addressHash } from '@bijeen/mail';
import { type Actor, Config, type DomainError } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { ContactsModule } from './contacts.module.js';
import { ContactsService, type NamedPerson } from './contacts.service.js';

const SANNE: NamedPerson = {
  formOfAddress: null, titles: null, initials: null, firstName: 'Sanne', infix: null, surname: 'de Wit', email: 'Sanne.deWit@kampen.example.nl', function: 'POLICY_OFFICER',
  organisation: { kind: 'MUNICIPALITY', name: null, municipality: 'kampen' }, source: 'Aangemeld', basis: 'Toestemming', asksForMail: true,
};

describe('somebody who is named with an address', () => {
  const app = testApp(ContactsModule);
  let noor: Actor;
  beforeEach(async () => {
    noor = await app.build.owner();
  });
  const find = async (person: Partial<NamedPerson> = {}): Promise<{ contactId: string; created: boolean }> => app.as(noor, async (tx) => app.get(ContactsService).findOrCreateByEmail(tx, noor, { ...SANNE, ...person }));

  it('becomes a contact with a position, whom a search finds', async () => {
    const { contactId, created } = await find();

    expect(created).toBe(true);
    expect(await app.get(ContactsService).find(noor, contactId)).toMatchObject({
      displayName: 'Sanne de Wit', sortName: 'Wit, de', email: 'Sanne.deWit@kampen.example.nl', source: 'Aangemeld', basis: 'Toestemming',
      positions: [{ function: 'POLICY_OFFICER', organisation: { name: 'Gemeente Kampen' }, lastChecked: '2027-01-12' }],
    });
    expect(await app.sql(`select search_text like '%kampen%' as found from contact`)).toEqual([{ found: true }]);
  });

  it('is the contact that was known by that address, however it is written, and that contact stays as it was', async () => {
    const { contactId } = await find();
    expect(await find({ email: 'SANNE.DEWIT@Kampen.Example.nl', surname: 'Anders', organisation: null })).toEqual({ contactId, created: false });
    expect(await app.sql('select surname from contact')).toEqual([{ surname: 'Wit' }]);
  });

  it('becomes one contact when two people name the same address at once', async () => {
    const found = await Promise.all(Array.from({ length: 8 }, async () => find()));
    expect(new Set(found.map(({ contactId }) => contactId)).size).toBe(1);
    expect(found.filter(({ created }) => created)).toHaveLength(1);
  });

  it('comes back after an erasure only when the person asks', async () => {
    await app.build.insert('suppression', { organisation_id: noor.organisationId, email_hash: addressHash(app.get(Config).secretKey, 'sanne.dewit@kampen.example.nl'), scope: 'organisation', origin: 'erased', at: app.clock.now() });
    await expect(find({ asksForMail: false })).rejects.toMatchObject({ code: 'contact.erased-before' } satisfies Partial<DomainError>);
    expect(await find()).toMatchObject({ created: true });
  });

  it('is refused with a municipality that does not exist', async () => {
    await expect(find({ organisation: { kind: 'MUNICIPALITY', name: null, municipality: 'Nergensland' } })).rejects.toMatchObject({ code: 'input.invalid', fields: { 'organisation.municipality': expect.stringContaining('Nergensland') } });
    expect(await app.sql('select from contact')).toEqual([]);
  });
});
