import { createHash, timingSafeEqual, X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { TlsaData } from 'dns-packet';

const ISSUER = 2;
const ITSELF = 3;

/** Whether the server at the other end is the one its DANE records speak of (RFC 7672 3.1). `now` is for the certificates of issuers, which end. */
export function isBoundByDane(socket: TLSSocket, records: readonly TlsaData[], { host, now }: { host: string; now: Date }): boolean {
  const [leaf, ...issuers] = chainOf(socket);
  if (!leaf) return false;
  // The certificate itself: its names and its end do not matter (RFC 7671 5.1).
  if (records.some((record) => record.usage === ITSELF && matches(record, leaf))) return true;
  return issuers.some((issuer, at) => records.some((record) => record.usage === ISSUER && matches(record, issuer)) && leadsTo([leaf, ...issuers.slice(0, at + 1)], { host, now }));
}

/** Each certificate signed by the next, none of them over, and the first made for this host. */
function leadsTo(chain: X509Certificate[], { host, now }: { host: string; now: Date }): boolean {
  const signed = chain.every((one, at) => chain[at + 1] === undefined || (one.checkIssued(chain[at + 1]!) && one.verify(chain[at + 1]!.publicKey) && chain[at + 1]!.ca));
  const valid = chain.every(({ validFromDate, validToDate }) => validFromDate <= now && now <= validToDate);
  return signed && valid && chain[0]!.checkHost(host) !== undefined;
}

function matches({ selector, matchingType, certificate }: TlsaData, found: X509Certificate): boolean {
  const bytes = selector === 0 ? found.raw : found.publicKey.export({ type: 'spki', format: 'der' });
  const shown = matchingType === 0 ? bytes : createHash(matchingType === 1 ? 'sha256' : 'sha512').update(bytes).digest();
  return shown.length === certificate.length && timingSafeEqual(shown, certificate);
}

/** What the server showed: its own certificate first, then who issued it. */
function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (next?.raw && chain.length < 10) {
    chain.push(new X509Certificate(next.raw));
    next = next.issuerCertificate === next ? undefined : next.issuerCertificate;
  }
  return chain;
}
