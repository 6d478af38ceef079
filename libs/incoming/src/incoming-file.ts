import { Clock, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Judgement, ReceivedKind, Whose } from './incoming-mail.js';
import { settleIncoming, type TakenIn } from './incoming.queries.js';
import { insertReceived } from './received.queries.js';

/** What an organisation keeps of a mail. */
export interface Filing extends Judgement {
  kind: ReceivedKind;
  from: string | null;
  subject: string | null;
  body: string | null;
  absentUntil: string | null;
  /** What changes because of it, in the transaction that settles the mail; what it answers, counts. */
  effect?: (tx: EntityManager, now: Date) => Promise<Judgement>;
}

/** Settles mails: what changes because of one, what is kept of it, and that it was dealt with are one transaction (F31). */
@Injectable()
export class IncomingFile {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** Files a mail for its organisation. Nothing happens when somebody else has it by now. */
  async file(taken: TakenIn, about: Whose, filing: Filing): Promise<void> {
    const now = this.clock.now();
    await this.db.asWorker(async (tx) => {
      if (!(await settleIncoming(tx, taken, { quarantinedFor: filing.verdict === 'quarantined' ? about : null, reason: filing.reason, now }))) return;
      await tx.query(`select set_config('app.worker', '', true), set_config('app.organisation_id', $1, true)`, [about.organisationId]);
      const judgement = await filing.effect?.(tx, now);
      await insertReceived(tx, { id: taken.id, receivedAt: taken.receivedAt, about, filing: { ...filing, ...judgement } });
    });
  }

  /** Settles a mail of which nothing is filed: it belongs to nobody, or it is put aside for whom it belongs to. */
  async drop(taken: TakenIn, reason: string, quarantinedFor: Whose | null = null): Promise<void> {
    await this.db.asWorker(async (tx) => settleIncoming(tx, taken, { quarantinedFor, reason, now: this.clock.now() }));
  }
}
