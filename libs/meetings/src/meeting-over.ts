import { type Actor, Clock, DueWork, TenantDatabase } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { loadMeeting, meetingsThatAreOver } from './meetings.queries.js';
import { MeetingsService } from './meetings.service.js';

/** Notices that a meeting to which people were invited is over, so that nobody has to say so. */
@Injectable()
export class MeetingOver implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly dueWork: DueWork,
    private readonly meetings: MeetingsService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('meetings that are over', async () => this.hold());
  }

  /** Every such meeting becomes `held`; says how many. A second process that looks at the same time finds them held already. */
  async hold(): Promise<number> {
    const over = await this.db.asWorker(async (tx) => meetingsThatAreOver(tx, this.clock.now()));
    for (const { id, organisationId } of over) {
      const bijeen: Actor = { organisationId, kind: 'system', id: null, name: 'Bijeen', role: 'owner' };
      await this.db.transaction(bijeen, async (tx) => {
        const meeting = await loadMeeting(tx, id, true);
        const stillDue = (meeting.state === 'inviting' || meeting.state === 'confirmed') && meeting.endsAt <= this.clock.now();
        if (stillDue) await this.meetings.move(tx, bijeen, meeting, { to: 'held', reason: null });
      });
    }
    return over.length;
  }
}
