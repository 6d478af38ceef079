import { DomainError } from '@bijeen/platform';
import { describe, expect, it } from '@jest/globals';
import { Meeting } from './meeting.entity.js';
import { MEETING_STATES, type MeetingState, nextStates } from './meeting-state.js';
import { PlanMeeting } from './plan-meeting.js';

const now = new Date('2027-01-12T09:00:00Z');
const later = new Date('2027-03-12T09:00:00Z');
const noor = { name: 'Noor Verhoeven', role: 'owner' as const };

function input(overrides: object = {}): object {
  return {
    title: 'Inspiratiebijeenkomst Zwolle', date: '2027-03-11', from: '13:30', to: '17:00', answerBy: '2027-02-25',
    venue: { name: 'De Werkplaats', address: 'Grote Markt 1', postcode: '8011 LV', place: 'Zwolle' },
    functions: ['ALDERMAN'], organisationKinds: ['MUNICIPALITY'], contact: { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl' },
    callToAction: { ask: 'Kies een vervolgstap.', owner: 'Noor Verhoeven', steps: [{ key: 'werkbezoek' }] },
    ...overrides,
  };
}

function planned(overrides: object = {}, at = now): Meeting {
  const meeting = Object.assign(new Meeting(), { id: 'm1', organisationId: 'o1', state: 'draft', calendarUid: 'a@bijeen.example.org', calendarSequence: 0, calendarStamp: at, revision: 0, firstInvitedAt: null, overrideReason: null });
  meeting.plan(PlanMeeting.parse(input(overrides)), at);
  return meeting;
}

/** A meeting that went through these states. */
function been(...states: MeetingState[]): Meeting {
  const meeting = planned();
  for (const to of states) meeting.moveTo(to, noor, { now: to === 'held' ? later : now, reason: 'Omdat het zo is' });
  return meeting;
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'nothing';
}

function fieldProblems(work: () => unknown): Record<string, string> {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.fields;
    throw error;
  }
  return {};
}

