import { InvitationLinks, type StandingText, standingText } from '@bijeen/invitations';
import { type BlockingFinding, type MailContent, MailLedger, MailPreflight, type MailRecipient, MailTexts, type PreflightText } from '@bijeen/mail';
import { Meeting } from '@bijeen/meetings';
import { Clock, type LinkPurpose } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PlannedKind } from './mail-rules.js';
import { defaultText } from './mails/default-texts.js';
import { addresseeValues, plannedMailContent } from './planned-mail-content.js';
import type { PlannedMail } from './planned-mail.entity.js';
import { type Addressee, listAddressees, prolongNextStepLinks, senderOfMails, type Variant } from './planned-mail.queries.js';

const AFTER_THE_MEETING: readonly PlannedKind[] = ['follow-up', 'call-to-action-reminder'];
/** Thirty days. */
const LINK_LIFE_MS = 30 * 24 * 60 * 60 * 1000;

/** One text of a planned mail, with everybody who gets it. */
export interface PreparedText {
  content: MailContent;
  group: Addressee[];
}

/** Puts a planned mail into the ledger: who gets it is decided here and now. */
@Injectable()
export class PlannedMailWriter {
  constructor(
    private readonly ledger: MailLedger,
    private readonly links: InvitationLinks,
    private readonly written: MailTexts,
    private readonly preflight: MailPreflight,
    private readonly clock: Clock,
  ) {}

  /** What would leave now, one text per mailing: who gets it is read here, and nowhere else. */
  async prepare(tx: EntityManager, meeting: Meeting, plan: PlannedMail, alsoJustInvited: boolean): Promise<PreparedText[]> {
    const addressees = await listAddressees(tx, plan, alsoJustInvited);
    const sender = await senderOfMails(tx, plan.organisationId);
    const textOf = await this.texts(tx, meeting, plan.kind);
    return groups(addressees).map((group) => {
      const { variant, via_secretariat: viaSecretariat } = group[0]!;
      return { group, content: plannedMailContent(plan.kind, textOf(variant), { meeting, sender, viaSecretariat }) };
    });
  }

  /** Writes the mailings of `plan` in the caller's transaction, and says to how many people. Who has this mail already gets no second one. */
  async write(tx: EntityManager, meeting: Meeting, plan: PlannedMail, prepared: PreparedText[]): Promise<number> {
    const links = await this.links.forMails(tx, plan, prepared.flatMap(({ group }) => group.map(({ id }) => id)), purposesOf(plan.kind));
    if (AFTER_THE_MEETING.includes(plan.kind)) await prolongNextStepLinks(tx, { ...plan, until: new Date(this.clock.now().getTime() + LINK_LIFE_MS) });
    let written = 0;
    for (const { content, group } of prepared) {
      const recipients = group.map((person) => recipientOf(person, links.get(person.id) ?? {}, plan.round));
      written += (await this.ledger.write(tx, plan, { meetingId: meeting.id, kind: plan.kind, variant: mailingVariant(group[0]!), content, recipients })).written;
    }
    return written;
  }

  /** Why these mails must not leave as they are; empty when they may. */
  blocking({ kind }: PlannedMail, prepared: PreparedText[]): BlockingFinding[] {
    return this.preflight.blocking([{ kind, texts: prepared.map(lookedAt) }]);
  }

  /** What would leave now if somebody pressed the button: each text with everybody who gets it. */
  async aboutToLeave(tx: EntityManager, meeting: Meeting, plan: PlannedMail): Promise<PreflightText[]> {
    return (await this.prepare(tx, meeting, plan, true)).map(lookedAt);
  }

  /** The texts of a planned mail, by variant: the organiser's own, or ours. One query. */
  async texts(tx: EntityManager, meeting: Meeting, kind: PlannedKind): Promise<(variant: Variant) => StandingText> {
    const written = await this.written.written(tx, meeting.id, kind);
    return (variant) => standingText(written, variant, defaultText(kind, variant, meeting.hasCallToAction));
  }

  /** Tells the sender; call it after the commit. */
  async wake(organisationId: string): Promise<void> {
    await this.ledger.wake(organisationId);
  }
}

function lookedAt({ content, group }: PreparedText): PreflightText {
  return { content, people: group.map((person) => ({ name: person.display_name, address: person.email, values: addresseeValues(person), function: person.function, municipality: person.municipality, viaSecretariat: person.via_secretariat })) };
}

function purposesOf(kind: PlannedKind): LinkPurpose[] {
  return AFTER_THE_MEETING.includes(kind) ? ['next-step', 'unsubscribe'] : ['answer', 'unsubscribe'];
}

/** What people get the same mail: the same text, in person or through a secretariat. */
function mailingVariant({ variant, via_secretariat: viaSecretariat }: Addressee): string {
  return [variant, viaSecretariat ? 'secretariat' : ''].filter(Boolean).join('-');
}

function groups(addressees: Addressee[]): Addressee[][] {
  const names = [...new Set(addressees.map(mailingVariant))];
  return names.map((name) => addressees.filter((person) => mailingVariant(person) === name));
}

function recipientOf(person: Addressee, links: MailRecipient['links'], revision: number): MailRecipient {
  return { invitationId: person.id, recipientKey: person.contact_id, address: person.email, name: person.via_secretariat ? `Secretariaat van ${person.display_name}` : person.display_name, values: addresseeValues(person), links, calendar: null, revision };
}
