import { type Actor, DomainError } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { ChangeAudience } from './audience-input.js';
import { AudienceService } from './audience.service.js';
import { InvitationsModule } from './invitations.module.js';

describe('the audience of a meeting in Zwolle', () => {
  const app = testApp(InvitationsModule);
  const audience = (): AudienceService => app.get(AudienceService);
  const change = async (actor: Actor, meeting: { id: string }, wish: object): Promise<void> => audience().change(actor, meeting.id, ChangeAudience.parse(wish));

  /** Surname → on the list or not, and why. */
  const list = async (actor: Actor, meeting: { id: string }): Promise<Record<string, [boolean, ...string[]]>> => {
    const { items } = await audience().list(actor, meeting.id, { limit: 100 });
    return Object.fromEntries(items.map(({ sortName, included, reasons }) => [sortName, [included, ...reasons]]));
  };

  /** Somebody with this name and function in this municipality. */
  const person = async (actor: Actor, name: string, { municipality = 'GM0193', kind = 'MUNICIPALITY', contact = {}, position = {} }: { municipality?: string | null; kind?: string; contact?: object; position?: object } = {}): Promise<string> => {
    const employer = await app.build.contactOrganisation(actor, { kind, name: `Organisatie van ${name}`, municipality_code: municipality });
    return (await app.build.contact(actor, { surname: name, sort_name: name, ...contact }, { contact_organisation_id: employer.id, ...position })).id;
  };

  it('says of each person whether and why', async () => {
    const noor = await app.build.owner();
    const region = await app.build.insert('region', { organisation_id: noor.organisationId, name: 'IJsselland', started_from: 'HAND', municipality_codes: ['GM0193', 'GM0166', 'GM0599', 'GM0080'] });
    const meeting = await app.build.meeting(noor, { region_id: region.id });
    const office = await app.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Bestuurssecretariaat', email: 'bestuur@kampen.example.nl', email_key: 'bestuur@kampen.example.nl' });
    await person(noor, 'Zwolle');
    await person(noor, 'Kampen', { municipality: 'GM0166', contact: { secretariat_id: office.id, email: null, email_key: null } });
    await person(noor, 'Rotterdam', { municipality: 'GM0599' });
    await person(noor, 'Leeuwarden', { municipality: 'GM0080' });
    await person(noor, 'Utrecht', { municipality: 'GM0344' });
    await person(noor, 'Bakker', { position: { function: 'OPERATIONAL_STAFF' } });
    await person(noor, 'Verzekeraar', { kind: 'HEALTH_INSURER', position: { function: 'BOARD_MEMBER' } });
    await person(noor, 'Weg', { position: { until_date: '2026-12-31' } });
    await person(noor, 'Straks', { position: { from_date: '2027-02-01' } });
    await person(noor, 'Nergens', { municipality: null });
    await person(noor, 'Zonder', { contact: { email: null, email_key: null } });
    await app.build.insert('contact', { organisation_id: noor.organisationId, surname: 'Los', sort_name: 'Los', email: 'los@example.nl', email_key: 'los@example.nl', source: 'Eigen', basis: 'Belang' });

    expect(await list(noor, meeting)).toEqual({
      Zwolle: [true],
      Kampen: [true, 'via secretariaat'],
      Rotterdam: [false, expect.stringMatching(/^reistijd circa 1[0-2]\d min$/)],
      Leeuwarden: [false, expect.stringMatching(/^reistijd circa (6[5-9]|[7-9]\d) min$/)],
      Utrecht: [false, 'buiten de regio', expect.stringMatching(/^reistijd circa/)],
      Bakker: [false, 'functie hoort niet bij de doelgroep'],
      Verzekeraar: [false, 'soort organisatie hoort niet bij de doelgroep'],
      Weg: [false, 'functie afgelopen of nog niet begonnen'],
      Straks: [false, 'functie afgelopen of nog niet begonnen'],
      Nergens: [false, 'gemeente niet bekend, dus de reistijd ook niet'],
      Zonder: [false, 'geen e-mailadres'],
      Los: [false, 'geen functie bekend'],
    });
  });

  it('leaves out who opted out, of this meeting or of everything, also by way of the secretariat', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    const hash = (name: string): Buffer => Buffer.from(name.padEnd(32, '.'));
    const office = await app.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Secretariaat', email: 's@kampen.example.nl', email_key: 's@kampen.example.nl', email_hash: hash('office') });
    await person(noor, 'Alles', { contact: { email_hash: hash('alles') } });
    await person(noor, 'Deze', { contact: { email_hash: hash('deze') } });
    await person(noor, 'Andere', { contact: { email_hash: hash('andere') } });
    await person(noor, 'Terug', { contact: { email_hash: hash('terug') } });
    await person(noor, 'Secretariaat', { contact: { secretariat_id: office.id } });
    const other = await app.build.meeting(noor);
    const optOut = async (name: string, values: object): Promise<unknown> => app.build.insert('suppression', { organisation_id: noor.organisationId, email_hash: hash(name), scope: 'organisation', origin: 'link', at: app.clock.now(), ...values });
    await optOut('alles', {});
    await optOut('deze', { scope: 'meeting', meeting_id: meeting.id });
    await optOut('andere', { scope: 'meeting', meeting_id: other.id });
    await optOut('terug', { withdrawn_at: app.clock.now() });
    await optOut('office', {});

    expect(await list(noor, meeting)).toEqual({ Alles: [false, 'afgemeld'], Deze: [false, 'afgemeld'], Andere: [true], Terug: [true], Secretariaat: [false, 'afgemeld', 'via secretariaat'] });
  });

  it('lets the best fitting of several positions count', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    const id = await person(noor, 'Twee', { municipality: 'GM0599' });
    const near = await app.build.contactOrganisation(noor, { name: 'Gemeente Kampen', municipality_code: 'GM0166' });
    await app.build.insert('position', { organisation_id: noor.organisationId, contact_id: id, contact_organisation_id: near.id, function: 'POLICY_OFFICER' });
    await app.build.insert('position', { organisation_id: noor.organisationId, contact_id: id, contact_organisation_id: near.id, function: 'ALDERMAN' });

    const { items } = await audience().list(noor, meeting.id, { limit: 10 });

    expect(items).toMatchObject([{ included: true, function: 'ALDERMAN', organisation: 'Gemeente Kampen', municipality: 'Kampen', reasons: [] }]);
  });

  it('keeps choices by hand, both ways and with who made them, whatever is recomputed', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    const far = await person(noor, 'Ver', { municipality: 'GM0599' });
    const near = await person(noor, 'Dichtbij');
    const gone = await person(noor, 'Zonder', { contact: { email: null, email_key: null } });

    await change(noor, meeting, { choices: [{ contactId: far, included: true }, { contactId: near, included: false }, { contactId: gone, included: true }] });
    await change(noor, meeting, { maxTravelMinutes: 30, functions: ['ALDERMAN'] });

    expect(await list(noor, meeting)).toEqual({ Ver: [true, expect.stringMatching(/^reistijd/), 'met de hand toegevoegd'], Dichtbij: [false, 'met de hand weggelaten'], Zonder: [false, 'geen e-mailadres', 'met de hand toegevoegd'] });
    const { items } = await audience().list(noor, meeting.id, { limit: 10 });
    expect(items.find(({ sortName }) => sortName === 'Ver')!.choice).toEqual({ included: true, by: 'Noor Verhoeven', at: app.clock.now() });

    await change(noor, meeting, { choices: [{ contactId: far, included: null }] });
    expect((await list(noor, meeting))['Ver']).toEqual([false, expect.stringMatching(/^reistijd/)]);
  });

  it('knows nobody of another organisation', async () => {
    const noor = await app.build.owner();
    const other = await app.build.owner({ name: 'Het Anker' });
    const meeting = await app.build.meeting(noor);
    const stranger = await person(other, 'Vreemd');

    await expect(change(noor, meeting, { choices: [{ contactId: stranger, included: true }] })).rejects.toEqual(new DomainError('audience.unknown-contact', { ids: stranger }));
    await expect(audience().list(other, meeting.id, { limit: 10 })).rejects.toEqual(new DomainError('meeting.not-found'));
    expect(await list(noor, meeting)).toEqual({});
  });

  it('says per municipality who decides there and who is missing', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor, { municipality_codes: ['GM0193', 'GM0166', 'GM0177', 'GM0180'], functions: ['ALDERMAN', 'POLICY_OFFICER'] });
    await person(noor, 'Een');
    await person(noor, 'Twee');
    const raalte = await person(noor, 'Raalte', { municipality: 'GM0177' });
    await person(noor, 'Oud', { municipality: 'GM0180', position: { until_date: '2026-01-01' } });
    await person(noor, 'Ambtenaar', { municipality: 'GM0166', position: { function: 'POLICY_OFFICER' } });
    await change(noor, meeting, { choices: [{ contactId: raalte, included: false }] });

    const { coverage } = await audience().overview(noor, meeting.id, { limit: 1 });

    expect(coverage.map(({ municipality, functions, missing }) => [municipality, ...functions.map(({ text }) => text), ...missing])).toEqual([
      ['Kampen', 'geen wethouder bekend', 'ALDERMAN'],
      ['Raalte', 'wethouder bekend, maar niet op de lijst', 'ALDERMAN'],
      ['Staphorst', 'geen wethouder bekend', 'ALDERMAN'],
      ['Zwolle', '2 × wethouder op de lijst'],
    ]);
  });

  it('is read page by page, and counted before anything is sent', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    for (const name of ['C', 'A', 'B']) await person(noor, name);
    await person(noor, 'Ver', { municipality: 'GM0599' });
    await person(noor, 'Baliemedewerker', { municipality: 'GM0599', position: { function: 'OTHER' } });
    const invited = await person(noor, 'Al');
    await app.build.invitation(noor, meeting, { contact_id: invited });

    const first = await audience().list(noor, meeting.id, { limit: 2, included: true });
    const second = await audience().list(noor, meeting.id, { limit: 2, included: true, after: first.next });

    expect([first, second].map(({ items, next }) => [items.map(({ sortName, invited: was }) => [sortName, was]), next !== null])).toEqual([[[['A', false], ['Al', true]], true], [[['B', false], ['C', false]], false]]);
    expect((await audience().summary(noor, meeting.id)).summary).toEqual({ toInvite: 3, alreadyInvited: 1, excluded: 2, excludedBecause: [{ reason: 'function', people: 1 }, { reason: 'too-far', people: 1 }], viaSecretariat: 0 });
  });

  it('is found quickly among 5,000 people, with the same few queries', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    await app.sql(
      `with place as (insert into contact_organisation (organisation_id, kind, name, municipality_code) select $1, 'MUNICIPALITY', 'Gemeente ' || code, code from municipality returning id),
       person as (insert into contact (organisation_id, surname, sort_name, email, email_key, source, basis) select $1, 'P' || n, 'P' || n, 'p' || n || '@example.nl', 'p' || n || '@example.nl', 'x', 'x' from generate_series(1, 5000) n returning id)
       insert into position (organisation_id, contact_id, contact_organisation_id, function)
       select $1, person.id, place.id, 'ALDERMAN' from (select id, row_number() over () as n from person) person join (select id, row_number() over () as n from place) place on place.n = person.n % 342 + 1`,
      [noor.organisationId],
    );
    await app.sql('analyze contact, position, contact_organisation');
    await audience().summary(noor, meeting.id);

    const { toInvite, excluded } = (await audience().summary(noor, meeting.id)).summary;
    const { items } = await audience().list(noor, meeting.id, { limit: 5000 });

    expect([toInvite + excluded, items.length]).toEqual([5000, 5000]);
    expect(toInvite).toBeGreaterThan(200);
  });
});
