import { DueWork } from '@bijeen/platform';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';

/** Milliseconds between two looks at what is due. */
const PAUSE = 2_000;

/**
 * Looks every few seconds in PostgreSQL for work that is due. A plain timer and no queue job, because a job dies with its queue
 * (R5). The next look starts when the one before is over, so it never overlaps itself.
 */
@Injectable()
export class ClockTick implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly dueWork: DueWork) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => void this.tick(), 0);
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async tick(): Promise<void> {
    await this.dueWork.run();
    if (!this.stopped) this.timer = setTimeout(() => void this.tick(), PAUSE);
  }
}
