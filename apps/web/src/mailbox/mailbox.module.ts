import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { MailModule, MailSender } from '@bijeen/mail';
import { type Config, DueWork } from '@bijeen/platform';
import { MailboxController } from './mailbox.controller.js';
import { OnlyHere } from './only-here.guard.js';
import { TimeMachine } from './time-machine.js';

/** What a traveller in time sets going must also send its mail, with or without a worker beside it. */
@Module({ imports: [MailModule], controllers: [MailboxController], providers: [TimeMachine, OnlyHere] })
class Mailbox implements OnModuleInit {
  constructor(
    private readonly dueWork: DueWork,
    private readonly sender: MailSender,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('mail', async () => this.sender.sendDue());
  }
}

/** The mailbox, where there is one: without a relay, on loopback. Elsewhere not one of its routes exists. */
@Module({})
export class MailboxModule {
  static for(config: Config): DynamicModule {
    return { module: MailboxModule, imports: config.catcherMode && config.loopback ? [Mailbox] : [] };
  }
}
