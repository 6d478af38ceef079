import { keyRecord, type DkimKey } from './dkim-keys.js';

export type LineName = 'spf' | 'dkim-rsa' | 'dkim-ed' | 'dmarc' | 'return-mx' | 'return-spf';

/** What a line is called, in plain words. */
export const LINE_TITLES: Record<LineName, string> = {
  'spf': 'Onze servers mogen versturen (SPF)',
  'dkim-rsa': 'Handtekening, eerste sleutel (DKIM)',
  'dkim-ed': 'Handtekening, tweede sleutel (DKIM)',
  'dmarc': 'Wat te doen met valse mail (DMARC)',
  'return-mx': 'Waar onbestelbare mail heen gaat (MX)',
  'return-spf': 'Onze servers, voor onbestelbare mail (SPF)',
};

/** One line that somebody sets in the DNS. */
export interface DnsLine {
  name: LineName;
  type: 'TXT' | 'MX';
  /** The whole name, without a dot at the end. */
  host: string;
  value: string;
}

/** Whose mail server it is: what the lines point at. */
export interface Platform {
  mailDomain: string;
  mailHost: string;
}

/** Under an own domain: where reports on undelivered mail come back, apart from the organisation's own mailboxes. */
export function returnDomain(domain: string): string {
  return `retour.${domain}`;
}

/** The lines for the own domain of an organisation. */
export function ownLines(domain: string, keys: readonly DkimKey[], { mailDomain, mailHost }: Platform): DnsLine[] {
  const back = returnDomain(domain);
  return [
    { name: 'spf', type: 'TXT', host: domain, value: `v=spf1 include:${mailDomain} ~all` },
    ...keyLines(domain, keys),
    { name: 'dmarc', type: 'TXT', host: `_dmarc.${domain}`, value: 'v=DMARC1; p=none' },
    { name: 'return-mx', type: 'MX', host: back, value: `10 ${mailHost}` },
    { name: 'return-spf', type: 'TXT', host: back, value: `v=spf1 include:${mailDomain} -all` },
  ];
}

/** The lines for the platform's own domain; reports come back there. */
export function platformLines(keys: readonly DkimKey[], { mailDomain, mailHost, sendingAddresses }: Platform & { sendingAddresses: readonly string[] }): DnsLine[] {
  const from = sendingAddresses.map((address) => ` ip${address.includes(':') ? 6 : 4}:${address}`).join('');
  return [
    { name: 'spf', type: 'TXT', host: mailDomain, value: `v=spf1${from || ` a:${mailHost}`} -all` },
    ...keyLines(mailDomain, keys),
    { name: 'dmarc', type: 'TXT', host: `_dmarc.${mailDomain}`, value: 'v=DMARC1; p=none' },
    { name: 'return-mx', type: 'MX', host: mailDomain, value: `10 ${mailHost}` },
  ];
}

/** Where the public halves of the keys stand. */
export function keyLines(domain: string, keys: readonly DkimKey[]): DnsLine[] {
  return keys.map((key) => ({ name: key.algorithm === 'rsa-sha256' ? 'dkim-rsa' : 'dkim-ed', type: 'TXT', host: `${key.selector}._domainkey.${domain}`, value: keyRecord(key) }));
}

/** A value as zone files want it: a text of more than 255 characters is written in pieces (RFC 1035 3.3.14). */
export function zoneValue({ type, value }: DnsLine): string {
  return type === 'MX' ? `${value}.` : value.match(/.{1,255}/g)!.map((piece) => `"${piece}"`).join(' ');
}
