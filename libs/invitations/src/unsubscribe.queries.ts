import type { EntityManager } from 'typeorm';
import type { OptOutScope, StandingStop } from './unsubscribe.js';

/** Whose opt-out: an address of which only the keyed hash is known, and the meeting that the mail was about. */
export interface Suppressed {
  organisationId: string;
  meetingId: string;
  emailHash: Buffer;
}

/** Where, when and how. */
interface NewStop {
  scope: OptOutScope;
  origin: string;
  now: Date;
}

/** Until the transaction ends, this is the address of the person who acts: only its own stop of everything can be seen, made and taken back. */
export async function takeAddressInHand(tx: EntityManager, emailHash: Buffer): Promise<void> {
  await tx.query(`select set_config('app.address_in_hand', $1, true)`, [emailHash.toString('hex')]);
}

/** What counts now for this meeting, for the organisation and for everything, the widest first. */
export async function standingStops(tx: EntityManager, { organisationId, meetingId, emailHash }: Suppressed): Promise<StandingStop[]> {
  return tx.query(
    `select scope, at from standing_stop where organisation_id = $1 and email_hash = $2 and (meeting_id is null or meeting_id = $3) order by array_position('{everything,organisation,meeting}', scope)`,
    [organisationId, emailHash, meetingId],
  );
}

/** Whether this address wants no mail about this meeting, from this organisation, or at all; also of somebody whom the organisation does not know. */
export async function hasOptedOut(tx: EntityManager, { organisationId, meetingId, emailHash }: Suppressed): Promise<boolean> {
  const [{ stopped }] = await tx.query(
    `select stopped_everywhere($2) is not null or exists (select from standing_stop where organisation_id = $1 and email_hash = $2 and (meeting_id is null or meeting_id = $3)) as stopped`,
    [organisationId, emailHash, meetingId],
  );
  return stopped;
}

/** Says whether it was not there yet. */
export async function insertStop(tx: EntityManager, { organisationId, meetingId, emailHash }: Suppressed, { scope, origin, now }: NewStop): Promise<boolean> {
  const rows: object[] = scope === 'everything'
    ? await tx.query(`insert into platform_stop (email_hash, origin, at) values ($1, $2, $3) on conflict do nothing returning id`, [emailHash, origin, now])
    : await tx.query(
      `insert into suppression (organisation_id, email_hash, scope, meeting_id, origin, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
      [organisationId, emailHash, scope, scope === 'meeting' ? meetingId : null, origin, now],
    );
  return rows.length > 0;
}

/** Takes back the stop of one scope; says whether there was one. */
export async function withdrawStop(tx: EntityManager, { organisationId, meetingId, emailHash }: Suppressed, scope: OptOutScope, now: Date): Promise<boolean> {
  const [, withdrawn]: [unknown, number] = scope === 'everything'
    ? await tx.query(`update platform_stop set withdrawn_at = $2 where email_hash = $1 and withdrawn_at is null`, [emailHash, now])
    : await tx.query(
      `update suppression set withdrawn_at = $4 where organisation_id = $1 and email_hash = $2 and withdrawn_at is null and scope = $5 and (scope = 'organisation' or meeting_id = $3)`,
      [organisationId, emailHash, meetingId, now, scope],
    );
  return withdrawn > 0;
}

/** Takes back what stands for this meeting and for this organisation, because the person asks for mail; a stop of everything stays. Says how many. */
export async function withdrawSuppressions(tx: EntityManager, { organisationId, meetingId, emailHash }: Suppressed, now: Date): Promise<number> {
  const [, withdrawn] = await tx.query(
    `update suppression set withdrawn_at = $4 where organisation_id = $1 and email_hash = $2 and withdrawn_at is null and (scope = 'organisation' or meeting_id = $3)`,
    [organisationId, emailHash, meetingId, now],
  );
  return withdrawn;
}
