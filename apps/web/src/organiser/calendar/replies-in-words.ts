import { type Conflict, REPLY_VERDICTS, type ReplyLine } from '@bijeen/incoming';
import { type AnswerOrigin, COMING_TEXTS } from '@bijeen/invitations';
import { clockTime, longDate, longMoment } from '@bijeen/platform';

/** How an answer reached us, as part of a sentence. */
export const ORIGINS: Record<AnswerOrigin, string> = { link: 'via de link in de mail', api: 'via een ander programma', organiser: 'door een organisator', phone: 'telefonisch', secretariat: 'door het secretariaat', calendar: 'via de agenda' };

/** What was pressed, in the words of the guest list. */
export const PARTSTATS: Record<ReplyLine['partstat'], string> = { 'ACCEPTED': 'komt', 'DECLINED': 'komt niet', 'TENTATIVE': 'weet het nog niet', 'DELEGATED': 'stuurt iemand anders', 'NEEDS-ACTION': 'geen antwoord' };

/** The same, with who comes instead or which other time. */
export function saidInWords({ partstat, delegatedTo, proposedStart, proposedEnd, reason }: ReplyLine): string {
  if (reason === 'proposal') return proposedStart ? `stelt voor: ${longDate(proposedStart)}, ${clockTime(proposedStart)}${proposedEnd ? ` tot ${clockTime(proposedEnd)}` : ''} uur` : 'stelt een andere tijd voor';
  return partstat === 'DELEGATED' && delegatedTo ? `stuurt ${delegatedTo}` : PARTSTATS[partstat];
}

/** Who sent it: a name that a stranger chose never stands without the address. */
export function senderInWords({ byName, byAddress }: ReplyLine): string {
  return byName && byName.toLowerCase() !== byAddress ? `${byName} (${byAddress})` : byAddress;
}

/** What became of it. */
export function becameOf({ reason, outcome, settledBy, settledAt }: ReplyLine): string {
  const done = outcome === null ? '' : ` ${outcome === 'taken' ? 'Overgenomen' : 'Gezien'} door ${settledBy} op ${longMoment(settledAt!)}.`;
  return `${REPLY_VERDICTS[reason].reason}${done}`;
}

/** Two answers that contradict each other, in a sentence. */
export function conflictInWords({ counts, other }: Conflict): string {
  const said = ({ answer, origin, at }: Conflict['counts']): string => `“${COMING_TEXTS[answer as keyof typeof COMING_TEXTS]}” ${ORIGINS[origin as AnswerOrigin]} (${longMoment(at)})`;
  return `Er kwamen twee verschillende antwoorden kort na elkaar: ${said(other)} en ${said(counts)}. Wat het laatst gezegd is, telt. Twijfel je? Bel even.`;
}
