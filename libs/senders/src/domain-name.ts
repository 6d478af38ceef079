import { domainToASCII, domainToUnicode } from 'node:url';
import { z } from 'zod';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP_LABEL = /^(xn--[a-z0-9-]*[a-z0-9]|[a-z]{2,63})$/;
const READABLE = /^[\p{Script=Latin}0-9.-]+$/u;

/** Where anybody can have a mailbox: those who own these domains sign their mail themselves. */
const EVERYBODYS = new Set([
  'gmail.com', 'googlemail.com', 'outlook.com', 'outlook.nl', 'hotmail.com', 'hotmail.nl', 'live.com', 'live.nl', 'msn.com', 'yahoo.com', 'yahoo.nl', 'icloud.com', 'me.com', 'aol.com',
  'ziggo.nl', 'kpnmail.nl', 'kpnplanet.nl', 'planet.nl', 'home.nl', 'hetnet.nl', 'xs4all.nl', 'upcmail.nl', 'casema.nl', 'chello.nl', 'quicknet.nl', 'telfort.nl', 'tele2.nl', 'online.nl', 'solcon.nl', 'zeelandnet.nl',
  'proton.me', 'protonmail.com', 'gmx.net', 'gmx.de', 'gmx.com', 'web.de', 'mail.com', 'tutanota.com', 'fastmail.com', 'zoho.com', 'onmicrosoft.com',
]);

const EXAMPLE = 'werkplaats.nl';

/** A domain as a person types it; an address is fine too, then its domain counts. Comes out in lower-case A-labels (IDNA, UTS 46). */
export const OwnDomain = z.object({
  domain: z.string({ error: `Vul het domein van je organisatie in, bijvoorbeeld ${EXAMPLE}.` }).trim().transform((typed, context) => {
    const text = typed.replace(/^[^@\s/]*@/, '').replace(/\.$/, '');
    const domain = domainToASCII(text).toLowerCase();
    const problem = problemOf(text, domain);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    return domain;
  }),
});
export type OwnDomain = z.infer<typeof OwnDomain>;

/** A domain as people read it. */
export function shownDomain(domain: string): string {
  return domainToUnicode(domain) || domain;
}

/** Whether the one is the other, or lies under it. */
export function isWithin(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}

function problemOf(text: string, domain: string): string | null {
  if (/[/:?#\s]/.test(text)) return `Vul alleen het domein in, zonder https:// en zonder spaties, bijvoorbeeld ${EXAMPLE}.`;
  if (text.startsWith('www.')) return `Laat „www.” weg: het gaat om wat er na het apenstaartje (@) in jullie mailadressen staat, bijvoorbeeld ${EXAMPLE}.`;
  const labels = domain.split('.');
  const known = READABLE.test(text) && domain.length <= 200 && labels.length > 1 && labels.every((label) => LABEL.test(label)) && TOP_LABEL.test(labels.at(-1)!);
  if (!known) return `Dit is geen domein. Een domein ziet er zo uit: ${EXAMPLE}.`;
  if ([...EVERYBODYS].some((everybodys) => isWithin(domain, everybodys))) return `Bij ${domain} kan iedereen een adres hebben. Daar kun je geen regels voor instellen. Gebruik een domein dat van jullie zelf is, of laat Bijeen versturen.`;
  return null;
}
