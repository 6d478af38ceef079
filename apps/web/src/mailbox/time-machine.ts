import { Clock, DueWork, longMoment, stopwatch, TenantDatabase } from '@bijeen/platform';
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
  private underway: Promise<void> = Promise.resolve();

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

  /**
   * Makes `moment` the present, or the real present when it is null; says whether all that was due got done in time. On the way it stops
   * at every moment at which something is due: a reminder of three weeks ago would otherwise be too late to leave. One traveller at a time.
   */
  async travelTo(moment: Date | null): Promise<{ now: Date; done: boolean }> {
    const journey = this.underway.then(async () => this.go(moment));
    this.underway = journey.then(() => undefined, () => undefined);
    return { done: await journey, now: this.clock.now() };
  }

  private async go(moment: Date | null): Promise<boolean> {
    const deadline = stopwatch() + PATIENCE;
    if (!moment) this.clock.comeBack();
    else if (!(await this.stopOnTheWay(moment, deadline))) return false;
    else this.clock.travelTo(moment);
    return this.settle(deadline);
  }

  /** Asks anew at every stop, because what leaves there may plan or move what comes after it. False when time is up: then it stays there. */
  private async stopOnTheWay(moment: Date, deadline: number): Promise<boolean> {
    while (await this.settle(deadline)) {
      const stop = await this.nextDue(this.clock.now());
      if (!stop || stop >= moment) return true;
      this.clock.travelTo(stop);
    }
    return false;
  }

  /** Does what is due now, and what comes of that. False when time is up. */
  private async settle(deadline: number): Promise<boolean> {
    while (stopwatch() < deadline) if ((await this.dueWork.run()) === 0) return true;
    return false;
  }

  /** Rounded up to what a Date can hold: rounded down it would be due again and again. */
  private async nextDue(now: Date): Promise<Date | null> {
    const [{ next }] = await this.db.asWorker(async (tx) =>
      tx.query(
        `select date_trunc('milliseconds', min(moment) + interval '999 microseconds') as next from (
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
