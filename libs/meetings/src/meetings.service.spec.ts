import { DomainError, DueWork, type Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { MeetingsModule } from './meetings.module.js';
import { loadMeeting } from './meetings.queries.js';
import { MeetingsService } from './meetings.service.js';
import { PlanMeeting } from './plan-meeting.js';
import { planOf } from './plan-of.js';

const input = {
  title: 'Inspiratiebijeenkomst Zwolle', date: '2027-03-11', from: '13:30', to: '17:00',
  venue: { name: 'De Werkplaats', address: 'Grote Markt 1', postcode: '8011 LV', place: 'Zwolle' },
  functions: ['ALDERMAN'], organisationKinds: ['MUNICIPALITY'], contact: { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl' },
};

describe('the meetings of an organisation', () => {
  const app = testApp(MeetingsModule);
  const meetings = (): MeetingsService => app.get(MeetingsService);
  const plan = async (actor: Actor, overrides: object = {}): Promise<string> =>
    (await app.as(actor, async (tx) => meetings().plan(tx, actor, PlanMeeting.parse({ ...input, ...overrides })))).id;

  it('are planned, with the first step of their life and a line in the audit log', async () => {
    const noor = await app.build.owner();

    const id = await plan(noor);

    const [row] = await app.sql('select title, state, starts_at, answer_by, venue_postcode4, max_travel_minutes, calendar_sequence from meeting where id = $1', [id]);
    expect(row).toEqual({ title: 'Inspiratiebijeenkomst Zwolle', state: 'planned', starts_at: new Date('2027-03-11T12:30:00Z'), answer_by: new Date('2027-02-25T22:59:00Z'), venue_postcode4: '8011', max_travel_minutes: 60, calendar_sequence: 0 });
    expect(await meetings().transitions(noor, id)).toMatchObject([{ fromState: 'draft', toState: 'planned', actorName: 'Noor Verhoeven' }]);
    expect(await app.sql('select action, actor_name from audit_log where subject_id = $1', [id])).toEqual([{ action: 'meeting.planned', actor_name: 'Noor Verhoeven' }]);
  });

  it('are planned again from what was kept, without anything changing', async () => {
    const noor = await app.build.owner();
    const id = await plan(noor, { capacity: 80, programme: 'Verhalen', callToAction: { ask: 'Kies', owner: 'Noor', followUpWorkingDays: 2, steps: [{ key: 'gesprek' }] } });
    const before = await meetings().find(noor, id);

    const { meeting, change } = await app.as(noor, async (tx) => meetings().change(tx, noor, id, PlanMeeting.parse(planOf(before))));

    expect(change.moved).toEqual([]);
    expect({ ...meeting, updatedAt: null }).toEqual({ ...before, updatedAt: null });
  });

  it('have a postcode, a region and municipalities that exist', async () => {
    const noor = await app.build.owner();
    const other = await app.build.owner({ name: 'Het Anker' });
    const region = await app.build.insert('region', { organisation_id: other.organisationId, name: 'Elders', started_from: 'HAND', municipality_codes: ['GM0193'] });
    const strange = PlanMeeting.parse({ ...input, venue: { ...input.venue, postcode: '1000' }, regionId: region.id, municipalityCodes: ['GM0193', 'GM9999'] });

    const refusal: unknown = await meetings().check(noor, strange).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(DomainError);
    expect((refusal as DomainError).fields).toMatchObject({ regionId: 'Deze regio kennen we niet. Kies een regio uit de lijst.', municipalityCodes: 'Deze gemeenten kennen we niet: GM9999.' });
    await expect(meetings().check(noor, PlanMeeting.parse(input))).resolves.toBeUndefined();
  });

  it('stay unknown to others, and to ids that are none', async () => {
    const id = await plan(await app.build.owner());
    const other = await app.build.owner({ name: 'Het Anker' });

    await expect(meetings().find(other, id)).rejects.toEqual(new DomainError('meeting.not-found'));
    await expect(meetings().find(other, "x' or 1=1")).rejects.toEqual(new DomainError('meeting.not-found'));
  });

  it('are listed page by page: those to come the soonest first, those that were the latest first', async () => {
    const noor = await app.build.owner();
    for (const date of ['2027-05-20', '2027-02-20', '2027-04-20', '2027-03-20']) await plan(noor, { date, title: date });
    app.clock.set('2027-04-01T09:00:00Z');

    const first = await meetings().list(noor, { when: 'upcoming', after: null, limit: 1 });
    const second = await meetings().list(noor, { when: 'upcoming', after: first.next, limit: 1 });
    const past = await meetings().list(noor, { when: 'past', after: null, limit: 5 });
    const all = await meetings().list(noor, { when: 'all', after: null, limit: 3 });
    const rest = await meetings().list(noor, { when: 'all', after: all.next, limit: 3 });

    expect([first, second, past, all, rest].map(({ items, next }) => [items.map(({ title }) => title), next !== null])).toEqual([
      [['2027-04-20'], true], [['2027-05-20'], false], [['2027-03-20', '2027-02-20'], false], [['2027-05-20', '2027-04-20', '2027-03-20'], true], [['2027-02-20'], false],
    ]);
  });

  it('are held by themselves when they are over, but only those to which people were invited', async () => {
    const noor = await app.build.owner();
    const invited = await app.build.meeting(noor, { state: 'inviting' });
    const never = await app.build.meeting(noor, { state: 'planned' });
    app.clock.set('2027-03-11T15:59:00Z');
    await app.get(DueWork).run();
    expect(await app.as(noor, async (tx) => (await loadMeeting(tx, invited.id)).state)).toBe('inviting');

    app.clock.set('2027-03-11T16:00:00Z');
    await app.get(DueWork).run();

    expect(await app.as(noor, async (tx) => (await loadMeeting(tx, invited.id)).state)).toBe('held');
    expect(await app.as(noor, async (tx) => (await loadMeeting(tx, never.id)).state)).toBe('planned');
    expect(await meetings().transitions(noor, invited.id)).toMatchObject([{ fromState: 'inviting', toState: 'held', actorName: 'Bijeen' }]);
  });
});
