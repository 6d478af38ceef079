import type { MailContent, MailKind } from './mail-content.js';
import type { Placeholder } from './placeholders.js';
import { linkFindings, type TypedIn } from './preflight-links.js';
import { placeholdersIn } from './preflight-people.js';
import type { Finding, PreflightText } from './preflight.js';
import { misleading } from './unsafe-links.js';
import { linksIn } from './unsafe-text.js';

const OF_THE_MEETING = 'de gegevens van de bijeenkomst';
/** What an organiser types freely about a meeting, as it is called on the page. What differs per person is not looked at. */
const FIELDS: Partial<Record<Placeholder, string>> = {
  titel: 'de titel', locatie: 'de naam van de locatie', adres: 'het adres van de locatie', plaats: 'de plaats', programma: 'het programma', vraag: 'de vraag van de call to action',
  contactpersoon: 'de naam van wie vragen beantwoordt', contact_telefoon: 'het telefoonnummer',
};
/** A date poll asks something of its own. */
const ADDED_TO_A_DATE_POLL: TypedIn = { name: 'de zin van jezelf', where: 'de datumprikker' };

/** What is wrong with links in what this mail tells of the meeting, such as the programme. Like those of the text they are only read, never opened (R33). */
export function valueFindings({ content }: Pick<PreflightText, 'content'>, { kind }: { kind: MailKind }): Finding[] {
  return placeholdersIn(content).flatMap((name) => {
    const [typedIn, value] = [fieldOf(name, kind), content.values?.[name]];
    return typedIn && value ? [...linkFindings(value, typedIn), ...markupFindings(value, typedIn), ...labelFindings(content, { name, value }, typedIn)] : [];
  });
}

function fieldOf(placeholder: Placeholder, kind: MailKind): TypedIn | null {
  if (placeholder === 'vraag' && kind === 'date-poll') return ADDED_TO_A_DATE_POLL;
  const name = FIELDS[placeholder];
  return name ? { name, where: OF_THE_MEETING } : null;
}

/** There is no markup in the fields of a meeting, but somebody who knows it from the texts of mails may type it. */
function markupFindings(value: string, { name, where }: TypedIn): Finding[] {
  return linksIn(value).flatMap(({ href, label }) => {
    const misled = misleading(href, label);
    return misled ? [{ code: 'misleading-link', weight: 'blocking', what: `In ${name} staat een link die naar ${misled.seems} lijkt te gaan, maar naar ${misled.goes} gaat.`, where, mend: 'Schrijf alleen het adres waar de link heen gaat.' }] : [];
  });
}

/** Words of the meeting can become the words of a link. */
function labelFindings({ blocks }: MailContent, { name: placeholder, value }: { name: Placeholder; value: string }, { name, where }: TypedIn): Finding[] {
  const links = blocks.flatMap((block) => (block.kind === 'rich' ? linksIn(block.text) : []));
  return links.filter(({ label }) => label.includes(`{${placeholder}}`)).flatMap(({ href }) => {
    const misled = misleading(href, value);
    return misled ? [{ code: 'misleading-link', weight: 'blocking', what: `In ${name} staat ${misled.seems}. In de mail wordt dat de tekst van een link naar ${misled.goes}.`, where, mend: `Zet {${placeholder}} in de tekst van de mail buiten de link.` }] : [];
  });
}
