import { type Actor, audit, Clock, DomainError } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { MailKind } from './mail-content.js';
import { checkPlaceholders } from './placeholders.js';
import { readHtml } from './rich-html.js';
import { escapeMarkup } from './rich-text.js';
import { refuseUnsafe, unsafeInWords } from './unsafe-text.js';

/** What an organiser can write of a mail: the rest (facts, buttons, footer) is made from the meeting. */
export interface MailText {
  subject: string;
  /** In the small markup of `parseRich`. */
  body: string;
}

/** Which text of a meeting: the kind of mail and, where a kind has several texts, the variant. */
export interface MailTextKey {
  kind: MailKind;
  variant: string;
}

/** The subject of a mail, as an organiser writes it. */
export const MailSubject = z.string({ error: 'Vul het onderwerp van de mail in.' }).trim().min(1, 'Vul het onderwerp van de mail in.').max(150, 'Houd het onderwerp korter: hoogstens 150 tekens.').regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'Schrijf het onderwerp op één regel.').regex(/[\p{L}\p{N}]/u, 'Zet woorden in het onderwerp. Alleen tekens of plaatjes houden spamfilters tegen.');
export const TOO_LONG = 'Houd de tekst korter: hoogstens 6.000 tekens.';
export const NO_TEXT = 'Vul de tekst van de mail in.';

/** A text as it is kept, in our markup, and what is wrong with it that only HTML can hide, or with its length. */
export function readWritten(written: string | { html: string }): { markup: string; problem: string | null } {
  const { markup, unsafe } = typeof written === 'string' ? { markup: written.replace(/\r\n?/g, '\n').trim(), unsafe: [] } : readHtml(written.html);
  return { markup, problem: unsafe.length > 0 ? unsafeInWords(unsafe) : markup.length > 6000 ? TOO_LONG : null };
}

/**
 * What comes in to change a text: `body` in our small markup, or `bodyHtml` from an editor, which then counts. Placeholders and what
 * else may not be kept is checked by `MailTexts.save`; what only HTML can hide is refused here.
 */
export const MailTextInput = z
  .object({
    subject: MailSubject,
    body: z.string({ error: NO_TEXT }).max(20_000, TOO_LONG).optional(),
    bodyHtml: z.string({ error: NO_TEXT }).max(60_000, TOO_LONG).optional(),
  })
  .transform(({ subject, body, bodyHtml }, context): MailText => {
    const { markup, problem } = readWritten(bodyHtml === undefined ? (body ?? '') : { html: bodyHtml });
    const message = problem ?? (markup === '' ? NO_TEXT : null);
    if (message !== null) context.addIssue({ code: 'custom', path: ['body'], message });
    return { subject, body: markup };
  });

const PARTS = { subject: 'het onderwerp', body: 'de tekst' } as const;

/** The texts that organisers wrote for the mails of a meeting; a default stands in until they do. */
@Injectable()
export class MailTexts {
  constructor(private readonly clock: Clock) {}

  /** All texts of this kind that were written for this meeting, by variant, in our markup. One query. */
  async written(tx: EntityManager, meetingId: string, kind: MailKind): Promise<Map<string, MailText & { own: true }>> {
    const rows: (MailText & { variant: string; format: 'plain' | 'rich' })[] = await tx.query('select variant, subject, body, format from mail_text where meeting_id = $1 and kind = $2', [meetingId, kind]);
    return new Map(rows.map(({ variant, subject, body, format }) => [variant, { subject, body: format === 'plain' ? escapeMarkup(body) : body, own: true }]));
  }

  /**
   * Keeps a text for this meeting. Mailings that were written before keep theirs.
   * @throws DomainError `mail.unknown-placeholder`, `mail.unsafe-text` that say what and where
   */
  async save(tx: EntityManager, actor: Actor, meetingId: string, key: MailTextKey, text: MailText): Promise<void> {
    refuseUnknownPlaceholders(text);
    refuseUnsafe({ subject: text.subject, body: text.body });
    await tx.query(
      `insert into mail_text (organisation_id, meeting_id, kind, variant, subject, body, format, updated_by, updated_at) values ($1, $2, $3, $4, $5, $6, 'rich', $7, $8)
       on conflict (organisation_id, meeting_id, kind, variant) do update
       set (subject, body, format, updated_by, updated_at) = (excluded.subject, excluded.body, excluded.format, excluded.updated_by, excluded.updated_at)`,
      [actor.organisationId, meetingId, key.kind, key.variant, text.subject, text.body, actor.name, this.clock.now()],
    );
    await audit(tx, actor, 'mail-text.changed', { kind: 'meeting', id: meetingId }, key);
  }

  /** Goes back to the default text. */
  async forget(tx: EntityManager, actor: Actor, meetingId: string, key: MailTextKey): Promise<void> {
    await tx.query('delete from mail_text where meeting_id = $1 and kind = $2 and variant = $3', [meetingId, key.kind, key.variant]);
    await audit(tx, actor, 'mail-text.forgotten', { kind: 'meeting', id: meetingId }, key);
  }
}

/** @throws DomainError `mail.unknown-placeholder` with a sentence for the subject, the body or both */
export function refuseUnknownPlaceholders(text: MailText): void {
  const fields: Record<string, string> = {};
  const all: string[] = [];
  for (const [part, place] of Object.entries(PARTS) as [keyof MailText, string][]) {
    const unknown = checkPlaceholders(text[part]).map((name) => (/[{}]/.test(name) ? name : `{${name}}`));
    all.push(...unknown);
    if (unknown.length > 0) fields[part] = `In ${place} staat ${new Intl.ListFormat('nl').format(unknown)}${lineOf(text[part], unknown[0]!)}. Dat kunnen wij niet invullen. Kies een invulwoord uit de lijst.`;
  }
  if (all.length > 0) throw new DomainError('mail.unknown-placeholder', { names: [...new Set(all)].join(', ') }, fields);
}

/** " (regel 3)" for a text of several lines. */
function lineOf(text: string, word: string): string {
  const lines = text.split('\n');
  return lines.length === 1 ? '' : ` (regel ${lines.findIndex((line) => line.includes(word)) + 1})`;
}
