import { STORY_VARIANTS } from '@bijeen/contacts';
import type { StandingText } from '@bijeen/invitations';
import { type MailText, MailTexts, renderMail, type RenderedMail } from '@bijeen/mail';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, DomainError, TenantDatabase, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { PlannedKind } from './mail-rules.js';
import { addresseeValues, plannedMailContent } from './planned-mail-content.js';
import { planOfMeeting, sampleAddressee, senderOfMails, type Variant } from './planned-mail.queries.js';
import { PlannedMailWriter } from './planned-mail-writer.js';

/** The texts that a kind of mail has: one, one per function, or one per what somebody did. */
export function variantsOf(kind: PlannedKind): Variant[] {
  if (kind === 'follow-up') return ['came', 'absent', 'declined'];
  return kind === 'reminder-1' || kind === 'reminder-2' ? [...STORY_VARIANTS] : [''];
}

/** A mail as one real invitee would get it now. */
export interface PreviewedMail extends RenderedMail {
  /** Whose mail this is; null when nobody has been invited yet and it is made for an example. */
  name: string | null;
}

/** What the planned mails of a meeting say, and how they look. */
@Injectable()
export class PlannedMailTexts {
  constructor(
    private readonly db: TenantDatabase,
    private readonly texts: MailTexts,
    private readonly writer: PlannedMailWriter,
  ) {}

  /** The text as it stands; `own` when an organiser wrote it. @throws DomainError `meeting.not-found` */
  async find(actor: Tenant, meetingId: string, kind: PlannedKind, variant: Variant): Promise<StandingText> {
    return this.db.transaction(actor, async (tx) => this.writer.text(tx, await loadMeeting(tx, meetingId), kind, variant));
  }

  /** Keeps a text for this meeting. @throws DomainError `mail.unknown-placeholder`, `mail-plan.done`, `meeting.not-found` */
  async save(actor: Actor, meetingId: string, { kind, variant, text }: { kind: PlannedKind; variant: Variant; text: MailText }): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const plan = (await planOfMeeting(tx, meeting.id)).find((each) => each.kind === kind);
      if (plan?.state === 'done') throw new DomainError('mail-plan.done');
      await this.texts.save(tx, actor, meeting.id, { kind, variant }, text);
    });
  }

  /** Goes back to our own text. @throws DomainError `meeting.not-found` */
  async forget(actor: Actor, meetingId: string, kind: PlannedKind, variant: Variant): Promise<void> {
    await this.db.transaction(actor, async (tx) => this.texts.forget(tx, actor, (await loadMeeting(tx, meetingId)).id, { kind, variant }));
  }

  /** The mail for the first person who would get it now, else for any invitee. Its links lead nowhere. @throws DomainError `meeting.not-found` */
  async preview(actor: Tenant, meetingId: string, kind: PlannedKind, variant: Variant): Promise<PreviewedMail> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const sender = await senderOfMails(tx, actor.organisationId);
      const content = plannedMailContent(kind, await this.writer.text(tx, meeting, kind, variant), { meeting, sender });
      const person = await sampleAddressee(tx, { organisationId: actor.organisationId, meetingId: meeting.id, kind, variant });
      const values = person ? addresseeValues(person) : { aanhef: 'Geachte mevrouw Van der Berg', naam: 'mevrouw A. van der Berg', organisatie: 'gemeente Kampen' };
      return { name: person?.display_name ?? null, ...renderMail(content, { values }, { 'answer': '#', 'next-step': '#', 'unsubscribe': '#' }) };
    });
  }
}
