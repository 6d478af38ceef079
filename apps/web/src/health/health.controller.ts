import { Controller, Get, Res } from '@nestjs/common';
import { MailLedger } from '@bijeen/mail';
import { Queues } from '@bijeen/platform';
import type { FastifyReply } from 'fastify';
import { Policy } from '../security/policy.js';

/** For whoever watches over the processes: alive, and able to work. */
@Controller('health')
@Policy('public')
export class HealthController {
  constructor(
    private readonly ledger: MailLedger,
    private readonly queues: Queues,
  ) {}

  /** The process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Database, queue, and how many seconds the oldest due mail has been waiting; 503 when database or queue does not answer. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const [mailLagSeconds, queue] = await Promise.all([this.ledger.lag().catch(() => null), this.queues.ready()]);
    const database = mailLagSeconds !== null;
    const ok = database && queue;
    if (!ok) reply.status(503);
    return { status: ok ? 'ok' : 'not-ready', database, queue, mailLagSeconds };
  }
}
