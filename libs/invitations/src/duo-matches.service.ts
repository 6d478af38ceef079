import { MailLedger } from '@bijeen/mail';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, DomainError, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { CompanionMails } from './companion-mails.js';
import type { MatchDuo } from './companion-input.js';
import { joinDuo, type Seeker, seekers } from './duo.queries.js';
import { PlacesDesk } from './places-desk.js';

/** Makes duos out of guests of one municipality who each look for somebody to come with. */
@Injectable()
export class DuoMatches {
  constructor(
    private readonly db: TenantDatabase,
    private readonly desk: PlacesDesk,
    private readonly mails: CompanionMails,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  /** Whoever looks for a partner, by municipality. @throws DomainError `meeting.not-found` */
  async seekers(actor: Tenant, meetingId: string): Promise<Seeker[]> {
    return this.db.transaction(actor, async (tx) => seekers(tx, { organisationId: actor.organisationId, meetingId: (await loadMeeting(tx, meetingId)).id }));
  }

  /** These two come together from now on, and both hear so. @throws DomainError `duo.not-seeking`, `duo.other-municipality`, `meeting.closed`, `meeting.not-found` */
  async match(actor: Actor, meetingId: string, { one, other }: MatchDuo): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      if (meeting.state === 'cancelled' || meeting.isOver) throw new DomainError('meeting.closed');
      const ref = { organisationId: actor.organisationId, meetingId };
      const found = await seekers(tx, ref);
      const [first, second] = [one, other].map((id) => found.find((each) => each.id === id));
      if (!first || !second) throw new DomainError('duo.not-seeking');
      if (first.municipalityCode === null || first.municipalityCode !== second.municipalityCode) throw new DomainError('duo.other-municipality');
      await joinDuo(tx, ref, [one, other], { duoId: null, now: this.clock.now() });
      await this.mails.tell(tx, ref, one, { what: 'matched', who: second.name });
      await this.mails.tell(tx, ref, other, { what: 'matched', who: first.name });
      await this.desk.settle(tx, ref);
      await audit(tx, actor, 'duo.matched', { kind: 'meeting', id: meetingId }, { one, other });
    });
    await this.ledger.wake(actor.organisationId);
  }
}
