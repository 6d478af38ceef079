import { type Actor, audit, Clock, DueWork, TenantDatabase } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { eraseRegistrations, organisationsWithRegistrationsToErase } from './registrations.queries.js';
import { DAYS_AFTER_MEETING } from './registrations.service.js';

/** Erases requests that nobody confirmed, and the others when the meeting is long over. Whoever was approved is a contact by then. */
@Injectable()
export class RegistrationClock implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly dueWork: DueWork,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('registrations to erase', async () => this.eraseDue());
  }

  /** Says how many were erased. */
  async eraseDue(): Promise<number> {
    const now = this.clock.now();
    let erased = 0;
    for (const organisationId of await this.db.asWorker(async (tx) => organisationsWithRegistrationsToErase(tx, now))) {
      const bijeen: Actor = { organisationId, kind: 'system', id: null, name: 'Bijeen', role: 'owner' };
      await this.db.transaction(bijeen, async (tx) => {
        const people = await eraseRegistrations(tx, organisationId, { now, daysAfter: DAYS_AFTER_MEETING });
        if (people > 0) await audit(tx, bijeen, 'registrations.erased', { kind: 'organisation', id: organisationId }, { people });
        erased += people;
      });
    }
    return erased;
  }
}
