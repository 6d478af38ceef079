import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { NOBODY } from '../testing/all-routes.js';
import { testWeb, type SignedInBrowser } from '../testing/test-web.js';
import { furnished, type Ids, rowsOf } from '../testing/two-organisations.js';

const web = testWeb();
let victim: { actor: Actor; ids: Ids };
let intruder: { actor: Actor; ids: Ids };
let browser: SignedInBrowser;
let token: string;

const PLAN = {
  title: 'Bijeenkomst', date: '2027-03-11', from: '13:30', to: '17:00', answerBy: '2027-02-25', capacity: 100, venue: { name: 'De Werkplaats', address: 'Grote Markt 1', postcode4: '8011', place: 'Zwolle' },
  functions: ['ALDERMAN'], organisationKinds: ['MUNICIPALITY'], maxTravelMinutes: 60, contact: { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl' },
};

beforeEach(async () => {
  victim = await furnished(web, 'Slachtoffer');
  intruder = await furnished(web, 'Indringer');
  browser = await web.signIn(intruder.actor);
  token = await web.token(intruder.actor);
});

/** What each call is given: an id in its body, where an id of one's own would be taken. */
const CALLS: [string, string, (own: Ids, id: Ids) => object][] = [
  ['POST', '/meetings', (_own, { region }) => ({ ...PLAN, regionId: region })],
  ['PATCH', '/meetings/:meeting', (_own, { region }) => ({ regionId: region })],
  ['PUT', '/meetings/:meeting/audience', (_own, { region }) => ({ regionId: region })],
  ['PUT', '/meetings/:meeting/audience', (_own, { contact }) => ({ choices: [{ contactId: contact, included: true }] })],
  ['PUT', '/meetings/:meeting/attendance', (_own, { invitation }) => ({ items: [{ invitationId: invitation, attended: true }] })],
  ['POST', '/meetings/:meeting/commitments', (_own, { invitation }) => ({ name: 'A. de Boer', step: 'gesprek', invitationId: invitation })],
];

describe('an id of another organisation inside what is sent', () => {
  it.each(CALLS)('of %s %s is as good as one that does not exist', async (method, path, body) => {
    const url = path.replace(':meeting', intruder.ids.meeting);
    const nothing = Object.fromEntries(Object.keys(victim.ids).map((kind) => [kind, NOBODY])) as Ids;
    const before = await rowsOf(web, victim.actor);

    const [nobody, foreign] = [await web.api(token, method as 'POST', url, body(intruder.ids, nothing)), await web.api(token, method as 'POST', url, body(intruder.ids, victim.ids))];

    expect([404, 422]).toContain(foreign.statusCode);
    const plain = (text: string): string => Object.values(victim.ids).reduce((all, id) => all.replaceAll(id, NOBODY), text);
    expect(`${foreign.statusCode} ${plain(foreign.body)}`).toBe(`${nobody.statusCode} ${nobody.body}`);
    expect(await rowsOf(web, victim.actor)).toEqual(before);
  });

  it('cannot choose whose data a call is about', async () => {
    const before = await rowsOf(web, victim.actor);
    const theirs = { organisationId: victim.ids.organisation, organisation_id: victim.ids.organisation, organisation: victim.ids.organisation };

    const made = await web.api(token, 'POST', '/meetings', { ...PLAN, ...theirs });
    const region = await web.api(token, 'POST', '/regions', { startedFrom: 'HAND', name: 'Nieuw', municipalityCodes: ['GM0193'], ...theirs });

    expect([made.statusCode, region.statusCode]).toEqual([201, 201]);
    expect(await web.sql('select distinct organisation_id from meeting where id = $1 union select organisation_id from region where id = $2', [made.json().id, region.json().id])).toEqual([{ organisation_id: intruder.ids.organisation }]);
    expect(await rowsOf(web, victim.actor)).toEqual(before);
  });

  it('cannot be merged with a contact of one’s own, nor looked at beside it', async () => {
    const before = [await rowsOf(web, victim.actor), await rowsOf(web, intruder.actor)];
    const url = `/relaties/${intruder.ids.contact}/samenvoegen`;

    const merged = await browser.post(url, { other: victim.ids.contact, keep: intruder.ids.contact });
    const shown = await browser.get(`${url}?met=${victim.ids.contact}`);

    expect([merged.statusCode, shown.statusCode]).toEqual([404, 404]);
    const [theirs, ours] = [await rowsOf(web, victim.actor), await rowsOf(web, intruder.actor)];
    expect([theirs, ours['contact']]).toEqual([before[0], before[1]!['contact']]);
  });
});
