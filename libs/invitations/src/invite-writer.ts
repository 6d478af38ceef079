import { STORY_VARIANTS, type StoryVariant, storyVariant } from '@bijeen/contacts';
import { MailLedger, type MailRecipient, type MailText, MailTexts } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { Clock, type LinkPurpose, PersonalLinks, type Tenant } from '@bijeen/platform';
import { MunicipalityDirectory, Region } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AudienceRow } from './audience.queries.js';
import type { Host } from './answer.queries.js';
import { insertInvitations, insertNewLinks, invitedFrom, type NewInvitation } from './invite.queries.js';
import type { NewLink } from './links.queries.js';
import { invitationMail, invitedValues } from './mails/invitation.mail.js';
import { invitationText } from './mails/invitation-texts.js';
import { meetingWithHost } from './meeting-mails.queries.js';
import { type StandingText, standingText } from './story-texts.js';

export const PURPOSES = ['answer', 'next-step', 'unsubscribe'] as const satisfies LinkPurpose[];
/** A secretariat may also answer for everybody who was invited through it. */
export const PURPOSES_VIA_SECRETARIAT = [...PURPOSES, 'secretariat'] as const satisfies LinkPurpose[];

/** What all invitations to a meeting have in common. */
export interface InvitationFrame {
  meeting: Meeting;
  host: Host;
  /** What organisers wrote, by variant; `textFor` says who gets what. */
  written: Map<string, MailText>;
  /** Name of the saved region that the meeting is for. */
  region: string | null;
  municipalities: Map<string, string>;
  /** What stands above the text, for people whom a guest named. */
  note?: string | null;
}

/** Writes invitations, their personal links and their mails, set-based: as many statements for 5,000 people as for one. */
@Injectable()
export class InviteWriter {
  constructor(
    private readonly ledger: MailLedger,
    private readonly texts: MailTexts,
    private readonly links: PersonalLinks,
    private readonly municipalities: MunicipalityDirectory,
    private readonly clock: Clock,
  ) {}

  /** What the mails of this meeting are made from, also for a preview. */
  async frame(tx: EntityManager, meeting: Meeting): Promise<InvitationFrame> {
    const { host } = await meetingWithHost(tx, meeting.organisationId, meeting.id);
    const written = await this.texts.written(tx, meeting.id, 'invitation');
    const region = meeting.regionId ? await tx.findOneBy(Region, { id: meeting.regionId }) : null;
    const names = (await this.municipalities.all()).map(({ code, shortName }): [string, string] => [code, shortName]);
    return { meeting, host, written, region: region?.name ?? null, municipalities: new Map(names) };
  }

  /** Invites these people, all in the transaction of the caller; `note` stands above the text. Says how many were new. */
  async write(tx: EntityManager, tenant: Tenant, meeting: Meeting, people: AudienceRow[], note: string | null = null): Promise<number> {
    if (people.length === 0) return 0;
    const frame = { ...(await this.frame(tx, meeting)), note };
    const invited = people.map((row) => invitedFrom(row, frame.municipalities));
    const ids = await insertInvitations(tx, meeting, invited.map(({ row }) => row), { domain: meeting.calendarUid.split('@').at(-1)!, now: this.clock.now() });
    const added = invited.flatMap((person): NewInvitation[] => (ids.has(person.contactId) ? [{ ...person, id: ids.get(person.contactId)! }] : []));
    const links = await this.makeLinks(tx, meeting, added);
    await this.writeMails(tx, tenant, frame, added.map((person) => ({ person, links: links.get(person.id)! })));
    return added.length;
  }

  /** For a mail to try: links that look like those of a guest and open nothing, because nobody keeps them. */
  linksToNowhere(): MailRecipient['links'] {
    return Object.fromEntries(PURPOSES_VIA_SECRETARIAT.map((purpose) => [purpose, this.links.create(purpose).nonce.toString('base64')]));
  }

  private async makeLinks(tx: EntityManager, meeting: Meeting, added: NewInvitation[]): Promise<Map<string, MailRecipient['links']>> {
    const made: NewLink[] = added.flatMap(({ id: invitationId, secretariatId }) => (secretariatId === null ? PURPOSES : PURPOSES_VIA_SECRETARIAT).map((purpose) => ({ invitationId, purpose, ...this.links.create(purpose) })));
    await insertNewLinks(tx, meeting, made, this.clock.now());
    const byInvitation = new Map<string, MailRecipient['links']>(added.map(({ id }) => [id, {}]));
    for (const { invitationId, purpose, nonce } of made) byInvitation.get(invitationId)![purpose] = nonce.toString('base64');
    return byInvitation;
  }

  /** One mailing per text, in person or through a secretariat: as many for 5,000 people as for eight. `revision` rises with every time that somebody is mailed again. */
  async writeMails(tx: EntityManager, tenant: Tenant, frame: InvitationFrame, guests: Guest[], revision = 0): Promise<void> {
    for (const story of STORY_VARIANTS) {
      for (const way of ['', 'secretariat'] as const) {
        const meant = guests.filter(({ person }) => storyVariant(person.function) === story && (person.secretariatId !== null) === (way === 'secretariat'));
        const variant = [story, way].filter(Boolean).join('-');
        const mailing = { meetingId: frame.meeting.id, kind: 'invitation' as const, variant, content: invitationMail(textFor(frame, story), frame, way), recipients: meant.map((guest) => ({ ...recipientOf(guest, frame), revision })) };
        await this.ledger.write(tx, tenant, mailing);
      }
    }
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

function recipientOf({ person, links }: Guest, { region, meeting }: InvitationFrame): MailRecipient {
  return {
    invitationId: person.id,
    recipientKey: person.contactId,
    address: person.email,
    name: person.secretariatId === null ? person.displayName : `Secretariaat van ${person.displayName}`,
    values: invitedValues(person, { region, place: meeting.venuePlace }),
    links,
    calendar: null,
    revision: 0,
  };
}
