import { InvitationLinks } from '@bijeen/invitations';
import { addressHash, CheckedMails, type MailContent, type Mailing, MailLedger, type MailRecipient } from '@bijeen/mail';
import { senderOfMails } from '@bijeen/mailings';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, Config, PersonalLinks, type StoredLink, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { alreadyInvitedMail, askedMail, refusedMail, type RegistrationMail } from './mails/registration.mail.js';
import type { Registration } from './registration.entity.js';

/** The mails about one request differ by this number in the ledger: each goes at most once. */
const REVISION = { asked: 0, refused: 1, 'already-invited': 2 } as const;

/** Mails to people who asked for a place, and the link in them. */
@Injectable()
export class RegistrationMails {
  constructor(
    private readonly ledger: MailLedger,
    private readonly checked: CheckedMails,
    private readonly links: PersonalLinks,
    private readonly invitationLinks: InvitationLinks,
    private readonly config: Config,
  ) {}

  newLink(): StoredLink {
    return this.links.create('registration');
  }

  /** The keyed hash of an address, by which opt-outs are found. */
  hash(emailKey: string): Buffer {
    return addressHash(this.config.secretKey, emailKey);
  }

  /** "Is this you?", with the link that confirms. Nobody looks at it first: somebody waits for it, and it holds nothing that an organiser wrote but the facts. */
  async writeAsked(tx: EntityManager, registration: Registration): Promise<void> {
    const meeting = await loadMeeting(tx, registration.meetingId);
    await this.ledger.write(tx, registration, await this.mailing(tx, registration, { variant: 'asked', meeting, mail: askedMail, links: { registration: registration.nonce.toString('base64') } }));
  }

  /** Why it cannot be. @throws DomainError `mail.blocked` */
  async writeRefused(tx: EntityManager, actor: Actor, registration: Registration, meeting: Meeting): Promise<void> {
    await this.checked.write(tx, actor, [await this.mailing(tx, registration, { variant: 'refused', meeting, mail: refusedMail, links: {} })]);
  }

  /** Who asks for a place and was invited already gets the way to the invitation that is there. @throws DomainError `mail.blocked` */
  async writeAlreadyInvited(tx: EntityManager, actor: Actor, registration: Registration, meeting: Meeting): Promise<void> {
    const links = await this.invitationLinks.forMails(tx, registration, [registration.invitationId!]);
    await this.checked.write(tx, actor, [await this.mailing(tx, registration, { variant: 'already-invited', meeting, mail: alreadyInvitedMail, links: links.get(registration.invitationId!)! })]);
  }

  /** Tells the sender; call it after the commit. */
  async wake({ organisationId }: Tenant): Promise<void> {
    await this.ledger.wake(organisationId);
  }

  private async mailing(tx: EntityManager, registration: Registration, { variant, meeting, mail, links }: { variant: keyof typeof REVISION; meeting: Meeting; mail: (about: RegistrationMail) => MailContent; links: MailRecipient['links'] }): Promise<Mailing> {
    const { organisationId, id, email, name, invitationId } = registration;
    const { name: organisation, senderName, replyTo, colour } = await senderOfMails(tx, organisationId);
    const content = mail({ meeting, sender: { name: senderName || organisation, replyTo, colour } });
    const recipient: MailRecipient = { invitationId, recipientKey: id, address: email, name, values: { naam: name, vraag: registration.refusal ?? '' }, links, calendar: null, revision: REVISION[variant] };
    return { meetingId: meeting.id, kind: 'registration', variant, content, recipients: [recipient] };
  }
}