describe('the life of a meeting', () => {
  it('goes from draft to closed, each step written down with who, when and why', () => {
    const meeting = been('planned', 'inviting', 'confirmed', 'held', 'following-up');

    const transition = meeting.moveTo('closed', noor, { now: later, reason: null });

    expect(meeting.state).toBe('closed');
    expect(transition).toMatchObject({ organisationId: 'o1', meetingId: 'm1', fromState: 'following-up', toState: 'closed', actorName: 'Noor Verhoeven', reason: null, at: later });
  });

  it.each([
    ['draft', ['planned', 'postponed', 'cancelled']],
    ['planned', ['draft', 'inviting', 'held', 'postponed', 'cancelled']],
    ['inviting', ['confirmed', 'held', 'postponed', 'cancelled']],
    ['confirmed', ['inviting', 'held', 'postponed', 'cancelled']],
    ['held', ['confirmed', 'following-up']],
    ['following-up', ['closed']],
    ['closed', ['following-up']],
    ['postponed', ['planned', 'inviting', 'cancelled']],
    ['cancelled', ['planned']],
  ] as [MeetingState, MeetingState[]][])('leads from %s to %j and nowhere else', (from, to) => {
    expect(nextStates(from)).toEqual(to);
    const meeting = Object.assign(planned(), { state: from });
    const nowhere = MEETING_STATES.filter((state) => !to.includes(state));
    expect(nowhere.map((state) => refusal(() => meeting.moveTo(state, noor, { now, reason: 'Zomaar' })))).toEqual(nowhere.map(() => 'meeting.wrong-state'));
    expect(meeting.state).toBe(from);
  });

  it('invites only with a call to action (L5)', () => {
    const meeting = planned({ callToAction: { ask: 'Kies een vervolgstap.', owner: 'Noor Verhoeven', steps: [] } });
    meeting.moveTo('planned', noor, { now, reason: null });
    expect(refusal(() => meeting.moveTo('inviting', noor, { now, reason: null }))).toBe('meeting.no-call-to-action');

    meeting.inviteWithoutCallToAction(noor, 'De vraag volgt uit het gesprek van maandag', now);
    meeting.moveTo('inviting', noor, { now, reason: null });

    expect(meeting).toMatchObject({ state: 'inviting', firstInvitedAt: now, overrideBy: 'Noor Verhoeven', overriddenAt: now, overrideReason: 'De vraag volgt uit het gesprek van maandag' });
  });

  it('lets only an owner invite without a call to action, and only with a reason', () => {
    const meeting = planned({ callToAction: undefined });
    expect(refusal(() => meeting.inviteWithoutCallToAction({ name: 'Sam', role: 'organiser' }, 'Haast', now))).toBe('meeting.override-needs-owner');
    expect(refusal(() => meeting.inviteWithoutCallToAction(noor, '   ', now))).toBe('meeting.reason-needed');
    expect(meeting.mayInvite).toBe(false);
  });

  it('does not invite to, confirm or bring back what has begun', () => {
    const move = { now: later, reason: 'Zomaar' };
    expect(refusal(() => been('planned').moveTo('inviting', noor, move))).toBe('meeting.already-started');
    expect(refusal(() => been('planned', 'inviting').moveTo('confirmed', noor, move))).toBe('meeting.already-started');
    expect(refusal(() => been('planned', 'inviting', 'postponed').moveTo('planned', noor, move))).toBe('meeting.already-started');
  });

  it('is not held before it begins', () => {
    expect(refusal(() => been('planned', 'inviting').moveTo('held', noor, { now, reason: null }))).toBe('meeting.not-yet-held');
  });

  it('wants a reason for what people have to be told, and for going back', () => {
    const withoutReason = { now, reason: null };
    expect(refusal(() => been('planned').moveTo('cancelled', noor, withoutReason))).toBe('meeting.reason-needed');
    expect(refusal(() => been('planned').moveTo('postponed', noor, withoutReason))).toBe('meeting.reason-needed');
    expect(refusal(() => been('planned', 'inviting', 'confirmed').moveTo('inviting', noor, withoutReason))).toBe('meeting.reason-needed');
    expect(refusal(() => been('planned', 'inviting', 'held').moveTo('confirmed', noor, withoutReason))).toBe('meeting.reason-needed');
  });

  it('comes back from cancelled only while nobody was invited', () => {
    expect(been('planned', 'cancelled', 'planned').state).toBe('planned');
    expect(refusal(() => been('planned', 'inviting', 'cancelled').moveTo('planned', noor, { now, reason: null }))).toBe('meeting.already-invited');
    expect(refusal(() => been('planned', 'inviting', 'postponed', 'planned').moveTo('draft', noor, { now, reason: null }))).toBe('meeting.already-invited');
  });

  it('raises the calendar when those who were invited hear that it does not go on, and returns under another UID', () => {
    const silent = been('planned', 'cancelled');
    expect([silent.calendarSequence, silent.revision]).toEqual([0, 0]);

    const meeting = been('planned', 'inviting', 'postponed');
    expect(meeting).toMatchObject({ calendarSequence: 1, revision: 1, calendarStamp: now, calendarUid: 'a@bijeen.example.org' });

    meeting.moveTo('planned', noor, { now, reason: null });
    expect(meeting.calendarUid).toMatch(/^[0-9a-f-]{36}@bijeen\.example\.org$/);
  });
});

