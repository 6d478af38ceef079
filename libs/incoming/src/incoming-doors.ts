import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { IncomingImap } from './incoming-imap.js';
import { IncomingSmtp } from './incoming-smtp.js';

/** The ways in: opened by the worker when it starts, closed before it stops. */
@Injectable()
export class IncomingDoors implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Where the SMTP server listens; nothing while it does not. */
  port: number | undefined;

  constructor(
    private readonly smtp: IncomingSmtp,
    private readonly imap: IncomingImap,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.port = await this.smtp.listen();
    this.imap.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.smtp.close(), this.imap.stop()]);
  }
}
