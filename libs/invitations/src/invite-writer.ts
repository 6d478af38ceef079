import { STORY_VARIANTS, type StoryVariant, storyVariant } from '@bijeen/contacts';
import { CheckedMails, type Mailing, type MailRecipient } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { type Actor, Clock, type LinkPurpose, PersonalLinks, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonToInvite } from './audience.queries.js';
import { CalendarItems } from './calendar-items.js';
import { insertInvitations, insertNewLinks, invitedFrom, type NewInvitation } from './invite.queries.js';
import type { NewLink } from './links.queries.js';
import { type InvitationFrame, InvitationFrames } from './invitation-frames.js';
import { invitationMail, invitedValues } from './mails/invitation.mail.js';
import { invitationText } from './mails/invitation-texts.js';
import { type StandingText, standingText } from './story-texts.js';

export const PURPOSES = ['answer', 'next-step', 'unsubscribe'] as const satisfies LinkPurpose[];
/** A secretariat may also answer for everybody who was invited through it. */
export const PURPOSES_VIA_SECRETARIAT = [...PURPOSES, 'secretariat'] as const satisfies LinkPurpose[];

/** Writes invitations, their personal links and their mails, set-based: as many statements for 5,000 people as for one. */
@Injectable()
export class InviteWriter {
  constructor(
    private readonly mails: CheckedMails,
    private readonly frames: InvitationFrames,
    private readonly links: PersonalLinks,
    private readonly items: CalendarItems,
    private readonly clock: Clock,
  ) {}

  /** What the mails of this meeting are made from, also for a preview. */
  async frame(tx: EntityManager, meeting: Meeting): Promise<InvitationFrame> {
    return this.frames.of(tx, meeting);
  }

  /**
   * Invites these people, all in the transaction of the caller. Says how many were new.
   * @param by as in `CheckedMails.write`
   * @throws DomainError `mail.blocked`
   */
  async write(tx: EntityManager, by: Tenant | Actor, frame: InvitationFrame, people: PersonToInvite[]): Promise<number> {
    const { meeting } = frame;
    const invited = people.map((row) => invitedFrom(row, frame.municipalities));
    const written = await insertInvitations(tx, meeting, invited.map(({ row }) => row), { domain: meeting.calendarUid.split('@').at(-1)!, buttons: frame.buttons, now: this.clock.now() });
    const added = invited.flatMap((person): NewInvitation[] => (written.has(person.contactId) ? [{ ...person, ...written.get(person.contactId)! }] : []));
    const links = await this.makeLinks(tx, meeting, added);
    await this.writeMails(tx, by, frame, added.map((person) => ({ person, links: links.get(person.id)! })));
    return added.length;
  }

  /** The question as an item for the calendar, where guests can answer with its buttons. */
  private itemOf({ id, displayName, email, calendarUid: uid, calendarSequence: sequence = 0 }: NewInvitation, frame: InvitationFrame): MailRecipient['calendar'] {
    if (!frame.buttons) return null;
    return this.items.forMail({ method: 'REQUEST', uid, sequence, stamp: this.clock.now() }, { id, displayName, email, calendarButtons: true }, frame);
  }

  /** Tells the sender that there are invitations; call it after the commit. */
  async wake(organisationId: string): Promise<void> {
    await this.mails.wake(organisationId);
  }

  /** For a mail to try: links that look like those of a guest and open nothing, because nobody keeps them. */
  linksToNowhere(): MailRecipient['links'] {
    return Object.fromEntries(PURPOSES_VIA_SECRETARIAT.map((purpose) => [purpose, this.links.create(purpose).nonce.toString('base64')]));
  }

  private async makeLinks(tx: EntityManager, meeting: Meeting, added: NewInvitation[]): Promise<Map<string, MailRecipient['links']>> {
    const made: NewLink[] = this.links.createAll(added.flatMap(({ id: invitationId, secretariatId }) => (secretariatId === null ? PURPOSES : PURPOSES_VIA_SECRETARIAT).map((purpose) => ({ invitationId, purpose }))));
    await insertNewLinks(tx, meeting, made, this.clock.now());
    const byInvitation = new Map<string, MailRecipient['links']>(added.map(({ id }) => [id, {}]));
    for (const { invitationId, purpose, nonce } of made) byInvitation.get(invitationId)![purpose] = nonce.toString('base64');
    return byInvitation;
  }

  /** One mailing per text, in person or through a secretariat: as many for 5,000 people as for eight. `revision` rises with every time that somebody is mailed again. */
  async writeMails(tx: EntityManager, by: Tenant | Actor, frame: InvitationFrame, guests: Guest[], revision = 0): Promise<void> {
    const mailings = STORY_VARIANTS.flatMap((story) => (['', 'secretariat'] as const).flatMap((way): Mailing[] => {
      const meant = guests.filter(({ person }) => storyVariant(person.function) === story && (person.secretariatId !== null) === (way === 'secretariat'));
      if (meant.length === 0) return [];
      const variant = [story, way].filter(Boolean).join('-');
      return [{ meetingId: frame.meeting.id, kind: 'invitation', variant, content: invitationMail(textFor(frame, story), frame, way), recipients: meant.map((guest) => ({ ...this.recipientOf(guest, frame), revision })) }];
    }));
    await this.mails.write(tx, by, mailings);
  }

  private recipientOf({ person, links }: Guest, frame: InvitationFrame): MailRecipient {
    return {
      invitationId: person.id,
      recipientKey: person.contactId,
      address: person.email,
      name: person.secretariatId === null ? person.displayName : `Secretariaat van ${person.displayName}`,
      values: invitedValues(person, { region: frame.region, place: frame.meeting.venuePlace }),
      links,
      calendar: this.itemOf(person, frame),
      revision: 0,
    };
  }
}

/** Somebody who was invited a moment ago, with the links of the mail. */
interface Guest {
  person: NewInvitation;
  links: MailRecipient['links'];
}

/** The text for people with one kind of function. */
export function textFor({ written }: InvitationFrame, story: StoryVariant): StandingText {
  return standingText(written, story, invitationText(story));
}
