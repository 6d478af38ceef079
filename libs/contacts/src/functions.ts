/** What somebody does, as far as it matters for a meeting (lesson L2). Order is that of menus. */
export const CONTACT_FUNCTIONS = ['ALDERMAN', 'BOARD_MEMBER', 'DIRECTOR', 'POLICY_OFFICER', 'STRATEGIST', 'PROCUREMENT_OFFICER', 'OPERATIONAL_STAFF', 'EXPERT_BY_EXPERIENCE', 'OTHER'] as const;
export type ContactFunction = (typeof CONTACT_FUNCTIONS)[number];

/** What people read for each function. */
export const FUNCTION_LABELS: Record<ContactFunction, string> = {
  ALDERMAN: 'Wethouder',
  BOARD_MEMBER: 'Bestuurder',
  DIRECTOR: 'Directeur(-bestuurder)',
  POLICY_OFFICER: 'Beleidsambtenaar of -adviseur',
  STRATEGIST: 'Strateeg',
  PROCUREMENT_OFFICER: 'Inkoper',
  OPERATIONAL_STAFF: 'Uitvoerend medewerker',
  EXPERT_BY_EXPERIENCE: 'Ervaringsdeskundige',
  OTHER: 'Andere functie',
};

/** Who decides by office: meetings without them moved nothing (lesson L2). */
const DECIDE: readonly ContactFunction[] = ['ALDERMAN', 'BOARD_MEMBER', 'DIRECTOR'];

/** Whether someone with this function decides. Policy officers count only where an organiser chooses so (`also`). */
export function isDecisionMaker(contactFunction: string, also: readonly ContactFunction[] = []): boolean {
  return [...DECIDE, ...also].some((each) => each === contactFunction);
}

/** The office to write in a salutation ("Geachte wethouder Van der Berg"), or null for functions nobody is addressed by. */
export function functionNoun(contactFunction: ContactFunction | null): string | null {
  if (contactFunction === 'ALDERMAN') return 'wethouder';
  if (contactFunction === 'BOARD_MEMBER') return 'bestuurder';
  return contactFunction === 'DIRECTOR' ? 'directeur' : null;
}

/** A function as a list writes it: which one of ours it is, what it is about, and the title when it says more than our label. */
export interface ReadFunction {
  function: ContactFunction;
  portfolio: string | null;
  title: string | null;
}

/** First match wins, so the exact offices stand before the words they contain. Matched against lower case without accents. */
const SYNONYMS: [RegExp, ContactFunction][] = [
  [/^(loco-?burgemeester en )?(gemeente )?wethouders?\b/, 'ALDERMAN'],
  [/^(alderman|alderwoman|deputy mayor|bestuurlijk( verantwoordelijke)?$)/, 'ALDERMAN'],
  [/^(bestuurs(adviseur|secretar)|bestuurlijk adviseur)/, 'OTHER'],
  [/\b(directeur|directrice|director)\b/, 'DIRECTOR'],
  [/^(lid |voorzitter |vice-?voorzitter |chair(man|woman)? )?(van )?(de )?(raad van bestuur|rvb|bestuur|college van bestuur|cvb)\b/, 'BOARD_MEMBER'],
  [/^(bestuurder|bestuurslid|bestuursvoorzitter|(executive )?board member|member of the board|ceo\b)/, 'BOARD_MEMBER'],
  [/\b(strateeg|strategisch (beleids)?adviseur|strategist|strategic advis[eo]r)\b/, 'STRATEGIST'],
  [/\b(inkoper|inkoopadviseur|inkoop|contractmanager|procurement|buyer)\b/, 'PROCUREMENT_OFFICER'],
  [/(beleidsmedewerk|beleidsadviseur|beleidsambtena|beleidsregisseur|beleidsmaker|^beleid\b|ambtenaar|policy (officer|advis[eo]r|maker)|civil servant)/, 'POLICY_OFFICER'],
  [/(ervaringsdeskundige|ervaringswerker|ervaringsprofessional|ervaringskundige|peer (support )?worker|expert by experience)/, 'EXPERT_BY_EXPERIENCE'],
  [/(uitvoerend|uitvoering|consulent|wijkteam|hulpverlener|begeleider|sociaal werker|maatschappelijk werker|operational staff|social worker)/, 'OPERATIONAL_STAFF'],
];

/**
 * Reads a function as people write it, in Dutch or English ("wethouder zorg", "lid Raad van Bestuur", "ALDERMAN"). What is not
 * recognised is OTHER, with the text kept as title. "Bestuurder" in a municipality means the wethouder.
 */
export function readFunction(text: string, inMunicipality = false): ReadFunction {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
  const own = CONTACT_FUNCTIONS.find((each) => each.toLowerCase() === plain.replace(/[ -]/g, '_'));
  if (own) return { function: own, portfolio: null, title: null };
  const [pattern, found] = SYNONYMS.find(([each]) => each.test(plain)) ?? [null, 'OTHER' as const];
  const meant = found === 'BOARD_MEMBER' && inMunicipality ? 'ALDERMAN' : found;
  const portfolio = meant === 'ALDERMAN' && pattern ? subject(text.trim().slice(pattern.exec(plain)![0].length)) : null;
  const plainly = portfolio !== null || FUNCTION_LABELS[meant].toLowerCase() === plain || functionNoun(meant) === plain;
  return { function: meant, portfolio, title: plainly ? null : text.trim() };
}

/** "wethouder (van Zorg, Welzijn)" → "Zorg, Welzijn" */
function subject(rest: string): string | null {
  const text = rest.replace(/^[\s,:;()–-]*(van|voor|met portefeuille|portefeuille)?[\s,:(–-]+/i, '').replace(/[\s)]+$/, '').trim();
  return text === '' ? null : text;
}
