import { randomUUID } from 'node:crypto';
import { displayName, functionsOf, STORY_VARIANTS, storyVariant, type StoryVariant } from '@bijeen/contacts';
import { LINKS_TO_NOWHERE, MailLedger, mailLogo, type MailLogo, type MailRecipient, type MailText, MailTexts, renderMail, type RenderedMail, type PreflightText } from '@bijeen/mail';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, isUuid, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { audiencePage, type AudienceRow, type Criteria, functionsToInvite, onePerson, peopleToInvite, sampleOf } from './audience.queries.js';
import { AudienceService } from './audience.service.js';
import { EXAMPLE_PEOPLE } from './example-people.js';
import type { InvitationFrame } from './invitation-frames.js';
import { invitationsToLeave } from './invitations-to-leave.js';
import { InviteWriter, textFor } from './invite-writer.js';
import { invitedFrom } from './invite.queries.js';
import { invitationMail, type InvitationVariant, invitedValues, type InvitedPerson } from './mails/invitation.mail.js';
import type { StandingText } from './story-texts.js';

/** Whose invitation to look at: the first on the list, the one after this contact, somebody with such a function. */
export interface WhoseInvitation {
  after?: string | null;
  /** This contact, on the list or not. */
  contactId?: string | null;
  story?: StoryVariant | undefined;
}

/** How many people get which text if invitations leave now. */
export interface TextReach {
  variant: StoryVariant;
  people: number;
  text: StandingText;
}

/** The invitation as one person would get it. */
export interface InvitationPreview extends RenderedMail {
  /** Whose it is; null for an example, while there is nobody on the list. */
  name: string | null;
  /** Where it goes. */
  address: string | null;
  viaSecretariat: boolean;
  /** Give this as `after` to see the next person's. */
  contactId: string | null;
  /** Whose invitation could be shown as well. */
  others: { id: string; name: string }[];
}

/** What the invitation says, how it looks, and a copy for the organiser. */
@Injectable()
export class InviteMail {
  constructor(
    private readonly db: TenantDatabase,
    private readonly audience: AudienceService,
    private readonly writer: InviteWriter,
    private readonly written: MailTexts,
    private readonly ledger: MailLedger,
  ) {}

  /** Each text as it stands, with how many people would get it now. @throws DomainError `meeting.not-found` */
  async texts(actor: Tenant, meetingId: string): Promise<TextReach[]> {
    const meeting = await this.db.transaction(actor, async (tx) => loadMeeting(tx, meetingId));
    const travel = await this.audience.travelTimes(meeting);
    return this.db.transaction(actor, async (tx) => {
      const frame = await this.writer.frame(tx, meeting);
      const counts = await functionsToInvite(tx, await this.audience.criteria(tx, meeting, travel));
      return STORY_VARIANTS.map((variant) => ({ variant, text: textFor(frame, variant), people: counts.filter((each) => storyVariant(each.function) === variant).reduce((sum, each) => sum + each.people, 0) }));
    });
  }

  /** Keeps a text for the invitations that are still to leave. @throws DomainError `mail.unknown-placeholder`, `mail.unsafe-text`, `meeting.not-found` */
  async save(actor: Actor, meetingId: string, text: MailText, variant: StoryVariant = ''): Promise<void> {
    await this.db.transaction(actor, async (tx) => this.written.save(tx, actor, (await loadMeeting(tx, meetingId)).id, { kind: 'invitation', variant }, text));
  }

  /** Goes back to the general text, or to ours. @throws DomainError `meeting.not-found` */
  async forget(actor: Actor, meetingId: string, variant: StoryVariant = ''): Promise<void> {
    await this.db.transaction(actor, async (tx) => this.written.forget(tx, actor, (await loadMeeting(tx, meetingId)).id, { kind: 'invitation', variant }));
  }

