import { beforeEach, describe, expect, it } from '@jest/globals';
import { Config, DomainError, type Actor } from '@bijeen/platform';
import { addressHash } from '@bijeen/mail';
import { testApp } from '@bijeen/testing';
import { ContactFilter } from './contact-filter.js';
import { SaveContact } from './contact-input.js';
import type { ContactView } from './contact-view.js';
import { ContactsModule } from './contacts.module.js';
import { ContactsService } from './contacts.service.js';

const app = testApp(ContactsModule);
let actor: Actor;
beforeEach(async () => {
  actor = await app.build.owner();
});

const anna = {
  formOfAddress: 'mevrouw', initials: 'A.', firstName: 'Anna', infix: 'van der', surname: 'Berg', email: 'Anna.vandeBerg@Zwolle.Example.nl', phone: '038 498 91 11',
  source: 'Website gemeente', basis: 'Gerechtvaardigd belang: functieadres',
  positions: [{ organisation: { kind: 'MUNICIPALITY', municipality: 'zwolle' }, function: 'ALDERMAN', portfolio: 'Zorg', from: '2022-06-01' }],
  secretariat: { name: 'Bestuurssecretariaat Zwolle', email: 'bestuur@zwolle.example.nl' },
};
const create = async (values: object = anna): Promise<ContactView> => app.get(ContactsService).create(actor, SaveContact.parse(values));
const person = (surname: string, more: object = {}): object => ({ surname, source: 'x', basis: 'y', ...more });
const list = async (filter: object = {}): Promise<string[]> => (await app.get(ContactsService).list(actor, ContactFilter.parse(filter))).items.map((item) => item.displayName);

describe('keeping contacts', () => {
  it('keeps a person with position, organisation and secretariat', async () => {
    const contact = await create();

    expect(contact).toMatchObject({
      displayName: 'mevrouw A. van der Berg', sortName: 'Berg, van der', greeting: 'Geachte mevrouw Van der Berg', email: 'Anna.vandeBerg@zwolle.example.nl', unsubscribed: false,
      secretariat: { name: 'Bestuurssecretariaat Zwolle', email: 'bestuur@zwolle.example.nl' },
      positions: [{ function: 'ALDERMAN', portfolio: 'Zorg', from: '2022-06-01', current: true, organisation: { kind: 'MUNICIPALITY', name: 'Gemeente Zwolle', municipality: { code: 'GM0193', name: 'Zwolle' } } }],
    });
    expect(await app.sql('select action, subject_id from audit_log')).toEqual([{ action: 'contact.created', subject_id: contact.id }]);
  });

  it('keeps which colleague knows a person, until that colleague leaves', async () => {
    const kees = await app.build.colleague(actor);
    const contact = await create({ ...anna, ownerId: kees.id });
    expect(contact.owner).toEqual({ id: kees.id, name: 'Kees Postma' });

    await app.sql('delete from membership where user_id = $1', [kees.id]);
    expect(await app.get(ContactsService).find(actor, contact.id)).toMatchObject({ owner: null, displayName: 'mevrouw A. van der Berg' });
  });

  it('takes nobody for a colleague who does not work here', async () => {
    const stranger = await app.build.colleague(await app.build.owner());

    for (const ownerId of [stranger.id, 'niemand']) await expect(create({ ...anna, ownerId })).rejects.toMatchObject({ code: 'input.invalid', fields: { ownerId: expect.stringContaining('werkt hier niet') } });
    expect(await app.sql('select from contact')).toEqual([]);
  });

  it('finds the same organisation under every spelling, also an old name', async () => {
    await create(person('A', { positions: [{ organisation: { kind: 'MUNICIPALITY', municipality: 'Gemeente Landerd' }, function: 'ALDERMAN' }] }));
    await create(person('B', { positions: [{ organisation: { kind: 'MUNICIPALITY', municipality: 'MAASHORST' }, function: 'ALDERMAN' }] }));

    expect(await app.sql('select name, municipality_code from contact_organisation')).toEqual([{ name: 'Gemeente Maashorst', municipality_code: 'GM1991' }]);
  });

  it('names the candidates when a municipality is ambiguous, and keeps nothing', async () => {
    const bergen = person('A', { positions: [{ organisation: { kind: 'MUNICIPALITY', municipality: 'Bergen' }, function: 'ALDERMAN' }] });

    await expect(create(bergen)).rejects.toMatchObject({ code: 'input.invalid', fields: { 'positions.0.organisation.municipality': expect.stringContaining('Bergen (L.) of Bergen (NH.)') } });
    expect(await app.sql('select 1 from contact')).toEqual([]);
  });

  it('changes a contact, keeps the row of a position that stays, and drops the others', async () => {
    const contact = await create();
    const kept = contact.positions[0]!.id;

    const changed = await app.get(ContactsService).save(actor, contact.id, SaveContact.parse({ ...anna, surname: 'Smit', infix: null, secretariat: null, positions: [{ ...anna.positions[0], until: '2026-05-31' }, { organisation: { kind: 'GGZ', name: 'GGZ IJsselland' }, function: 'DIRECTOR' }] }));

    expect(changed).toMatchObject({ sortName: 'Smit', secretariat: null });
    expect(changed.positions.map(({ id, function: kind, current }) => [id === kept, kind, current])).toEqual([[false, 'DIRECTOR', true], [true, 'ALDERMAN', false]]);
    expect(await list({ search: 'ijsselland smit' })).toEqual(['mevrouw A. Smit']);
  });

  it('refuses a second contact with the same address, whatever its capitals', async () => {
    await create();

    await expect(create({ ...anna, email: 'anna.vandeberg@ZWOLLE.example.nl' })).rejects.toMatchObject({ code: 'contact.email-taken' });
  });

  it('says what is wrong with each field, in Dutch', () => {
    const result = SaveContact.safeParse({ ...anna, surname: ' ', email: 'anna@@zwolle.nl', basis: '', phone: 'bel maar', positions: [{ organisation: { kind: 'MUNICIPALITY' }, function: 'KING', from: '31-02-2026' }] });

    expect(Object.fromEntries(result.error!.issues.map(({ path, message }) => [path.join('.'), message]))).toEqual({
      surname: 'Vul de achternaam in.', basis: 'Kies de grondslag: waarom mag je deze persoon benaderen?',
      email: expect.stringContaining('apenstaartjes'), phone: expect.stringContaining('telefoonnummer'),
      'positions.0.function': 'Kies een functie.', 'positions.0.from': 'De datum „31-02-2026” bestaat niet.', 'positions.0.organisation.municipality': 'Vul de naam van de gemeente in.',
    });
  });

  it('asks to check who was last checked before the last election, and is content after a check', async () => {
    app.clock.set('2026-03-17T12:00:00Z');
    const contact = await create();
    app.clock.set('2026-03-18T12:00:00Z');

    expect(await app.get(ContactsService).find(actor, contact.id)).toMatchObject({ needsCheck: true, positions: [{ needsCheck: true }] });
    expect(await list({ needsCheck: 'ja' })).toHaveLength(1);
    await app.get(ContactsService).confirm(actor, contact.id);
    expect(await app.get(ContactsService).find(actor, contact.id)).toMatchObject({ needsCheck: false, positions: [{ lastChecked: '2026-03-18' }] });
    expect(await list({ needsCheck: 'ja' })).toEqual([]);
  });

  it('asks to check who said that the subject does not fit, until somebody did', async () => {
    const contact = await create();
    expect(await list({ needsCheck: 'ja' })).toEqual([]);
    await app.sql('update position set doubted_on = $1', ['2027-01-12']);
    expect(await app.get(ContactsService).find(actor, contact.id)).toMatchObject({ needsCheck: true, positions: [{ needsCheck: true, doubtedOn: '2027-01-12' }] });
    expect(await list({ needsCheck: 'ja' })).toHaveLength(1);
    await app.get(ContactsService).confirm(actor, contact.id);
    expect(await app.get(ContactsService).find(actor, contact.id)).toMatchObject({ needsCheck: false, positions: [{ doubtedOn: null }] });
    expect(await list({ needsCheck: 'ja' })).toEqual([]);
  });

  it('shows nothing of another organisation', async () => {
    const contact = await create();
    const stranger = await app.build.owner();

    await expect(app.get(ContactsService).find(stranger, contact.id)).rejects.toEqual(new DomainError('contact.not-found'));
    await expect(app.get(ContactsService).find(stranger, 'geen-id')).rejects.toEqual(new DomainError('contact.not-found'));
    expect((await app.get(ContactsService).list(stranger, ContactFilter.parse({}))).items).toEqual([]);
  });
});

