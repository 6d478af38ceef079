import { createHash } from 'node:crypto';
import { ReturnAddresses, type ReturnPurpose } from '@bijeen/mail';
import { Clock, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { Envelope, Whose } from './incoming-mail.js';
import { insertIncoming, takeWaiting, type TakenIn, whoseInvitations, whoseMails } from './incoming.queries.js';

/** Where mail that comes in is kept until somebody has looked at it. */
@Injectable()
export class IncomingMailStore {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly addresses: ReturnAddresses,
  ) {}

  /** Keeps a mail; returns after the commit. The same bytes for the same address are kept once (F31): says whether they are new. `size` when this is only its beginning. */
  async keep(raw: Buffer, envelope: Envelope, size = raw.length): Promise<boolean> {
    const digest = createHash('sha256').update(raw).digest();
    return this.db.asWorker(async (tx) => insertIncoming(tx, { raw, digest, size, now: this.clock.now() }, envelope));
  }

  /** Whether this is an address of ours, on which mail may come in. All others are none of our business: we pass nothing on. */
  accepts(recipient: string): boolean {
    return this.addresses.read(recipient) !== undefined;
  }

  /** Takes waiting mails, oldest first, each with whom it belongs to: nobody when we never made its address, or when what it was made for is gone. */
  async take(most: number): Promise<{ mail: TakenIn; whose: Whose | undefined }[]> {
    return this.db.asWorker(async (tx) => {
      const taken = (await takeWaiting(tx, most)).map((mail) => ({ mail, to: this.addresses.read(mail.recipient) }));
      const ids = (purpose: ReturnPurpose): string[] => taken.flatMap(({ to }) => (to?.purpose === purpose ? to.id : []));
      const owners = { bounce: await whoseMails(tx, ids('bounce')), reply: await whoseInvitations(tx, ids('reply')) };
      return taken.map(({ mail, to }) => ({ mail, whose: to && owners[to.purpose].get(to.id) }));
    });
  }
}
