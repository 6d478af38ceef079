import { CONTACT_FUNCTIONS, ORGANISATION_KINDS } from '@bijeen/contacts';
import { parseEmail } from '@bijeen/mail';
import { addDays } from '@bijeen/platform';
import { z } from 'zod';
import { completeSteps } from './next-steps.js';

/** Programs may write null for "not there". */
const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => value ?? undefined, schema);

const line = (missing: string, most = 200) => z.string({ error: missing }).trim().min(1, missing).max(most, `Houd het korter: hoogstens ${most} tekens.`);
const optionalLine = (most = 200) => absent(line('Vul hier iets in, of laat het leeg.', most).optional());

const Day = (missing: string) => z.string({ error: missing }).refine((text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text), { error: 'Deze datum bestaat niet. Schrijf een datum als 2027-03-11.' });
const Time = (missing: string) => z.string({ error: missing }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Vul een tijd in zoals 13:30.');
const Count = (wrong: string, most: number) => z.coerce.number({ error: wrong }).int('Vul een heel getal in.').min(1, wrong).max(most, `Vul hoogstens ${most} in.`);

/** Ticked boxes: a form sends nothing, one value or a list. */
const ticked = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]), schema);

const Email = z.string({ error: 'Vul een e-mailadres in.' }).transform((text, context) => {
  const parsed = parseEmail(text);
  if (parsed.ok) return parsed.address;
  context.addIssue({ code: 'custom', message: parsed.problem });
  return z.NEVER;
});

const Venue = z.preprocess(
  (venue: { postcode?: unknown; postcode4?: unknown } | null | undefined) => ({ ...venue, postcode: venue?.postcode ?? venue?.postcode4 }),
  z.object({
    name: line('Vul de naam van de locatie in.'),
    address: line('Vul het adres van de locatie in.'),
    postcode: z.string({ error: 'Vul de postcode van de locatie in.' }).trim().regex(/^[1-9]\d{3}(\s*[A-Za-z]{2})?$/, 'Vul de postcode in, bijvoorbeeld 8011 of 8011 AB.').transform((text) => text.slice(0, 4)),
    place: line('Vul de plaats in.', 100),
  }),
);

const Contact = z.preprocess(Object, z.object({
  name: line('Vul in wie vragen beantwoordt.'),
  email: Email,
  phone: optionalLine(30),
}));

const Step = z.object({
  key: absent(z.string().regex(/^[a-z0-9-]{1,40}$/, 'Gebruik kleine letters, cijfers en streepjes.').optional()),
  label: optionalLine(100),
});

/** What an invitee is asked to do next, who owns that, and how many working days after the meeting the aftermail goes (L5). */
const CallToAction = z.preprocess((value) => value ?? {}, z.object({
  ask: optionalLine(500),
  owner: optionalLine(),
  followUpWorkingDays: absent(Count('Kies 1 tot en met 20 werkdagen.', 20).default(1)),
  steps: ticked(z.array(Step).max(8, 'Geef hoogstens acht vervolgstappen.').transform(completeSteps)),
}));

const Fields = z.object({
  title: line('Geef de bijeenkomst een titel.', 150),
  date: Day('Kies een datum.'),
  from: Time('Vul in hoe laat het begint.'),
  to: Time('Vul in hoe laat het eindigt.'),
  answerBy: absent(Day('Kies een datum.').optional()),
  venue: Venue,
  capacity: absent(Count('Er moet plaats zijn voor ten minste één persoon. Laat het leeg als er geen grens is.', 10_000).optional()),
  language: absent(z.enum(['nl'], { error: 'Uitnodigen kan nu alleen in het Nederlands.' }).default('nl')),
  regionId: absent(z.uuid('Kies een regio uit de lijst.').optional()),
  municipalityCodes: ticked(z.array(z.string().regex(/^GM\d{4}$/, 'Gebruik de codes van het CBS, zoals GM0193.')).max(400, 'Dat zijn meer gemeenten dan er zijn.')),
  functions: ticked(z.array(z.enum(CONTACT_FUNCTIONS, { error: 'Kies functies uit de lijst.' })).min(1, 'Kies ten minste één functie.')),
  organisationKinds: ticked(z.array(z.enum(ORGANISATION_KINDS, { error: 'Kies soorten organisaties uit de lijst.' }))),
  maxTravelMinutes: absent(Count('Vul 5 tot en met 300 minuten in.', 300).default(60)),
  contact: Contact,
  programme: optionalLine(2000),
  callToAction: CallToAction,
});

/** What comes in to plan a meeting or to change one; forms and programs alike. Dates and times are what clocks in Amsterdam show. */
export const PlanMeeting = Fields.superRefine((plan, context) => {
  const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: path.split('.'), message });
  if (plan.to <= plan.from) wrong('to', 'De bijeenkomst eindigt voor ze begint. Kijk naar de tijden.');
  if (plan.answerBy !== undefined && plan.answerBy > plan.date) wrong('answerBy', 'De uiterste antwoorddatum ligt na de bijeenkomst. Kies een eerdere dag.');
  const keys = plan.callToAction.steps.map(({ key }) => key);
  if (new Set(keys).size < keys.length) wrong('callToAction.steps', 'Twee vervolgstappen zijn gelijk. Haal er een weg.');
});
export type PlanMeeting = z.output<typeof PlanMeeting>;

/** The year has to be one that people mean: 0011-03-11 is a slip of the keyboard. */
function isDay(text: string): boolean {
  try {
    return addDays(text, 0) === text && text >= '2000-01-01' && text < '2100-01-01';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
