import { createHash, type KeyObject, sign as signBytes } from 'node:crypto';
import type { SigningKey } from './dkim-keys.js';

/**
 * What is signed when it is there. Those in the first row are named once more than they occur, so that nobody adds a second one (RFC 6376 8.15);
 * RFC 8058 3.1 wants both List-Unsubscribe headers in.
 */
const OVERSIGNED = ['from', 'to', 'subject', 'date', 'message-id', 'reply-to', 'mime-version', 'content-type', 'list-unsubscribe', 'list-unsubscribe-post'];
const SIGNED = ['auto-submitted', 'list-id'];

/** Signs mail for one domain with each of its keys (RFC 6376, RFC 8463; relaxed/relaxed). The RSA signature is made on another thread. */
export class DkimSigner {
  constructor(
    readonly domain: string,
    private readonly keys: readonly SigningKey[],
  ) {}

  /** Whether it signs for this domain with these keys. */
  signsWith(domain: string, keys: readonly Pick<SigningKey, 'selector'>[]): boolean {
    return this.domain === domain && this.keys.map(({ selector }) => selector).join() === keys.map(({ selector }) => selector).join();
  }

  /** The message with a DKIM-Signature per key on top. Its lines end with CRLF. */
  async sign(message: Buffer): Promise<Buffer> {
    const text = message.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    const head = end < 0 ? text : text.slice(0, end);
    const bodyHash = createHash('sha256').update(relaxedBody(end < 0 ? '' : text.slice(end + 4)), 'latin1').digest('base64');
    const { names, lines } = signedHeaders(head);
    const headers = await Promise.all(this.keys.map(async ({ algorithm, selector, privateKey }) => {
      const value = `v=1; a=${algorithm}; c=relaxed/relaxed; d=${this.domain}; s=${selector}; h=${names}; bh=${bodyHash}; b=`;
      const signature = await signature64(`${lines}dkim-signature:${value}`, privateKey);
      return `DKIM-Signature: ${value.replaceAll(' ', '\r\n ')}${signature.replace(/.{72}(?=.)/g, '$&\r\n ')}\r\n`;
    }));
    return Buffer.concat([Buffer.from(headers.join(''), 'latin1'), message]);
  }
}

/** Names for `h=`, with the places where the line may be folded, and the lines they stand for, the lowest of each name first. */
function signedHeaders(head: string): { names: string; lines: string } {
  const found = new Map<string, string[]>();
  for (const header of head.split(/\r\n(?![ \t])/)) {
    const colon = header.indexOf(':');
    const name = header.slice(0, colon).trim().toLowerCase();
    if (OVERSIGNED.includes(name) || SIGNED.includes(name)) found.set(name, [`${name}:${relaxed(header.slice(colon + 1))}\r\n`, ...(found.get(name) ?? [])]);
  }
  const groups = [...OVERSIGNED, ...SIGNED].map((name) => {
    const times = (found.get(name)?.length ?? 0) + (OVERSIGNED.includes(name) ? 1 : 0);
    return Array.from({ length: times }, () => name).join(':');
  });
  const lines = [...OVERSIGNED, ...SIGNED].flatMap((name) => found.get(name) ?? []).join('');
  return { names: groups.filter((group) => group !== '').join(': '), lines };
}

/** RFC 6376 3.4.2: one line, and one space where there was any white space. */
function relaxed(value: string): string {
  return value.replace(/\r\n/g, '').replace(/[ \t]+/g, ' ').replace(/^ | $/g, '');
}

/** Finds nothing in a body without a tab that is relaxed already, and finds that fast: it looks at spaces only (20 µs less for 38 KB). */
const TO_RELAX = / [ \r]/;

/** RFC 6376 3.4.4: white space at the end of lines and empty lines at the end do not count. Most of our bodies are so already. */
function relaxedBody(body: string): string {
  const text = TO_RELAX.test(body) || body.includes('\t') || body.endsWith(' ') ? body.replace(/[ \t]+/g, ' ').replace(/ (?=\r\n|$)/g, '') : body;
  let end = text.length;
  while (text.endsWith('\r\n', end)) end -= 2;
  return end === 0 ? '' : `${text.slice(0, end)}\r\n`;
}

/** Ed25519 signs the hash of what RSA signs (RFC 8463 3). */
async function signature64(text: string, key: KeyObject): Promise<string> {
  const bytes = Buffer.from(text, 'latin1');
  const rsa = key.asymmetricKeyType === 'rsa';
  const data = rsa ? bytes : createHash('sha256').update(bytes).digest();
  return new Promise((resolve, reject) => {
    signBytes(rsa ? 'sha256' : null, data, key, (error, signature) => (error ? reject(error) : resolve(signature.toString('base64'))));
  });
}
