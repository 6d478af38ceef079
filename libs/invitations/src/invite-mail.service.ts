import { randomUUID } from 'node:crypto';
import { MailLedger, type MailRecipient, type MailText, MailTexts, renderMail, type RenderedMail } from '@bijeen/mail';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, isUuid, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { sampleOf } from './audience.queries.js';
import { AudienceService } from './audience.service.js';
import { type InvitationFrame, InviteWriter } from './invite-writer.js';
import { invitedFrom } from './invite.queries.js';
import { invitationMail, type InvitationVariant, invitedValues, type InvitedPerson } from './mails/invitation.mail.js';

const KEY = { kind: 'invitation', variant: '' } as const;

/** Stands in while there is nobody on the list yet. */
const EXAMPLE: InvitedPerson = {
  displayName: 'mevrouw A. van der Berg', salutation: 'Geachte mevrouw Van der Berg', function: 'ALDERMAN', title: null,
  contactOrganisationName: 'gemeente Kampen', municipality: 'Kampen', travelMinutes: 25, source: 'de website van uw gemeente',
};

/** The invitation as one person would get it. */
export interface InvitationPreview extends RenderedMail {
  /** Whose it is; null for an example, while there is nobody on the list. */
  name: string | null;
  /** Where it goes. */
  address: string | null;
  viaSecretariat: boolean;
  /** Give this as `after` to see the next person's. */
  contactId: string | null;
}

/** What the invitation says, how it looks, and a copy for the organiser. */
@Injectable()
export class InviteMail {
  constructor(
    private readonly db: TenantDatabase,
    private readonly audience: AudienceService,
    private readonly writer: InviteWriter,
    private readonly texts: MailTexts,
    private readonly ledger: MailLedger,
  ) {}

  /** The text as it stands; `own` when an organiser wrote it. @throws DomainError `meeting.not-found` */
  async text(actor: Tenant, meetingId: string): Promise<MailText & { own: boolean }> {
    return this.db.transaction(actor, async (tx) => (await this.writer.frame(tx, await loadMeeting(tx, meetingId))).text);
  }

  /** Keeps a text for the invitations that are still to leave. @throws DomainError `mail.unknown-placeholder`, `meeting.not-found` */
  async save(actor: Actor, meetingId: string, text: MailText): Promise<void> {
    await this.db.transaction(actor, async (tx) => this.texts.save(tx, actor, (await loadMeeting(tx, meetingId)).id, KEY, text));
  }

  /** Goes back to our own text. @throws DomainError `meeting.not-found` */
  async forget(actor: Actor, meetingId: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => this.texts.forget(tx, actor, (await loadMeeting(tx, meetingId)).id, KEY));
  }

  /** The invitation of the first person on the list, or of the one after the contact `after`; its links lead nowhere. */
  async preview(actor: Tenant, meetingId: string, after: string | null = null): Promise<InvitationPreview> {
    const { frame, sample } = await this.sample(actor, meetingId, after);
    const { content, values } = mailFor(frame, sample?.person ?? EXAMPLE, sample?.variant ?? '');
    const rendered = renderMail(content, { values }, { 'answer': '#', 'next-step': '#', 'unsubscribe': '#', 'secretariat': '#' });
    return { ...rendered, name: sample?.person.displayName ?? null, address: sample?.address ?? null, viaSecretariat: sample?.variant === 'secretariat', contactId: sample?.contactId ?? null };
  }

  /** Sends the organiser a copy as the first person on the list would get it. Its links are real in form and lead nowhere. */
  async sendTest(actor: Actor, meetingId: string, to: { name: string; address: string }): Promise<void> {
    const { frame, sample } = await this.sample(actor, meetingId, null);
    const { content, values } = mailFor(frame, sample?.person ?? EXAMPLE, sample?.variant ?? '');
    const recipient: MailRecipient = { invitationId: null, recipientKey: `test:${randomUUID()}`, address: to.address, name: to.name, values, links: this.writer.linksToNowhere(), calendar: null, revision: 0 };
    await this.db.transaction(actor, async (tx) => this.ledger.write(tx, actor, { meetingId, kind: 'test', variant: '', content: { ...content, subject: `Test: ${content.subject}` }, recipients: [recipient] }));
    await this.ledger.wake(actor.organisationId);
  }

  private async sample(actor: Tenant, meetingId: string, after: string | null): Promise<{ frame: InvitationFrame; sample: Sample | null }> {
    const meeting = await this.db.transaction(actor, async (tx) => loadMeeting(tx, meetingId));
    const travel = await this.audience.travelTimes(meeting);
    return this.db.transaction(actor, async (tx) => {
      const frame = await this.writer.frame(tx, meeting);
      const row = await sampleOf(tx, await this.audience.criteria(tx, meeting, travel), after && isUuid(after) ? after : null);
      if (!row?.email) return { frame, sample: null };
      const person = invitedFrom(row, frame.municipalities);
      return { frame, sample: { person, address: row.email, contactId: row.contactId, variant: row.secretariatId ? 'secretariat' : '' } };
    });
  }
}

interface Sample {
  person: InvitedPerson;
  address: string;
  contactId: string;
  variant: InvitationVariant;
}

function mailFor(frame: InvitationFrame, person: InvitedPerson, variant: InvitationVariant): { content: ReturnType<typeof invitationMail>; values: Record<string, string> } {
  return { content: invitationMail(frame.text, frame, variant), values: invitedValues(person, { region: frame.region, place: frame.meeting.venuePlace }) };
}
