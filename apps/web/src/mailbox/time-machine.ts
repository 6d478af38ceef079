import { Clock, DueWork, longMoment, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';

/** A moment to travel to with one press. */
export interface Destination {
  label: string;
  now: Date;
}

const DAY = 24 * 60 * 60 * 1000;
/** How long a traveller waits for the work that became due, in milliseconds. */
const PATIENCE = 30_000;

/** Moves the clock of this installation and lets everything happen that is due by then. Only for trying things out. */
@Injectable()
export class TimeMachine {
  constructor(
    private readonly clock: Clock,
    private readonly dueWork: DueWork,
    private readonly db: TenantDatabase,
  ) {}

  get now(): Date {
    return this.clock.now();
  }

  get travelled(): boolean {
    return this.clock.travelled;
  }

  /** Where people want to go: to the next planned mail, a day on, a week on. */
  async destinations(): Promise<Destination[]> {
    const now = this.clock.now();
    const next = await this.nextDue(now);
    return [
      ...(next ? [{ label: `Naar de volgende mail: ${longMoment(next)}`, now: next }] : []),
      { label: 'Een dag verder', now: new Date(now.getTime() + DAY) },
      { label: 'Een week verder', now: new Date(now.getTime() + 7 * DAY) },
    ];
  }

  /** Makes `moment` the present, or the real present when it is null; says whether all that was due got done in time. */
  async travelTo(moment: Date | null): Promise<{ now: Date; done: boolean }> {
    if (moment) this.clock.travelTo(moment);
    else this.clock.comeBack();
    const done = await Promise.race([this.dueWork.runUntilNothingIsDue().then(() => true), patience()]);
    return { now: this.clock.now(), done };
  }

  private async nextDue(now: Date): Promise<Date | null> {
    const [{ next }] = await this.db.asWorker(async (tx) =>
      tx.query(
        `select min(moment) as next from (
           select min(due_at) as moment from planned_mail where state = 'planned' and due_at > $1
           union all
           select min(next_try_at) from outgoing_mail where state in ('queued', 'deferred') and next_try_at > $1
         ) coming`,
        [now],
      ),
    );
    return next;
  }
}

async function patience(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE).unref());
}
