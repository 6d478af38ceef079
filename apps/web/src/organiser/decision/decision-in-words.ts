import type { DecisionBoard, GoNoGo, Outcome, QuorumPart } from '@bijeen/decisions';
import { longDate } from '@bijeen/platform';
import { list, number, people } from '../meetings/in-words.js';

/** Each decision as it is chosen. */
export const OUTCOME_TEXTS: Record<Outcome, string> = { go: 'Gaat door', call: 'Eerst bellen', postpone: 'Uitstellen' };

/** Each decision as a sentence about a meeting. */
export const DECIDED_TEXTS: Record<Outcome, string> = { go: 'De bijeenkomst gaat door.', call: 'Er wordt eerst gebeld.', postpone: 'De bijeenkomst wordt uitgesteld.' };

const ONE_AND_MORE: Record<QuorumPart['part'], [string, string]> = { aldermen: ['wethouder', 'wethouders'], boardMembers: ['bestuurder', 'bestuurders'], municipalities: ['gemeente met een beslisser', 'gemeenten met een beslisser'] };

/** "1 wethouder en 2 gemeenten met een beslisser"; empty when nothing is missing. */
export function missing(parts: QuorumPart[]): string {
  return list(parts.filter(({ coming, needed }) => coming < needed).map(({ part, coming, needed }) => `${number(needed - coming)} ${ONE_AND_MORE[part][needed - coming === 1 ? 0 : 1]}`));
}

/** What each choice brings about, before it is made. */
export function consequences({ parts, reached, toCall, expected, meeting }: DecisionBoard, said: number): Record<Outcome, string[]> {
  return {
    go: [
      ...(reached ? [] : [`Je mist dan ${missing(parts)}. Je vond zelf dat die erbij moeten zijn.`]),
      'De bijeenkomst krijgt de stand “gaat door”. De mails vertrekken zoals in het mailplan staat.',
      ...(meeting.capacity !== null && expected.everybody.high > meeting.capacity ? [`Let op: er kunnen meer mensen komen dan er plaatsen zijn (${number(meeting.capacity)}).`] : []),
    ],
    call: [
      toCall === 0 ? 'Van alle beslissers is bekend of ze komen. Bellen kan nog om iemand over te halen.' : `Van ${people(toCall)} die ${toCall === 1 ? 'beslist' : 'beslissen'} weet je nog niet of ${toCall === 1 ? 'die komt' : 'ze komen'}.`,
      'Uitnodigen en antwoorden gaat gewoon door. Over een paar werkdagen vraagt Bijeen je opnieuw om een besluit.',
    ],
    postpone: [
      'Met dit besluit verandert er nog niets voor anderen. Daarna stel je echt uit, met of zonder nieuwe datum. Je ziet dan eerst wie welk bericht krijgt.',
      said === 0 ? 'Nog niemand heeft ja gezegd.' : `${people(said)} ${said === 1 ? 'heeft' : 'hebben'} al ja gezegd. ${said === 1 ? 'Die krijgt' : 'Zij krijgen'} pas bericht als je de datum verzet of annuleert.`,
    ],
  };
}

/** "Noor Verhoeven, donderdag 11 maart 2027: …" */
export function decidedBy({ decidedBy: name, at, reason }: GoNoGo): string {
  return `${name}, ${longDate(at)}: “${reason}”`;
}
