import { CheckedMails, type MailContent } from '@bijeen/mail';
import { blockInWords, loadPlaces, logMoves, lookAgainAt, type MeetingRef, type Move, nextInLine, type NewMove, type Places, protectionEnds, waitingParties } from '@bijeen/places';
import { type Actor, addWorkingDays, addWorkingHours, Clock, dayInAmsterdam, DomainError, firstInstantInAmsterdam, longMoment, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Companion, setPlace } from './companion.queries.js';
import { partnerOf } from './duo.queries.js';
import { refusalToAnswer, type Invitation } from './invitation.entity.js';
import { InvitationLinks } from './links.js';
import { personValues } from './mails/mail-values.js';
import { offerMail, offerOverMail } from './mails/offer.mail.js';
import { meetingWithHost } from './meeting-mails.queries.js';
import { endHalfDuos, lapseOffers, losePartners, type MovedGuest, offerPlaces } from './places-desk.queries.js';

/** Who does it, as the log of places keeps it. */
const BIJEEN = 'Bijeen';

/**
 * Gives places away (R15). Everything here runs in a transaction that has locked the meeting, so that two answers never get the last
 * place; wake the sender after it.
 */
@Injectable()
export class PlacesDesk {
  constructor(
    private readonly mails: CheckedMails,
    private readonly links: InvitationLinks,
    private readonly clock: Clock,
  ) {}

  /**
   * What a yes becomes where places are limited: a place, or a place on the waiting list with the rule that blocks. The guest's place
   * is set; the line for the log is returned, null when nothing changes.
   * @throws DomainError `offer.over`
   */
  async seat(tx: EntityManager, invitation: Invitation): Promise<Omit<NewMove, 'invitationId'> | null> {
    const now = this.clock.now();
    if (invitation.place === 'confirmed' || invitation.place === 'waiting') return null;
    if (invitation.place === 'offered') {
      if (invitation.offerUntil! <= now) throw new DomainError('offer.over', { moment: longMoment(invitation.offerUntil!) });
      invitation.takePlace('confirmed', now);
      return { move: 'placed' };
    }
    const places = await this.current(tx, invitation);
    const partner = await partnerOf(tx, invitation);
    const along = partner?.place === null && (partner.answer === 'none' || partner.answer === 'yes') ? [partner] : [];
    const block = places.room.blocks([invitation.function, ...along.map((each) => each.function)]);
    invitation.takePlace(block ? 'waiting' : 'confirmed', now);
    for (const each of along) await this.seatCompanion(tx, invitation, each);
    return block ? { move: 'listed', blockedBy: blockInWords(block, places.room.limits) } : { move: 'placed' };
  }

  /** The places as they are, after whatever time has done to them. */
  async current(tx: EntityManager, ref: MeetingRef): Promise<Places> {
    const places = await loadPlaces(tx, ref, this.clock.now());
    if (places.lookAt === null || places.lookAt > this.clock.now()) return places;
    await this.settle(tx, ref);
    return loadPlaces(tx, ref, this.clock.now());
  }

  /** Somebody left a duo: the other has some working days to name another partner, and until then the second place is held. Says until when. */
  async losePartner(tx: EntityManager, ref: MeetingRef, duoId: string): Promise<Date> {
    const { rules } = await loadPlaces(tx, ref, this.clock.now());
    const until = this.partnerUntil(rules.partnerDays);
    await losePartners(tx, ref, [duoId], until);
    return until;
  }

  /** Holds a place for somebody who comes along with, or instead of, a guest who has one, or lets them wait where that guest waits. */
  async seatCompanion(tx: EntityManager, beside: Pick<Invitation, 'organisationId' | 'meetingId' | 'place' | 'placeSince' | 'duoId'>, companion: Companion): Promise<void> {
    const now = this.clock.now();
    const { room, rules, startsAt } = await loadPlaces(tx, beside, now);
    const block = beside.place === 'waiting' ? 'waits' : room.blocks([companion.function]);
    const since = beside.placeSince ?? now;
    const { duoId } = beside;
    if (block) await setPlace(tx, beside, companion.id, { place: 'waiting', since, duoId });
    else await setPlace(tx, beside, companion.id, companion.answer === 'yes' ? { place: 'confirmed', since, duoId } : { place: 'offered', since, offerUntil: earlier(this.partnerUntil(rules.partnerDays), startsAt), duoId });
    const blockedBy = block === null ? null : block === 'waits' ? null : blockInWords(block, room.limits);
    await logMoves(tx, beside, [{ invitationId: companion.id, move: block ? 'listed' : companion.answer === 'yes' ? 'placed' : 'offered', blockedBy }], { by: BIJEEN, now });
  }

