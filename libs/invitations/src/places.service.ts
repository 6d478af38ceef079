import { MailLedger } from '@bijeen/mail';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { inOrder, loadPlaces, lockMeeting, logMoves, type MeetingRef, PlaceRule, type Places, type SetFirst, type SetPlaceRules, turnOf, type Turn, waitingParties } from '@bijeen/places';
import { type Actor, audit, Clock, dayInAmsterdam, DomainError, isUuid, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PlacesDesk } from './places-desk.js';
import { type PlaceLine, placeLines, type PlaceMoveLine, placeMoves } from './places.queries.js';

/** A party on the waiting list, as an organiser sees it. */
export interface WaitingLine {
  turn: Turn;
  first: boolean;
  since: Date;
  people: PlaceLine[];
}

/** The places of a meeting: what is asked of them, who has one, who waits in which order, and what happened. */
export interface PlacesBoard extends Places {
  meeting: Meeting;
  offered: PlaceLine[];
  waiting: WaitingLine[];
  /** The newest first. */
  moves: PlaceMoveLine[];
}

/** So many moves a page shows; the log keeps them all. */
const NEWEST = 50;

/** For whom the places of a meeting are, and who waits (L2, R15). */
@Injectable()
export class PlacesService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly desk: PlacesDesk,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  /** How it stands; changes nothing. @throws DomainError `meeting.not-found` */
  async find(actor: Tenant, meetingId: string): Promise<PlacesBoard> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const ref = { organisationId: actor.organisationId, meetingId };
      const places = await loadPlaces(tx, ref, this.clock.now());
      const lines = new Map((await placeLines(tx, ref)).map((line) => [line.id, line]));
      const parties = inOrder(await waitingParties(tx, ref, this.clock.now()));
      const waiting = parties.map((party) => ({ turn: turnOf(party), first: party.first, since: party.since, people: party.members.map((id) => lines.get(id)!) }));
      const offered = [...lines.values()].filter(({ place }) => place === 'offered');
      return { ...places, meeting, offered, waiting, moves: await placeMoves(tx, ref, NEWEST) };
    });
  }

  /**
   * Says for whom the places are. Nobody loses a place by it; whoever fits now gets an offer.
   * @throws DomainError `input.invalid` with a sentence per field, `meeting.not-found`, `meeting.closed`, `meeting.already-started`
   */
  async setRules(actor: Actor, meetingId: string, wish: SetPlaceRules): Promise<PlacesBoard> {
    await this.act(actor, meetingId, async (tx, meeting) => {
      const problems = problemsOf(wish, meeting, this.clock.now());
      if (Object.keys(problems).length > 0) throw new DomainError('input.invalid', {}, problems);
      const { protectedSeats = null, protectedUntil = null, ceilings, offerHours, partnerDays, onlyDecidingSubstitutes } = wish;
      const rules = { protectedSeats, protectedUntil, ceilings: JSON.parse(JSON.stringify(ceilings)) as PlaceRule['ceilings'], offerHours, partnerDays, onlyDecidingSubstitutes };
      await tx.upsert(PlaceRule, { organisationId: actor.organisationId, meetingId, ...rules }, ['organisationId', 'meetingId']);
      await audit(tx, actor, 'places.rules-set', { kind: 'meeting', id: meetingId }, rules);
    });
    return this.find(actor, meetingId);
  }

  /** Lets somebody who waits go before all others, or no longer; the reason is kept. @throws DomainError `places.not-waiting`, and as `setRules` */
  async setFirst(actor: Actor, { meetingId, invitationId }: { meetingId: string; invitationId: string }, { first, reason }: SetFirst): Promise<void> {
    await this.act(actor, meetingId, async (tx) => {
      const [, changed]: [unknown, number] = isUuid(invitationId)
        ? await tx.query(
          `update invitation i set place_priority = $4 where i.organisation_id = $1 and i.meeting_id = $2 and i.place = 'waiting'
             and (i.id = $3 or i.duo_id = (select duo_id from invitation where organisation_id = $1 and id = $3 and place = 'waiting'))`,
          [actor.organisationId, meetingId, invitationId, first ? 1 : 0],
        )
        : [null, 0];
      if (changed === 0) throw new DomainError('places.not-waiting');
      await logMoves(tx, { organisationId: actor.organisationId, meetingId }, [{ invitationId, move: first ? 'first' : 'not-first', reason }], { by: actor.name, now: this.clock.now() });
      await audit(tx, actor, first ? 'places.let-first' : 'places.not-first', { kind: 'invitation', id: invitationId }, { reason });
    });
  }

  /** Brings the places of a meeting up to date, for the clock. */
  async settle(ref: MeetingRef): Promise<void> {
    const mails = await this.db.transaction(ref, async (tx) => {
      await lockMeeting(tx, ref);
      return this.desk.settle(tx, ref);
    });
    if (mails > 0) await this.ledger.wake(ref.organisationId);
  }

  private async act(actor: Actor, meetingId: string, work: (tx: EntityManager, meeting: Meeting) => Promise<void>): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      if (meeting.state === 'cancelled' || meeting.isOver) throw new DomainError('meeting.closed');
      if (meeting.startsAt <= this.clock.now()) throw new DomainError('meeting.already-started');
      await work(tx, meeting);
      await this.desk.settle(tx, { organisationId: actor.organisationId, meetingId }, actor);
    });
    await this.ledger.wake(actor.organisationId);
  }
}

/** What cannot be asked of the places of this meeting, per field. */
function problemsOf({ protectedSeats, protectedUntil }: SetPlaceRules, { capacity, startsAt }: Meeting, now: Date): Record<string, string> {
  if (protectedSeats === undefined) return {};
  const day = protectedUntil!;
  return {
    ...(capacity === null && { protectedSeats: 'Deze bijeenkomst heeft geen grens aan het aantal plaatsen. Vul die eerst in bij de gegevens van de bijeenkomst.' }),
    ...(capacity !== null && protectedSeats > capacity && { protectedSeats: `${capacity === 1 ? 'Er is maar 1 plaats' : `Er zijn maar ${capacity} plaatsen`}. Bescherm er minder.` }),
    ...(day < dayInAmsterdam(now) && { protectedUntil: 'Deze dag is al geweest. Kies een dag die nog komt.' }),
    ...(day >= dayInAmsterdam(startsAt) && { protectedUntil: 'Kies een dag vóór de bijeenkomst. Dan kan wie wacht nog komen.' }),
  };
}
