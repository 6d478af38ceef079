import { InvitationLinks, type OpenedLink } from '@bijeen/invitations';
import { audit, Clock, DomainError } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DatePoll, type PollState, type Vote } from './date-poll.entity.js';
import type { CastVotes } from './date-poll-input.js';
import { ballotOf, type DateOption, optionsOf, saveBallot } from './date-poll.queries.js';
import { type GuestAtDates, guestAtDates } from './guest.queries.js';
import { guestActor } from './interest-list.js';

/** A poll as one guest sees it: the own answer, and nobody else's. */
export interface GuestPoll {
  guest: GuestAtDates;
  poll: Pick<DatePoll, 'introduction' | 'deadline'>;
  state: PollState;
  options: DateOption[];
  votes: Record<string, Vote>;
  answeredAt: Date | null;
}

/** Which dates a guest can make, by the personal link. */
@Injectable()
export class PollAnswers {
  constructor(
    private readonly links: InvitationLinks,
    private readonly clock: Clock,
  ) {}

  /** What the page shows; changes nothing (R1). @throws DomainError `date-poll.not-asked`, and as `InvitationLinks.open` */
  async show(tokenHash: Buffer | null): Promise<GuestPoll> {
    return this.links.open(tokenHash, 'answer', async (tx, link) => this.find(tx, link, false));
  }

  /** Keeps what the guest says about each date, in the place of what was said before. @throws DomainError `date-poll.closed`, `input.invalid`, `date-poll.not-asked`, and as `InvitationLinks.open` */
  async cast(tokenHash: Buffer | null, { votes, remark }: CastVotes): Promise<void> {
    await this.links.open(tokenHash, 'answer', async (tx, link) => {
      const { state, options, guest, pollId } = await this.find(tx, link, true);
      if (state !== 'open') throw new DomainError('date-poll.closed', { contact: guest.contactName });
      const missing = options.filter(({ id }) => !Object.hasOwn(votes, id));
      if (missing.length > 0) throw new DomainError('input.invalid', {}, Object.fromEntries(missing.map(({ id }) => [`votes.${id}`, 'Kies ja, als het moet, of nee.'])));
      const chosen = Object.fromEntries(options.map(({ id }) => [id, votes[id]!]));
      await saveBallot(tx, { organisationId: link.organisationId, pollId, invitationId: link.invitationId, votes: chosen, remark: remark ?? null, now: this.clock.now() });
      await audit(tx, guestActor(link), 'date-poll.answered', { kind: 'invitation', id: link.invitationId });
    });
  }

  /** Locked: the meeting first, then the poll, so that closing waits for who is answering, or the other way round. */
  private async find(tx: EntityManager, link: OpenedLink, lock: boolean): Promise<GuestPoll & { pollId: string }> {
    const guest = await guestAtDates(tx, link, lock);
    const ballot = await ballotOf(tx, link);
    const poll = ballot && (await tx.findOne(DatePoll, { where: { organisationId: link.organisationId, id: ballot.pollId }, ...(lock && { lock: { mode: 'pessimistic_read' } }) }));
    if (!poll) throw new DomainError('date-poll.not-asked');
    const { pollId, ...said } = ballot;
    return { guest, poll, pollId, state: poll.stateAt(this.clock.now(), guest), options: await optionsOf(tx, { organisationId: link.organisationId, pollId }), ...said };
  }
}
