import type { Misfit, MissedReason, PlanItem, PlannedKind, PlannedState, Variant } from '@bijeen/mailings';
import type { MeetingState } from '@bijeen/meetings';

/** Each planned mail as an organiser knows it. */
export const KIND_NAMES: Record<PlannedKind, string> = {
  'reminder-1': 'Eerste herinnering',
  'reminder-2': 'Tweede herinnering',
  'practical': 'Praktische mail',
  'follow-up': 'Aftermail',
  'call-to-action-reminder': 'Herinnering aan de vervolgstap',
};

/** To whom it goes. */
export const KIND_AUDIENCES: Record<PlannedKind, string> = {
  'reminder-1': 'Voor wie nog niet heeft geantwoord en minstens twee dagen geleden is uitgenodigd.',
  'reminder-2': 'Voor wie nog niet heeft geantwoord en minstens twee dagen geleden is uitgenodigd.',
  'practical': 'Voor wie komt.',
  'follow-up': 'Voor wie er was, wie er niet was en wie had afgezegd, elk met een eigen tekst. Wie zei dat het onderwerp niet past, krijgt niets meer.',
  'call-to-action-reminder': 'Voor wie er was of zou komen, en nog geen vervolgstap koos.',
};

/** Each text of a mail, by somebody's function or by what they did. */
export const VARIANT_NAMES: Record<Variant, string> = { 'alderman': 'Wethouders', 'board': 'Bestuurders', 'policy': 'Beleidsambtenaren', '': 'Iedereen', 'came': 'Wie er was', 'absent': 'Wie er niet was', 'declined': 'Wie had afgezegd' };
/** What people did beside a number, before and after the meeting; functions are counted on the page of the mail itself. */
const COUNTED: Record<'before' | 'after', Partial<Record<Variant, string>>> = {
  before: { 'came': 'komt', 'absent': 'nog geen antwoord of twijfel', 'declined': 'heeft afgezegd' },
  after: { 'came': 'was er', 'absent': 'was er niet', 'declined': 'had afgezegd' },
};

/** Each state, and how it looks (colour never speaks alone). */
export const STATES: Record<PlannedState, { name: string; tag: string }> = {
  planned: { name: 'gepland', tag: 'info' },
  done: { name: 'verstuurd', tag: 'ok' },
  skipped: { name: 'overgeslagen', tag: 'warning' },
  missed: { name: 'niet verstuurd', tag: 'error' },
};

/** What becomes of a planned mail while the meeting has no date, or none any more; null when it simply leaves. */
export function stillInWords(meeting: MeetingState, state: PlannedState): string | null {
  if (state !== 'planned') return null;
  return meeting === 'postponed' ? 'bevroren' : meeting === 'cancelled' ? 'vervalt' : null;
}

/** "12 concepten" */
export function conceptsInWords(amount: number): string {
  return amount === 1 ? '1 concept wacht' : `${new Intl.NumberFormat('nl-NL').format(amount)} concepten wachten`;
}

/** Why a mail did not leave. */
export const MISSED_WORDS: Record<MissedReason, string> = {
  'too-late': 'Het was te laat: het moment was meer dan twaalf uur voorbij, of antwoorden kon niet meer.',
  'past-when-planned': 'Dit moment was al voorbij toen de bijeenkomst werd gepland.',
  'meeting-started': 'De bijeenkomst was al begonnen.',
  'meeting-cancelled': 'De bijeenkomst gaat niet door.',
  'meeting-postponed': 'De bijeenkomst is uitgesteld.',
  'meeting-closed': 'De bijeenkomst was al afgerond.',
  'not-invited': 'Er was nog niemand uitgenodigd.',
  'not-over': 'De bijeenkomst was nog niet geweest.',
  'nothing-to-ask': 'Er is geen call to action om aan te herinneren.',
  'blocked': 'In de tekst staat iets dat eerst anders moet. Kies “Verstuur nu” en lees wat. Pas de tekst aan, en verstuur de mail of kies een ander moment.',
};

/** What is wrong with a moment after the meeting moved. */
export const WARNING_WORDS: Record<Misfit, string> = {
  'after-answer-by': 'Op dit moment kan niemand meer antwoorden.',
  'after-start': 'Op dit moment is de bijeenkomst al begonnen.',
  'before-end': 'Op dit moment is de bijeenkomst nog niet geweest.',
};

/** "1 mens" never: people are counted as "1 persoon" and "23 mensen". */
export function people(amount: number): string {
  if (amount === 0) return 'niemand';
  return amount === 1 ? '1 persoon' : `${new Intl.NumberFormat('nl-NL').format(amount)} mensen`;
}

/** "Zoals het nu is: 23 mensen (was er: 12, was er niet: 8, had afgezegd: 3)." */
export function expectation({ state, expectedRecipients, perVariant, recipients }: PlanItem, when: 'before' | 'after'): string {
  if (state === 'done') return recipients === 0 ? 'Er was niemand voor deze mail.' : `Verstuurd aan ${people(recipients ?? 0)}.`;
  const parts = perVariant.flatMap(({ variant, people: amount }) => (COUNTED[when][variant] ? [`${COUNTED[when][variant]}: ${amount}`] : []));
  const now = `Zoals het nu is: ${people(expectedRecipients)}`;
  return parts.length > 0 ? `${now} (${parts.join(', ')}).` : `${now}.`;
}
