import { type Actor, audit, Clock, DomainError } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { MailKind } from './mail-content.js';
import { checkPlaceholders } from './placeholders.js';

/** What an organiser can write of a mail: the rest (facts, buttons, footer) is made from the meeting. */
export interface MailText {
  subject: string;
  body: string;
}

/** Which text of a meeting: the kind of mail and, where a kind has several texts, the variant. */
export interface MailTextKey {
  kind: MailKind;
  variant: string;
}

/** What comes in to change a text. Placeholders are checked by `MailTexts.save`. */
export const MailTextInput = z.object({
  subject: z.string({ error: 'Vul het onderwerp van de mail in.' }).trim().min(1, 'Vul het onderwerp van de mail in.').max(150, 'Houd het onderwerp korter: hoogstens 150 tekens.').regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'Schrijf het onderwerp op één regel.'),
  body: z.string({ error: 'Vul de tekst van de mail in.' }).trim().min(1, 'Vul de tekst van de mail in.').max(6000, 'Houd de tekst korter: hoogstens 6.000 tekens.').transform((text) => text.replace(/\r\n?/g, '\n')),
});

const PARTS = { subject: 'het onderwerp', body: 'de tekst' } as const;

/** The texts that organisers wrote for the mails of a meeting; a default stands in until they do. */
@Injectable()
export class MailTexts {
  constructor(private readonly clock: Clock) {}

  /** The text of this meeting, or `fallback`; `own` says which of the two. One query. */
  async load(tx: EntityManager, meetingId: string, { kind, variant }: MailTextKey, fallback: MailText): Promise<MailText & { own: boolean }> {
    const rows: MailText[] = await tx.query('select subject, body from mail_text where meeting_id = $1 and kind = $2 and variant = $3', [meetingId, kind, variant]);
    return rows[0] ? { ...rows[0], own: true } : { ...fallback, own: false };
  }

  /**
   * Keeps a text for this meeting. Mailings that were written before keep theirs.
   * @throws DomainError `mail.unknown-placeholder` that says which word and where
   */
  async save(tx: EntityManager, actor: Actor, meetingId: string, key: MailTextKey, text: MailText): Promise<void> {
    refuseUnknownPlaceholders(text);
    await tx.query(
      `insert into mail_text (organisation_id, meeting_id, kind, variant, subject, body, updated_by, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (organisation_id, meeting_id, kind, variant) do update
       set (subject, body, updated_by, updated_at) = (excluded.subject, excluded.body, excluded.updated_by, excluded.updated_at)`,
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
    if (unknown.length > 0) fields[part] = `In ${place} staat ${new Intl.ListFormat('nl').format(unknown)}. Dat kunnen wij niet invullen. Kies een invulwoord uit de lijst.`;
  }
  if (all.length > 0) throw new DomainError('mail.unknown-placeholder', { names: [...new Set(all)].join(', ') }, fields);
}