  /** The invitation of a real person, or of a fictional one where there is none; its links lead nowhere. */
  async preview(actor: Tenant, meetingId: string, whose: WhoseInvitation = {}): Promise<InvitationPreview> {
    const { frame, sample, others, logo } = await this.sample(actor, meetingId, whose);
    const { content, values } = mailFor(frame, sample?.person ?? EXAMPLE_PEOPLE[whose.story ?? 'alderman'], sample?.variant ?? '');
    const rendered = renderMail(content, { values }, LINKS_TO_NOWHERE, logo);
    return { ...rendered, name: sample?.person.displayName ?? null, address: sample?.address ?? null, viaSecretariat: sample?.variant === 'secretariat', contactId: sample?.contactId ?? null, others };
  }

  /** The invitations that would leave now, as texts with everybody who gets them. */
  async aboutToLeave(actor: Tenant, meetingId: string): Promise<PreflightText[]> {
    const meeting = await this.db.transaction(actor, async (tx) => loadMeeting(tx, meetingId));
    const travel = await this.audience.travelTimes(meeting);
    return this.db.transaction(actor, async (tx) => {
      const frame = await this.writer.frame(tx, meeting);
      const { people } = await peopleToInvite(tx, await this.audience.criteria(tx, meeting, travel));
      return invitationsToLeave(frame, people).texts;
    });
  }

  /** Sends the organiser a copy as the first person on the list would get it. Its links are real in form and lead nowhere. */
  async sendTest(actor: Actor, meetingId: string, to: { name: string; address: string }): Promise<void> {
    const { frame, sample } = await this.sample(actor, meetingId, {});
    const { content, values } = mailFor(frame, sample?.person ?? EXAMPLE_PEOPLE.alderman, sample?.variant ?? '');
    const recipient: MailRecipient = { invitationId: null, recipientKey: `test:${randomUUID()}`, address: to.address, name: to.name, values, links: this.writer.linksToNowhere(), calendar: null, revision: 0 };
    await this.db.transaction(actor, async (tx) => this.ledger.write(tx, actor, { meetingId, kind: 'test', variant: '', content: { ...content, subject: `Test: ${content.subject}` }, recipients: [recipient] }));
    await this.ledger.wake(actor.organisationId);
  }

  private async sample(actor: Tenant, meetingId: string, whose: WhoseInvitation): Promise<{ frame: InvitationFrame; sample: Sample | null; others: InvitationPreview['others']; logo: MailLogo | null }> {
    const meeting = await this.db.transaction(actor, async (tx) => loadMeeting(tx, meetingId));
    const travel = await this.audience.travelTimes(meeting);
    return this.db.transaction(actor, async (tx) => {
      const frame = await this.writer.frame(tx, meeting);
      const criteria = await this.audience.criteria(tx, meeting, travel);
      const functions = whose.story === undefined ? undefined : functionsOf(whose.story === '' ? 'others' : whose.story);
      const others = (await audiencePage(tx, criteria, { after: null, limit: 99, included: true, functions })).map((row) => ({ id: row.contactId, name: displayName(row) }));
      const logo = await mailLogo(tx, actor.organisationId);
      const row = await sampleRow(tx, criteria, whose, functions);
      if (!row?.email) return { frame, sample: null, others, logo };
      const person = invitedFrom(row, frame.municipalities);
      return { frame, others, logo, sample: { person, address: row.email, contactId: row.contactId, variant: row.secretariatId ? 'secretariat' : '' } };
    });
  }
}

/** The person who was chosen, or the next one on the list. */
async function sampleRow(tx: EntityManager, criteria: Criteria, { contactId, after }: WhoseInvitation, functions?: string[]): Promise<AudienceRow | undefined> {
  const chosen = contactId && isUuid(contactId) ? await onePerson(tx, criteria, contactId) : undefined;
  return chosen ?? sampleOf(tx, criteria, after && isUuid(after) ? after : null, functions);
}

interface Sample {
  person: InvitedPerson;
  address: string;
  contactId: string;
  variant: InvitationVariant;
}

function mailFor(frame: InvitationFrame, person: InvitedPerson, variant: InvitationVariant): { content: ReturnType<typeof invitationMail>; values: Record<string, string> } {
  return { content: invitationMail(textFor(frame, storyVariant(person.function)), frame, variant), values: invitedValues(person, { region: frame.region, place: frame.meeting.venuePlace }) };
}
