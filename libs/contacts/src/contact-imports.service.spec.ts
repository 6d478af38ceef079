import { beforeEach, describe, expect, it } from '@jest/globals';
import { addressHash } from '@bijeen/mail';
import { type Actor, Config, DueWork } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { ContactErasure } from './contact-erasure.service.js';
import { ContactFilter } from './contact-filter.js';
import type { ContactImport } from './contact-import.entity.js';
import { ContactImports } from './contact-imports.service.js';
import type { ContactView } from './contact-view.js';
import { ContactsModule } from './contacts.module.js';
import { ContactsService } from './contacts.service.js';
import { ImportInput } from './import-input.js';

const app = testApp(ContactsModule);
let actor: Actor;
beforeEach(async () => {
  actor = await app.build.owner();
});

const HEADER = 'Aanhef;Voorletters;Voornaam;Tussenvoegsel;Achternaam;E-mailadres;Telefoon;Functie;Organisatie;Gemeente';
const GOOD = [
  'mevrouw;A.;Anna;van der;Berg;anna@zwolle.example.nl;038 498 91 11;wethouder Zorg;Gemeente Zwolle;Zwolle',
  'dhr.;P.;;;Jansen;p.jansen@ggz.example.nl;;bestuurder;GGZ Oost;Kampen',
  ';;Zoë;;Özdemir;;;beleidsadviseur;;Kampen',
];
const input = ImportInput.parse({ source: 'Adresboek 2026', basis: 'Gerechtvaardigd belang' });
const csv = (...rows: string[]): { name: string; bytes: Buffer } => ({ name: 'lijst.csv', bytes: Buffer.from([HEADER, ...rows].join('\r\n')) });
const preview = async (...rows: string[]): Promise<ContactImport> => app.get(ContactImports).preview(actor, csv(...rows), input);
const contacts = async (): Promise<ContactView[]> => (await app.get(ContactsService).list(actor, ContactFilter.parse({}))).items;
const problems = (one: ContactImport): string[] => one.report!.rows.flatMap((row) => (row.problems ?? []).map((problem) => `${row.row} ${problem.column}: ${problem.message}`));

/** Everything that was ever written to these tables since the last reset, per table: inserted, updated, deleted rows. */
async function fingerprint(): Promise<unknown> {
  return app.sql(`select 'contact' as t, id, xmin::text, ctid::text from contact union all select 'position', id, xmin::text, ctid::text from position
    union all select 'organisation', id, xmin::text, ctid::text from contact_organisation union all select 'secretariat', id, xmin::text, ctid::text from secretariat order by 1, 2`);
}