  /** Until when a partner in a duo can be named or confirmed: the end of that working day. */
  partnerUntil(workingDays: number): Date {
    return firstInstantInAmsterdam(addWorkingDays(dayInAmsterdam(this.clock.now()), workingDays), '23:59');
  }

  /**
   * Brings the places up to date: offers that went by are taken back, half duos end, and whoever is next in line gets an offer, each
   * with one mail. Says how many mails that were. Again does nothing.
   * @param by as in `CheckedMails.write`: whoever of the organisation brought this about
   * @throws DomainError `mail.blocked`
   */
  async settle(tx: EntityManager, ref: MeetingRef, by: Tenant | Actor = ref): Promise<number> {
    const now = this.clock.now();
    const before = await loadPlaces(tx, ref, now);
    const lapsed = before.firstOfferEnds !== null && before.firstOfferEnds <= now ? await lapseOffers(tx, ref, now) : [];
    await losePartners(tx, ref, lapsed.flatMap(({ duoId }) => duoId ?? []), this.partnerUntil(before.rules.partnerDays));
    if (before.firstPartnerDue !== null && before.firstPartnerDue <= now) await endHalfDuos(tx, ref, now);
    const { meeting, host } = await meetingWithHost(tx, ref.organisationId, ref.meetingId);
    const gone = await this.tell(tx, ref, lapsed, { by, kind: 'offer-over', move: 'lapsed', content: offerOverMail({ meeting, host }) });
    const open = refusalToAnswer(meeting, now, true) === null && meeting.startsAt > now;
    const until = earlier(addWorkingHours(now, before.rules.offerHours), meeting.startsAt);
    const next = open ? await this.next(tx, ref) : [];
    const offered = next.length > 0 ? await offerPlaces(tx, ref, next, until) : [];
    const told = await this.tell(tx, ref, inOrderOf(next, offered), { by, kind: 'offer', move: 'offered', content: offerMail({ meeting, host, until }) });
    await this.lookAgain(tx, ref);
    return gone + told;
  }

  /** Whoever is next in line and for whom there is room, in order. */
  private async next(tx: EntityManager, ref: MeetingRef): Promise<string[]> {
    const parties = await waitingParties(tx, ref, this.clock.now());
    if (parties.length === 0) return [];
    const { room } = await loadPlaces(tx, ref, this.clock.now());
    return nextInLine(room, parties).flatMap(({ members }) => members);
  }

  private async lookAgain(tx: EntityManager, ref: MeetingRef): Promise<void> {
    const now = this.clock.now();
    const { firstOfferEnds, firstPartnerDue, rules, lookAt } = await loadPlaces(tx, ref, now);
    const moments = [firstOfferEnds, firstPartnerDue, protectionEnds(rules.protectedUntil)].filter((moment) => moment !== null && moment > now) as Date[];
    const next = moments.length > 0 ? new Date(Math.min(...moments.map((moment) => moment.getTime()))) : null;
    if (next?.getTime() !== lookAt?.getTime()) await lookAgainAt(tx, ref, next);
  }

  private async tell(tx: EntityManager, ref: MeetingRef, guests: MovedGuest[], { by, kind, move, content }: { by: Tenant | Actor; kind: 'offer' | 'offer-over'; move: Move; content: MailContent }): Promise<number> {
    if (guests.length === 0) return 0;
    await logMoves(tx, ref, guests.map(({ id }) => ({ invitationId: id, move })), { by: BIJEEN, now: this.clock.now() });
    const links = await this.links.forMails(tx, ref, guests.map(({ id }) => id));
    const recipients = guests.map((guest) => ({
      invitationId: guest.id, recipientKey: guest.contactId, address: guest.email, name: guest.displayName,
      values: personValues(guest), links: links.get(guest.id)!, calendar: null, revision: guest.moves,
    }));
    return (await this.mails.write(tx, by, [{ meetingId: ref.meetingId, kind, variant: '', content, recipients }])).written;
  }
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

/** The rows of an update come back in any order. */
function inOrderOf(ids: string[], guests: MovedGuest[]): MovedGuest[] {
  return ids.flatMap((id) => guests.find((guest) => guest.id === id) ?? []);
}
