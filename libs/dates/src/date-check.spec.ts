import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import { SaveCouncilPattern } from './council-pattern-input.js';
import { CouncilPatterns } from './council-patterns.service.js';
import { type CheckedDate, DateCheck } from './date-check.js';
import { DatesModule } from './dates.module.js';
import type { Slot } from './findings.js';

/** An ordinary Thursday with nothing on it. */
const PLAIN = '2027-04-15';

describe('whether a date is a good one', () => {
  const app = testApp(DatesModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting' });
    await app.build.invitation(noor, meeting, { municipality_code: 'GM0193' });
    await app.build.invitation(noor, meeting, { municipality_code: 'GM0166' });
  });
  const slot = (day: string, from = '13:30', to = '17:00'): Slot => ({ day, from, to });
  const check = async (...slots: Slot[]): Promise<CheckedDate[]> => (await app.get(DateCheck).look(noor, meeting.id, () => slots)).dates;
  const findings = async (day: string, from?: string, to?: string): Promise<string[]> => (await check(slot(day, from, to)))[0]!.findings.map(({ severity, text }) => `${severity}: ${text}`);
  const pattern = async (input: object): Promise<unknown> => app.get(CouncilPatterns).add(noor, SaveCouncilPattern.parse(input));

  it('finds nothing against an ordinary day', async () => {
    expect(await findings(PLAIN)).toEqual([]);
  });

  it.each([
    ['a day that was', '2027-01-11', ['objection: Deze dag is al geweest.']],
    ['a Sunday', '2027-04-18', ['objection: Dit is een zondag. Wie beslist, werkt dan meestal niet.']],
    ['5 May', '2027-05-05', ['objection: Dit is Bevrijdingsdag. Veel mensen zijn dan vrij.', 'attention: Tweede week meivakantie in regio noord: 2 gemeenten. Niet elke school heeft dan vrij.']],
    ['the May recess', '2027-04-29', ['objection: Meivakantie in regio noord: 2 gemeenten.']],
    ['the spring recess of another region', '2027-02-17', []],
    ['the eve of the elections for the provinces', '2027-03-11', ['attention: Op woensdag 17 maart 2027 zijn de verkiezingen voor Provinciale Staten en waterschappen. Wethouders hebben dan minder tijd.']],
    ['election day', '2027-03-17', ['objection: Op deze dag zijn de verkiezingen voor Provinciale Staten en waterschappen.']],
    ['the week of a council election', '2030-03-14', ['objection: Op woensdag 20 maart 2030 zijn de gemeenteraadsverkiezingen. Wethouders en raadsleden voeren dan campagne.', 'attention: De schoolvakanties op deze dag zijn onbekend voor dit jaar (2030). Kijk zelf op rijksoverheid.nl.']],
    ['the months in which colleges are formed', '2030-05-23', ['objection: Na de gemeenteraadsverkiezingen van woensdag 20 maart 2030 vormen gemeenten een nieuw college. Wie dan wethouder is, kan weinig toezeggen.', 'attention: De schoolvakanties op deze dag zijn onbekend voor dit jaar (2030). Kijk zelf op rijksoverheid.nl.']],
    ['high summer', '2027-08-26', ['attention: Veel gemeenten hebben dan zomerreces: raad en college vergaderen niet, en wethouders zijn vaak weg. Dit is een aanname.']],
    ['a Tuesday, by assumption', '2027-04-13', ['attention: Op dinsdag vergaderen de meeste colleges van B en W. Dat is een aanname voor Kampen en Zwolle.']],
  ])('says what is the matter with %s', async (_what, day, expected) => {
    expect(await findings(day)).toEqual(expected);
  });

  it('goes by what is written down about a municipality, and assumes nothing more about its college', async () => {
    await pattern({ municipalityCode: 'GM0193', kind: 'college', weekday: 4, from: '09:00', to: '12:00' });
    await pattern({ municipalityCode: 'GM0166', kind: 'council', weekday: 4, weeks: [2, 5], from: '16:00', to: '22:30' });

    expect(await findings('2027-04-13')).toEqual(['attention: Op dinsdag vergaderen de meeste colleges van B en W. Dat is een aanname voor Kampen.']);
    expect(await findings(PLAIN)).toEqual(['attention: Op deze dag vergadert ook het college van B en W van Zwolle, op een andere tijd.']);
    expect(await findings(PLAIN, '11:30', '14:00')).toEqual(['objection: Dan vergadert het college van B en W van Zwolle.']);
    expect(await findings('2027-04-08')).toEqual(['objection: Dan vergadert de gemeenteraad van Kampen.', 'attention: Op deze dag vergadert ook het college van B en W van Zwolle, op een andere tijd.']);
    expect(await findings('2027-11-25')).toEqual(['objection: Dan vergadert de gemeenteraad van Kampen.', 'attention: Op deze dag vergadert ook het college van B en W van Zwolle, op een andere tijd.']);
  });

  it('counts the people who decide in the municipalities that meet', async () => {
    await app.build.invitation(noor, meeting, { municipality_code: 'GM0166', function: 'DIRECTOR' });
    await app.build.invitation(noor, meeting, { municipality_code: 'GM0177', function: 'POLICY_OFFICER' });
    for (const municipalityCode of ['GM0166', 'GM0177']) await pattern({ municipalityCode, kind: 'council', weekday: 4 });

    const [date] = await check(slot(PLAIN));
    expect(date).toMatchObject({ busy: { council: { municipalities: 1, people: 2 }, college: { municipalities: 0, people: 0 } }, assumedColleges: { municipalities: 0 } });
  });

  it('looks at the region while nobody is invited, and at all recess regions while there is none', async () => {
    const region = await app.build.insert('region', { organisation_id: noor.organisationId, name: 'Grens', started_from: 'HAND', municipality_codes: ['GM0202', 'GM0244', 'GM1959'] });
    meeting = await app.build.meeting(noor, { region_id: region.id });
    expect(await findings('2027-02-17')).toEqual(['objection: Voorjaarsvakantie in regio zuid: 1 gemeente.']);
    expect(await findings('2027-10-12')).toEqual(expect.arrayContaining([expect.stringContaining('aanname voor Altena, Arnhem en Hattem')]));
    meeting = await app.build.meeting(noor);
    expect(await findings('2027-10-27')).toEqual(['objection: Herfstvakantie in regio zuid.']);
  });

  it('knows our own other meetings, and leaves out those that are cancelled', async () => {
    const at = { starts_at: '2027-04-15T08:00:00Z', ends_at: '2027-04-15T10:00:00Z' };
    await app.build.meeting(noor, { title: 'Bijeenkomst Deventer', venue_place: 'Deventer', ...at });
    await app.build.meeting(noor, { title: 'Afgezegd', state: 'cancelled', ...at });
    await app.build.meeting(await app.build.owner({ name: 'Het Anker' }), { title: 'Van een ander', ...at });

    expect(await findings(PLAIN)).toEqual(['attention: Op deze dag houden jullie ook “Bijeenkomst Deventer” in Deventer, 10.00 tot 12.00 uur.']);
    expect(await findings(PLAIN, '11:30', '14:00')).toEqual(['objection: Op deze dag houden jullie ook “Bijeenkomst Deventer” in Deventer, 10.00 tot 12.00 uur.']);
  });

  it('draws the weeks around each date, once', async () => {
    await pattern({ municipalityCode: 'GM0166', kind: 'council', weekday: 1, weeks: [3], from: '19:30', to: '23:00' });
    const { weeks } = await app.get(DateCheck).look(noor, meeting.id, () => [slot(PLAIN), slot('2027-04-22')]);

    expect(weeks.map(([monday]) => monday!.day)).toEqual(['2027-04-05', '2027-04-12', '2027-04-19', '2027-04-26']);
    expect(weeks.flat().filter(({ looked }) => looked).map(({ day }) => day)).toEqual([PLAIN, '2027-04-22']);
    expect(weeks.flat().find(({ day }) => day === '2027-04-19')).toMatchObject({ meeting: 1, recess: null });
    expect(weeks.flat().find(({ day }) => day === '2027-04-27')).toMatchObject({ holiday: 'Koningsdag', recess: 'Meivakantie' });
  });

  it('asks the database equally often for one date and for six, for two guests and for many', async () => {
    const count = async (slots: Slot[]): Promise<number> => {
      const stop = countQueries(app.get(DataSource));
      await check(...slots);
      return stop();
    };
    const few = await count([slot(PLAIN)]);
    for (const code of ['GM0177', 'GM0202', 'GM0244', 'GM0599', 'GM0014']) {
      await app.build.invitation(noor, meeting, { municipality_code: code });
      await pattern({ municipalityCode: code, kind: 'council', weekday: 3 });
    }
    expect(await count(['15', '16', '19', '20', '21', '22'].map((day) => slot(`2027-04-${day}`)))).toBe(few);
  });
});

