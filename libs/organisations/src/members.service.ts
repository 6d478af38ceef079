import { audit, Clock, DomainError, TenantDatabase, type Actor, type Role } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Membership, ROLE_NAMES } from './membership.entity.js';
import type { NewMember } from './organisation-input.js';
import { Organisation } from './organisation.entity.js';
import { SignInMails } from './sign-in/sign-in-mails.js';
import { findOrCreateUser } from './users.service.js';

/** A colleague. */
export interface Member {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** Has signed in at least once by a link. */
  verified: boolean;
}

/** Who works for an organisation, and what they may do there. */
@Injectable()
export class MembersService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly mails: SignInMails,
  ) {}

  /** Everybody who works here, by name. */
  async list(actor: Actor): Promise<Member[]> {
    const sql = `select m.user_id as "userId", u.name, u.email, m.role, u.email_verified as verified from membership m join app_user u on u.id = m.user_id where m.organisation_id = $1 order by lower(u.name), u.id`;
    return this.db.transaction(actor, async (tx) => tx.query(sql, [actor.organisationId]));
  }

  /** Adds a colleague, who may sign in from now on, and mails that. @throws DomainError `member.exists`. */
  async invite(actor: Actor, colleague: NewMember): Promise<Member> {
    const member = await this.add(actor, colleague);
    const { name } = await this.db.transaction(actor, async (tx) => tx.findOneByOrFail(Organisation, { id: actor.organisationId }));
    void this.mails.welcome(member, { name: actor.name, organisation: name });
    return member;
  }

  /** The same without the mail. @throws DomainError `member.exists`. */
  async add(actor: Actor, { name, email, role }: NewMember): Promise<Member> {
    return this.db.transaction(actor, async (tx) => {
      const now = this.clock.now();
      const { found } = await findOrCreateUser(tx, { name, email }, now);
      const added = await tx.query<{ user_id: string }[]>('insert into membership (organisation_id, user_id, role, created_at) values ($1, $2, $3, $4) on conflict do nothing returning user_id', [actor.organisationId, found.id, role, now]);
      if (added.length === 0) throw new DomainError('member.exists', { email });
      await audit(tx, actor, 'member.added', { kind: 'user', id: found.id }, { role });
      return { userId: found.id, name: found.name, email, role, verified: found.emailVerified };
    });
  }

  /** Gives a colleague another role; that person has to sign in again (R26). @throws DomainError `not-found`, `member.last-owner`. */
  async changeRole(actor: Actor, userId: string, role: Role): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const member = await loadMember(tx, actor, userId);
      if (member.role === role) return;
      if (role !== 'owner') await refuseLastOwner(tx, member);
      await tx.update(Membership, { organisationId: actor.organisationId, userId }, { role });
      await endSessions(tx, userId);
      await audit(tx, actor, 'member.role-changed', { kind: 'user', id: userId }, { from: member.role, to: role });
    });
  }

  /** Ends a colleague's work here, and the account with it when that was the only place. @throws DomainError `not-found`, `member.last-owner`. */
  async remove(actor: Actor, userId: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const member = await loadMember(tx, actor, userId);
      await refuseLastOwner(tx, member);
      await tx.delete(Membership, { organisationId: actor.organisationId, userId });
      await endSessions(tx, userId);
      await audit(tx, actor, 'member.removed', { kind: 'user', id: userId }, { role: member.role });
    });
    await this.db.asUser(userId, async (tx) => {
      await tx.query('select from app_user where id = $1 for update', [userId]);
      await tx.query('delete from app_user where id = $1 and not exists (select from membership where user_id = $1)', [userId]);
    });
  }
}

/** Signs a user out everywhere, in the transaction of what made that necessary. */
export async function endSessions(tx: EntityManager, userId: string, exceptSessionId = ''): Promise<void> {
  await tx.query('delete from session where user_id = $1 and id <> $2', [userId, exceptSessionId]);
}

/** The organisation's row is locked first: two owners who demote each other at once must not both succeed. */
async function loadMember(tx: EntityManager, { organisationId }: Actor, userId: string): Promise<Membership> {
  await tx.findOne(Organisation, { where: { id: organisationId }, select: { id: true }, lock: { mode: 'pessimistic_write' } });
  const member = await tx.findOneBy(Membership, { organisationId, userId });
  if (!member) throw new DomainError('not-found');
  return member;
}

async function refuseLastOwner(tx: EntityManager, { organisationId, userId, role }: Membership): Promise<void> {
  if (role !== 'owner') return;
  const [found] = await tx.query<{ others: boolean }[]>(`select exists (select from membership where organisation_id = $1 and role = 'owner' and user_id <> $2) as others`, [organisationId, userId]);
  if (!found?.others) throw new DomainError('member.last-owner', { role: ROLE_NAMES.owner });
}
