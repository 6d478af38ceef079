import { type Audience, type Call, type CallCount, type CallOutcome, type CallReason, type Mailed, POINT_WORDS } from '@bijeen/calls';
import { MAIL_KIND_TEXTS } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { type Day, fromTo, longDate, longMoment, shortDate } from '@bijeen/platform';
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
  'waiting': 'Staat op de wachtlijst, maar wil geen mail meer. Spreek af dat je belt als er een plaats vrijkomt.',
  'untold': 'Rekent op de bijeenkomst, maar wil geen mail meer. Bel over de nieuwe dag, tijd of plaats.',
  'offered': 'Wil geen mail meer, en weet dus niet dat er nu een plaats vrij is.',
};
const UNTOLD_TEXTS: Partial<Record<Meeting['state'], string>> = {
  cancelled: 'Rekent op de bijeenkomst, maar wil geen mail meer. Bel dat die niet doorgaat.',
  postponed: 'Rekent op de bijeenkomst, maar wil geen mail meer. Bel dat die is uitgesteld.',
};

/** Why somebody is on the list of a meeting in this state. */
export function reasonInWords({ reason, waits, offerUntil }: Pick<Call, 'reason' | 'waits' | 'offerUntil'>, state: Meeting['state']): string {
  const text = (reason === 'untold' ? UNTOLD_TEXTS[state] : undefined) ?? REASON_TEXTS[reason];
  const whole = offerUntil === null || reason !== 'offered' ? text : `${text} Bel vóór ${longMoment(offerUntil)}: daarna gaat de plaats naar de volgende.`;
  return reason === 'untold' && waits ? whole.replace('Rekent op de bijeenkomst', 'Staat op de wachtlijst').replace(' dat die ', ' dat de bijeenkomst ') : whole;
}

/** What to say first to somebody who wants no mail, and so has not heard it yet; null for the others. */
export function firstPoint({ reason, offerUntil }: Pick<Call, 'reason' | 'offerUntil'>, { startsAt, endsAt }: Pick<Meeting, 'startsAt' | 'endsAt'>): string | null {
  switch (reason) {
    case 'offered':
      return `Er is een plaats voor u, tot ${longMoment(offerUntil!)}. Komt u?`;
    case 'untold':
      return `De bijeenkomst is veranderd. Die is nu op ${fromTo(startsAt, endsAt)}. Kunt u dan?`;
    case 'waiting':
      return 'U staat op de wachtlijst. Wij mailen u niet meer. Mogen wij u bellen als er een plaats vrijkomt?';
    case 'stopped':
      return 'Wij mailen u niet meer. Mogen wij u bellen als er iets verandert?';
    default:
      return null;
  }
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
