import type { MailContent } from '@bijeen/mail';
import type { Host, MeetingFacts } from '../answer.queries.js';
import type { MoveKind, MoveVariant } from '../moved-guests.queries.js';
import { askedAgainMail } from './asked-again.mail.js';
import { cancellationMail } from './cancellation.mail.js';
import { postponementMail } from './postponement.mail.js';

/** Everything that the text of a mail about a move depends on. */
export interface MovedTexts {
  meeting: MeetingFacts;
  host: Host;
  variant: MoveVariant;
  /** The date that the guest had answered to; null when there was no answer. */
  formerStartsAt: Date | null;
  viaSecretariat: boolean;
  wasPostponed: boolean;
}

/** The mail with which guests hear of each move. */
export const MOVE_MAILS: Record<MoveKind, { mail: 'asked-again' | 'postponement' | 'cancellation'; method: 'REQUEST' | 'CANCEL'; content: (texts: MovedTexts) => MailContent }> = {
  reschedule: { mail: 'asked-again', method: 'REQUEST', content: askedAgainMail },
  postpone: { mail: 'postponement', method: 'CANCEL', content: postponementMail },
  cancel: { mail: 'cancellation', method: 'CANCEL', content: cancellationMail },
};
