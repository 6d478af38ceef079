import { createHmac } from 'node:crypto';
import { Clock, Config, DomainError, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';

/** How often something may be tried. */
export interface Limit {
  /** What is counted, such as `password`. */
  name: string;
  /** Whose tries are counted together, such as an address; kept only as a keyed hash. */
  of: string;
  most: number;
  minutes: number;
}

/** Counts tries in PostgreSQL, so that they count for all processes and a restart forgives nothing (R28). */
@Injectable()
export class RateLimits {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Counts one try against each limit. @throws DomainError `rate.too-many` that says how many seconds to wait. */
  async count(...limits: Limit[]): Promise<void> {
    const now = this.clock.now();
    let wait = 0;
    await this.db.shared(async (tx) => {
      for (const limit of limits) {
        const ends = new Date(now.getTime() + limit.minutes * 60_000);
        const [row] = await tx.query<{ tries: number; window_ends_at: Date }[]>(
          `insert into rate_limit as r (key, tries, window_ends_at) values ($1, 1, $2)
           on conflict (key) do update set
             tries = case when r.window_ends_at between $3 and $2 then r.tries + 1 else 1 end,
             window_ends_at = case when r.window_ends_at between $3 and $2 then r.window_ends_at else $2 end
           returning tries, window_ends_at`,
          [this.key(limit), ends, now],
        );
        if (row && row.tries > limit.most) wait = Math.max(wait, Math.ceil((row.window_ends_at.getTime() - now.getTime()) / 1000));
      }
    });
    if (wait > 0) throw new DomainError('rate.too-many', { seconds: wait });
  }

  /** Forgets the tries, after one that succeeded. */
  async forgive(limit: Limit): Promise<void> {
    await this.db.shared(async (tx) => tx.query('delete from rate_limit where key = $1', [this.key(limit)]));
  }

  /** Throws away what no longer counts; returns how many rows that were. */
  async sweep(): Promise<number> {
    const [, gone] = await this.db.shared(async (tx) => tx.query<[unknown[], number]>('delete from rate_limit where window_ends_at < $1', [this.clock.now()]));
    return gone;
  }

  private key({ name, of }: Limit): string {
    return createHmac('sha256', this.config.secretKey).update(`rate:${name}:${of}`).digest('base64url');
  }
}
