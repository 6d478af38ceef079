import { bounceKind, saysNoDomain } from './bounce-kind.js';

/** Enhanced status codes that say: this address does not exist, or not any more (RFC 3463; 5.1.10 is RFC 7505). */
const NO_SUCH_ADDRESS = /^5\.(1\.(1|2|3|6|10)|2\.1)$/;
/** Of these reply codes alone the words decide (RFC 5321 4.2.3). */
const ABOUT_A_MAILBOX = /^55[013]$/;
const STATUS = /(?<![\d.])5\.\d{1,3}\.\d{1,3}(?!\.?\d)/;

/**
 * What a relay said by refusing one recipient for good (the answer to RCPT, one line): the code, when that means that the address does not
 * exist; nothing when it is about us, about this mail, or not clear. The same words in a report would be a hard bounce, but here we are more
 * careful: the relay may be talking of itself.
 */
export function refusalOfAddress(reply: string, address: string): string | undefined {
  const words = withoutAddress(reply, address);
  const code = /^5\d\d(?=[ -])/.exec(words)?.[0];
  if (code === undefined) return undefined;
  const status = STATUS.exec(words)?.[0].replace(/^5\.0\.0$/, '') ?? '';
  const about = status === '' ? ABOUT_A_MAILBOX.test(code) : NO_SUCH_ADDRESS.test(status) && (status !== '5.1.2' || saysNoDomain(words));
  return about && bounceKind(status, words) === 'hard' ? `${code} ${status}`.trim() : undefined;
}

/** Servers repeat the address; what stands in it says nothing. */
function withoutAddress(reply: string, address: string): string {
  return reply.replaceAll(new RegExp(address.replaceAll(/[^\w]/g, '\\$&'), 'gi'), '…');
}
