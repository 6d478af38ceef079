import type { MailTally } from '@bijeen/mail';
import { Alert, ButtonLink } from '@bijeen/ui';
import { draftsInWords, draftsPerKind } from './drafts-in-words.js';

/** That mails wait for somebody, with the way to them; nothing when none does. */
export function DraftsWait({ meetingId, tally }: { meetingId: string; tally: MailTally }) {
  const amount = draftsPerKind(tally).reduce((sum, { amount: some }) => sum + some, 0);
  if (amount === 0) return null;
  return <Alert kind="warning" title={draftsInWords(amount)}><p><ButtonLink href={`/bijeenkomsten/${meetingId}/concepten`}>Bekijk de concepten</ButtonLink></p></Alert>;
}
