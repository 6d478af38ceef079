import { z } from 'zod';
import { DIVISION_KINDS, type DivisionKind } from './reference.queries.js';

const Name = z.string({ error: 'Geef de regio een naam.' }).trim().min(1, 'Geef de regio een naam.').max(100, 'Maak de naam niet langer dan 100 tekens.');

/** Ticked boxes: a form sends nothing, one value or a list. */
const Codes = z.preprocess(
  (ticked) => (ticked === undefined ? [] : Array.isArray(ticked) ? ticked : [ticked]),
  z.array(z.string().regex(/^GM\d{4}$/, 'Gebruik de codes van het CBS, zoals GM0193.')).max(500, 'Dat zijn meer gemeenten dan er zijn.'),
);

/** A division as `kind:code`, for example `zorgkantoorregio:ZK09`. */
const DivisionChoice = z.string({ error: 'Kies een indeling.' }).transform((choice, context) => {
  const [kind = '', ...code] = choice.split(':');
  if (Object.hasOwn(DIVISION_KINDS, kind) && code.length > 0) return { kind: kind as DivisionKind, code: code.join(':') };
  context.addIssue({ code: 'custom', message: 'Kies een indeling uit de lijst.' });
  return z.NEVER;
});

/** A region that starts as one region of an official division; named after it unless told otherwise. */
export const RegionFromDivision = z.object({ startedFrom: z.literal('DIVISION'), name: Name.optional(), division: DivisionChoice });

/** A region that starts as everything within a travel time of a venue. */
export const RegionFromTravelTime = z.object({
  startedFrom: z.literal('TRAVEL_TIME'),
  name: Name.optional(),
  postcode: z.string({ error: 'Vul de postcode van de locatie in.' }).trim().regex(/^[1-9]\d{3}(\s*[A-Za-z]{2})?$/, 'Vul de vier cijfers van de postcode in, bijvoorbeeld 8011.').transform((text) => text.slice(0, 4)),
  minutes: z.coerce.number({ error: 'Vul een aantal minuten in.' }).int('Vul hele minuten in.').min(5, 'Kies ten minste 5 minuten.').max(300, 'Kies ten hoogste 300 minuten.'),
});

export type RegionFromTravelTime = z.infer<typeof RegionFromTravelTime>;

/** A region of chosen municipalities. */
export const RegionByHand = z.object({ startedFrom: z.literal('HAND'), name: Name, municipalityCodes: Codes });

/** What comes in to make a region, from a form or a program. */
export const MakeRegion = z.discriminatedUnion('startedFrom', [RegionFromDivision, RegionFromTravelTime, RegionByHand], { error: 'Kies hoe je de regio wilt maken: DIVISION, TRAVEL_TIME of HAND.' });
export type MakeRegion = z.infer<typeof MakeRegion>;

/** What comes in to change one. A field that is left out stays as it is. */
export const ChangeRegion = z.object({ name: Name.optional(), municipalityCodes: Codes.optional() });
export type ChangeRegion = z.infer<typeof ChangeRegion>;
