import { STORY_VARIANTS } from '@bijeen/contacts';
import { EXAMPLE_PEOPLE, type StandingText } from '@bijeen/invitations';
import { LINKS_TO_NOWHERE, mailLogo, type MailText, MailTexts, renderMail, type RenderedMail, type PreflightText } from '@bijeen/mail';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, DomainError, isUuid, TenantDatabase, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { PlannedKind } from './mail-rules.js';
import { addresseeValues, plannedMailContent } from './planned-mail-content.js';
import { expectedPeople, peopleOfText, planOfMeeting, sampleAddressee, senderOfMails, type Variant } from './planned-mail.queries.js';
import { PlannedMailWriter } from './planned-mail-writer.js';

/** The texts that a kind of mail has: one, one per function, or one per what somebody did. */
export function variantsOf(kind: PlannedKind): Variant[] {
  if (kind === 'follow-up') return ['came', 'absent', 'declined'];
  return kind === 'reminder-1' || kind === 'reminder-2' ? [...STORY_VARIANTS] : [''];
}

/** A mail as one person would get it now. */
export interface PreviewedMail extends RenderedMail {
  /** Whose mail this is; null when it is made for a fictional person. */
  name: string | null;
  invitationId: string | null;
  /** Whose mail could be shown as well. */
  others: { id: string; name: string }[];
}

/** A text as it stands, and how many people would get it now. */
export interface PlannedText {
  variant: Variant;
  people: number;
  text: StandingText;
}

/** What the planned mails of a meeting say, and how they look. */
@Injectable()
export class PlannedMailTexts {
  constructor(
    private readonly db: TenantDatabase,
    private readonly written: MailTexts,
    private readonly writer: PlannedMailWriter,
  ) {}

  /** The texts of one mail as they stand, each with how many people would get it now. @throws DomainError `meeting.not-found` */
  async texts(actor: Tenant, meetingId: string, kind: PlannedKind): Promise<PlannedText[]> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const standing = await this.writer.texts(tx, meeting, kind);
      const expected = await expectedPeople(tx, actor.organisationId, meeting.id);
      return variantsOf(kind).map((variant) => ({ variant, text: standing(variant), people: expected.find((each) => each.kind === kind && each.variant === variant)?.people ?? 0 }));
    });
  }

  /** Keeps a text for this meeting. @throws DomainError `mail.unknown-placeholder`, `mail.unsafe-text`, `mail-plan.done`, `meeting.not-found` */
  async save(actor: Actor, meetingId: string, { kind, variant, text }: { kind: PlannedKind; variant: Variant; text: MailText }): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const plan = (await planOfMeeting(tx, meeting.id)).find((each) => each.kind === kind);
      if (plan?.state === 'done') throw new DomainError('mail-plan.done');
      await this.written.save(tx, actor, meeting.id, { kind, variant }, text);
    });
  }

  /** Goes back to our own text. @throws DomainError `meeting.not-found` */
  async forget(actor: Actor, meetingId: string, kind: PlannedKind, variant: Variant): Promise<void> {
    await this.db.transaction(actor, async (tx) => this.written.forget(tx, actor, (await loadMeeting(tx, meetingId)).id, { kind, variant }));
  }

  /** The mails that would leave if somebody pressed the button now. @throws DomainError `meeting.not-found`, `mail-plan.not-found` */
  async aboutToLeave(actor: Tenant, meetingId: string, kind: PlannedKind): Promise<PreflightText[]> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const plan = (await planOfMeeting(tx, meeting.id)).find((each) => each.kind === kind);
      if (!plan) throw new DomainError('mail-plan.not-found');
      return this.writer.aboutToLeave(tx, meeting, plan);
    });
  }

  /** The mail for the person who was chosen, for the first who would get it now, or for a fictional one. Its links lead nowhere. @throws DomainError `meeting.not-found` */
  async preview(actor: Tenant, meetingId: string, { kind, variant, invitationId = null }: WhichPreview): Promise<PreviewedMail> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const sender = await senderOfMails(tx, actor.organisationId);
      const which = { organisationId: actor.organisationId, meetingId: meeting.id, kind, variant, invitationId: invitationId !== null && isUuid(invitationId) ? invitationId : null };
      const person = await sampleAddressee(tx, which);
      const text = (await this.writer.texts(tx, meeting, kind))(variant);
      const rendered = renderMail(plannedMailContent(kind, text, { meeting, sender }), { values: person ? addresseeValues(person) : exampleValues(variant) }, LINKS_TO_NOWHERE, await mailLogo(tx, actor.organisationId));
      return { ...rendered, name: person?.display_name ?? null, invitationId: person?.id ?? null, others: await peopleOfText(tx, which) };
    });
  }
}

/** Which mail to show, and whose. */
export interface WhichPreview {
  kind: PlannedKind;
  variant: Variant;
  invitationId?: string | null;
}

function exampleValues(variant: Variant): Record<string, string> {
  const { displayName, function: office, contactOrganisationName, travelMinutes, ...person } = EXAMPLE_PEOPLE[STORY_VARIANTS.find((story) => story === variant) || 'alderman'];
  const known = { display_name: displayName, function: office, contact_organisation_name: contactOrganisationName, travel_minutes: travelMinutes };
  return addresseeValues({ ...person, ...known });
}
