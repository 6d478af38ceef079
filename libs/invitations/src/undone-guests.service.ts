import { Clock } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { moveExpiry } from './links.queries.js';
import { MeetingMails } from './meeting-mails.service.js';
import type { WhichMove } from './moved-guests.queries.js';
import { mailsSince, releaseMails, takeBackMails } from './moved-mails.queries.js';
import { answeredSince, restoreGuests } from './undone-guests.queries.js';
import { WISH_DAYS_AFTER_MEETING } from './wishes.service.js';

/** A move whose mails may still wait. `revision` is that of the meeting since then. */
export interface WaitingMove extends WhichMove {
  revision: number;
  at: Date;
}

/** What has become of a move so far. */
export interface SinceMove {
  /** A mail about it has left, or may have. */
  left: boolean;
  /** Other mails name the new date by now, invitations for instance. */
  others: boolean;
  /** Mails about it that still wait. */
  waiting: number;
  /** Mails about it that wait until somebody has looked at them. */
  drafts: number;
  /** Guests who have answered to the new date. */
  answered: number;
}

/** What happens to guests between a move and its mails, and when it is taken back (docs/decisions/0013). In the transaction of the caller. */
@Injectable()
export class UndoneGuests {
  constructor(
    private readonly mails: MeetingMails,
    private readonly clock: Clock,
  ) {}

  /** How things stand since the move. */
  async since(tx: EntityManager, move: WaitingMove): Promise<SinceMove> {
    return { ...(await mailsSince(tx, move, move)), answered: await answeredSince(tx, move) };
  }

  /** Lets the mails of the move leave now. Says how many. */
  async release(tx: EntityManager, move: WaitingMove): Promise<number> {
    return releaseMails(tx, move, { ...move, now: this.clock.now() });
  }

  /** Takes the mails of the move out of the ledger and lets everybody stand as before; to be called before the meeting itself goes back. */
  async takeBack(tx: EntityManager, move: WaitingMove): Promise<void> {
    await takeBackMails(tx, move, move);
    await restoreGuests(tx, move, move.at);
  }

  /** Puts right what hangs on the date, which the meeting has again. Whoever answered to the other date and comes is told, with the calendar. Taking back never fails on a mistake in a mail. Says how many. */
  async settle(tx: EntityManager, move: WaitingMove): Promise<number> {
    await moveExpiry(tx, move.organisationId, move.meetingId, WISH_DAYS_AFTER_MEETING);
    return (await this.mails.writeChangeMails(tx, { organisationId: move.organisationId }, move.meetingId, { answeredSince: move.id })).written;
  }
}
