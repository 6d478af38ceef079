import { MailLedger, type Mailing, type MailRecipient, type MailText, MailTexts } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { Clock, type LinkPurpose, PersonalLinks, type Tenant } from '@bijeen/platform';
import { MunicipalityDirectory, Region } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AudienceRow } from './audience.queries.js';
import type { Host } from './answer.queries.js';
import { insertInvitations, insertNewLinks, invitedFrom, type NewInvitation } from './invite.queries.js';
import type { NewLink } from './links.queries.js';
import { INVITATION_TEXT, invitationMail, invitedValues } from './mails/invitation.mail.js';
import { meetingWithHost } from './meeting-mails.queries.js';

const PURPOSES = ['answer', 'next-step', 'unsubscribe'] as const satisfies LinkPurpose[];

/** What all invitations to a meeting have in common. */
export interface InvitationFrame {
  meeting: Meeting;
  host: Host;
  text: MailText & { own: boolean };
  /** Name of the saved region that the meeting is for. */
  region: string | null;
  municipalities: Map<string, string>;
}

/** Somebody who is invited now, with the links made for it. */
interface Guest {
  person: NewInvitation;
  links: Omit<NewLink, 'invitationId'>[];
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
    const text = await this.texts.load(tx, meeting.id, { kind: 'invitation', variant: '' }, INVITATION_TEXT);
    const region = meeting.regionId ? await tx.findOneBy(Region, { id: meeting.regionId }) : null;
    const names = (await this.municipalities.all()).map(({ code, shortName }): [string, string] => [code, shortName]);
    return { meeting, host, text, region: region?.name ?? null, municipalities: new Map(names) };
  }

  /**
   * Invites these people, all in the transaction of the caller. Says how many were new. While PostgreSQL works on one statement, what the
   * next one needs is made: half of the time went into making 1,500 links and 500 rows (G10).
   */
  async write(tx: EntityManager, tenant: Tenant, meeting: Meeting, people: AudienceRow[]): Promise<number> {
    if (people.length === 0) return 0;
    const frame = await this.frame(tx, meeting);
    const invited = people.map((row) => invitedFrom(row, frame.municipalities));
    const inserting = insertInvitations(tx, meeting, invited.map(({ row }) => row), { domain: meeting.calendarUid.split('@').at(-1)!, now: this.clock.now() });
    const made = invited.map(() => PURPOSES.map((purpose) => ({ purpose, ...this.links.create(purpose) })));
    const ids = await inserting;
    const guests = invited.flatMap((person, place): Guest[] => (ids.has(person.contactId) ? [{ person: { ...person, id: ids.get(person.contactId)! }, links: made[place]! }] : []));
    const linking = insertNewLinks(tx, meeting, guests.flatMap(({ person, links }) => links.map((link) => ({ invitationId: person.id, ...link }))), this.clock.now());
    const mailings = this.mailings(frame, guests).map((mailing) => this.ledger.prepare(tenant, mailing));
    await linking;
    for (const mailing of mailings) await this.ledger.writePrepared(tx, mailing);
    return guests.length;
  }

  /** For a mail to try: links that look like those of a guest and open nothing, because nobody keeps them. */
  linksToNowhere(): MailRecipient['links'] {
    return Object.fromEntries(PURPOSES.map((purpose) => [purpose, this.links.create(purpose).nonce.toString('base64')]));
  }

  /** To the people themselves, and to the secretariats of the others. */
  private mailings(frame: InvitationFrame, guests: Guest[]): Mailing[] {
    const { meeting, text, region } = frame;
    return (['', 'secretariat'] as const).map((variant) => {
      const meant = guests.filter(({ person }) => (person.secretariatId !== null) === (variant === 'secretariat'));
      const recipients = meant.map(({ person, links }): MailRecipient => ({
        invitationId: person.id,
        recipientKey: person.contactId,
        address: person.email,
        name: variant === 'secretariat' ? `Secretariaat van ${person.displayName}` : person.displayName,
        values: invitedValues(person, { region, place: meeting.venuePlace }),
        links: Object.fromEntries(links.map(({ purpose, nonce }) => [purpose, nonce.toString('base64')])),
        calendar: null,
        revision: 0,
      }));
      return { meetingId: meeting.id, kind: 'invitation', variant, content: invitationMail(text, frame, variant), recipients };
    });
  }
}
