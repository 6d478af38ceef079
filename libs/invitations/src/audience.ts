import { type ContactFunction, functionNoun, FUNCTION_LABELS } from '@bijeen/contacts';

/**
 * Why somebody is on the list or not. The first seven keep people off it (they can be chosen by hand all the same), the next two do
 * so always, the others only tell.
 */
export const AUDIENCE_REASONS = [
  'no-position', 'position-ended', 'function', 'organisation-kind', 'outside-region', 'no-municipality', 'too-far',
  'unsubscribed', 'no-address',
  'via-secretariat', 'already-invited', 'added-by-hand', 'removed-by-hand',
] as const;
export type AudienceReason = (typeof AUDIENCE_REASONS)[number];

/** One person, seen from one meeting. Of several positions the one that fits best counts. */
export interface AudienceMember {
  contactId: string;
  name: string;
  sortName: string;
  function: ContactFunction | null;
  organisation: string | null;
  municipalityCode: string | null;
  municipality: string | null;
  /** One way, an estimate; null where it cannot be known. */
  travelMinutes: number | null;
  included: boolean;
  invited: boolean;
  reasonCodes: AudienceReason[];
  /** The same in Dutch, for people. */
  reasons: string[];
  /** What somebody decided by hand, who and when; it survives every recomputation. */
  choice: { included: boolean; by: string; at: Date } | null;
}

/** How many people there are for one set of reasons. */
export interface AudienceCount {
  included: boolean;
  invited: boolean;
  reasonCodes: AudienceReason[];
  people: number;
}

/** A whole audience in numbers. */
export interface AudienceSummary {
  /** On the list, and not invited yet: these get a mail when somebody presses the button. */
  toInvite: number;
  alreadyInvited: number;
  excluded: number;
  /** Per reason how many people it keeps away; who has several reasons counts for the first. */
  excludedBecause: { reason: AudienceReason; people: number }[];
  viaSecretariat: number;
}

const TEXTS: Record<AudienceReason, string> = {
  'no-position': 'geen functie bekend',
  'position-ended': 'functie afgelopen of nog niet begonnen',
  'function': 'functie hoort niet bij de doelgroep',
  'organisation-kind': 'soort organisatie hoort niet bij de doelgroep',
  'outside-region': 'buiten de regio',
  'no-municipality': 'gemeente niet bekend, dus de reistijd ook niet',
  'too-far': 'te lange reistijd',
  'unsubscribed': 'afgemeld',
  'no-address': 'geen e-mailadres',
  'via-secretariat': 'via secretariaat',
  'already-invited': 'al uitgenodigd',
  'added-by-hand': 'met de hand toegevoegd',
  'removed-by-hand': 'met de hand weggelaten',
};

/** A reason as people read it: "reistijd circa 95 min" where the time is known. */
export function reasonInWords(reason: AudienceReason, travelMinutes: number | null = null): string {
  return reason === 'too-far' && travelMinutes !== null ? `reistijd circa ${travelMinutes} min` : TEXTS[reason];
}

/** Adds up what the counts say. */
export function summaryOf(counts: AudienceCount[]): AudienceSummary {
  const sum = (which: (count: AudienceCount) => boolean): number => counts.filter(which).reduce((total, { people }) => total + people, 0);
  const excluded = (count: AudienceCount): boolean => !count.included && !count.invited;
  const first = ({ reasonCodes }: AudienceCount): AudienceReason | undefined => reasonCodes.includes('removed-by-hand') ? 'removed-by-hand' : AUDIENCE_REASONS.find((reason) => reasonCodes.includes(reason));
  return {
    toInvite: sum(({ included, invited }) => included && !invited),
    alreadyInvited: sum(({ invited }) => invited),
    excluded: sum(excluded),
    excludedBecause: AUDIENCE_REASONS.map((reason) => ({ reason, people: sum((count) => excluded(count) && first(count) === reason) })).filter(({ people }) => people > 0),
    viaSecretariat: sum(({ included, invited, reasonCodes }) => included && !invited && reasonCodes.includes('via-secretariat')),
  };
}

/** One deciding function in one municipality: how many we know, and how many are on the list or invited. */
export interface Cover {
  function: ContactFunction;
  label: string;
  known: number;
  included: number;
  /** "geen wethouder bekend", "wethouder bekend, maar niet op de lijst", "2 × wethouder op de lijst". */
  text: string;
}

/** Which deciding functions of a municipality are on the list and which are missing (L2). */
export interface MunicipalityCover {
  municipalityCode: string;
  municipality: string;
  travelMinutes: number | null;
  functions: Cover[];
  /** Those of whom nobody is on the list. */
  missing: ContactFunction[];
}

export function coverOf(contactFunction: ContactFunction, known: number, included: number): Cover {
  const label = functionNoun(contactFunction) ?? FUNCTION_LABELS[contactFunction].toLowerCase();
  const text = known === 0 ? `geen ${label} bekend` : included === 0 ? `${label} bekend, maar niet op de lijst` : `${included > 1 ? `${included} × ` : ''}${label} op de lijst`;
  return { function: contactFunction, label, known, included, text };
}
