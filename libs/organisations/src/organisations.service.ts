import { randomUUID } from 'node:crypto';
import { audit, Clock, Config, DomainError, TenantDatabase, type Actor, type Role, type Tenant } from '@bijeen/platform';
import { shownDomain } from '@bijeen/senders';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Membership } from './membership.entity.js';
import type { OrganisationInput } from './organisation-input.js';
import { Organisation } from './organisation.entity.js';
import type { User } from './user.entity.js';

/** An organisation as one of its people sees it in a list. */
export interface OwnOrganisation {
  organisationId: string;
  name: string;
  role: Role;
  colour: string | null;
  /** Filled with fictional people by the first start. */
  demo: boolean;
  /** A backup was restored, and nobody said yet that mail may leave again. */
  mailHeld: boolean;
  /** The own domain, as people read it, that was in use and does not work any more. */
  brokenDomain: string | null;
  /** The mail server takes no mail from the domain that its mail leaves from. */
  mailRefused: boolean;
}

/** What is refused for all mail of the relay stands there without a domain; after a day of silence it holds nothing up any more. */
const OWN_ORGANISATIONS = `
  select o.id as "organisationId", o.name, o.colour, m.role, exists(select from platform_state where key = 'demo' and value->>'organisationId' = o.id::text) as demo,
    not exists (select from mail_may_leave(o.id)) as "mailHeld", case when d.broken_since is not null then d.domain end as "brokenDomain",
    exists (select from relay_refusal r where r.sender_domain in ('', case when d.state = 'passed' then d.domain else $2 end) and r.heard_at >= $3::timestamptz - interval '1 day') as "mailRefused"
  from membership m join organisation o on o.id = m.organisation_id left join sender_domain d on d.organisation_id = o.id
  where m.user_id = $1 order by o.name, o.id`;

/** The organisations that use Bijeen. */
@Injectable()
export class OrganisationsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Makes an organisation with its first owner. @throws DomainError `input.invalid` for a postcode that does not exist. */
  async create(input: OrganisationInput, owner: Pick<User, 'id' | 'name'>): Promise<Actor> {
    const actor: Actor = { organisationId: randomUUID(), kind: 'user', id: owner.id, name: owner.name, role: 'owner' };
    await this.db.transaction(actor, async (tx) => createOrganisation(tx, { actor, input, now: this.clock.now() }));
    return actor;
  }

  /** The organisation of whoever acts. */
  async find(tenant: Tenant): Promise<Organisation> {
    return this.db.transaction(tenant, async (tx) => load(tx, tenant));
  }

  /** Changes what the organisation says about itself. @throws DomainError `input.invalid` for a postcode that does not exist. */
  async describe(actor: Actor, input: OrganisationInput): Promise<Organisation> {
    return this.change(actor, 'organisation.described', async (organisation, tx) => organisation.describe(input, await placeOf(tx, input.postcode4)));
  }

  /** Gives the organisation a logo. @throws DomainError `organisation.logo-refused`. */
  async setLogo(actor: Actor, image: Buffer): Promise<Organisation> {
    return this.change(actor, 'organisation.logo-set', (organisation) => organisation.wear(image));
  }

  /** Whether invitations carry the buttons of a calendar, from the next invitation on. @throws DomainError `calendar-buttons.no-mailbox` while replies would not reach us. */
  async setCalendarButtons(actor: Actor, on: boolean): Promise<Organisation> {
    if (on && !this.config.hearsReplies) throw new DomainError('calendar-buttons.no-mailbox');
    return this.change(actor, on ? 'organisation.calendar-buttons-on' : 'organisation.calendar-buttons-off', (organisation) => {
      organisation.calendarButtons = on;
    });
  }

  async removeLogo(actor: Actor): Promise<Organisation> {
    return this.change(actor, 'organisation.logo-removed', (organisation) => organisation.undress());
  }

  /** The picture itself, for everybody who knows the organisation's id; null when there is none. */
  async logo(organisationId: string): Promise<{ type: string; bytes: Buffer } | null> {
    return this.db.transaction({ organisationId }, async (tx) => {
      const found = await tx.findOne(Organisation, { where: { id: organisationId }, select: { id: true, logo: true, logoType: true } });
      return found?.logo && found.logoType ? { type: found.logoType, bytes: found.logo } : null;
    });
  }

  /** Where a user works, by name. */
  async listOf(userId: string): Promise<OwnOrganisation[]> {
    const found = await this.db.asUser(userId, async (tx) => tx.query<OwnOrganisation[]>(OWN_ORGANISATIONS, [userId, this.config.mailDomain, this.clock.now()]));
    return found.map((organisation) => ({ ...organisation, brokenDomain: organisation.brokenDomain && shownDomain(organisation.brokenDomain) }));
  }

  /** Notes that this organisation is the demo: its pages say so. */
  async markAsDemo({ organisationId }: Tenant): Promise<void> {
    const sql = `insert into platform_state (key, value, updated_at) values ('demo', $1, $2) on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`;
    await this.db.shared(async (tx) => tx.query(sql, [JSON.stringify({ organisationId }), this.clock.now()]));
  }

  private async change(actor: Actor, action: string, work: (organisation: Organisation, tx: EntityManager) => Promise<void> | void): Promise<Organisation> {
    return this.db.transaction(actor, async (tx) => {
      const organisation = await load(tx, actor);
      await work(organisation, tx);
      await tx.save(organisation);
      await audit(tx, actor, action, { kind: 'organisation', id: actor.organisationId });
      return organisation;
    });
  }
}

/** The rows of a new organisation and its first membership, in the transaction of the caller. */
export async function createOrganisation(tx: EntityManager, { actor, input, now }: { actor: Actor; input: OrganisationInput; now: Date }): Promise<void> {
  const organisation = tx.create(Organisation, { id: actor.organisationId, createdAt: now });
  organisation.describe(input, await placeOf(tx, input.postcode4));
  await tx.insert(Organisation, organisation);
  await tx.insert(Membership, { organisationId: actor.organisationId, userId: actor.id!, role: actor.role, createdAt: now });
  await audit(tx, actor, 'organisation.created', { kind: 'organisation', id: actor.organisationId }, { name: input.name });
}

async function load(tx: EntityManager, { organisationId }: Tenant): Promise<Organisation> {
  const organisation = await tx.findOneBy(Organisation, { id: organisationId });
  if (!organisation) throw new DomainError('not-found');
  return organisation;
}

/** The place of a postcode, from the reference data. */
async function placeOf(tx: EntityManager, postcode4: string): Promise<string> {
  const [found] = await tx.query<{ place: string }[]>('select place from postcode where pc4 = $1', [postcode4]);
  if (!found) throw new DomainError('input.invalid', {}, { postcode4: `De postcode ${postcode4} bestaat niet. Kijk of de cijfers kloppen.` });
  return found.place;
}
