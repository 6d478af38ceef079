import { MUNICIPAL_ELECTIONS } from '@bijeen/contacts';
import { addDays, type Day, longDate } from '@bijeen/platform';
import type { Finding } from './findings.js';

/** Provinciale Staten and waterschappen: the Wednesday in the third week of March, as for councils (Kieswet art. F 1). */
const PROVINCIAL_ELECTIONS: readonly Day[] = ['2027-03-17', '2031-03-19'];
/** So many days before an election wethouders campaign. */
const CAMPAIGN_DAYS = { municipal: 14, provincial: 7 };
/** After a council election a new college comes about in three months or so; until then wethouders promise nothing. */
const FORMATION_DAYS = 90;

/** What an election near `day` means for the people who decide in municipalities. */
export function electionsNearby(day: Day): Finding[] {
  const municipal = MUNICIPAL_ELECTIONS.find((on) => day >= addDays(on, -CAMPAIGN_DAYS.municipal) && day <= addDays(on, FORMATION_DAYS));
  const provincial = PROVINCIAL_ELECTIONS.find((on) => day >= addDays(on, -CAMPAIGN_DAYS.provincial) && day <= on);
  return [
    ...(municipal === undefined ? [] : [finding('objection', municipalText(day, municipal))]),
    ...(provincial === undefined ? [] : [finding(day === provincial ? 'objection' : 'attention', provincialText(day, provincial))]),
  ];
}

function municipalText(day: Day, election: Day): string {
  if (day === election) return 'Op deze dag zijn de gemeenteraadsverkiezingen.';
  if (day < election) return `Op ${inWords(election)} zijn de gemeenteraadsverkiezingen. Wethouders en raadsleden voeren dan campagne.`;
  return `Na de gemeenteraadsverkiezingen van ${inWords(election)} vormen gemeenten een nieuw college. Wie dan wethouder is, kan weinig toezeggen.`;
}

function provincialText(day: Day, election: Day): string {
  if (day === election) return 'Op deze dag zijn de verkiezingen voor Provinciale Staten en waterschappen.';
  return `Op ${inWords(election)} zijn de verkiezingen voor Provinciale Staten en waterschappen. Wethouders hebben dan minder tijd.`;
}

function finding(severity: Finding['severity'], text: string): Finding {
  return { kind: 'election', severity, text, municipalityCodes: [] };
}

function inWords(day: Day): string {
  return longDate(new Date(`${day}T12:00:00Z`));
}
