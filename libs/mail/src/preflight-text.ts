import { jargonIn } from './jargon.js';
import { readableColour } from './mail-colour.js';
import type { MailContent, MailKind } from './mail-content.js';
import { LINKS_TO_NOWHERE } from './own-text.js';
import type { Finding, PreflightInput, PreflightText } from './preflight.js';
import { linkFindings, withoutLinks } from './preflight-links.js';
import { renderMail, renderText, type RenderedMail } from './render-mail.js';

/** Whoever gets one of these has to be able to answer from the mail. */
const NEEDS_A_BUTTON: readonly MailKind[] = ['invitation', 'reminder-1', 'reminder-2', 'asked-again', 'offer', 'date-poll'];
/** These only belong to somebody who may opt out of them (Tw 11.7). */
const NEEDS_AN_OPT_OUT: readonly MailKind[] = ['invitation', 'reminder-1', 'reminder-2', 'asked-again', 'practical', 'follow-up', 'call-to-action-reminder', 'date-poll'];
const POINTS_AT_A_LINK = /\b(klik(t)? (u )?hier|hier klikken|via deze link|onderstaande (link|knop)|de knop hieronder)\b/i;
/** Gmail cuts off what is larger. */
const LARGEST = 100_000;
const LONGEST_SUBJECT = 70;
/** SpamAssassin's own limit is 5; public-sector gateways are often set lower. */
const SPAM = { blocking: 5, advice: 2 };

/** What is wrong with a text, as the first person of it would read it. */
export function textFindings(text: PreflightText, input: Omit<PreflightInput, 'bounced'>): Finding[] {
  const mail = rendered(text, renderMail);
  return [...contentFindings(text.content, input.kind), ...(mail ? [...leftOver(mail), ...lookFindings(mail), ...wordFindings(mail, text.content), ...linkFindings(written(text.content))] : []), ...spamFindings(input)];
}

/** Those of `textFindings` that stop a mail: much cheaper, because it makes no HTML and looks at no words. It is done for every confirmation. */
export function certainFindings(text: PreflightText, input: Omit<PreflightInput, 'bounced'>): Finding[] {
  const mail = rendered(text, renderText);
  const found = [...contentFindings(text.content, input.kind), ...(mail ? [...leftOver(mail), ...linkFindings(written(text.content))] : []), ...spamFindings(input)];
  return found.filter(({ weight }) => weight === 'blocking');
}

function contentFindings(content: MailContent, kind: MailKind): Finding[] {
  const buttons = content.blocks.some((block) => block.kind === 'buttons' && block.buttons.length > 0);
  const points = POINTS_AT_A_LINK.test(written(content)) && !buttons && !/https?:\/\//i.test(written(content));
  const colour = content.sender.colour;
  return [
    ...found(points, 'missing-link', 'blocking', 'De tekst verwijst naar een link of knop, maar die is er niet.', 'de tekst', 'Zet het adres van de link in de tekst, of haal de verwijzing weg.'),
    ...found(!buttons && NEEDS_A_BUTTON.includes(kind), 'missing-button', 'blocking', 'Er is geen knop om te antwoorden.', 'de knoppen', 'Gebruik de tekst van Bijeen, met knoppen.'),
    ...found(!content.unsubscribe && NEEDS_AN_OPT_OUT.includes(kind), 'missing-opt-out', 'blocking', 'Onderaan ontbreekt de regel om je af te melden.', 'de onderkant', 'Zonder die regel mag deze mail niet weg. Vraag je beheerder.'),
    ...found(content.sender.replyTo === null, 'no-reply-to', 'advice', 'Er is geen antwoordadres. Wie op de mail antwoordt, bereikt je niet.', 'de afzender', 'Vul bij Instellingen, Organisatie een antwoordadres in.'),
    ...found(colour !== null && readableColour(colour).toLowerCase() !== colour.toLowerCase(), 'contrast', 'advice', `Witte letters op jullie kleur (${colour}) zijn slecht te lezen. Bijeen maakt de kleur in de mail donkerder.`, 'de kleur', 'Kies bij Instellingen, Organisatie een donkerder kleur.'),
  ];
}

