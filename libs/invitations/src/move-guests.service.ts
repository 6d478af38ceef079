import { addressHash, CheckedMails, emailKey, MailLedger, type MailRecipient } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { type Actor, Clock, Config, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { moveExpiry } from './links.queries.js';
import { meetingValues } from './mails/mail-values.js';
import { eraseWishesAt, meetingWithHost, suppressedHashes } from './meeting-mails.queries.js';
import { type ForeseenGuest, foreseenGuests, keepGuests, lookAtPlaces, MOVE_VARIANTS, type MovedGuest, moveGuests, type MoveKind, type MoveVariant, noteMoves, type WhichMove } from './moved-guests.queries.js';
import { MovedGuestMails } from './moved-guest-mails.js';
import { heldInvitations, keepLinksAlive, mailingsOf, nextItemsOfHeld, stopMails, waitingInvitations } from './moved-mails.queries.js';
import { WISH_DAYS_AFTER_MEETING } from './wishes.service.js';

/** What a move means for guests, in people and mails. */
export interface GuestConsequences {
  /** Mails about it, per text. */
  mails: { variant: MoveVariant; people: number }[];
  /** Items in calendars that move along, or disappear. */
  calendar: number;
  /** Invitations that do not leave; when there is a new date, they are written again for it. */
  invitations: number;
  /** Offers of a place that are taken back. */
  offers: number;
  /** Opted out and had not said yes: they hear nothing. */
  leftInPeace: number;
  /** Declined for another reason than the date, and are not asked again. */
  notAsked: number;
}

/** A move that is being carried out. */
export interface GuestMove extends WhichMove {
  meeting: Meeting;
  wasPostponed: boolean;
  /** When its mails leave at the earliest. */
  notBefore: Date;
}

/** Why a place changed, in the log. */
const REASONS: Record<MoveKind, string> = { reschedule: 'De bijeenkomst is verplaatst.', postpone: 'De bijeenkomst is uitgesteld.', cancel: 'De bijeenkomst is geannuleerd.' };
/** While there is no date, links keep working for a year. */
const LINK_LIFE_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * What happens to guests when their meeting moves, is postponed or is cancelled (docs/decisions/0013). All of it is set-based and runs in the transaction
 * of that move, while the sender stands still.
 */
@Injectable()
export class MoveGuests {
  constructor(
    private readonly ledger: MailLedger,
    private readonly mails: MovedGuestMails,
    private readonly checked: CheckedMails,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** What a move would do now. */
  async foresee(tx: EntityManager, tenant: Tenant, meetingId: string, kind: MoveKind): Promise<GuestConsequences> {
    const { organisationId } = tenant;
    const guests = await foreseenGuests(tx, organisationId, meetingId, kind);
    const told = await this.told(tx, organisationId, meetingId, kind, guests);
    const invitations = kind === 'reschedule' ? (await heldInvitations(tx, organisationId, meetingId)).length : await waitingInvitations(tx, organisationId, meetingId);
    return consequences(kind, guests, told, invitations);
  }

  /** From here to the end of the transaction nothing is sent, so that it stays true who knows of the meeting; before any row is locked. */
  async holdSender(tx: EntityManager, tenant: Tenant): Promise<void> {
    await this.ledger.hold(tx, tenant);
  }

  /** Keeps how everybody stands; call it before the meeting itself changes. */
  async keep(tx: EntityManager, move: WhichMove): Promise<void> {
    await keepGuests(tx, move);
  }

  /** Carries the move out for everybody, after the meeting itself has changed. The mails leave later. @throws DomainError `mail.blocked` */
  async carryOut(tx: EntityManager, actor: Actor, move: GuestMove): Promise<GuestConsequences> {
    const { organisationId, meetingId, kind, meeting } = move;
    const now = this.clock.now();
    const guests = await moveGuests(tx, move, { now, answerBy: meeting.answerBy, domain: this.config.mailDomain });
    await noteMoves(tx, move, { by: actor.name, now, reason: REASONS[kind] });
    const stopped = await stopMails(tx, move, now);
    await this.settleTerms(tx, move, guests);
    const told = await this.told(tx, organisationId, meetingId, kind, guests);
    await this.mails.tell(tx, actor, move, told);
    return consequences(kind, guests, told, kind === 'reschedule' ? await this.inviteAnew(tx, move) : stopped);
  }

  /** How long links, wishes and held places live from now on. */
  private async settleTerms(tx: EntityManager, { organisationId, meetingId, kind, meeting, notBefore }: GuestMove, guests: MovedGuest[]): Promise<void> {
    if (kind === 'reschedule') await moveExpiry(tx, organisationId, meetingId, WISH_DAYS_AFTER_MEETING);
    if (kind === 'reschedule' && guests.some(({ holds }) => holds)) await lookAtPlaces(tx, organisationId, meetingId, meeting.answerBy);
    if (kind === 'postpone') await keepLinksAlive(tx, organisationId, meetingId, new Date(this.clock.now().getTime() + LINK_LIFE_MS));
    if (kind === 'cancel') await eraseWishesAt(tx, organisationId, meetingId, notBefore);
  }

  /** Who hears of it: not who declined when there is a new date, not who opted out, unless a yes or a calendar still has to be put right, and never who stopped everything. */
  private async told<Guest extends ForeseenGuest>(tx: EntityManager, organisationId: string, meetingId: string, kind: MoveKind, guests: Guest[]): Promise<Guest[]> {
    const { optedOut, everything } = await suppressedHashes(tx, organisationId, meetingId);
    const isIn = (hashes: Set<string>, { email }: Guest): boolean => hashes.size > 0 && hashes.has(addressHash(this.config.secretKey, emailKey(email)).toString('hex'));
    const reaches = (guest: Guest): boolean => !isIn(everything, guest) && (guest.inCalendar || guest.formerAnswer === 'yes' || !isIn(optedOut, guest));
    return guests.filter((guest) => (kind !== 'reschedule' || guest.variant !== 'declined') && reaches(guest));
  }

  /** Whom no invitation has reached yet gets the same one with the new date: a text holds no date, only the word for it. What waited for a mistake in it waits again. Says how many. */
  private async inviteAnew(tx: EntityManager, { organisationId, meetingId, notBefore }: GuestMove): Promise<number> {
    const held = await heldInvitations(tx, organisationId, meetingId);
    if (held.length === 0) return 0;
    const { meeting, host, revision } = await meetingWithHost(tx, organisationId, meetingId);
    const items = await nextItemsOfHeld(tx, { organisationId, ids: held.flatMap(({ invitationId }) => invitationId ?? []), now: this.clock.now() });
    const calendars = new Map(items.map((item) => [item.id, this.mails.itemOf(item, { meeting, host })]));
    for (const { mailingId, variant, content } of await mailingsOf(tx, organisationId, [...new Set(held.map((each) => each.mailingId))])) {
      const recipients = held.filter((each) => each.mailingId === mailingId).map(({ mailingId: _, ...recipient }): MailRecipient => ({ ...recipient, calendar: calendars.get(recipient.invitationId!) ?? null, revision }));
      await this.checked.write(tx, { organisationId }, [{ meetingId, kind: 'invitation', variant, content: { ...content, values: { ...content.values, ...meetingValues(meeting) } }, recipients, notBefore }]);
    }
    return held.length;
  }
}

function consequences(kind: MoveKind, guests: ForeseenGuest[], told: ForeseenGuest[], invitations: number): GuestConsequences {
  const mails = MOVE_VARIANTS.map((variant) => ({ variant, people: told.filter((guest) => guest.variant === variant).length })).filter(({ people }) => people > 0);
  const notAsked = kind === 'reschedule' ? guests.filter(({ variant }) => variant === 'declined').length : 0;
  const [calendar, offers] = [guests.filter(({ inCalendar }) => inCalendar).length, guests.filter(({ offered }) => offered).length];
  return { mails, calendar, invitations, offers, leftInPeace: guests.length - told.length - notAsked, notAsked };
}