describe('planning a meeting', () => {
  it('keeps instants of Amsterdam’s wall clock, in winter and in summer time', () => {
    expect(planned()).toMatchObject({ startsAt: new Date('2027-03-11T12:30:00Z'), endsAt: new Date('2027-03-11T16:00:00Z'), answerBy: new Date('2027-02-25T22:59:00Z'), venuePostcode4: '8011' });
    expect(planned({ date: '2027-06-10' }).startsAt).toEqual(new Date('2027-06-10T11:30:00Z'));
  });

  it.each([
    ['two weeks before', '2027-03-11', '2027-02-25T22:59:00Z'],
    ['the day before when two weeks are no longer there', '2027-01-20', '2027-01-19T22:59:00Z'],
    ['until it begins when it is tomorrow', '2027-01-13', '2027-01-13T12:30:00Z'],
  ])('asks for answers %s', (_when, date, answerBy) => {
    expect(planned({ date, answerBy: undefined }).answerBy).toEqual(new Date(answerBy));
  });

  it('explains times that the clock of that night skips or shows twice', () => {
    expect(fieldProblems(() => planned({ date: '2027-03-28', answerBy: '2027-03-01', from: '02:30', to: '04:00' }))).toEqual({ from: 'Op 2027-03-28 bestaat 02:30 uur niet: de klok gaat die nacht van 2 naar 3 uur. Kies een tijd vóór 02:00 of vanaf 03:00.' });
    expect(fieldProblems(() => planned({ date: '2027-10-31', answerBy: '2027-10-01', from: '01:00', to: '02:30' }))['to']).toContain('twee keer 02:30 uur');
  });

  it('refuses a day or a time that is past', () => {
    expect(fieldProblems(() => planned({ date: '2027-01-11', answerBy: '2027-01-11' }))).toEqual({ date: 'maandag 11 januari 2027 is al geweest. Kies een dag die nog komt.' });
    expect(fieldProblems(() => planned({ date: '2027-01-12', answerBy: '2027-01-12', from: '09:30' }))).toEqual({ from: 'Het is al 10.00 uur. Kies een tijd die nog komt.' });
    expect(fieldProblems(() => planned({ answerBy: '2027-01-11' }))).toEqual({ answerBy: 'maandag 11 januari 2027 is al geweest. Kies een dag die nog komt, vóór de bijeenkomst.' });
  });

  it('says what moved, and raises the calendar once people were invited', () => {
    const quiet = planned();
    expect(quiet.plan(PlanMeeting.parse(input({ date: '2027-03-18' })), now)).toMatchObject({ moved: ['date'], before: { startsAt: new Date('2027-03-11T12:30:00Z') } });
    expect([quiet.calendarSequence, quiet.revision]).toEqual([0, 0]);

    const known = been('planned', 'inviting');
    const tomorrow = new Date('2027-01-13T09:00:00Z');
    expect(known.plan(PlanMeeting.parse(input({ from: '14:00', venue: { name: 'Het Anker', address: 'Kade 2', postcode: '8011', place: 'Zwolle' } })), tomorrow).moved).toEqual(['time', 'venue']);
    expect(known).toMatchObject({ calendarSequence: 1, revision: 1, calendarStamp: tomorrow });

    expect(known.plan(PlanMeeting.parse(input({ from: '14:00', venue: { name: 'Het Anker', address: 'Kade 2', postcode: '8011', place: 'Zwolle' }, programme: 'Verhalen en gesprek' })), later).moved).toEqual([]);
    expect(known).toMatchObject({ calendarSequence: 1, revision: 1, calendarStamp: tomorrow, programme: 'Verhalen en gesprek' });
  });

  it('leaves the day of a meeting that was alone, but lets its call to action grow', () => {
    const meeting = been('planned', 'inviting', 'held');
    expect(refusal(() => meeting.plan(PlanMeeting.parse(input({ date: '2027-04-01', answerBy: '2027-03-20' })), later))).toBe('meeting.over');

    const same = been('planned', 'inviting', 'held');
    same.plan(PlanMeeting.parse(input({ callToAction: { ask: 'Kom kijken.', owner: 'Sam', steps: [{ label: 'Bel ons' }] } })), later);
    expect(same).toMatchObject({ callToActionAsk: 'Kom kijken.', nextSteps: [{ key: 'bel-ons', label: 'Bel ons' }] });
  });

  it('changes nothing about a meeting that was cancelled', () => {
    expect(refusal(() => been('planned', 'cancelled').plan(PlanMeeting.parse(input()), now))).toBe('meeting.closed');
  });
});
