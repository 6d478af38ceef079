import { isIP } from 'node:net';
import type { Finding } from './preflight.js';

const ADDRESS = /\b(?:https?:\/{0,2}|www\.)[^\s<>"')]*/gi;
/** Lead nowhere for whoever gets the mail (RFC 2606, RFC 6761, RFC 8375). */
const NOWHERE = /(^|\.)(localhost|local|test|invalid|example|internal|example\.(com|net|org|nl)|home\.arpa)$/i;
const SHORTENERS = /(^|\.)(bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|kortelink\.nl)$/i;

/** Where somebody typed something, in the words of an organiser. */
export interface TypedIn {
  name: string;
  /** Where to mend it. */
  where: string;
}

const THE_TEXT: TypedIn = { name: 'de tekst', where: 'de tekst' };

/** What is wrong with addresses in a text, from how they are written alone: nothing is opened (R33). */
export function linkFindings(text: string, typedIn = THE_TEXT): Finding[] {
  return [...text.matchAll(ADDRESS)].flatMap(([typed]) => linkFinding(typed.replace(/[.,;:!?]+$/, ''), typedIn));
}

/** A text without the addresses in it, for rules about words. */
export function withoutLinks(text: string): string {
  return text.replace(ADDRESS, ' ');
}

function linkFinding(typed: string, { name, where }: TypedIn): Finding[] {
  const subject = where === THE_TEXT.where ? `De link ${typed}` : `In ${name} staat de link ${typed}. Die`;
  const about = (code: string, weight: Finding['weight'], what: string, mend: string): Finding[] => [{ code, weight, what: `${subject} ${what}`, where, mend }];
  if (/^www\./i.test(typed)) return about('link-without-scheme', 'advice', 'begint niet met https://. Niet elk mailprogramma maakt er dan een link van.', `Schrijf https://${typed}.`);
  const url = /^https?:\/\/[^/]/i.test(typed) ? URL.parse(typed) : null;
  if (!url || !/[^.]\.[^.]|^localhost$|^\[/.test(url.hostname)) return about('broken-link', 'blocking', 'is niet af.', 'Kopieer het hele adres uit de adresbalk van je browser.');
  if (NOWHERE.test(url.hostname) || /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[)/.test(url.hostname)) return about('link-to-nowhere', 'blocking', 'werkt niet voor wie de mail krijgt.', `Zet het echte adres van de pagina in ${name}.`);
  if (url.username || url.password) return about('misleading-link', 'blocking', `lijkt ergens anders heen te gaan dan naar ${url.hostname}. Zo werkt oplichting ook.`, 'Kopieer het hele adres uit de adresbalk van je browser.');
  if (isIP(url.hostname) !== 0) return about('link-to-number', 'advice', 'bestaat uit cijfers. Spamfilters vertrouwen dat niet.', 'Gebruik het adres met een naam.');
  if (SHORTENERS.test(url.hostname)) return about('short-link', 'advice', 'verbergt waar hij heen gaat. Spamfilters vertrouwen dat niet.', 'Gebruik het volledige adres.');
  return url.protocol === 'https:' ? [] : about('insecure-link', 'advice', 'is niet beveiligd (http).', 'Werkt het adres ook met https://? Gebruik dat.');
}
