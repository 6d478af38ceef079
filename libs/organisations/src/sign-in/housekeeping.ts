import { Clock, DueWork, stopwatch, TenantDatabase } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RateLimits } from './rate-limits.js';

/** Once in this many milliseconds is enough. */
const PAUSE = 60_000;

/** Throws away what signing in leaves behind: ended sessions, links that were never used, tries that no longer count. */
@Injectable()
export class SignInHousekeeping implements OnModuleInit {
  private next = 0;

  constructor(
    private readonly due: DueWork,
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
  ) {}

  onModuleInit(): void {
    this.due.register('ended sign-ins', async () => {
      if (stopwatch() >= this.next) await this.sweep();
    });
  }

  /** Returns how many rows went. */
  async sweep(): Promise<number> {
    this.next = stopwatch() + PAUSE;
    const now = this.clock.real();
    const gone = await this.db.shared(async (tx) => [
      await tx.query<[unknown[], number]>('delete from session where expires_at < $1', [now]),
      await tx.query<[unknown[], number]>('delete from verification where expires_at < $1', [now]),
    ]);
    return gone.reduce((all, [, rows]) => all + rows, await this.limits.sweep());
  }
}
