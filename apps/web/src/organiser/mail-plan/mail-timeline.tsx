import type { MailKind, MailTally } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import type { PlanItem } from '@bijeen/mailings';
import { shortDate } from '@bijeen/platform';
import { conceptsInWords, KIND_NAMES, people, STATES, stillInWords } from './words.js';

interface Point {
  key: string;
  at: Date;
  name: string;
  what: string;
  look: 'planned' | 'done' | 'skipped' | 'missed' | 'meeting';
}

/** What the line needs to know of a mail. The meeting page has only counters, and leaves the expectation out. */
export type TimelineItem = Pick<PlanItem, 'kind' | 'state' | 'dueAt' | 'settledAt' | 'recipients'> & { expectedRecipients?: number };

/** The mails of a meeting in the order of time, with the meeting among them: a line of dots on a wide screen, a list on a phone. */
export function MailTimeline({ meeting, items, now, mails }: { meeting: Pick<Meeting, 'state' | 'startsAt' | 'firstInvitedAt'>; items: TimelineItem[]; now: Date; mails: MailTally }) {
  return (
    <ol class="mail-line" aria-label="De mails van deze bijeenkomst">
      {points(meeting, items, { now, mails }).map(({ key, at, name, what, look }) => (
        <li key={key} class={`mail-line__point mail-line__point--${look}`}>
          <span class="mail-line__date">{shortDate(at)}</span> <strong>{name}</strong> <span class="mail-line__what">{what}</span>
        </li>
      ))}
    </ol>
  );
}

function points({ state, startsAt, firstInvitedAt }: Pick<Meeting, 'state' | 'startsAt' | 'firstInvitedAt'>, items: TimelineItem[], { now, mails }: { now: Date; mails: MailTally }): Point[] {
  const drafts = (kind: MailKind): number => mails[kind]?.draft ?? 0;
  const planned = items.map((item): Point => ({ key: item.kind, at: item.state === 'done' ? (item.settledAt ?? item.dueAt) : item.dueAt, name: KIND_NAMES[item.kind], look: item.state, what: drafts(item.kind) > 0 ? conceptsInWords(drafts(item.kind)) : (stillInWords(state, item.state) ?? wordsOf(item)) }));
  const meeting: Point = { key: 'meeting', at: startsAt, name: 'De bijeenkomst', what: state === 'postponed' ? 'uitgesteld' : state === 'cancelled' ? 'gaat niet door' : startsAt <= now ? 'geweest' : '', look: 'meeting' };
  const invitation: Point[] = firstInvitedAt ? [{ key: 'invitation', at: firstInvitedAt, name: 'Uitnodiging', what: drafts('invitation') > 0 ? conceptsInWords(drafts('invitation')) : 'verstuurd', look: 'done' }] : [];
  return [...invitation, ...planned, meeting].sort((one, other) => one.at.getTime() - other.at.getTime());
}

function wordsOf({ state, expectedRecipients, recipients }: TimelineItem): string {
  if (state === 'done') return `verstuurd aan ${people(recipients ?? 0)}`;
  return state === 'planned' && expectedRecipients !== undefined ? `gepland, nu ${people(expectedRecipients)}` : STATES[state].name;
}
