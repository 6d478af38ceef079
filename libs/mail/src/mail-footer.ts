import type { LinkPurpose } from '@bijeen/platform';
import type { MailContent } from './mail-content.js';
import { resolve } from './mail-pieces.js';
import type { Placeholder, TextPart } from './placeholders.js';

/** One line under every mail. */
export interface FooterLine {
  parts: TextPart[];
  /** Only for people who have a text for this. */
  when?: Placeholder;
  link?: { purpose: LinkPurpose; label: string };
}

/** Who sends this, why you get it, where your address came from, and how to be rid of it (AVG art. 14; Tw 11.7). */
export function footerLines(content: MailContent): FooterLine[] {
  const { name, replyTo } = content.sender;
  const common = content.values ?? {};
  const reply = replyTo ? ` Een antwoord op deze mail komt aan bij ${replyTo}.` : '';
  return [
    { parts: [{ text: `Deze mail is verstuurd door ${name}${name === 'Bijeen' ? '' : ', met Bijeen'}.${reply}` }] },
    ...explanation('Waarom u deze mail krijgt', 'waarom_u', common),
    ...explanation('Waar uw adres vandaan komt', 'bron', common),
    ...(content.unsubscribe ? [{ parts: [{ text: `Wilt u geen mail meer over bijeenkomsten van ${name}?` }], link: { purpose: 'unsubscribe' as const, label: 'Meld u af' } }] : []),
  ];
}

/** The same for everybody, or per person; absent where nothing is known. */
function explanation(label: string, name: Placeholder, common: Record<string, string>): FooterLine[] {
  if (!Object.hasOwn(common, name)) return [{ parts: [{ text: `${label}: ` }, { placeholder: name }], when: name }];
  return common[name] ? [{ parts: resolve(`${label}: {${name}}`, common) }] : [];
}
