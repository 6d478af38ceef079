import { Clock, DueWork, TenantDatabase } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';

const DAY = 24 * 60 * 60 * 1000;
/** Days that the content of quarantined mail is kept, and that a mail is known again when it is handed over once more. */
const KEEP_INCOMING = 30;
/** Days that an organisation keeps what came in. */
const KEEP_RECEIVED = 180;

/** What came in has an end date: strangers wrote it, and it is about people. */
@Injectable()
export class IncomingCleaner implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly dueWork: DueWork,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('old incoming mail', async () => this.clean());
  }

  /** Says how many mails went. */
  async clean(): Promise<number> {
    const now = this.clock.now().getTime();
    const organisations = await this.db.asWorker(async (tx) => {
      await tx.query(`delete from incoming_mail where state <> 'waiting' and settled_at < $1`, [new Date(now - KEEP_INCOMING * DAY)]);
      return tx.query<{ organisation_id: string }[]>('select distinct organisation_id from received_mail where received_at < $1 limit 100', [new Date(now - KEEP_RECEIVED * DAY)]);
    });
    let gone = 0;
    for (const { organisation_id: organisationId } of organisations) {
      const [, deleted] = await this.db.transaction({ organisationId }, async (tx) => tx.query<[unknown, number]>('delete from received_mail where organisation_id = $1 and received_at < $2', [organisationId, new Date(now - KEEP_RECEIVED * DAY)]));
      gone += deleted;
    }
    return gone;
  }
}
