import type { Judgement } from './incoming-mail.js';

/** What can become of a reply, with the sentence that says so. */
const VERDICTS = {
  'answered': { verdict: 'applied', reason: 'Het antwoord uit de agenda is overgenomen.' },
  'older-version': { verdict: 'kept', reason: 'Een antwoord op een oudere versie van de afspraak. Het antwoord is niet veranderd.' },
  'later-answer': { verdict: 'kept', reason: 'Daarna is al een ander antwoord gegeven. Dat latere antwoord telt.' },
  'closed': { verdict: 'kept', reason: 'Het antwoord kwam toen antwoorden niet meer kon. Neem het over als het nog telt.' },
  'offer-over': { verdict: 'kept', reason: 'De plaats werd niet meer vastgehouden toen dit antwoord kwam.' },
  'stranger': { verdict: 'to-confirm', reason: 'Iemand die niet is uitgenodigd antwoordde op deze uitnodiging.' },
  'sent-by': { verdict: 'to-confirm', reason: 'Iemand anders antwoordde namens de genodigde.' },
  'other-sender': { verdict: 'to-confirm', reason: 'Het antwoord kwam van een ander adres dan dat van de genodigde.' },
  'delegated': { verdict: 'to-confirm', reason: 'De genodigde gaf de uitnodiging door aan iemand anders.' },
  'proposal': { verdict: 'proposal', reason: 'De genodigde stelt een andere tijd voor. Het antwoord is niet veranderd.' },
  'automatic': { verdict: 'ignored', reason: 'Een automatisch antwoord. Daar staat geen antwoord van de genodigde in.' },
  'not-an-answer': { verdict: 'ignored', reason: 'Een bericht van een agenda dat geen antwoord is.' },
  'no-answer-yet': { verdict: 'ignored', reason: 'De agenda laat weten dat er nog geen antwoord is.' },
  'repeated': { verdict: 'ignored', reason: 'Dit antwoord was al binnen.' },
  'gone': { verdict: 'ignored', reason: 'De uitnodiging bestaat niet meer.' },
  'future': { verdict: 'quarantined', reason: 'Een antwoord op een versie van de afspraak die wij niet hebben gestuurd.' },
  'other-meeting': { verdict: 'quarantined', reason: 'Een antwoord op een andere afspraak dan die van deze genodigde.' },
  'no-attendee': { verdict: 'quarantined', reason: 'In het antwoord staat niet van wie het is.' },
  'series': { verdict: 'quarantined', reason: 'Het antwoord gaat over een reeks van afspraken. Die versturen wij niet.' },
  'two-kinds': { verdict: 'quarantined', reason: 'De mail en de agenda daarin zeggen niet hetzelfde.' },
  'too-big': { verdict: 'quarantined', reason: 'De agenda in deze mail is te groot om een antwoord te zijn.' },
  'broken': { verdict: 'quarantined', reason: 'De agenda in deze mail is beschadigd. We konden het antwoord niet lezen.' },
  'several-events': { verdict: 'quarantined', reason: 'In deze mail zitten meer afspraken dan één.' },
} as const satisfies Record<string, Judgement>;

/** Why a reply became what it became. */
export type ReplyReason = keyof typeof VERDICTS;

export const REPLY_VERDICTS: Record<ReplyReason, Judgement> = VERDICTS;

/** Where an organiser may still want to do something. */
export const AWAITED: readonly ReplyReason[] = ['stranger', 'sent-by', 'other-sender', 'delegated', 'proposal'];
/** There only when the reply says something else than what is known. */
export const AWAITED_WHEN_DIFFERENT: readonly ReplyReason[] = ['older-version', 'closed', 'offer-over'];
