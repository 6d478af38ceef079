import type { MailContent } from '@bijeen/mail';
import { longMoment } from '@bijeen/platform';
import { type Finding, LINE_TITLES, senderAddress, shownDomain } from '@bijeen/senders';

/** What both mails about an own domain need to know. */
interface About {
  /** As the DNS writes it. */
  domain: string;
  /** The name of the organisation. */
  organisation: string;
  /** The page where its lines stand. */
  url: string;
}

/** From the platform itself: nothing of this mail may depend on the domain that it is about. */
const SENDER: MailContent['sender'] = { name: 'Bijeen', replyTo: null, colour: null };

/** Tells an owner that the own domain broke, what happens to mail meanwhile, and where to mend it. */
export function brokenDomainMail({ domain, organisation, url, since, findings, platformDomain }: About & { since: Date; findings: readonly Finding[]; platformDomain: string }): MailContent {
  const [name, instead] = [shownDomain(domain), senderAddress(platformDomain)];
  return {
    subject: `Jullie mail vertrekt niet meer van ${name}`,
    preheader: `Er gaat geen mail verloren: die vertrekt nu van ${instead}.`,
    blocks: [
      { kind: 'text', text: `Beste {naam},\n\nDe regels in de DNS van ${name} kloppen niet meer. Dat zagen we op ${longMoment(since)}. Zonder die regels kunnen ontvangers niet zien dat een mail echt van jullie komt.` },
      { kind: 'facts', facts: findings.flatMap(wrongInWords) },
      { kind: 'text', text: `Jullie mail gaat gewoon door, maar vertrekt nu van ${instead}, met jullie naam erbij. Er gaat niets verloren. Je hoeft niets opnieuw te versturen.\n\nOp de pagina Afzenderdomein staat per regel wat er moet gebeuren. Er staat ook een tekst die je kunt doorsturen naar wie jullie domein beheert. Wij kijken elk uur. Klopt alles weer? Dan vertrekt de mail vanzelf weer van ${name}.` },
      { kind: 'buttons', buttons: [{ label: 'Bekijk wat er moet gebeuren', address: url, style: 'primary' }] },
      { kind: 'small', text: 'Je krijgt deze mail één keer, omdat je eigenaar bent van {organisatie} in Bijeen.' },
    ],
    sender: SENDER,
    unsubscribe: false,
    values: { organisatie: organisation },
  };
}

/** Tells an owner who heard that the domain broke that it works again. */
export function mendedDomainMail({ domain, organisation, url }: About): MailContent {
  const name = shownDomain(domain);
  return {
    subject: `Jullie mail vertrekt weer van ${name}`,
    preheader: 'De regels in de DNS kloppen weer. Je hoeft niets te doen.',
    blocks: [
      { kind: 'text', text: `Beste {naam},\n\nDe regels in de DNS van ${name} kloppen weer. Jullie mail vertrekt daarom weer van ${senderAddress(name)}. Je hoeft niets te doen.` },
      { kind: 'buttons', buttons: [{ label: 'Bekijk de regels', address: url, style: 'secondary' }] },
      { kind: 'small', text: 'Je krijgt deze mail omdat je eigenaar bent van {organisatie} in Bijeen.' },
    ],
    sender: SENDER,
    unsubscribe: false,
    values: { organisatie: organisation },
  };
}

/** A line that is wrong for certain; what could not be looked up says nothing. */
function wrongInWords({ line, host, verdict }: Finding): { label: string; text: string }[] {
  if (verdict === 'missing') return [{ label: LINE_TITLES[line], text: `De regel voor ${host} staat er niet meer.` }];
  return verdict === 'wrong' ? [{ label: LINE_TITLES[line], text: `De regel voor ${host} klopt niet meer.` }] : [];
}
