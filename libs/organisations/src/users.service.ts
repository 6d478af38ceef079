import { Clock, DomainError, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { NewUser } from './organisation-input.js';
import { User } from './user.entity.js';

/** The people who sign in. */
@Injectable()
export class UsersService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** Makes a user who does not work anywhere yet. @throws DomainError `user.exists` when the address is taken. */
  async create(user: NewUser): Promise<User> {
    return this.db.shared(async (tx) => {
      const { found, isNew } = await findOrCreateUser(tx, user, this.clock.now());
      if (!isNew) throw new DomainError('user.exists');
      return found;
    });
  }

  /** @throws DomainError `not-found`. */
  async findByEmail(email: string): Promise<User> {
    const user = await this.db.shared(async (tx) => tx.findOneBy(User, { email: email.toLowerCase() }));
    if (!user) throw new DomainError('not-found');
    return user;
  }

  /** A fresh installation knows nobody. */
  async isNobodyThere(): Promise<boolean> {
    return this.db.shared(async (tx) => isNobodyThere(tx));
  }
}

export async function isNobodyThere(tx: EntityManager): Promise<boolean> {
  const [row] = await tx.query<{ empty: boolean }[]>('select not exists (select from app_user) as empty');
  return row?.empty === true;
}

/** The user with this address, made when there is none. The unique address decides when two come at once; a known name is left as it is. */
export async function findOrCreateUser(tx: EntityManager, { name, email }: NewUser, now: Date): Promise<{ found: User; isNew: boolean }> {
  const made = await tx.query<{ id: string }[]>('insert into app_user (name, email, created_at, updated_at) values ($1, $2, $3, $3) on conflict (email) do nothing returning id', [name, email, now]);
  return { found: await tx.findOneByOrFail(User, { email }), isNew: made.length > 0 };
}