describe('importing a list', () => {
  it('previews every row and keeps nothing, then takes over exactly what the preview said', async () => {
    const before = await preview(...GOOD, ';;;;;geen-naam@example.nl;;;;');

    expect(before).toMatchObject({ state: 'previewed', report: { format: 'CSV, utf-8, puntkomma', counts: { new: 3, updated: 0, same: 0, refused: 1 } } });
    expect(before.report!.rows.map(({ row, verdict, name }) => [row, verdict, name])).toEqual([[2, 'new', 'A. van der Berg'], [3, 'new', 'P. Jansen'], [4, 'new', 'Zoë Özdemir'], [5, 'refused', undefined]]);
    expect(problems(before)).toEqual(['5 Achternaam: Vul een achternaam in.']);
    expect(await contacts()).toEqual([]);

    const after = await app.get(ContactImports).apply(actor, before.id);

    expect(after).toMatchObject({ state: 'applied', report: { counts: before.report!.counts } });
    expect((await contacts()).map((one) => [one.displayName, one.email, one.source, one.basis, one.positions.map((position) => `${position.function} ${position.portfolio} ${position.organisation.name} ${position.organisation.municipality?.name}`)])).toEqual([
      ['mevrouw A. van der Berg', 'anna@zwolle.example.nl', 'Adresboek 2026', 'Gerechtvaardigd belang', ['ALDERMAN Zorg Gemeente Zwolle Zwolle']],
      ['de heer P. Jansen', 'p.jansen@ggz.example.nl', 'Adresboek 2026', 'Gerechtvaardigd belang', ['BOARD_MEMBER null GGZ Oost Kampen']],
      ['Zoë Özdemir', null, 'Adresboek 2026', 'Gerechtvaardigd belang', ['POLICY_OFFICER null Gemeente Kampen Kampen']],
    ]);
    expect(await app.sql('select action, details from audit_log')).toEqual([{ action: 'contacts.imported', details: { source: 'Adresboek 2026', basis: 'Gerechtvaardigd belang', new: 3, updated: 0, same: 0, refused: 1 } }]);
  });

  it('changes nothing the second time: not one row version', async () => {
    const list = csv(...GOOD, ';;;;Smit;smit@example.nl;;directeur;Welzijn Hattem;Hattem');
    await app.get(ContactImports).applyNow(actor, list, input);
    const before = await fingerprint();

    const again = await app.get(ContactImports).applyNow(actor, list, input);

    expect(again.report!.counts).toEqual({ new: 0, updated: 0, same: 4, refused: 0 });
    expect(await fingerprint()).toEqual(before);
  });

  it('updates what is different, and lets an empty cell erase nothing', async () => {
    await app.get(ContactImports).applyNow(actor, csv(...GOOD), input);
    const changed = await preview(';;;van der;Berg;ANNA@zwolle.example.nl;06 12345678;wethouder;Gemeente Zwolle;', ';;;;Jansen;p.jansen@ggz.example.nl;;directeur;GGZ Oost;');

    expect(changed.report!.rows).toMatchObject([{ row: 2, verdict: 'updated', changed: ['Telefoon'] }, { row: 3, verdict: 'updated', changed: ['Functie'] }]);
    await app.get(ContactImports).apply(actor, changed.id);
    expect((await contacts()).slice(0, 2)).toMatchObject([
      { displayName: 'mevrouw A. van der Berg', email: 'anna@zwolle.example.nl', phone: '06 12345678', positions: [{ portfolio: 'Zorg' }] },
      { displayName: 'de heer P. Jansen', positions: [{ function: 'DIRECTOR' }, { function: 'BOARD_MEMBER' }] },
    ]);
    const found = await app.get(ContactsService).list(actor, ContactFilter.parse({ search: 'directeur jansen' }));
    expect(found.items).toHaveLength(1);
  });

  it('knows a person without an address by name and organisation, and gives the address when it comes', async () => {
    await app.get(ContactImports).applyNow(actor, csv(GOOD[2]!), input);
    const other = await preview(';;Zoë;;Özdemir;zoe@kampen.example.nl;;beleidsadviseur;;Kampen', ';;Zoë;;Özdemir;;;beleidsadviseur;;Zwolle');

    expect(other.report!.rows.map(({ verdict, changed }) => [verdict, changed])).toEqual([['updated', ['E-mailadres']], ['new', undefined]]);
  });

  it('refuses the second of two equal people, and says which row was first', async () => {
    const list = await preview(GOOD[0]!, 'mevrouw;A.;;van den;Berg;Anna@Zwolle.Example.NL;;;;', GOOD[2]!, GOOD[2]!);

    expect(problems(list)).toEqual(['3 E-mailadres: Zelfde adres als rij 2. Verwijder een van beide.', '5 Achternaam: Zelfde persoon als rij 4. Verwijder een van beide, of vul een e-mailadres in.']);
    expect(list.report!.counts).toEqual({ new: 2, updated: 0, same: 0, refused: 2 });
  });

  it('does not bring back who was erased, and counts who opted out', async () => {
    await app.get(ContactImports).applyNow(actor, csv(...GOOD), input);
    const [berg] = await contacts();
    await app.get(ContactErasure).erase(actor, berg!.id);
    await app.build.insert('suppression', { organisation_id: actor.organisationId, email_hash: addressHash(app.get(Config).secretKey, 'p.jansen@ggz.example.nl'), scope: 'organisation', origin: 'link', at: app.clock.now() });

    const list = await preview(...GOOD);

    expect(problems(list)).toEqual(['2 E-mailadres: Deze persoon is op verzoek verwijderd. Zet hem alleen met de hand terug, als hij daar zelf om vroeg.']);
    expect(list.report).toMatchObject({ unsubscribed: 1, counts: { same: 2, refused: 1 } });
  });

  it('counts who stopped all mail, known or not, and once who did both', async () => {
    const { secretKey } = app.get(Config);
    for (const email of ['p.jansen@ggz.example.nl', 'anna@zwolle.example.nl']) await app.build.insert('platform_stop', { email_hash: addressHash(secretKey, email), origin: 'page', at: app.clock.now() });
    await app.build.insert('suppression', { organisation_id: actor.organisationId, email_hash: addressHash(secretKey, 'p.jansen@ggz.example.nl'), scope: 'organisation', origin: 'page', at: app.clock.now() });

    expect((await preview(...GOOD)).report).toMatchObject({ unsubscribed: 2, counts: { new: 3 } });
  });

  it('finds municipalities by old names, and asks when a name says too little', async () => {
    const list = await preview(';;;;A;;;wethouder;;Landerd', ';;;;B;;;wethouder;;Bergen', ';;;;C;;;wethouder;;Boarnsterhim', ';;;;D;;;wethouder;;Zwole', ';;;;E;;;wethouder;Gemeente Kampen;');

    expect(problems(list)).toEqual([
      '3 Gemeente: Er is meer dan één gemeente „Bergen”. Kies Bergen (L.) of Bergen (NH.).',
      expect.stringMatching(/^4 Gemeente: Gemeente „Boarnsterhim” bestaat niet meer en is verdeeld\. Kies .*Heerenveen/),
      '5 Gemeente: Gemeente „Zwole” kennen we niet. Bedoel je Zwolle?',
    ]);
  });

  it('lets a person point at columns it does not know', async () => {
    const list = { name: 'lijst.csv', bytes: Buffer.from('wie,waar,wat\nBerg,Zwolle,wethouder\n') };
    const unknown = await app.get(ContactImports).preview(actor, list, input);
    expect(unknown).toMatchObject({ state: 'previewed', report: { missing: ['surname'], header: { cells: ['wie', 'waar', 'wat'] } } });
    await expect(app.get(ContactImports).apply(actor, unknown.id)).rejects.toMatchObject({ code: 'import.columns-unknown' });

    const { done } = await app.get(ContactImports).beginAgain(actor, unknown.id, { surname: 'wie', municipality: 2, function: 'wat' });
    await done;

    expect(await app.get(ContactImports).find(actor, unknown.id)).toMatchObject({ state: 'previewed', report: { missing: [], counts: { new: 1 } } });
    await app.get(ContactImports).apply(actor, unknown.id);
    expect(await contacts()).toMatchObject([{ surname: 'Berg', positions: [{ function: 'ALDERMAN', organisation: { name: 'Gemeente Zwolle' } }] }]);
  });

  it('keeps one mailbox for a secretariat, whatever the rows call it, and changes nothing the second time', async () => {
    const list = { name: 'l.csv', bytes: Buffer.from('naam;gemeente;e-mail secretariaat;secretariaat;telefoon secretariaat\nmw. A. de Boer;Zwolle;Bestuur@zwolle.example.nl;Secr. A;038 1234567\nB. Smit;Zwolle;bestuur@zwolle.example.nl;Secr. B;\nC. Vos;Kampen;;Jolanda;0612345678') };
    await app.get(ContactImports).applyNow(actor, list, input);
    const before = await fingerprint();

    expect(await app.sql('select name, email, phone from secretariat')).toEqual([{ name: 'Secr. B', email: 'Bestuur@zwolle.example.nl', phone: '038 1234567' }]);
    expect((await contacts()).map((one) => [one.displayName, one.secretariat?.name ?? one.note])).toEqual([['mevrouw A. de Boer', 'Secr. B'], ['B. Smit', 'Secr. B'], ['C. Vos', 'Secretariaat: Jolanda, 0612345678']]);
    expect((await app.get(ContactImports).applyNow(actor, list, input)).report!.counts).toMatchObject({ same: 3 });
    expect(await fingerprint()).toEqual(before);
  });

  it('belongs to one organisation', async () => {
    const { id } = await preview(...GOOD);
    const stranger = await app.build.owner();

    await expect(app.get(ContactImports).apply(stranger, id)).rejects.toMatchObject({ code: 'import.not-found' });
    await expect(app.get(ContactImports).find(stranger, id)).rejects.toMatchObject({ code: 'import.not-found' });
  });

  it('is applied once, also when two people press at once', async () => {
    const { id } = await preview(...GOOD);
    const results = await Promise.allSettled([1, 2, 3].map(async () => app.get(ContactImports).apply(actor, id)));

    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(app.get(ContactImports).apply(actor, id)).rejects.toMatchObject({ code: 'import.already-applied' });
    expect(await contacts()).toHaveLength(3);
  });

  it('throws the file away when applied, and after a day in any case', async () => {
    const applied = await preview(GOOD[0]!);
    await app.get(ContactImports).apply(actor, applied.id);
    const left = await preview(GOOD[1]!);
    const files = async (): Promise<unknown> => app.sql('select state, file is null as gone from contact_import order by created_at, id');
    expect(await files()).toEqual([{ state: 'applied', gone: true }, { state: 'previewed', gone: false }]);

    app.clock.set('2027-01-13T09:00:01Z');
    await app.get(DueWork).run();

    expect(await files()).toEqual([{ state: 'applied', gone: true }, { state: 'refused', gone: true }]);
    await expect(app.get(ContactImports).apply(actor, left.id)).rejects.toMatchObject({ code: 'import.gone' });
  });

  it('is read again when the process that read it had died', async () => {
    const { id } = await preview(...GOOD);
    await app.sql(`update contact_import set state = 'applying'`);
    await expect(app.get(ContactImports).apply(actor, id)).rejects.toMatchObject({ code: 'import.busy' });

    app.clock.set('2027-01-12T09:01:01Z');

    expect(await app.get(ContactImports).apply(actor, id)).toMatchObject({ state: 'applied' });
  });

  it('needs a source and a basis', () => {
    const result = ImportInput.safeParse({ source: ' ', mapping: '{"email":"E-mail"}' });

    expect(result.error!.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['source', 'Schrijf op waar deze lijst vandaan komt. Dat staat ook onder de uitnodiging.'], ['basis', 'Kies de grondslag: waarom mag je deze mensen benaderen?'],
    ]);
    expect(ImportInput.safeParse({ source: 'x', basis: 'y', mapping: '{"king":1}' }).success).toBe(false);
    expect(ImportInput.parse({ source: 'x', basis: 'y', mapping: '{"email":"E-mail","note":null,"name":3}' }).mapping).toEqual({ email: 'E-mail', note: null, name: 3 });
  });
});
