import { FUNCTION_LABELS } from '@bijeen/contacts';
import { InvitationLinks } from '@bijeen/invitations';
import { emailKey } from '@bijeen/mail';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, DomainError, DueWork, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type GuestAtDates, guestAtDates } from './guest.queries.js';
import { deleteInterest, eraseOldInterest, guestWithAddress, insertInvited, insertPerson, type InterestCount, type InterestLine, interestOf, isInterested, peopleWithoutInvitation, placesWithOldInterest } from './interest.queries.js';
import type { LeaveInterest } from './interest-input.js';

/** Interest is erased so many months after the meeting (AVG art. 5): by then there was a next one, or there is none. */
export const INTEREST_MONTHS_AFTER_MEETING = 12;

/** More people without an invitation are no audience but an attack. */
const MOST_FROM_PAGE = 1_000;

/** Whether a guest is on the list, for the page behind the link. */
export interface GuestInterest {
  guest: GuestAtDates;
  interested: boolean;
  /** The guest may come on the list now. */
  offered: boolean;
}

/** Who wants to hear of the next date (the "interesselijst"): guests by their old link, others by the public page. */
@Injectable()
export class InterestList implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly links: InvitationLinks,
    private readonly clock: Clock,
    private readonly dueWork: DueWork,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('interest to erase', async () => this.eraseDue());
  }

  /** What the pages behind the link show; changes nothing. @throws DomainError as `InvitationLinks.open` */
  async show(tokenHash: Buffer | null): Promise<GuestInterest> {
    return this.links.open(tokenHash, 'answer', async (tx, link) => {
      const guest = await guestAtDates(tx, link);
      return { guest, interested: await isInterested(tx, link), offered: mayLeaveInterest(guest) };
    });
  }

  /** A guest wants to hear of the next date; asking again changes nothing. @throws DomainError `interest.not-now`, and as `InvitationLinks.open` */
  async join(tokenHash: Buffer | null): Promise<void> {
    await this.links.open(tokenHash, 'answer', async (tx, link) => {
      if (!mayLeaveInterest(await guestAtDates(tx, link, true))) throw new DomainError('interest.not-now');
      const added = await insertInvited(tx, { ...link, remark: null, now: this.clock.now() });
      if (added) await audit(tx, guestActor(link), 'interest.left', { kind: 'invitation', id: link.invitationId });
    });
  }

  /** Takes a guest off the list, whatever became of the meeting. @throws DomainError as `InvitationLinks.open` */
  async leave(tokenHash: Buffer | null): Promise<void> {
    await this.links.open(tokenHash, 'answer', async (tx, link) => {
      if (await deleteInterest(tx, link)) await audit(tx, guestActor(link), 'interest.withdrawn', { kind: 'invitation', id: link.invitationId });
    });
  }

  /**
   * Keeps the interest of somebody without a link, in the transaction of the caller; once per address. Whoever was invited under that
   * address comes on the list as that guest. Says whether it is new: tell the person the same either way.
   */
  async add(tx: EntityManager, { organisationId, id: meetingId }: Pick<Meeting, 'organisationId' | 'id'>, person: LeaveInterest): Promise<{ added: boolean }> {
    const key = emailKey(person.email);
    const now = this.clock.now();
    const { name, email, function: functionText = null, organisation: organisationText = null, remark = null } = person;
    const invitationId = await guestWithAddress(tx, { organisationId, meetingId, emailKey: key });
    const added = invitationId === null
      ? await insertPerson(tx, { organisationId, meetingId, person: { name, email, emailKey: key, functionText, organisationText, remark }, now })
      : await insertInvited(tx, { organisationId, meetingId, invitationId, remark, now });
    return { added };
  }

  /** The same from the public page, while there is no date. @throws DomainError `interest.not-now`, `interest.too-many` */
  async addFromPage({ organisationId, meetingId }: { organisationId: string; meetingId: string }, person: LeaveInterest): Promise<void> {
    await this.db.transaction({ organisationId }, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      if (meeting.state !== 'postponed') throw new DomainError('interest.not-now');
      if ((await peopleWithoutInvitation(tx, { organisationId, meetingId })) >= MOST_FROM_PAGE) throw new DomainError('interest.too-many');
      await this.add(tx, meeting, person);
    });
  }

  /** Everybody on the list, with how many there are per function. */
  async list(tx: EntityManager, { organisationId }: Tenant, meetingId: string): Promise<{ items: InterestLine[]; counts: InterestCount[] }> {
    return interestOf(tx, { organisationId, meetingId });
  }

  /** Erases what is past its end, in every organisation; says how many people that were. */
  async eraseDue(): Promise<number> {
    const [now, months] = [this.clock.now(), INTEREST_MONTHS_AFTER_MEETING];
    const organisations = await this.db.asWorker(async (tx) => placesWithOldInterest(tx, months, now));
    let erased = 0;
    for (const organisationId of organisations) {
      const bijeen: Actor = { organisationId, kind: 'system', id: null, name: 'Bijeen', role: 'owner' };
      erased += await this.db.transaction(bijeen, async (tx) => {
        const people = await eraseOldInterest(tx, { organisationId, months, now });
        await audit(tx, bijeen, 'interest.erased', { kind: 'organisation', id: organisationId }, { people });
        return people;
      });
    }
    return erased;
  }
}

/** While there is no date, or for who could not come on this one: declining the date is not declining the subject. */
export function mayLeaveInterest({ state, answer, reason }: Pick<GuestAtDates, 'state' | 'answer' | 'reason'>): boolean {
  return state === 'postponed' || (answer === 'no' && reason === 'date');
}

/** What somebody on the list does, in words. */
export function interestedAs({ function: office, functionText }: Pick<InterestLine, 'function' | 'functionText'>): string {
  return office === null ? (functionText ?? 'Niet uitgenodigd') : FUNCTION_LABELS[office];
}

/** A guest as the one who acts. */
export function guestActor({ organisationId, invitationId }: { organisationId: string; invitationId: string }): Actor {
  return { organisationId, kind: 'invitee', id: invitationId, name: 'genodigde', role: 'viewer' };
}
