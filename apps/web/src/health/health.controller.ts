import { Controller, Get, Res } from '@nestjs/common';
import { Clock, Queues, TenantDatabase } from '@bijeen/platform';
import type { FastifyReply } from 'fastify';
import { Policy } from '../security/policy.js';

/** For whoever watches over the processes: alive, and able to work. */
@Controller('health')
@Policy('public')
export class HealthController {
  constructor(
    private readonly db: TenantDatabase,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** The process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Database, queue, and how many seconds the oldest due mail has been waiting; 503 when database or queue does not answer. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const [mailLagSeconds, queue] = await Promise.all([this.mailLag().catch(() => null), this.queues.ready()]);
    const database = mailLagSeconds !== null;
    const ok = database && queue;
    if (!ok) reply.status(503);
    return { status: ok ? 'ok' : 'not-ready', database, queue, mailLagSeconds };
  }

  private async mailLag(): Promise<number> {
    const now = this.clock.now();
    const [row] = await this.db.asWorker(async (tx) =>
      tx.query(`select extract(epoch from $1::timestamptz - min(next_try_at)) as seconds from outgoing_mail where state in ('queued', 'deferred') and next_try_at <= $1`, [now]),
    );
    return Math.round(Number(row.seconds ?? 0));
  }
}