describe('the list of contacts', () => {
  it('is read by name, page after page, without a gap or a double', async () => {
    for (const [infix, surname] of [['van der', 'Berg'], [null, 'Özdemir'], [null, 'Bakker'], ['de', 'Boer'], [null, 'Berg'], [null, 'Berg']]) await create(person(surname!, { infix }));
    const names: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page: { items: ContactView[]; next: string | null } = await app.get(ContactsService).list(actor, ContactFilter.parse({ limit: 2, after }));
      names.push(...page.items.map((item) => item.sortName));
      after = page.next;
    }

    expect(names).toEqual(['Bakker', 'Berg', 'Berg', 'Berg, van der', 'Boer, de', 'Ozdemir']);
  });

  it('searches all words in names, organisations and functions, without accents, capitals or wildcards', async () => {
    await create();
    await create(person('Özdemir', { firstName: 'Zoë', email: 'z_o@kampen.example.nl', positions: [{ organisation: { kind: 'WELFARE', name: 'Welzijn 100%', municipality: 'Kampen' }, function: 'DIRECTOR' }] }));

    expect(await list({ search: 'wethouder ZWOLLE berg' })).toEqual(['mevrouw A. van der Berg']);
    expect(await list({ search: 'ozdem zoe kampen' })).toEqual(['Zoë Özdemir']);
    expect(await list({ search: '100%' })).toEqual(['Zoë Özdemir']);
    expect(await list({ search: 'z_o@' })).toEqual(['Zoë Özdemir']);
    expect(await list({ search: 'z__' })).toEqual([]);
    expect(await list({ search: 'berg kampen' })).toEqual([]);
  });

  it('filters on function, kind, municipality, missing address and opt-out', async () => {
    await create();
    await create(person('Smit', { email: 's@example.nl', positions: [{ organisation: { kind: 'GGZ', name: 'GGZ Oost', municipality: 'Kampen' }, function: 'BOARD_MEMBER' }] }));
    await create(person('Zonder'));
    await app.build.insert('suppression', { organisation_id: actor.organisationId, email_hash: addressHash(app.get(Config).secretKey, 's@example.nl'), scope: 'organisation', origin: 'link', at: app.clock.now() });

    expect(await list({ function: 'ALDERMAN' })).toEqual(['mevrouw A. van der Berg']);
    expect(await list({ kind: 'GGZ' })).toEqual(['Smit']);
    expect(await list({ municipality: 'GM0166' })).toEqual(['Smit']);
    expect(await list({ function: 'ALDERMAN', municipality: 'GM0166' })).toEqual([]);
    expect(await list({ withoutEmail: 'ja' })).toEqual(['Zonder']);
    expect(await list({ unsubscribed: 'ja' })).toEqual(['Smit']);
  });
});
