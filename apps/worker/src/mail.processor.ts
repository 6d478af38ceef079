import { MailSender } from '@bijeen/mail';
import { DueWork, Queues } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Sends mail when a queue job wakes us, and when the clock finds what was never woken for. */
@Injectable()
export class MailProcessor implements OnModuleInit {
  constructor(
    private readonly queues: Queues,
    private readonly dueWork: DueWork,
    private readonly sender: MailSender,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.queues.process('mail', async (organisationId) => void (await this.sender.send(organisationId)));
    this.dueWork.register('mail', async () => this.sender.sendDue());
  }
}
