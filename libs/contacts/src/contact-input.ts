import { parseEmail } from '@bijeen/mail';
import { z } from 'zod';
import { cleanLine, cleanLines, type CleanText } from './clean-text.js';
import { CONTACT_FUNCTIONS } from './functions.js';
import { ORGANISATION_KINDS } from './organisation-kinds.js';
import { readDay, readPhone } from './read-values.js';

/** Text of at most `most` characters; nothing, or only spaces, is null. */
const text = (most: number, clean: (raw: string) => CleanText = cleanLine) =>
  z.string({ error: 'Vul hier tekst in.' }).transform((raw, context) => {
    const { text: value, problem } = clean(raw);
    if (problem) context.addIssue({ code: 'custom', message: problem });
    else if (value.length > most) context.addIssue({ code: 'custom', message: `Maak deze tekst niet langer dan ${most} tekens.` });
    return value === '' ? null : value;
  }).nullish().transform((value) => value ?? null);

const required = (most: number, message: string) =>
  text(most).transform((value, context) => {
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** Text that a reader turns into something else, or says in Dutch what is wrong with it. */
const readAs = (read: (value: string) => { value: string } | { problem: string }) =>
  text(320).transform((value, context) => {
    if (value === null) return null;
    const result = read(value);
    if ('value' in result) return result.value;
    context.addIssue({ code: 'custom', message: result.problem });
    return z.NEVER;
  });

const readEmail = (typed: string): { value: string } | { problem: string } => {
  const parsed = parseEmail(typed);
  return parsed.ok ? { value: parsed.address } : { problem: parsed.problem };
};
const email = readAs(readEmail);
const day = readAs(readDay);
const phone = readAs(readPhone);

/** Where somebody works: a municipality by name or code, another organisation by name (and where it sits, when known). */
export const EmployerInput = z.object({
  kind: z.enum(ORGANISATION_KINDS, { error: 'Kies een soort organisatie.' }),
  name: text(150),
  municipality: text(100),
}).superRefine(({ kind, name, municipality }, context) => {
  if (kind === 'MUNICIPALITY' && municipality === null) context.addIssue({ code: 'custom', path: ['municipality'], message: 'Vul de naam van de gemeente in.' });
  if (kind !== 'MUNICIPALITY' && name === null) context.addIssue({ code: 'custom', path: ['name'], message: 'Vul de naam van de organisatie in.' });
});
export type EmployerInput = z.infer<typeof EmployerInput>;

/** One position with its term; days as YYYY-MM-DD. */
export const PositionInput = z.object({
  organisation: EmployerInput,
  function: z.enum(CONTACT_FUNCTIONS, { error: 'Kies een functie.' }),
  title: text(150),
  portfolio: text(200),
  from: day,
  until: day,
  lastChecked: day,
}).refine(({ from, until }) => from === null || until === null || from <= until, { path: ['until'], error: 'De einddatum ligt vóór de begindatum.' });
export type PositionInput = z.infer<typeof PositionInput>;

/** A mailbox through which invitations to this person go. */
export const SecretariatInput = z.object({
  name: required(150, 'Vul de naam van het secretariaat in.'),
  email: email.transform((value, context) => {
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: 'Vul het e-mailadres van het secretariaat in.' });
    return z.NEVER;
  }),
  phone,
});
export type SecretariatInput = z.infer<typeof SecretariatInput>;

/** A contact as a form or a program writes it: what is left out is empty. */
export const SaveContact = z.object({
  formOfAddress: z.enum(['mevrouw', 'meneer'], { error: 'Kies mevrouw, meneer, of laat het leeg.' }).nullish().transform((value) => value ?? null),
  titles: text(40),
  initials: text(30),
  firstName: text(60),
  infix: text(30),
  surname: required(100, 'Vul de achternaam in.'),
  salutation: text(120),
  email,
  phone,
  note: text(2000, cleanLines),
  source: required(200, 'Schrijf op waar je deze gegevens vandaan hebt. Dat staat ook onder de uitnodiging.'),
  basis: required(200, 'Kies de grondslag: waarom mag je deze persoon benaderen?'),
  /** The user id of the colleague who knows this person. */
  ownerId: text(100),
  secretariat: SecretariatInput.nullish().transform((value) => value ?? null),
  positions: z.array(PositionInput).max(20, 'Meer dan 20 functies kunnen we niet bewaren.').default([]),
  /** The organiser has read that this person was once erased on request, and was asked to come back. */
  evenIfErased: z.union([z.boolean(), z.literal('ja').transform(() => true)]).nullish().transform((value) => value ?? false),
});
export type SaveContact = z.infer<typeof SaveContact>;

/** Reasons why an address may be used, as offered in menus (AVG art. 6; Telecommunicatiewet art. 11.7). Another text is fine too. */
export const BASES = ['Gerechtvaardigd belang: functieadres', 'Adres is gepubliceerd voor dit doel', 'Bestaande relatie', 'Toestemming'] as const;
