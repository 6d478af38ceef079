import type { EntityManager } from 'typeorm';
import type { OptOutScope } from './unsubscribe.js';

/** Whose opt-out: an address of which only the keyed hash is known, and the meeting that the mail was about. */
interface Suppressed {
  organisationId: string;
  meetingId: string;
  emailHash: Buffer;
}

/** What counts now for this meeting and for the organisation. */
export async function suppressionScopes(tx: EntityManager, { organisationId, meetingId, emailHash }: Suppressed): Promise<OptOutScope[]> {
  const rows: { scope: OptOutScope }[] = await tx.query(
    `select scope from suppression where organisation_id = $1 and email_hash = $2 and withdrawn_at is null and (scope = 'organisation' or meeting_id = $3) order by scope`,
    [organisationId, emailHash, meetingId],
  );
  return rows.map(({ scope }) => scope);
}

/** Says whether it was not there yet. */
export async function insertSuppression(tx: EntityManager, { organisationId, meetingId, emailHash }: Suppressed, { scope, origin, now }: { scope: OptOutScope; origin: string; now: Date }): Promise<boolean> {
  const rows: object[] = await tx.query(
    `insert into suppression (organisation_id, email_hash, scope, meeting_id, origin, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
    [organisationId, emailHash, scope, scope === 'meeting' ? meetingId : null, origin, now],
  );
  return rows.length > 0;
}

/** Says how many were withdrawn. */
export async function withdrawSuppressions(tx: EntityManager, { organisationId, meetingId, emailHash }: Suppressed, now: Date): Promise<number> {
  const [, withdrawn] = await tx.query(
    `update suppression set withdrawn_at = $4 where organisation_id = $1 and email_hash = $2 and withdrawn_at is null and (scope = 'organisation' or meeting_id = $3)`,
    [organisationId, emailHash, meetingId, now],
  );
  return withdrawn;
}
