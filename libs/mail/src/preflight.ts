import type { MailContent, MailKind } from './mail-content.js';
import { gapFindings, peopleFindings } from './preflight-people.js';
import { certainFindings, textFindings } from './preflight-text.js';
import { valueFindings } from './preflight-values.js';

/** Somebody who is about to get a mail. */
export interface PreflightPerson {
  name: string;
  address: string;
  /** What fills the placeholders for this person. */
  values: Record<string, string>;
  /** Code of the function; null when it is not known. */
  function: string | null;
  municipality: string | null;
  viaSecretariat: boolean;
}

/** One text with everybody who gets it. */
export interface PreflightText {
  content: MailContent;
  people: PreflightPerson[];
  /** Whose text it is, when somebody wrote it for one person alone. */
  onlyFor?: string | null;
}

/** Texts of one kind of mail, with everybody who gets them. */
export interface MailsToLeave {
  kind: MailKind;
  texts: PreflightText[];
}

/** What SpamAssassin makes of a mail. */
export interface SpamScore {
  score: number;
  /** Names of the rules that counted. */
  rules: string[];
}

/** Mails that are about to leave. */
export interface PreflightInput {
  kind: MailKind;
  texts: PreflightText[];
  /** Addresses that came back before, in lower case. */
  bounced: ReadonlySet<string>;
  /** Null when it was not measured. */
  spam: SpamScore | null;
}

/** Something to mend before a mail leaves. `blocking`: leaving now would be a mistake for certain. */
export interface Finding {
  code: string;
  weight: 'blocking' | 'advice';
  what: string;
  where: string;
  mend: string;
}

/**
 * Looks at mails the way a careful colleague does before pressing the button: at the people, their addresses and the text. It asks nobody outside:
 * no address in a mail is opened (R33). The most important first, and nothing twice.
 */
export function preflight(input: PreflightInput): Finding[] {
  const once = unique([...peopleFindings(input), ...input.texts.flatMap((text) => writtenFindings(text, input))]);
  return [...once.filter(({ weight }) => weight === 'blocking'), ...once.filter(({ weight }) => weight === 'advice')];
}

/**
 * Those of the findings of `preflight` that stop mails which somebody gets. Who has nobody to mail does nothing wrong. Addresses are not looked at,
 * because nothing about them stops a mail: per person this costs a look-up per placeholder, per text the words of one mail.
 */
export function blockingFindings(input: Omit<PreflightInput, 'bounced'>): Finding[] {
  return unique(input.texts.filter(({ people }) => people.length > 0).flatMap((text) => [...[...gapFindings(text), ...valueFindings(text, input)].filter(({ weight }) => weight === 'blocking'), ...ofOnePerson(text, certainFindings(text, input))]));
}

/** What is wrong with a text, and whose it is when it is that of one person; what it tells of the meeting is everybody's. */
function writtenFindings(text: PreflightText, input: Omit<PreflightInput, 'bounced'>): Finding[] {
  return text.people.length === 0 ? [] : [...ofOnePerson(text, textFindings(text, input)), ...valueFindings(text, input)];
}

function ofOnePerson({ onlyFor }: PreflightText, findings: Finding[]): Finding[] {
  return onlyFor ? findings.map((finding) => ({ ...finding, where: `${finding.where} voor ${onlyFor}` })) : findings;
}

function unique(findings: Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.code} ${finding.what} ${finding.where}`, finding])).values()];
}

/** How many people there are of each function and from each municipality, the largest groups first. */
export function peopleCounted(texts: PreflightText[]): { people: number; byFunction: [string | null, number][]; byMunicipality: [string | null, number][] } {
  const all = texts.flatMap(({ people }) => people);
  return { people: all.length, byFunction: counted(all.map((person) => person.function)), byMunicipality: counted(all.map(({ municipality }) => municipality)) };
}

function counted(values: (string | null)[]): [string | null, number][] {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([one, some], [other, more]) => more - some || String(one).localeCompare(String(other), 'nl'));
}