describe('raadsdagen', () => {
  const app = testApp(DatesModule);
  const THURSDAY = { municipalityCode: 'GM0193', kind: 'council', weekday: '4', weeks: ['2', '4'], from: '19:30', to: '23:00', note: 'niet in het reces' };
  let noor: Actor;
  beforeEach(async () => {
    noor = await app.build.owner();
  });

  it('are kept, changed and removed, each once', async () => {
    const patterns = app.get(CouncilPatterns);
    const { id } = await patterns.add(noor, SaveCouncilPattern.parse(THURSDAY));
    await expect(patterns.add(noor, SaveCouncilPattern.parse(THURSDAY))).rejects.toMatchObject({ code: 'council-pattern.exists' });
    expect(await patterns.list(noor)).toMatchObject([{ municipality: 'Zwolle', weekday: 4, weeks: [2, 4], fromTime: '19:30' }]);

    await patterns.change(noor, id, SaveCouncilPattern.parse({ ...THURSDAY, weekday: 3, weeks: [], from: '', to: '' }));
    expect(await patterns.find(noor, id)).toMatchObject({ weekday: 3, weeks: [], fromTime: null, toTime: null });
    await patterns.remove(noor, id);
    await expect(patterns.find(noor, id)).rejects.toMatchObject({ code: 'council-pattern.not-found' });
  });

  it('of another organisation are not there', async () => {
    const patterns = app.get(CouncilPatterns);
    const { id } = await patterns.add(noor, SaveCouncilPattern.parse(THURSDAY));
    const other = await app.build.owner({ name: 'Het Anker' });

    expect(await patterns.list(other)).toEqual([]);
    for (const refused of [patterns.find(other, id), patterns.change(other, id, SaveCouncilPattern.parse(THURSDAY)), patterns.remove(other, id)]) await expect(refused).rejects.toMatchObject({ code: 'council-pattern.not-found' });
    expect(await patterns.list(noor)).toHaveLength(1);
  });

  it.each([
    ['no municipality', { municipalityCode: undefined }, 'municipalityCode', 'Kies een gemeente.'],
    ['a ninth day', { weekday: 9 }, 'weekday', 'Kies een dag.'],
    ['half a time', { to: '' }, 'to', 'Vul ook in tot hoe laat het duurt, of laat beide tijden leeg.'],
    ['an end before the start', { to: '18:00' }, 'to', 'De vergadering eindigt voor ze begint. Kijk naar de tijden.'],
  ])('with %s are refused', (_what, wrong, field, message) => {
    expect(SaveCouncilPattern.safeParse({ ...THURSDAY, ...wrong }).error!.issues.map(({ path, message: said }) => [path.join('.'), said])).toEqual([[field, message]]);
  });

  it('of a municipality that does not exist are refused', async () => {
    await expect(app.get(CouncilPatterns).add(noor, SaveCouncilPattern.parse({ ...THURSDAY, municipalityCode: 'GM9999' }))).rejects.toMatchObject({ code: 'input.invalid', fields: { municipalityCode: 'Deze gemeente kennen we niet. Kies er een uit de lijst.' } });
  });
});
