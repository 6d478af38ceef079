import { addDays, addWorkingDays, dayInAmsterdam, type Day, firstInstantInAmsterdam, type WallTime, workingDay } from '@bijeen/platform';

/** The mails that leave by themselves, in the order in which they leave. */
export const PLANNED_KINDS = ['reminder-1', 'reminder-2', 'practical', 'follow-up', 'call-to-action-reminder'] as const;
export type PlannedKind = (typeof PLANNED_KINDS)[number];

/** Kinds that make no sense any more once the meeting has begun. */
export const BEFORE_THE_MEETING: readonly PlannedKind[] = ['reminder-1', 'reminder-2', 'practical'];

/** What a rule counts from. `followUp` is the moment of the aftermail, wherever that was moved to. */
export type RuleAnchor = 'start' | 'end' | 'answerBy' | 'followUp';

/** When a mail leaves, relative to the meeting and on the wall clock of Amsterdam (R14). It is data: it stands in the row of the plan. */
export interface MailRule {
  anchor: RuleAnchor;
  /** Before the anchor when negative. */
  days: number;
  /** `days` counts working days. */
  workingDays?: boolean;
  time: WallTime;
  /** Where it goes when the day is no working day. */
  shiftTo: 'earlier' | 'later';
}

/** The moments that rules count from. `followUp` is absent while the aftermail itself is computed. */
export interface Moments {
  start: Date;
  end: Date;
  answerBy: Date;
  followUp?: Date;
}

/**
 * The plan of every new meeting (docs/decisions/0008). Reminders count back from the answer-by date, because that date stands in
 * them; they move to an earlier working day so that time to answer is left, and what follows the meeting moves to a later one.
 */
export const MAIL_RULES: Record<PlannedKind, MailRule> = {
  'reminder-1': { anchor: 'answerBy', days: -10, time: '09:00', shiftTo: 'earlier' },
  'reminder-2': { anchor: 'answerBy', days: -4, time: '09:00', shiftTo: 'earlier' },
  'practical': { anchor: 'start', days: -1, workingDays: true, time: '09:00', shiftTo: 'earlier' },
  'follow-up': { anchor: 'end', days: 1, workingDays: true, time: '09:00', shiftTo: 'later' },
  'call-to-action-reminder': { anchor: 'followUp', days: 14, time: '09:00', shiftTo: 'later' },
};

/** The moment at which a rule lets its mail leave. */
export function dueAt(rule: MailRule, moments: Moments): Date {
  const anchor = moments[rule.anchor];
  if (!anchor) throw new Error(`A rule counts from "${rule.anchor}", which is not known yet.`);
  const day = shifted(rule, dayInAmsterdam(anchor));
  return firstInstantInAmsterdam(day, rule.time);
}

const ANCHOR_WORDS: Record<RuleAnchor, string> = { start: 'de bijeenkomst', end: 'de bijeenkomst', answerBy: 'de uiterste antwoorddatum', followUp: 'de aftermail' };

/** "10 dagen voor de uiterste antwoorddatum, om 09.00 uur, op een werkdag" */
export function ruleInWords({ anchor, days, workingDays, time }: MailRule): string {
  const amount = Math.abs(days);
  const unit = workingDays ? (amount === 1 ? 'werkdag' : 'werkdagen') : amount === 1 ? 'dag' : 'dagen';
  const side = days < 0 ? 'voor' : 'na';
  return `${amount} ${unit} ${side} ${ANCHOR_WORDS[anchor]}, om ${time.replace(':', '.')} uur${workingDays ? '' : ', op een werkdag'}`;
}

function shifted(rule: MailRule, anchor: Day): Day {
  return workingDay(rule.workingDays ? addWorkingDays(anchor, rule.days) : addDays(anchor, rule.days), rule.shiftTo);
}
