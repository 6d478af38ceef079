import type { HistoryLine, ReplyLine } from './calendar-desk.queries.js';
import { COMING_OF } from './judge-reply.js';

/** Two answers that contradict each other and were given soon after each other, in two ways: perhaps by two people. */
export interface Conflict {
  /** The one that counts. */
  counts: { answer: string; origin: string; at: Date };
  other: { answer: string; origin: string; at: Date };
}

/** Whoever changes an answer after more than a day has changed their mind. */
const SOON_MS = 24 * 60 * 60 * 1000;

/** The newest contradiction in what one guest answered, newest first; null when there is none. Answers by one way are a change of mind. */
export function conflictIn(history: HistoryLine[], replies: ReplyLine[]): Conflict | null {
  const [counts, ...earlier] = history.filter(({ answer }) => answer !== 'none');
  if (!counts || history[0]?.answer === 'none') return null;
  const overruled = replies.filter(({ reason }) => reason === 'later-answer').map(({ partstat, saidAt }) => ({ answer: COMING_OF[partstat] ?? 'none', origin: 'calendar', at: saidAt }));
  const other = [...earlier, ...overruled].find((each) => each.answer !== counts.answer && each.origin !== counts.origin && Math.abs(counts.at.getTime() - each.at.getTime()) <= SOON_MS);
  return other ? { counts, other } : null;
}
