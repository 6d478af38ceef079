import { DueWork, Logger } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IncomingFile } from './incoming-file.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { IncomingReader } from './incoming-reader.js';
import type { Whose } from './incoming-mail.js';
import type { TakenIn } from './incoming.queries.js';

const AT_A_TIME = 50;
const SIDE_BY_SIDE = 8;
const MOST_ATTEMPTS = 10;

/** Deals with the mail that waits: reads it, decides what it is, and settles it. */
@Injectable()
export class IncomingDesk implements OnModuleInit {
  constructor(
    private readonly store: IncomingMailStore,
    private readonly reader: IncomingReader,
    private readonly file: IncomingFile,
    private readonly dueWork: DueWork,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('incoming mail', async () => this.work());
  }

  /** Works until nothing waits; says how many mails were dealt with. What fails is tried again later, and in the end put aside. */
  async work(): Promise<number> {
    for (let handled = 0; ; ) {
      const taken = await this.store.take(AT_A_TIME);
      if (taken.length === 0) return handled;
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async () => {
        for (let next = taken.shift(); next; next = taken.shift(), handled += 1) await this.settle(next.mail, next.whose);
      }));
    }
  }

  private async settle(mail: TakenIn, whose: Whose | undefined): Promise<void> {
    try {
      if (!whose) return await this.file.drop(mail, 'Deze mail hoort bij niets dat wij verstuurden.');
      if (mail.attempt > MOST_ATTEMPTS) return await this.file.drop(mail, 'Deze mail kon telkens niet worden verwerkt.', whose);
      await this.file.file(mail, whose, await this.reader.read(mail, whose));
    } catch (error) {
      this.logger.error(`Mail ${mail.id} that came in is looked at again later`, error, 'IncomingDesk');
    }
  }
}
