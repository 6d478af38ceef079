import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testWeb } from '../../testing/test-web.js';

describe('the places of a meeting, by API', () => {
  const web = testWeb();
  let noor: Actor;
  let token: string;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await web.build.owner();
    token = await web.token(noor);
    meeting = await web.build.meeting(noor, { state: 'inviting', capacity: 1 });
  });
  const guest = async (name: string, values: object = {}): Promise<string> => (await web.build.invitation(noor, meeting, { display_name: name, sort_name: name, function: 'POLICY_OFFICER', ...values })).id;
  const here = (rest: string): string => `/meetings/${meeting.id}/${rest}`;
  const yes = async (id: string): Promise<unknown> => (await web.api(token, 'PUT', here(`invitations/${id}/answer`), { coming: 'yes' })).json();

  it('tells who has one, who waits in which order, and why', async () => {
    const [first, second, third] = [await guest('a'), await guest('b'), await guest('c')];
    for (const id of [first, second, third]) await yes(id);
    expect((await web.api(token, 'GET', here('places'))).json()).toMatchObject({
      capacity: 1, used: 1, free: 0, keptForDecisionMakers: 0, rules: { protectedSeats: null, offerHours: 16 }, offered: [],
      waiting: [{ turn: 'other', first: false, people: [{ id: second, name: 'b', blockedBy: 'De enige plaats is bezet.' }] }, { people: [{ id: third }] }],
    });
    const { statusCode, json } = await web.api(token, 'POST', here(`places/${third}/first`), { first: true, reason: 'Houdt een toespraak' });
    expect(statusCode).toBe(200);
    expect(json()).toMatchObject({ waiting: [{ people: [{ id: third }] }, { people: [{ id: second }] }] });
  });

  it('keeps rules, and refuses those that cannot be with the field', async () => {
    expect((await web.api(token, 'PUT', here('places'), { protectedSeats: 1, protectedUntil: '2027-02-01', ceilings: { OTHER: 3 }, offerHours: 8 })).json()).toMatchObject({ rules: { protectedSeats: 1, protectedUntil: '2027-02-01', ceilings: { OTHER: 3 }, offerHours: 8 } });
    const refused = await web.api(token, 'PUT', here('places'), { protectedSeats: 2, protectedUntil: '2027-02-01' });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: 'input.invalid', errors: [{ field: 'protectedSeats', message: 'Er is maar 1 plaats. Bescherm er minder.' }] });
    expect((await web.api(token, 'POST', here(`places/${await guest('a')}/first`), { first: true, reason: 'Houdt een toespraak' })).json()).toMatchObject({ code: 'places.not-waiting' });
  });

  it('notes a substitute and a duo, and makes a duo of two who seek', async () => {
    await web.sql('update meeting set capacity = 50');
    const [one, other, third] = [await guest('a', { function: 'ALDERMAN' }), await guest('b'), await guest('c')];
    expect((await web.api(token, 'POST', here(`invitations/${one}/substitute`), { name: 'Karim Haddad', function: 'POLICY_OFFICER', email: 'k.haddad@zwolle.example.nl' })).statusCode).toBe(201);
    expect((await web.api(token, 'POST', here(`invitations/${one}/substitute`), { name: 'Joke Bos', function: 'ALDERMAN', email: 'j.bos@zwolle.example.nl' })).json()).toMatchObject({ code: 'substitute.already' });
    expect((await web.api(token, 'POST', here(`invitations/${other}/duo`), { name: 'Ineke de Wit', role: 'expert', email: 'ineke@example.nl' })).statusCode).toBe(201);
    expect((await web.api(token, 'POST', here(`invitations/${third}/duo`), { name: 'Ineke de Wit', role: 'expert', email: 'ineke@example.nl' })).json()).toMatchObject({ code: 'duo.taken' });
    await web.sql(`update invitation set answer = 'yes', place = 'confirmed', place_since = now(), seeks_partner = true where id = $1`, [third]);
    const fourth = await guest('d', { answer: 'yes', seeks_partner: true });
    expect((await web.api(token, 'GET', here('duos/seekers'))).json()).toMatchObject({ items: [{ id: third, municipality: 'Zwolle' }, { id: fourth }] });
    expect((await web.api(token, 'POST', here('duos'), { one: third, other: fourth })).json()).toEqual({ items: [] });
    expect(await web.sql(`select o.to_name as name, m.variant from outgoing_mail o join mailing m on m.id = o.mailing_id where o.kind = 'companion' order by 1`)).toEqual([{ name: 'c', variant: 'matched' }, { name: 'd', variant: 'matched' }]);
    const stranger = await guest('e', { answer: 'yes', seeks_partner: true, municipality_code: 'GM0166' });
    await web.sql(`update invitation set seeks_partner = true where id = $1`, [one]);
    const fifth = await guest('f', { answer: 'yes', seeks_partner: true });
    expect((await web.api(token, 'POST', here('duos'), { one: stranger, other: fifth })).json()).toMatchObject({ code: 'duo.other-municipality' });
    expect((await web.api(token, 'POST', here('duos'), { one: third, other: fifth })).json()).toMatchObject({ code: 'duo.not-seeking' });
  });

  it('may be looked at by who may only look, and not changed', async () => {
    const viewer = await web.token({ ...noor, role: 'viewer' });
    expect((await web.api(viewer, 'GET', here('places'))).statusCode).toBe(200);
    expect((await web.api(viewer, 'PUT', here('places'), {})).statusCode).toBe(403);
  });
});
