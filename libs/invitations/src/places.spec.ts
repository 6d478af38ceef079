import { MailSender } from '@bijeen/mail';
import { SetPlaceRules } from '@bijeen/places';
import { type Actor, presentedToken } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Answer } from './answer.js';
import { AnswersService } from './answers.service.js';
import { NamePartner } from './companion-input.js';
import { DuosService } from './duos.service.js';
import { InvitationsModule } from './invitations.module.js';
import { PlacesClock } from './places-clock.js';
import { PlacesService } from './places.service.js';

describe('the places of a meeting', () => {
  const app = testApp(InvitationsModule);
  let noor: Actor;
  let meeting: { id: string };
  const answers = (): AnswersService => app.get(AnswersService);
  const places = (): PlacesService => app.get(PlacesService);
  const begin = async (capacity: number, values: object = {}): Promise<void> => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', capacity, ...values });
  };
  /** Name → link of a guest with this function. */
  const guest = async (name: string, office = 'POLICY_OFFICER', values: object = {}): Promise<string> =>
    app.build.link(noor, meeting, await app.build.invitation(noor, meeting, { display_name: name, sort_name: name, function: office, email: `${name}@zwolle.example.nl`, ...values }));
  const say = async (link: string, coming: 'yes' | 'no' | 'maybe'): Promise<unknown> => answers().answer(presentedToken(link), Answer.parse({ coming }));
  const rules = async (wish: object): Promise<unknown> => places().setRules(noor, meeting.id, SetPlaceRules.parse(wish));
  /** Name → place. */
  const how = async (): Promise<Record<string, string | null>> => Object.fromEntries((await app.sql<{ name: string; place: string | null }>('select display_name as name, place from invitation order by sort_name')).map(({ name, place }) => [name, place]));
  const line = async (): Promise<string[]> => (await places().find(noor, meeting.id)).waiting.map(({ people }) => people.map(({ name }) => name).sort().join('+'));
  const mails = async (kind?: string): Promise<string[]> =>
    (await app.sql<{ mail: string }>(`select o.to_name || ' ' || o.kind || coalesce(nullif(' ' || m.variant, ' '), '') as mail from outgoing_mail o join mailing m on m.id = o.mailing_id where $1::text is null or o.kind = $1 order by o.id`, [kind ?? null])).map(({ mail }) => mail);
  const refused = async (attempt: Promise<unknown>): Promise<{ code?: string; fields?: object; message?: string }> => attempt.then(() => ({}), (error: { code: string }) => error);
  beforeEach(async () => begin(2));

  it('go to who says yes first; the rest waits and hears which rule blocks', async () => {
    const [a, b, c] = [await guest('a'), await guest('b'), await guest('c')];
    for (const link of [a, b, c]) await say(link, 'yes');
    expect(await how()).toEqual({ a: 'confirmed', b: 'confirmed', c: 'waiting' });
    expect(await mails()).toEqual(['a confirmation yes', 'b confirmation yes', 'c confirmation waiting']);
    expect((await answers().show(presentedToken(c))).blockedBy).toBe('Alle 2 plaatsen zijn bezet.');
    expect(await app.sql(`select answer, people from meeting_tally where people > 0 order by 1`)).toEqual([{ answer: 'waiting', people: 1 }, { answer: 'yes', people: 2 }]);
    expect(await app.sql(`select calendar->>'method' as method from outgoing_mail order by id`)).toEqual([{ method: 'REQUEST' }, { method: 'REQUEST' }, { method: null }]);
  });

  it('move exactly one up after a no, with one mail, and are held for sixteen working hours', async () => {
    const links = await Promise.all(['a', 'b', 'c', 'd'].map(async (name) => guest(name)));
    for (const link of links) await say(link, 'yes');
    await say(links[0]!, 'no');
    expect(await how()).toEqual({ a: null, b: 'confirmed', c: 'offered', d: 'waiting' });
    expect(await mails('offer')).toEqual(['c offer']);
    expect(await app.sql('select offer_until from invitation where offer_until is not null')).toEqual([{ offer_until: new Date('2027-01-14T09:00:00Z') }]);

    await answers().answerOffer(presentedToken(links[2]!), true);
    expect(await how()).toMatchObject({ c: 'confirmed', d: 'waiting' });
    expect((await mails()).at(-1)).toBe('c confirmation yes');
    expect(await app.sql(`select calendar->>'method' as method from outgoing_mail order by id desc limit 1`)).toEqual([{ method: 'REQUEST' }]);
  });

  it('go to the next when an offer goes by, and the late answer changes nothing', async () => {
    const links = await Promise.all(['a', 'b', 'c', 'd'].map(async (name) => guest(name)));
    for (const link of links) await say(link, 'yes');
    await say(links[0]!, 'no');
    app.clock.set('2027-01-14T09:00:00Z');
    expect(await refused(answers().answerOffer(presentedToken(links[2]!), true))).toMatchObject({ code: 'offer.over', message: expect.stringContaining('donderdag 14 januari 2027 om 10.00 uur') });
    expect(await how()).toMatchObject({ c: 'offered', d: 'waiting' });

    expect(await app.get(PlacesClock).runDue()).toBe(1);
    expect(await how()).toMatchObject({ c: 'lapsed', d: 'offered' });
    expect((await mails()).slice(-2)).toEqual(['c offer-over', 'd offer']);
    expect(await refused(answers().answerOffer(presentedToken(links[2]!), true))).toMatchObject({ code: 'offer.gone' });
    expect(await app.get(PlacesClock).runDue()).toBe(0);

    await say(links[2]!, 'yes');
    expect(await how()).toMatchObject({ c: 'waiting', d: 'offered' });
  });

  it('are offered to those who decide first, then to duos, then by who waits longest, and to whom the organiser lets first', async () => {
    await begin(1);
    const first = await guest('first');
    await say(first, 'yes');
    for (const [name, office] of [['early', 'POLICY_OFFICER'], ['duo', 'POLICY_OFFICER'], ['late', 'STRATEGIST'], ['decider', 'BOARD_MEMBER']] as const) {
      const link = await guest(name, office);
      if (name === 'duo') await app.get(DuosService).comeWith({ tokenHash: presentedToken(link) }, NamePartner.parse({ name: 'Karim Haddad', email: 'karim@example.nl', role: 'expert' }));
      else await say(link, 'yes');
    }
    expect(await line()).toEqual(['decider', 'Karim Haddad+duo', 'early', 'late']);
    const { waiting } = await places().find(noor, meeting.id);
    await places().setFirst(noor, { meetingId: meeting.id, invitationId: waiting[3]!.people[0]!.id }, { first: true, reason: 'Houdt een toespraak' });
    expect(await line()).toEqual(['late', 'decider', 'Karim Haddad+duo', 'early']);
    expect((await places().find(noor, meeting.id)).moves[0]).toMatchObject({ name: 'late', move: 'first', reason: 'Houdt een toespraak', by: 'Noor Verhoeven' });
    await say(first, 'no');
    expect(await how()).toMatchObject({ late: 'offered', decider: 'waiting' });
  });

  it('are kept for those who decide until the day that was said, and then go to who waits', async () => {
    await begin(3);
    await rules({ protectedSeats: 2, protectedUntil: '2027-01-20' });
    const [a, b, w] = [await guest('a'), await guest('b'), await guest('w', 'ALDERMAN')];
    await say(a, 'yes');
    await say(b, 'yes');
    expect((await answers().show(presentedToken(b))).blockedBy).toBe('De laatste 2 plaatsen zijn tot en met woensdag 20 januari 2027 voor wie beslist: wethouders, bestuurders en directeuren.');
    await say(w, 'yes');
    expect(await how()).toEqual({ a: 'confirmed', b: 'waiting', w: 'confirmed' });
    app.clock.set('2027-01-20T22:59:59Z');
    expect(await app.get(PlacesClock).runDue()).toBe(0);
    app.clock.set('2027-01-20T23:00:00Z');
    await app.get(PlacesClock).runDue();
    expect(await how()).toEqual({ a: 'confirmed', b: 'offered', w: 'confirmed' });
  });

  it('have a ceiling per function', async () => {
    await begin(10);
    await rules({ ceilings: { OPERATIONAL_STAFF: 1 } });
    const [a, b, c] = [await guest('a', 'OPERATIONAL_STAFF'), await guest('b', 'OPERATIONAL_STAFF'), await guest('c')];
    for (const link of [a, b, c]) await say(link, 'yes');
    expect(await how()).toEqual({ a: 'confirmed', b: 'waiting', c: 'confirmed' });
    expect((await answers().show(presentedToken(b))).blockedBy).toBe('Het is vol voor deze functie (uitvoerend medewerker): daarvoor is 1 plaats.');
    await rules({ ceilings: { OPERATIONAL_STAFF: 2 } });
    expect(await how()).toMatchObject({ b: 'offered' });
  });

  it.each([
    ['more seats than there are', { protectedSeats: 3, protectedUntil: '2027-01-20' }, { protectedSeats: 'Er zijn maar 2 plaatsen. Bescherm er minder.' }],
    ['until a day that was', { protectedSeats: 1, protectedUntil: '2027-01-11' }, { protectedUntil: 'Deze dag is al geweest. Kies een dag die nog komt.' }],
    ['until the day itself', { protectedSeats: 1, protectedUntil: '2027-03-11' }, { protectedUntil: 'Kies een dag vóór de bijeenkomst. Dan kan wie wacht nog komen.' }],
  ])('cannot be protected: %s', async (_what, wish, fields) => {
    expect(await refused(rules(wish))).toMatchObject({ code: 'input.invalid', fields });
    expect(await app.sql('select from place_rule')).toEqual([]);
  });

  it('are nobody else’s business', async () => {
    const other = await app.build.owner();
    expect(await refused(places().find(other, meeting.id))).toMatchObject({ code: 'meeting.not-found' });
    expect(await refused(places().setRules(other, meeting.id, SetPlaceRules.parse({})))).toMatchObject({ code: 'meeting.not-found' });
  });

  it('cost as many queries for 200 who wait as for 2', async () => {
    const cost = async (): Promise<number> => {
      const queries = countQueries(app.get(DataSource));
      await places().find(noor, meeting.id);
      return queries();
    };
    for (let n = 0; n < 2; n += 1) await guest(`w${n}`, 'OTHER', { answer: 'yes', place: 'waiting' });
    const few = await cost();
    for (let n = 2; n < 200; n += 1) await guest(`w${n}`, 'OTHER', { answer: 'yes', place: 'waiting' });
    expect(await cost()).toBe(few);
    expect((await places().find(noor, meeting.id)).waiting).toHaveLength(200);
  });

  it.each(['cancelled', 'postponed', 'held'])('are offered to nobody while the meeting is %s', async (state) => {
    const links = await Promise.all(['a', 'b', 'c'].map(async (name) => guest(name)));
    for (const link of links) await say(link, 'yes');
    await app.sql(`update meeting set state = $1`, [state]);
    await app.sql(`update invitation set answer = 'no', place = null, place_since = null where display_name = 'a'`);
    await app.build.insert('place_rule', { organisation_id: noor.organisationId, meeting_id: meeting.id, look_at: app.clock.now() });
    expect(await app.get(PlacesClock).runDue()).toBe(1);
    expect(await how()).toMatchObject({ c: 'waiting' });
    expect(await app.get(PlacesClock).runDue()).toBe(0);
  });

  it('are offered with a mail that arrives, and not after the offer is over', async () => {
    const links = await Promise.all(['a', 'b', 'c'].map(async (name) => guest(name)));
    for (const link of links) await say(link, 'yes');
    await say(links[0]!, 'no');
    app.clock.set('2027-01-14T09:00:00Z');
    await app.get(MailSender).send(noor.organisationId);
    expect(await app.sql(`select state, reason from outgoing_mail where kind = 'offer'`)).toEqual([{ state: 'withdrawn', reason: 'offer-over' }]);
  });
});
