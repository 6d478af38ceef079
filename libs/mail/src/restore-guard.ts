import { type Actor, audit, Clock, Config, Logger, stopwatch, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { keepBeat, readBeat, type RememberedBeat } from './beat-file.js';
import { forgetRestore, type Heartbeat, heldMails, heldSince, lastSentAt, lockInstallation, makeUncertain, noteArrived, perhapsHeld, releaseMail, waitingMails, writeBeat } from './restore-guard.queries.js';
import { Relay } from './relay.js';

/** Milliseconds between two beats of a worker. */
const BETWEEN_BEATS = 30_000;
/** After a restore the beats go on far beyond what any worker may remember, so that it is noticed once. */
const FAR = 1_000_000;
const AT_A_TIME = 500;
const NO_MAIL = '00000000-0000-0000-0000-000000000000';

/** What an owner sees while sending stands still. */
export interface HeldMail {
  restoredAt: Date | null;
  lastSentAt: Date | null;
  waiting: { kind: string; meetingId: string | null; title: string | null; mails: number }[];
}

/**
 * Keeps a restored backup from sending what was sent already (R13; docs/decisions/0017). The statement that takes mails asks the database
 * itself; this class notices, writes down, and lets people decide.
 */
@Injectable()
export class RestoreGuard {
  private nextBeat = 0;
  private beating: Promise<void> | undefined;
  /** Organisations of which the relay was asked about everything that waits, and for which restore. */
  private readonly asked = new Map<string, number>();

  constructor(
    private readonly db: TenantDatabase,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly relay: Relay,
  ) {}

  /** A sign of life, now and then; notices when the database went back in time. Call it before sending. */
  async beat(): Promise<void> {
    if (stopwatch() < this.nextBeat) return;
    this.beating ??= this.beatOnce().finally(() => (this.beating = undefined));
    await this.beating;
  }

  /** Whether mail of this organisation stands still, and what waits; null when all is well. */
  async held({ organisationId }: Tenant): Promise<HeldMail | null> {
    return this.db.transaction({ organisationId }, async (tx) => {
      const { held, restoredAt } = await heldSince(tx, organisationId);
      return held ? { restoredAt, lastSentAt: await lastSentAt(tx, organisationId), waiting: await waitingMails(tx, organisationId) } : null;
    });
  }

  /** Whether mail of any organisation stands still, for /health/ready. */
  async heldSomewhere(): Promise<boolean> {
    for (const organisationId of await this.db.asWorker(async (tx) => perhapsHeld(tx))) {
      if ((await this.db.transaction({ organisationId }, async (tx) => heldSince(tx, organisationId))).held) return true;
    }
    return false;
  }

  /** A person says that mail may leave again: all that waits, or only after a look at each of them. Again is harmless. */
  async release(actor: Actor, how: 'all' | 'one-by-one'): Promise<void> {
    await this.beatOnce();
    await this.db.transaction(actor, async (tx) => {
      if (!(await releaseMail(tx, actor.organisationId))) return;
      const uncertain = how === 'one-by-one' ? await makeUncertain(tx, actor.organisationId, 'Er is een back-up teruggezet. Het is niet zeker of deze mail al verstuurd was.') : 0;
      await audit(tx, actor, 'mail.released-after-restore', { kind: 'organisation', id: actor.organisationId }, { how, uncertain });
    });
  }

  /** Whoever runs the installation says that all mail of all organisations may leave. Says of how many organisations mail was waiting. */
  async releaseAll(): Promise<number> {
    await this.beatOnce();
    const waiting = await this.db.asWorker(async (tx) => perhapsHeld(tx));
    await this.db.shared(async (tx) => forgetRestore(tx));
    for (const organisationId of waiting) {
      const actor: Actor = { organisationId, kind: 'system', id: null, name: 'mail:release', role: 'owner' };
      await this.db.transaction(actor, async (tx) => audit(tx, actor, 'mail.released-after-restore', { kind: 'organisation', id: organisationId }, { how: 'all' }));
    }
    return waiting.length;
  }

  /** Marks as sent what the relay says it had already, once for each organisation and restore. */
  async askRelay(organisationId: string): Promise<void> {
    const { held, restoredAt } = await this.db.transaction({ organisationId }, async (tx) => heldSince(tx, organisationId));
    if (!held || restoredAt === null || this.asked.get(organisationId) === restoredAt.getTime() || !this.relay.lookup.canBeAsked) return;
    for (let after = NO_MAIL, more = true; more; ) {
      const mails = await this.db.transaction({ organisationId }, async (tx) => heldMails(tx, organisationId, after, AT_A_TIME));
      const verdicts = await this.relay.lookup.ask(mails);
      const arrived = mails.filter(({ messageId }) => verdicts.get(messageId) === 'accepted').map(({ id }) => id);
      if (arrived.length > 0) await this.db.transaction({ organisationId }, async (tx) => noteArrived(tx, organisationId, arrived, this.clock.now()));
      more = mails.length === AT_A_TIME;
      after = mails.at(-1)?.id ?? after;
    }
    this.asked.set(organisationId, restoredAt.getTime());
  }

  private async beatOnce(): Promise<void> {
    const remembered = await readBeat(this.config.home);
    const kept = await this.db.shared(async (tx) => {
      const now = await lockInstallation(tx);
      const restored = wentBack(now, remembered);
      const beat = Math.max(now.beat, remembered?.id === now.id ? remembered.beat : 0) + (restored ? FAR : 1);
      await writeBeat(tx, beat, restored ? this.clock.now() : null);
      if (restored) this.logger.warn('The database was restored from a backup. No mail leaves until the owners of the organisations, or `mail:release`, say so.', 'RestoreGuard');
      return { id: now.id, beat };
    });
    await keepBeat(this.config.home, kept).catch((error: unknown) => this.logger.warn(`Cannot write in ${this.config.home}: a copied database would not be noticed. ${String(error)}`, 'RestoreGuard'));
    this.nextBeat = stopwatch() + BETWEEN_BEATS;
  }
}

function wentBack(now: Heartbeat, remembered: RememberedBeat | undefined): boolean {
  return now.restored || (remembered?.id === now.id && (remembered.copied || remembered.beat > now.beat));
}