/** What should have become something else. */
function leftOver({ subject, text }: Omit<RenderedMail, 'html'>): Finding[] {
  return [
    ...found(subject === '', 'no-subject', 'blocking', 'Het onderwerp is leeg.', 'het onderwerp', 'Schrijf een onderwerp.'),
    ...found(/[{}]/.test(subject + text), 'braces', 'blocking', 'Er staan nog accolades in de mail, zoals { of }.', 'de tekst', 'Kies een invulwoord uit de lijst, of haal de accolades weg.'),
  ];
}

function lookFindings({ subject, html }: RenderedMail): Finding[] {
  return [
    ...found(subject.length > LONGEST_SUBJECT, 'long-subject', 'advice', `Het onderwerp is ${subject.length} tekens lang. Een telefoon toont er ongeveer 40.`, 'het onderwerp', 'Maak het korter, met het belangrijkste vooraan.'),
    ...found(Buffer.byteLength(html) >= LARGEST, 'too-large', 'advice', `De mail is ${Math.round(Buffer.byteLength(html) / 1000)} kB groot. Gmail knipt mails vanaf 100 kB af.`, 'de hele mail', 'Maak de tekst of het programma korter.'),
  ];
}

function wordFindings({ subject, text }: RenderedMail, content: MailContent): Finding[] {
  const jargon = jargonIn(withoutLinks(written(content))).map(({ word }) => word);
  return [
    ...found(isShouting(subject) || /(\b\p{Lu}{3,}\b[\s,.!?]+){3,}/u.test(`${written(content)} `), 'capitals', 'advice', 'Er staan veel hoofdletters in. Dat leest als schreeuwen, en spamfilters letten erop.', isShouting(subject) ? 'het onderwerp' : 'de tekst', 'Schrijf gewone letters.'),
    ...found((subject.match(/!/g) ?? []).length > 1 || (text.match(/!/g) ?? []).length > 3, 'exclamation', 'advice', 'Er staan veel uitroeptekens in.', 'de tekst', 'Eén uitroepteken is genoeg.'),
    ...found(jargon.length > 0, 'jargon', 'advice', `Deze woorden kent niet iedereen: ${jargon.slice(0, 8).join(', ')}.`, 'de tekst', 'Gebruik gewone woorden, of leg ze uit.'),
  ];
}

function spamFindings({ spam }: Pick<PreflightInput, 'spam'>): Finding[] {
  if (!spam || spam.score < SPAM.advice) return [];
  const score = String(spam.score).replace('.', ',');
  return [{ code: 'spam', weight: spam.score >= SPAM.blocking ? 'blocking' : 'advice', what: `Deze mail lijkt op spam: score ${score} (${spam.rules.slice(0, 6).join(', ')}).`, where: 'de hele mail', mend: 'Minder hoofdletters, minder losse links, en schrijf gewone zinnen.' }];
}

/** What an organiser wrote, with its placeholders. */
function written({ subject, blocks }: MailContent): string {
  return [subject, ...blocks.flatMap((block) => (block.kind === 'text' || block.kind === 'rich' ? [block.text] : []))].join('\n');
}

function isShouting(subject: string): boolean {
  const letters = subject.replace(/[^\p{L}]/gu, '');
  return letters.length >= 8 && letters.replace(/[^\p{Lu}]/gu, '').length > letters.length / 2;
}

/** Null when something cannot be filled in; the rules about people say what. */
function rendered<Mail>({ content, people }: PreflightText, render: (content: MailContent, recipient: { values: Record<string, string> }, links: typeof LINKS_TO_NOWHERE) => Mail): Mail | null {
  try {
    return render(content, { values: people[0]!.values }, LINKS_TO_NOWHERE);
  } catch {
    return null;
  }
}

function found(wrong: boolean, ...[code, weight, what, where, mend]: [string, Finding['weight'], string, string, string]): Finding[] {
  return wrong ? [{ code, weight, what, where, mend }] : [];
}
