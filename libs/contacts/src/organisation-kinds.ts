/** The kinds of organisation people on the guest list work for. Order is that of menus. */
export const ORGANISATION_KINDS = ['MUNICIPALITY', 'GGZ', 'WELFARE', 'HEALTH_INSURER', 'ZHO', 'OTHER'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** What people read for each kind. */
export const ORGANISATION_KIND_LABELS: Record<OrganisationKind, string> = {
  MUNICIPALITY: 'Gemeente',
  GGZ: 'GGZ-instelling',
  WELFARE: 'Welzijnsorganisatie',
  HEALTH_INSURER: 'Zorgverzekeraar of zorgkantoor',
  ZHO: 'Zelfregie- en herstelorganisatie',
  OTHER: 'Andere organisatie',
};

const SYNONYMS: [RegExp, OrganisationKind][] = [
  [/^(gemeente|municipality)/, 'MUNICIPALITY'],
  [/(ggz|geestelijke gezondheid|psychiatri|mental health)/, 'GGZ'],
  [/(welzijn|welfare|sociaal werk|maatschappelijk)/, 'WELFARE'],
  [/(verzekeraar|zorgkantoor|health insur)/, 'HEALTH_INSURER'],
  [/(\bzho\b|zelfregie|herstel(organisatie|academie|initiatief)|recovery)/, 'ZHO'],
];

/** Reads a kind as people write it, in Dutch or English; OTHER when nothing fits. */
export function readOrganisationKind(text: string): OrganisationKind {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
  const own = ORGANISATION_KINDS.find((each) => each.toLowerCase() === plain.replace(/[ -]/g, '_'));
  return own ?? SYNONYMS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'OTHER';
}
