import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { parseEmail } from './email-address.js';

/** The only placeholder that may stand in an address: it is the same for everybody, so it can tell nobody apart. */
const OWN_ADDRESS = 'mailto:{contact_email}';
const LONGEST = 1000;
/** What a reader takes for an address: with a scheme, with www, or a word, a dot and a known ending. */
const SHOWN_ADDRESS = /(?:https?:\/\/|www\.)([^\s/?#]+)|\b((?:[\p{L}\d-]+\.)+(?:nl|com|org|net|eu|be|de|info|frl|amsterdam|online|shop|example))\b/giu;
const SHOWN_EMAIL = /[^\s@<>(),;:]+@([\p{L}\d.-]+\.[\p{L}]{2,})/giu;
/** They hide where they lead, and mail filters count that against us. */
const SHORTENERS = /^(bit\.ly|t\.co|tinyurl\.com|goo\.gl|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|lnkd\.in)$/;

/** Why a link may not stand in a mail, with the remedy; null when it may. A link leads where its words say it leads (R24). */
export function linkProblem(href: string, label: string): string | null {
  const shown = label.trim() || href;
  const target = targetOf(href);
  if ('problem' in target) return `de link „${short(shown)}” ${target.problem}`;
  const misled = misleading(href, label);
  if (misled === null) return null;
  return `de link „${short(shown)}” lijkt naar ${misled.seems} te gaan, maar gaat naar ${misled.goes}. Zo werkt oplichting ook. Schrijf een gewoon woord als linktekst, of maak het adres gelijk.`;
}

/** The domains where a link seems to lead and where it leads, when these differ; null when all is well. */
export function misleading(href: string, label: string): { seems: string; goes: string } | null {
  const target = targetOf(href);
  if ('problem' in target) return null;
  const other = shownHosts(label).find((host) => !sameHouse(host, target.host));
  return other === undefined ? null : { seems: other, goes: target.host };
}

/** The domain to which a link leads. */
function targetOf(href: string): { host: string } | { problem: string } {
  if (href === OWN_ADDRESS) return { host: '{contact_email}' };
  if (/[{}]/.test(href)) return { problem: 'heeft een invulwoord in het adres. Dat kan alleen met mailto:{contact_email}. Schrijf het adres uit.' };
  if (href.length > LONGEST) return { problem: 'heeft een adres van meer dan 1.000 tekens. Kies een korter adres.' };
  if (/^mailto:/i.test(href)) return mailTarget(href.slice(7));
  if (!/^https:\/\//i.test(href)) return { problem: `begint met „${short(href.split(/[/,]/)[0]!)}”. Een link begint met https:// of mailto:. Pas het adres aan.` };
  return webTarget(href);
}

function mailTarget(address: string): { host: string } | { problem: string } {
  const parsed = parseEmail(address);
  return parsed.ok ? { host: parsed.address.split('@').at(-1)!.toLowerCase() } : { problem: `is geen goed e-mailadres. ${parsed.problem}` };
}

function webTarget(href: string): { host: string } | { problem: string } {
  const url = URL.canParse(href) ? new URL(href) : null;
  if (!url || /[\s\\<>"]/.test(href)) return { problem: 'is geen goed webadres. Kopieer het adres uit de balk van je browser.' };
  if (url.username || url.password) return { problem: 'heeft een apenstaart voor het domein. Zo verbergen oplichters waar een link heen gaat. Kopieer het adres uit de balk van je browser.' };
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 || !url.hostname.includes('.')) return { problem: 'gaat naar een computer zonder naam. Spamfilters houden zo’n mail tegen. Gebruik een adres met een domein.' };
  if (SHORTENERS.test(url.hostname)) return { problem: `gaat via ${url.hostname}: niemand ziet waarheen. Gebruik het hele adres.` };
  return { host: url.hostname };
}

/** The domains that a reader sees in the words of a link; `{contact_email}` stands for the address that is filled in. */
function shownHosts(label: string): string[] {
  const emails = [...label.matchAll(SHOWN_EMAIL)].map(([, host]) => host!);
  const addresses = [...label.replace(SHOWN_EMAIL, ' ').matchAll(SHOWN_ADDRESS)].map(([, withScheme, bare]) => (withScheme ?? bare)!.replace(/^[^@]*@/, '').replace(/:\d+$/, ''));
  return [...(label.includes('{contact_email}') ? ['{contact_email}'] : []), ...[...emails, ...addresses].map((host) => domainToASCII(host.toLowerCase()) || host)];
}

/** `www.` and further names before the same domain are the same house. */
function sameHouse(one: string, other: string): boolean {
  const [a, b] = [one, other].map((host) => host.replace(/^www\./, ''));
  return a === b || a!.endsWith(`.${b!}`) || b!.endsWith(`.${a!}`);
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
