import { type Audience, type Call, type CallCount, type CallOutcome, type CallReason, type Mailed, POINT_WORDS } from '@bijeen/calls';
import { MAIL_KIND_TEXTS } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { type Day, longDate, shortDate } from '@bijeen/platform';
import { list, number, people } from '../meetings/in-words.js';

/** How a call can go, as a caller chooses it. */
export const OUTCOME_CHOICES: Record<CallOutcome, string> = { 'yes': 'Komt', 'no': 'Komt niet', 'maybe': 'Weet het nog niet', 'call-again': 'Terugbellen op een andere dag', 'not-reached': 'Niet bereikt' };

/** How a call went, in a sentence about somebody. */
export const OUTCOME_TEXTS: Record<CallOutcome, string> = { 'yes': 'komt', 'no': 'komt niet', 'maybe': 'weet het nog niet', 'call-again': 'terugbellen', 'not-reached': 'niet bereikt' };

/** Why somebody is on the list. */
const REASON_TEXTS: Record<CallReason, string> = {
  'substituted': 'Stuurt een vervanger. Komt deze persoon toch zelf?',
  'quorum': 'Nodig voor het quorum.',
  'no-answer': 'Heeft nog niet geantwoord.',
  'bounced': 'De uitnodiging kwam niet aan.',
  'by-hand': 'Op de bellijst gezet.',
  'stopped': 'Komt, maar wil geen mail meer. Spreek af dat je belt als er iets verandert.',
  'untold': 'Rekent op de bijeenkomst, maar wil geen mail meer. Bel over de nieuwe dag, tijd of plaats.',
};
const UNTOLD_TEXTS: Partial<Record<Meeting['state'], string>> = {
  cancelled: 'Rekent op de bijeenkomst, maar wil geen mail meer. Bel dat die niet doorgaat.',
  postponed: 'Rekent op de bijeenkomst, maar wil geen mail meer. Bel dat die is uitgesteld.',
};

/** Why somebody is on the list of a meeting in this state. */
export function reasonInWords(reason: CallReason, state: Meeting['state']): string {
  return (reason === 'untold' ? UNTOLD_TEXTS[state] : undefined) ?? REASON_TEXTS[reason];
}

/** For whom a story is, as a heading. */
export const AUDIENCE_NAMES: Record<Audience, string> = { alderman: 'Wethouders', board: 'Bestuurders en directeuren', policy: 'Beleidsambtenaren, strategen en inkopers', others: 'Anderen' };

/** "{titel}, {datum} en {plaats}" */
export const WORDS_TO_FILL_IN = list(POINT_WORDS.map((word) => `{${word}}`));

/** "uitnodiging op wo 3 feb 2027 en eerste herinnering op wo 17 feb 2027 (kwam niet aan)" */
export function mailedInWords(mailed: Mailed[]): string {
  return list(mailed.map(({ kind, at, arrived }) => `${MAIL_KIND_TEXTS[kind]} op ${shortDate(at)}${arrived ? '' : ' (kwam niet aan)'}`));
}

/** "2 keer niet bereikt, het laatst op wo 3 feb 2027 door Noor Verhoeven"; empty when nobody tried. */
export function triesInWords({ attempts }: Pick<Call, 'attempts'>): string {
  const missed = attempts.filter(({ outcome }) => outcome === 'not-reached');
  const [last] = missed;
  if (!last) return '';
  return missed.length === 1 ? `Niet bereikt op ${shortDate(last.at)} door ${last.by}` : `${missed.length} keer niet bereikt, het laatst op ${shortDate(last.at)} door ${last.by}`;
}

/** "4 mensen, van wie 2 beslissen", "1 persoon die beslist" */
export function toCallInWords({ open, deciding }: CallCount): string {
  const decide = deciding === 1 ? 'beslist' : 'beslissen';
  if (deciding === 0) return people(open);
  return deciding === open ? `${people(open)} die ${decide}` : `${people(open)}, van wie ${number(deciding)} ${decide}`;
}

/** "donderdag 11 maart 2027" */
export function longDay(day: Day): string {
  return longDate(new Date(`${day}T12:00:00Z`));
}
