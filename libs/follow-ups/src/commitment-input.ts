import { z } from 'zod';
import { COMMITMENT_STATES } from './commitment.entity.js';

const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value), schema);
const tooLong = (most: number): string => `Houd het korter: hoogstens ${most} tekens.`;
const line = (missing: string, most = 200) => z.string({ error: missing }).transform(oneLine).pipe(z.string().min(1, missing).max(most, tooLong(most)));
const optionalLine = (most = 200) => absent(z.string({ error: 'Vul hier tekst in.' }).transform(oneLine).pipe(z.string().max(most, tooLong(most))).optional());
const optionalText = (most: number) => absent(z.string({ error: 'Vul hier tekst in.' }).transform(clean).pipe(z.string().max(most, tooLong(most))).optional());
const Day = z.iso.date({ error: 'Kies een datum.' });

/** What an invitee sends from the page of the call to action. */
export const ChooseStep = z.object({
  step: z.string({ error: 'Kies een vervolgstap.' }).regex(/^[a-z0-9-]{1,40}$/, 'Kies een vervolgstap uit de lijst.'),
  name: line('Vul uw naam in.'),
  dateWish: optionalLine(200),
  remark: optionalText(2000),
});
export type ChooseStep = z.output<typeof ChooseStep>;

/** What a guest sends who would like to visit. */
export const AskVisit = z.object({
  dateWish: optionalLine(200),
  remark: optionalText(2000),
});
export type AskVisit = z.output<typeof AskVisit>;

/** What an organiser notes down: promised in the room, on the phone. */
export const AddCommitment = z.object({
  name: line('Vul in wie de toezegging deed.'),
  step: line('Vul in wat er is toegezegd, of kies een stap.', 100),
  invitationId: absent(z.uuid('Kies een genodigde uit de lijst.').optional()),
  municipalityCode: absent(z.string({ error: 'Kies een gemeente.' }).regex(/^GM\d{4}$/, 'Kies een gemeente uit de lijst.').optional()),
  dateWish: optionalLine(200),
  remark: optionalText(2000),
  owner: optionalLine(200),
  dueOn: absent(Day.optional()),
});
export type AddCommitment = z.output<typeof AddCommitment>;

/** What an organiser changes: who picks it up, before when, and what came of it. */
export const ChangeCommitment = z
  .object({
    owner: absent(line('Vul in wie dit oppakt.').optional()),
    dueOn: absent(Day.optional()),
    state: absent(z.enum(COMMITMENT_STATES, { error: 'Kies open, gedaan of gaat niet door.' }).optional()),
    result: optionalText(2000),
  })
  .superRefine(({ owner, dueOn, state, result }, context) => {
    const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (state === 'done' && !result) wrong('result', 'Schrijf op wat ervan gekomen is.');
    if (state === 'dropped' && !result) wrong('result', 'Schrijf op waarom het niet doorgaat.');
    if (result && state !== 'done' && state !== 'dropped') wrong('state', 'Kies “gedaan” of “gaat niet door” bij dit resultaat.');
    if (!owner && !dueOn && !state) wrong('state', 'Geef een stand, een eigenaar of een datum.');
  });
export type ChangeCommitment = z.output<typeof ChangeCommitment>;

/** Without what is invisible; line ends are one kind. */
function clean(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/\p{Cs}/gu, '\u{FFFD}').replace(/(?![\n\t])\p{Cc}/gu, '').trim();
}

/** The same on one line. */
function oneLine(text: string): string {
  return clean(text).replace(/\s+/gu, ' ');
}
