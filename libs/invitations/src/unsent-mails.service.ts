import { CheckedMails, type MailKind, type MailRecipient } from '@bijeen/mail';
import { type Actor, Clock, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Host, MeetingFacts } from './answer.queries.js';
import { AudienceService } from './audience.service.js';
import { CalendarItems } from './calendar-items.js';
import type { Partstat } from './mails/calendar-item.js';
import { meetingValues } from './mails/mail-values.js';
import { type ChangeStanding, meetingWithHost, type ToldGuest } from './meeting-mails.queries.js';
import { giveNewFacts, giveNewItems, giveNewJourneys, lockUnsent, textsThatWait, type UnsentMail } from './unsent-mails.queries.js';

/** A guest whose item in the calendar moves along. */
export type MovedItem = ToldGuest & { standing: ChangeStanding };

/** Whoever gets one of these reads when and where it is; a mail about the change besides would be the second. */
const TELLS: readonly MailKind[] = ['invitation', 'asked-again', 'confirmation', 'change'];

/** Before one of these nobody knows of the meeting, or of its date. */
const ASKS: readonly MailKind[] = ['invitation', 'asked-again'];

/** Minutes per municipality. */
export type Journeys = Record<string, number>;

/** Another venue: how far it is, and in which place the former one was. */
export interface OtherVenue {
  minutes: Journeys;
  from: string;
}

/** What a change of the meeting did to mails that had not left. */
export interface Rewritten {
  mails: number;
  /** Guests who read how it is now in a mail that still waits. */
  told: ReadonlySet<string>;
  /** Guests whose first mail is being sent just now: nobody knows yet whether it leaves as it was. */
  onTheirWay: ReadonlySet<string>;
}

/** Mails that stand in the ledger and have not left: when their meeting changes they say how it is now (docs/decisions/0013). */
@Injectable()
export class UnsentMails {
  constructor(
    private readonly checked: CheckedMails,
    private readonly items: CalendarItems,
    private readonly audience: AudienceService,
    private readonly clock: Clock,
  ) {}

  /** How far everybody travels to a venue; ask for it before a transaction is opened. */
  async journeysTo(venuePostcode4: string): Promise<Journeys> {
    return Object.fromEntries([...(await this.audience.travelTimes({ venuePostcode4 }))].map(([code, { minutes }]) => [code, minutes]));
  }

  /**
   * Writes them anew, in the transaction of a change during which the sender stands still (`MailLedger.hold`), after the meeting itself and the items of its guests have changed. As many statements for five thousand mails as for five. Key and
   * Message-ID stay (R4, R6): it is the same mail, that nobody has.
   * @param by as in `CheckedMails.write`
   * @throws DomainError `mail.blocked`
   */
  async rewrite(tx: EntityManager, by: Tenant | Actor, meetingId: string, { moved, venue = null }: { moved: MovedItem[]; venue?: OtherVenue | null }): Promise<Rewritten> {
    const { organisationId } = by;
    const unsent = await lockUnsent(tx, organisationId, meetingId, this.clock.now());
    const about = await meetingWithHost(tx, organisationId, meetingId);
    const mails = await giveNewFacts(tx, organisationId, meetingId, meetingValues(about.meeting));
    if (venue) await giveNewJourneys(tx, organisationId, meetingId, { ...venue, to: about.meeting.venuePlace });
    if (mails > 0) this.checked.check(by, await textsThatWait(tx, organisationId, meetingId));
    await giveNewItems(tx, organisationId, this.itemsOf(unsent.filter(({ hasItem, leaves }) => hasItem && leaves), moved, about));
    const guestsOf = (mailsOf: UnsentMail[]): Set<string> => new Set(mailsOf.flatMap(({ invitationId }) => invitationId ?? []));
    return { mails, told: guestsOf(unsent.filter(tells)), onTheirWay: guestsOf(unsent.filter(({ kind, onItsWay }) => onItsWay && ASKS.includes(kind))) };
  }

  private itemsOf(unsent: UnsentMail[], moved: MovedItem[], about: { meeting: MeetingFacts; host: Host }): { id: string; calendar: MailRecipient['calendar'] }[] {
    const guests = new Map(moved.map((guest) => [guest.id, guest]));
    return unsent.flatMap(({ id, kind, invitationId }) => {
      const guest = guests.get(invitationId ?? '');
      return guest?.stamp ? [{ id, calendar: this.items.forMail({ method: 'REQUEST', uid: guest.uid, sequence: guest.sequence, stamp: guest.stamp }, guest, { ...about, partstat: partstatOf(kind, guest) }) }] : [];
    });
  }
}

function tells({ kind, onItsWay, leaves }: UnsentMail): boolean {
  return TELLS.includes(kind) && leaves && !onItsWay;
}

/** What the guest had said, as the mail that waits says it. */
function partstatOf(kind: MailKind, { standing }: MovedItem): Partstat {
  if (standing === 'comes') return 'ACCEPTED';
  return kind === 'confirmation' ? 'TENTATIVE' : 'NEEDS-ACTION';
}
