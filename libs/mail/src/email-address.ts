import { createHmac } from 'node:crypto';
import { domainToASCII, domainToUnicode } from 'node:url';

/** What became of a typed address: clean and mailable, or a Dutch sentence that says what is wrong and how to mend it. */
export type ParsedEmail = { ok: true; address: string; key: string } | { ok: false; problem: string };

/** RFC 5321 4.5.3.1: 64 octets before the @; RFC 3696 erratum 1690: 254 in all. */
const MOST = { address: 254, local: 64, domain: 253 };
/** dot-atom of RFC 5322 3.2.3, without `%` and `!`, which old relays read as routes. */
const LOCAL = /^[a-z0-9#$&'*+/=?^_`{|}~-]+(\.[a-z0-9#$&'*+/=?^_`{|}~-]+)*$/i;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** A name, never a number: `127.0.0.1` and `0x7f.1` are IP addresses in disguise. */
const TOP_LABEL = /^(xn--[a-z0-9-]*[a-z0-9]|[a-z]{2,63})$/;
/** Latin letters, digits, hyphen, dot: enough for every Dutch and Frisian domain, and no room for look-alikes. */
const READABLE_DOMAIN = /^[\p{Script=Latin}0-9.-]+$/u;

const EXAMPLE = 'naam@gemeente.nl';

/** Looked at in this order; the first that fits explains the refusal best. */
const SUSPECT: [RegExp, string][] = [
  [/[\p{Cc}\p{Zl}\p{Zp}]/u, 'In dit e-mailadres staat een regeleinde of een ander onzichtbaar teken. Typ het adres opnieuw.'],
  [/[\p{Cf}\p{Co}\p{Cs}]/u, 'In dit e-mailadres staat een onzichtbaar teken. Typ het adres opnieuw, zonder te plakken.'],
  [/[<>]/, `Vul alleen het e-mailadres in, zonder naam en zonder haakjes, bijvoorbeeld ${EXAMPLE}.`],
  [/^mailto:/i, 'Laat „mailto:” weg en vul alleen het e-mailadres in.'],
  [/[,;]/, 'Vul één e-mailadres in, zonder komma of puntkomma. Zet een tweede adres op een eigen regel.'],
  [/["()\\]/, `Haal aanhalingstekens, haakjes en schuine strepen naar achteren weg. Een adres ziet er zo uit: ${EXAMPLE}.`],
  [/@.*@/, 'Er staan twee of meer apenstaartjes (@) in dit adres. Vul één e-mailadres in.'],
  [/\s/u, 'Er staat een spatie in dit e-mailadres. Haal de spatie weg.'],
  [/^[^@]*$/, `Er ontbreekt een apenstaartje (@). Een e-mailadres ziet er zo uit: ${EXAMPLE}.`],
  [/^@/, `Voor het apenstaartje (@) ontbreekt de naam. Een e-mailadres ziet er zo uit: ${EXAMPLE}.`],
  [/@$/, `Na het apenstaartje (@) ontbreekt het domein. Een e-mailadres ziet er zo uit: ${EXAMPLE}.`],
  [/@.*[[\]:]/, `Na het apenstaartje (@) hoort een domeinnaam, zonder haken of dubbele punt, bijvoorbeeld ${EXAMPLE}.`],
];

/**
 * Reads one e-mail address by a grammar that is much stricter than RFC 5322, so that no parser further on can see a second
 * recipient or another domain in it (R9; the advisories on nodemailer's address parser). Space around it is forgiven.
 * The address keeps its capitals before the @; its domain becomes lower-case A-labels (IDNA, UTS 46). `key` is what two
 * spellings of one mailbox have in common.
 */
export function parseEmail(text: string): ParsedEmail {
  const typed = text.trim();
  if (typed === '') return refuse(`Vul een e-mailadres in, bijvoorbeeld ${EXAMPLE}.`);
  if (typed.length > MOST.address) return refuse(`Dit e-mailadres is te lang: het mag hoogstens ${MOST.address} tekens hebben. Kijk of er niet iets achter geplakt is.`);
  const suspect = SUSPECT.find(([pattern]) => pattern.test(typed));
  if (suspect) return refuse(suspect[1]);
  const at = typed.indexOf('@');
  const local = typed.slice(0, at);
  const domain = asciiDomain(typed.slice(at + 1));
  const problem = localProblem(local) ?? (domain.ok ? null : domain.problem);
  if (problem !== null || !domain.ok) return refuse(problem ?? '');
  const address = `${local}@${domain.name}`;
  if (address.length > MOST.address) return refuse(`Dit e-mailadres is te lang: het mag hoogstens ${MOST.address} tekens hebben.`);
  return { ok: true, address, key: address.toLowerCase() };
}

/**
 * The form in which addresses are compared: lower-case, with A-labels.
 * @throws Error when it is no address at all; check with `parseEmail` where a person typed it.
 */
export function emailKey(address: string): string {
  const parsed = parseEmail(address);
  if (!parsed.ok) throw new Error(`Not an e-mail address: ${parsed.problem}`);
  return parsed.key;
}

/** HMAC-SHA256 of an address key: lets an opt-out outlive the erasure of the address itself (R36). */
export function addressHash(secretKey: string, key: string): Buffer {
  return createHmac('sha256', secretKey).update(`address:${key}`).digest();
}

function localProblem(local: string): string | null {
  if (local.length > MOST.local) return `Het deel voor het apenstaartje (@) is te lang: het mag hoogstens ${MOST.local} tekens hebben.`;
  if (/^\.|\.$|\.\./.test(local)) return 'Voor het apenstaartje (@) staat een punt te veel. Een punt mag niet vooraan, achteraan of dubbel staan.';
  const strange = /[^a-z0-9#$&'*+/=?^_`{|}~.-]/iu.exec(local);
  if (strange) return `Het teken „${strange[0]}” kan niet in een e-mailadres staan. Controleer het deel voor het apenstaartje (@).`;
  return LOCAL.test(local) ? null : `Het deel voor het apenstaartje (@) klopt niet. Een e-mailadres ziet er zo uit: ${EXAMPLE}.`;
}

/** The domain as A-labels. What looks like another character (full-width, ideographic stop, Cyrillic) is refused, never mapped. */
function asciiDomain(typed: string): { ok: true; name: string } | { ok: false; problem: string } {
  const wrong = (problem: string): { ok: false; problem: string } => ({ ok: false, problem });
  if (typed.endsWith('.')) return wrong('Haal de punt aan het eind van het e-mailadres weg.');
  if (!typed.includes('.')) return wrong(`Na het apenstaartje (@) ontbreekt het laatste deel, zoals „.nl”: ${EXAMPLE}.`);
  if (/^\.|\.\./.test(typed)) return wrong('Na het apenstaartje (@) staat een punt te veel. Haal die weg.');
  const composed = typed.normalize('NFC');
  const lookAlike = wrong(`Het deel na het apenstaartje (@) bevat een teken dat daar niet hoort. Typ het over, bijvoorbeeld ${EXAMPLE}.`);
  if (!READABLE_DOMAIN.test(composed) || composed.normalize('NFKC') !== composed) return lookAlike;
  const name = domainToASCII(composed.toLowerCase());
  const labels = name.split('.');
  if (name === '' || name.length > MOST.domain || !labels.every(isReadable)) return lookAlike;
  const sound = labels.every((label) => LABEL.test(label) && (label.startsWith('xn--') || label.slice(2, 4) !== '--'));
  return sound && TOP_LABEL.test(labels.at(-1)!) ? { ok: true, name } : wrong(`Het deel na het apenstaartje (@) is geen domeinnaam. Controleer het, bijvoorbeeld ${EXAMPLE}.`);
}

/** An A-label must stand for something that people can read, and for nothing else (RFC 5890 2.3.2.1). */
function isReadable(label: string): boolean {
  if (!label.startsWith('xn--')) return true;
  const shown = domainToUnicode(label);
  return shown !== label && READABLE_DOMAIN.test(shown) && domainToASCII(shown) === label;
}

function refuse(problem: string): ParsedEmail {
  return { ok: false, problem };
}
