import { DomainError } from '@bijeen/platform';
import { z } from 'zod';
import type { MailBlock, MailContent } from './mail-content.js';
import { MailSubject, NO_TEXT, readWritten, TOO_LONG } from './mail-texts.js';
import { requireKnownPlaceholders } from './placeholders.js';
import { renderMail } from './render-mail.js';
import { refuseUnsafe } from './unsafe-text.js';

/** One text, as it comes in: in our small markup, or what an editor made of it. @see MailTextInput */
const WrittenText = z
  .union([z.string().max(20_000, TOO_LONG), z.object({ html: z.string().max(60_000, TOO_LONG) })], { error: NO_TEXT })
  .transform((written, context): string => {
    const read = readWritten(written);
    if (read.problem !== null) context.addIssue({ code: 'custom', message: read.problem });
    return read.markup;
  });

/** What can be written of the mail of one person: its subject and each of its text blocks. Facts, buttons and footer stay. */
export const OwnText = z.object({
  subject: MailSubject,
  texts: z.array(WrittenText).min(1, NO_TEXT).max(20),
}).refine(({ texts }) => texts.some((text) => text !== ''), { path: ['texts.0'], message: NO_TEXT });
export type OwnText = z.output<typeof OwnText>;

/** Every purpose of a link, leading nowhere: for looking at a mail. */
export const LINKS_TO_NOWHERE = { 'answer': '#', 'next-step': '#', 'unsubscribe': '#', 'secretariat': '#' };

/** The texts of a mail that can be written anew, in their order. */
export function ownTextOf({ subject, blocks }: Pick<MailContent, 'subject' | 'blocks'>): OwnText {
  return { subject, texts: blocks.filter(isText).map(({ text }) => text) };
}

/** Which of those texts know the small markup of `parseRich`. */
export function richTexts({ blocks }: Pick<MailContent, 'blocks'>): boolean[] {
  return blocks.filter(isText).map(({ kind }) => kind === 'rich');
}

/**
 * The mail with other words. A block that became empty disappears.
 * @param values of the person who gets it
 * @throws DomainError `mail.unknown-placeholder`, `mail.unsafe-text`, `mail.draft-changed`, `mail.cannot-be-filled`
 */
export function withOwnText(content: MailContent, { subject, texts }: OwnText, values: Record<string, string>): MailContent {
  if (texts.length !== content.blocks.filter(isText).length) throw new DomainError('mail.draft-changed');
  requireKnownPlaceholders(Object.fromEntries([['subject', subject], ...texts.map((text, at) => [`texts.${at}`, text])]));
  refuseUnsafe(Object.fromEntries(texts.map((text, at) => [`texts.${at}`, text])));
  const left = [...texts];
  const blocks = content.blocks.map((block) => (isText(block) ? { ...block, text: left.shift()! } : block)).filter((block) => !isText(block) || block.text !== '');
  const changed = { ...content, subject, blocks };
  try {
    renderMail(changed, { values }, LINKS_TO_NOWHERE);
  } catch (error) {
    throw new DomainError('mail.cannot-be-filled', {}, { 'texts.0': `${(error as Error).message} Haal dit invulwoord weg, of schrijf zelf wat er moet staan.` });
  }
  return changed;
}

function isText(block: MailBlock): block is Extract<MailBlock, { kind: 'text' | 'rich' }> {
  return block.kind === 'text' || block.kind === 'rich';
}
