/**
 * Why a relay takes nothing from us. `session`: it does not speak with this machine; `sign-in`: not with these credentials; `sender`: not from
 * this domain; `relaying`: it does not pass our mail on.
 */
export const REFUSALS_OF_US = ['session', 'sign-in', 'sender', 'relaying'] as const;
export type RefusalOfUs = (typeof REFUSALS_OF_US)[number];

/** What was said, and to which command (nodemailer's names). */
export interface RelayAnswer {
  command: string | undefined;
  code: number;
  words: string;
}

/** About the machine or the connection. Postfix says this, and what it thinks of a sender, only at RCPT (`smtpd_delay_reject`). */
const HOST = /client host (rejected|blocked)|host [^ ]+ blocked using|helo command rejected|client (was )?not authenticated|authentication (is )?required|must (authenticate|log ?in|issue a starttls)|5\.7\.57\b/i;
/** About passing on; by default Postfix says it for the moment (`454 4.7.1`), and means for ever. */
const RELAYING = /relay(ing)?( access)?( is)? (denied|prohibited|not (permitted|allowed|authori[sz]ed))|unable to relay|not (permitted|allowed|authori[sz]ed) to relay|(do(es)? not|doesn.t|don.t|cannot) relay\b/i;
const SENDER = /sender (address|domain) (rejected|refused|denied|not (verified|allowed|owned))|sender verify failed|not owned by user|permissions? to send as|(from|sender) (address|identity)[^.]{0,60}(not (match|verified)|unverified)|identit(y|ies) failed the check/i;
/** This mail is too large: about the mail, though it is said at MAIL FROM. */
const ABOUT_SIZE = /^552\b|\b5\.3\.4\b/;
const BEFORE_THE_MAIL = /^(CONN|EHLO|HELO|LHLO|STARTTLS)$/;

/** Whether an answer is about us, whoever the mail is for; nothing when it is about the recipient, about this mail, only for the moment, or not clear. */
export function refusalOfUs({ command = '', code, words }: RelayAnswer): RefusalOfUs | undefined {
  const final = code >= 500 && code < 600;
  if (BEFORE_THE_MAIL.test(command)) return final ? 'session' : undefined;
  if (command.startsWith('AUTH')) return final ? 'sign-in' : undefined;
  if (code < 400 || code >= 600) return undefined;
  if (code === 530 || HOST.test(words)) return 'session';
  if (RELAYING.test(words)) return 'relaying';
  if (SENDER.test(words)) return 'sender';
  return command === 'MAIL FROM' && final && code !== 503 && !ABOUT_SIZE.test(words) ? 'sender' : undefined;
}
