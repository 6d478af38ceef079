import { Clock, DueWork, Logger, TenantDatabase } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DecisionRequests } from './decision-requests.js';
import { quorumsToLookAt } from './decisions.queries.js';

/** Looks every working day at nine whether a meeting waits for a decision, and asks for it by mail until there is one. */
@Injectable()
export class DecisionClock implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly requests: DecisionRequests,
    private readonly clock: Clock,
    private readonly dueWork: DueWork,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('decisions', async () => this.runDue());
  }

  /** Says at how many meetings it looked. One that fails keeps no other from its turn. */
  async runDue(): Promise<number> {
    const due = await this.db.asWorker(async (tx) => quorumsToLookAt(tx, this.clock.now()));
    let looked = 0;
    for (const one of due) {
      try {
        const asked = await this.db.transaction(one, async (tx) => this.requests.look(tx, one));
        looked += 1;
        if (asked) await this.requests.wake(one.organisationId);
      } catch (error) {
        this.logger.error(`The decision about meeting ${one.meetingId} is looked at again at the next turn`, error, 'DecisionClock');
      }
    }
    return looked;
  }
}
