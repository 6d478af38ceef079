import { MAIL_KINDS, type MailKind, type MailTally } from '@bijeen/mail';
import { number } from '../meetings/in-words.js';

/** How many drafts there are of each kind. */
export function draftsPerKind(tally: MailTally): { kind: MailKind; amount: number }[] {
  return MAIL_KINDS.map((kind) => ({ kind, amount: tally[kind]?.draft ?? 0 })).filter(({ amount }) => amount > 0);
}

/** "12 concepten wachten op jou." */
export function draftsInWords(amount: number): string {
  return amount === 1 ? '1 concept wacht op jou.' : `${number(amount)} concepten wachten op jou.`;
}
