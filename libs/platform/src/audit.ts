import type { EntityManager } from 'typeorm';
import type { Actor } from './tenant.js';

/** Writes one line of the audit log, in the transaction of the act itself (R37). `details` holds no secrets and no wishes. */
export async function audit(tx: EntityManager, actor: Actor, action: string, subject: { kind: string; id: string | null }, details: object = {}): Promise<void> {
  await tx.query(
    `insert into audit_log (organisation_id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, details) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [actor.organisationId, actor.kind, actor.id, actor.name, action, subject.kind, subject.id, JSON.stringify(details)],
  );
}
