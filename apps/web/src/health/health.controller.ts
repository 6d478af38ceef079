import { Controller, Get, Res } from '@nestjs/common';
import { MailLedger, RelayRefusals, RestoreGuard } from '@bijeen/mail';
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
    private readonly guard: RestoreGuard,
    private readonly refusals: RelayRefusals,
  ) {}

  /** The process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * Database, queue, how many seconds the oldest due mail has been waiting, whether mail stands still after a restored backup, and what the relay
   * refuses about us (its words are for who runs Bijeen: `mail:doctor` and the log have them); 503 when database or queue does not answer.
   */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const [mailLagSeconds, queue, mailHeld, relayRefuses] = await Promise.all([
      this.ledger.lag().catch(() => null),
      this.queues.ready(),
      this.guard.heldSomewhere().catch(() => null),
      this.refusals.list().then((all) => all.map(({ senderDomain, cause, since }) => ({ senderDomain, cause, since })), () => null),
    ]);
    const database = mailLagSeconds !== null;
    const ok = database && queue;
    if (!ok) reply.status(503);
    return { status: ok ? 'ok' : 'not-ready', database, queue, mailLagSeconds, mailHeld, relayRefuses };
  }
}
