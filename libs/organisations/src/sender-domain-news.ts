import { MailLedger, type MailContent, type MailRecipient } from '@bijeen/mail';
import { Config, DueWork, type Tenant, TenantDatabase } from '@bijeen/platform';
import { SenderDomain } from '@bijeen/senders';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Organisation } from './organisation.entity.js';
import { brokenDomainMail, mendedDomainMail } from './sender-domain.mail.js';

/** Tells the owners of an organisation when its own domain breaks, once for each time that it does, and when it works again. */
@Injectable()
export class SenderDomainNews implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly ledger: MailLedger,
    private readonly config: Config,
    private readonly dueWork: DueWork,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('news of sender domains', async () => this.tellDue());
  }

  /** Looks at the domains of which the owners do not know how they stand; says how many mails were written. */
  async tellDue(): Promise<number> {
    const sql = 'select organisation_id as "organisationId" from sender_domain where broken_since is distinct from owners_told_of order by 1 limit 50';
    const due = await this.db.asWorker(async (tx) => tx.query<Tenant[]>(sql));
    let told = 0;
    for (const tenant of due) {
      const written = await this.tell(tenant);
      if (written > 0) await this.ledger.wake(tenant.organisationId);
      told += written;
    }
    return told;
  }

  /** What broke and worked again before anybody was told is no news; the entity knows. */
  private async tell(tenant: Tenant): Promise<number> {
    const { organisationId } = tenant;
    return this.db.transaction(tenant, async (tx) => {
      const domain = await tx.findOne(SenderDomain, { where: { organisationId }, lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' } });
      if (!domain?.hasNews) return 0;
      await tx.update(SenderDomain, { organisationId }, { ownersToldOf: domain.brokenSince });
      const { name } = await tx.findOneByOrFail(Organisation, { id: organisationId });
      const [content, recipients] = [this.content(domain, name), await owners(tx, tenant, domain)];
      return (await this.ledger.write(tx, tenant, { meetingId: null, kind: 'sender-domain', variant: domain.brokenSince ? 'broken' : 'mended', content, recipients })).written;
    });
  }

  private content({ domain, brokenSince, findings }: SenderDomain, organisation: string): MailContent {
    const about = { domain, organisation, url: `${this.config.publicUrl}/instellingen/afzenderdomein` };
    return brokenSince ? brokenDomainMail({ ...about, since: brokenSince, findings, platformDomain: this.config.mailDomain }) : mendedDomainMail(about);
  }
}

/** The key in the ledger is one owner and one breaking; that it works again is the second thing said about that. */
async function owners(tx: EntityManager, { organisationId }: Tenant, { brokenSince, ownersToldOf }: SenderDomain): Promise<MailRecipient[]> {
  const breaking = (brokenSince ?? ownersToldOf)!.toISOString();
  const found = await tx.query<{ id: string; name: string; email: string }[]>(
    `select u.id, u.name, u.email from membership m join app_user u on u.id = m.user_id where m.organisation_id = $1 and m.role = 'owner' order by u.id`,
    [organisationId],
  );
  return found.map(({ id, name, email }) => ({ invitationId: null, recipientKey: `owner:${id}:${breaking}`, address: email, name, values: { naam: name }, links: {}, calendar: null, revision: brokenSince ? 0 : 1 }));
}
