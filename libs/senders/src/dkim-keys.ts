import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { base32 } from '@bijeen/platform';
import { seal, unseal } from './sealed.js';

export type DkimAlgorithm = 'rsa-sha256' | 'ed25519-sha256';

/** One key pair of a domain, as it is kept. */
export interface DkimKey {
  algorithm: DkimAlgorithm;
  /** The label under `_domainkey`. */
  selector: string;
  /** What stands after `p=` in the DNS. */
  publicKey: string;
  /** The private half, as `seal` wrote it. */
  sealed: string;
}

/** A key that can sign. Parsed once: parsing costs as much as signing. */
export interface SigningKey extends Pick<DkimKey, 'algorithm' | 'selector'> {
  privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);
/** In front of the 32 bytes of an Ed25519 key in its SPKI form; the DNS wants only the 32 (RFC 8463 4.2). */
const ED25519_PREFIX = 12;

/** A pair of keys for a domain: RSA-2048, which everybody can verify, and Ed25519 (RFC 8463), under selectors that nobody used before. */
export async function makeKeys(domain: string, secretKey: string): Promise<DkimKey[]> {
  const [rsa, ed25519] = await Promise.all([generate('rsa', { modulusLength: 2048 }), generate('ed25519')]);
  const name = `bijeen-${base32(randomBytes(5))}`;
  const keep = (algorithm: DkimAlgorithm, selector: string, publicKey: string, { privateKey }: { privateKey: KeyObject }): DkimKey => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { algorithm, selector, publicKey, sealed: seal(pem, about(domain, selector), secretKey) };
  };
  const spki = ({ publicKey }: { publicKey: KeyObject }): Buffer => publicKey.export({ type: 'spki', format: 'der' });
  return [
    keep('rsa-sha256', `${name}-rsa`, spki(rsa).toString('base64'), rsa),
    keep('ed25519-sha256', `${name}-ed`, spki(ed25519).subarray(ED25519_PREFIX).toString('base64'), ed25519),
  ];
}

/** The keys, ready to sign. @throws Error when SECRET_KEY is not the one they were kept with. */
export function openKeys(domain: string, keys: readonly DkimKey[], secretKey: string): SigningKey[] {
  return keys.map(({ algorithm, selector, sealed }) => ({ algorithm, selector, privateKey: createPrivateKey(unseal(sealed, about(domain, selector), secretKey)) }));
}

/** The TXT record that receivers look for (RFC 6376 3.6.1). */
export function keyRecord({ algorithm, publicKey }: Pick<DkimKey, 'algorithm' | 'publicKey'>): string {
  return `v=DKIM1; k=${algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519'}; p=${publicKey}`;
}

function about(domain: string, selector: string): string {
  return `dkim:${selector}._domainkey.${domain}`;
}
