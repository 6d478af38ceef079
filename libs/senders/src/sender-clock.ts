import { DueWork } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SenderDomains } from './sender-domains.service.js';

/** Looks now and then whether the DNS of own domains is still right. */
@Injectable()
export class SenderClock implements OnModuleInit {
  constructor(
    private readonly dueWork: DueWork,
    private readonly domains: SenderDomains,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('sender domains to check', async () => this.domains.checkDue());
  }
}
