import { type Meeting, MEETING_STATE_TEXTS, nextStates, planOf } from '@bijeen/meetings';

/** A meeting as programs see it: the plan as it was written, and what became of it. */
export function meetingView(meeting: Meeting): object {
  const { id, state, startsAt, endsAt, hasCallToAction, overrideReason, overrideBy, overriddenAt, firstInvitedAt, revision, createdAt, updatedAt } = meeting;
  return {
    id, state, stateText: MEETING_STATE_TEXTS[state], nextStates: nextStates(state),
    ...planOf(meeting),
    startsAt, endsAt, answersUntil: meeting.answerBy,
    hasCallToAction, override: overrideReason === null ? null : { reason: overrideReason, by: overrideBy, at: overriddenAt },
    firstInvitedAt, revision, createdAt, updatedAt,
  };
}

/** The plan of a meeting with some of it replaced: what a program leaves out stays, also inside venue, contact and call to action. */
export function mergedPlan(meeting: Meeting, body: unknown): object {
  const plan = planOf(meeting);
  const wish = Object(body) as Record<string, unknown>;
  const part = (name: 'venue' | 'contact' | 'callToAction'): object => (wish[name] === null ? {} : { ...plan[name], ...Object(wish[name]) as object });
  const venue = { ...part('venue') } as { postcode?: unknown; postcode4?: unknown };
  if (venue.postcode4 !== undefined && (Object(wish['venue']) as { postcode?: unknown }).postcode === undefined) venue.postcode = venue.postcode4;
  return { ...plan, ...wish, venue, contact: part('contact'), callToAction: part('callToAction') };
}
