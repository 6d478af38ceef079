import type { EntityManager } from 'typeorm';

/** What one process asks for one receiving domain. */
export interface PaceWish {
  domain: string;
  perMinute: number;
  /** Mails that went there since it asked the last time, without asking. */
  used: number;
  /** For so many more it would like to have room. */
  wants: number;
}

/**
 * Takes room for some mails out of what all processes have together, by the database's clock; says for how many there is. It fills up with time,
 * so what a process took and never used comes back. A domain that was quiet for ten minutes is forgotten.
 */
export async function takeRoom(tx: EntityManager, { domain, perMinute, used, wants }: PaceWish): Promise<number> {
  const [{ tokens }] = await tx.query<[{ tokens: number }]>(
    `insert into domain_pace as p (domain, tokens, at) values ($1, $2, clock_timestamp())
     on conflict (domain) do update set tokens = least($2, p.tokens + extract(epoch from clock_timestamp() - p.at)::float8 / 60 * $2), at = clock_timestamp() returning tokens`,
    [domain, perMinute],
  );
  const granted = Math.floor(Math.max(0, Math.min(wants, tokens - used)));
  await tx.query('update domain_pace set tokens = $2 where domain = $1', [domain, tokens - used - granted]);
  await tx.query(`delete from domain_pace where domain in (select domain from domain_pace where at < clock_timestamp() - interval '10 minutes' for update skip locked)`);
  return granted;
}
