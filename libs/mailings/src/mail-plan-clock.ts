import { Clock, DueWork, Logger, TenantDatabase } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MailPlanRunner } from './mail-plan-runner.js';
import { duePlans } from './planned-mail.queries.js';

/** Looks every few seconds which planned mails are due, and lets them leave. */
@Injectable()
export class MailPlanClock implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly dueWork: DueWork,
    private readonly clock: Clock,
    private readonly runner: MailPlanRunner,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('planned mail', async () => this.runDue());
  }

  /**
   * Settles every planned mail whose moment has come, each in its own transaction; says how many. One that fails keeps no other from
   * leaving: it stays due and is tried again at the next turn.
   */
  async runDue(): Promise<number> {
    const due = await this.db.asWorker(async (tx) => duePlans(tx, this.clock.now()));
    let settled = 0;
    for (const plan of due) {
      try {
        if (await this.runner.settleDue(plan)) settled += 1;
      } catch (error) {
        this.logger.error(`Planned mail ${plan.id} stays due and is tried again at the next turn`, error, 'MailPlanClock');
      }
    }
    return settled;
  }
}
