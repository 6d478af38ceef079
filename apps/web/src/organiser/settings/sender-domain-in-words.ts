import { longMoment } from '@bijeen/platform';
import type { DnsLine, Finding, LineName, SenderDomainView } from '@bijeen/senders';
import { LINE_TITLES, shownDomain, zoneValue } from '@bijeen/senders';

/** Why a line is needed, in plain words. */
export const LINE_REASONS: Record<LineName, string> = {
  'spf': 'Hiermee zegt jullie domein dat onze servers mail mogen versturen. Staat er al een regel die met v=spf1 begint? Maak dan geen tweede, maar voeg alleen het stuk met include toe.',
  'dkim-rsa': 'Wij ondertekenen elke mail. Met deze sleutel ziet de ontvanger dat de mail echt van jullie is en dat niemand hem veranderde.',
  'dkim-ed': 'Dezelfde handtekening met een nieuwere sleutel.',
  'dmarc': 'Zegt wat ontvangers doen met mail die niet echt van jullie is. Staat er al een regel? Dan mag die blijven.',
  'return-mx': 'Mail die niet aankomt, komt hierlangs bij Bijeen terug. Jullie eigen mailboxen veranderen niet: dit is een apart adres.',
  'return-spf': 'Hetzelfde als de eerste regel, voor het adres waar onbestelbare mail heen gaat.',
};

/** What was found for a line, in one word or two; colour never says it alone. */
export const VERDICT_WORDS: Record<Finding['verdict'] | 'not-looked', string> = {
  'right': 'In orde', 'wrong': 'Klopt nog niet', 'missing': 'Staat er nog niet', 'unknown': 'Kon niet worden nagekeken', 'not-looked': 'Nog niet nagekeken',
};

/** How the domain stands, as a message on its page. */
export function standing({ domain }: SenderDomainView, platformAddress: string): { kind: 'info' | 'ok' | 'warning'; title: string; text: string } {
  const name = shownDomain(domain.domain);
  const wrong = domain.findings.filter(({ verdict }) => verdict !== 'right').length;
  const lines = wrong === 1 ? '1 regel is' : `${wrong} regels zijn`;
  switch (domain.state) {
    case 'passed':
      return { kind: 'ok', title: `Jullie mail vertrekt van bijeenkomsten@${name}.`, text: 'Wij kijken elke dag of de regels nog kloppen.' };
    case 'failed':
      if (domain.brokenSince) return { kind: 'warning', title: `${lines} niet meer in orde. Jullie mail vertrekt daarom van ${platformAddress}.`, text: `Dat is zo sinds ${longMoment(domain.brokenSince)}. Er gaat geen mail verloren. Hieronder staat per regel wat er moet gebeuren. Wij kijken elk uur opnieuw. Als alles klopt, vertrekt de mail vanzelf weer van jullie eigen domein.` };
      return { kind: 'warning', title: `${lines} nog niet in orde. Jullie mail vertrekt daarom van ${platformAddress}.`, text: 'Hieronder staat per regel wat er moet gebeuren. Wij kijken elk uur opnieuw. Als alles klopt, vertrekt de mail vanzelf van jullie eigen domein.' };
    case 'unchecked':
      return { kind: 'info', title: `Jullie mail vertrekt nog van ${platformAddress}.`, text: 'Zet eerst de regels hieronder in de DNS van jullie domein. Wij kijken elk uur of ze er staan. Als alles klopt, vertrekt de mail vanzelf van jullie eigen domein.' };
  }
}

/**
 * The mail for whoever manages the domain: everything to set, without a word about Bijeen that needs explaining. A link to a new mail may not
 * be long, so the form for zone files is left out there.
 */
export function requestForIt(lines: readonly DnsLine[], domain: string): { subject: string; body: string; short: string } {
  const name = shownDomain(domain);
  const body = (zone: boolean): string => [
    'Beste beheerder,',
    `Wij nodigen mensen uit voor bijeenkomsten met Bijeen. Die mail komt beter aan als hij van ons eigen domein ${name} komt. Wil je daarvoor deze regels in de DNS van ${name} zetten? Aan onze eigen mail verandert niets.`,
    ...lines.map((line, index) => [`${index + 1}. ${LINE_TITLES[line.name]}`, `Naam: ${line.host}`, `Soort: ${line.type}`, `Waarde: ${line.value}`, ...(zone && line.value.length > 255 ? [`In een zonebestand: ${zoneValue(line)}`] : []), ...extra(line)].join('\n')),
    'Laat je het weten als ze erin staan? Dank je wel.',
  ].join('\n\n');
  return { subject: `DNS-regels voor ${name}`, body: body(true), short: body(false) };
}

/** What somebody who knows the DNS wants to know beside the value. */
function extra({ name, value }: DnsLine): string[] {
  if (name === 'spf') return [value.split(' ').length > 3 ? 'Let op: dit is de regel die er al staat, met één stuk erbij. Vervang de oude.' : `Let op: staat er al een regel met v=spf1? Voeg dan daarin alleen ${value.split(' ')[1]} toe.`];
  return name === 'dmarc' ? ['Let op: staat er al een DMARC-regel? Laat die dan staan.'] : [];
}
