import type { EntityManager } from 'typeorm';

/** What the database says about itself. */
export interface Heartbeat {
  id: string;
  beat: number;
  /** This row was brought here by a dump, or the server is another one. */
  restored: boolean;
}

/** Reads the one row of the installation and keeps it for this transaction. */
export async function lockInstallation(tx: EntityManager): Promise<Heartbeat> {
  const [row] = await tx.query(
    `select i.id, i.beat::float8 as beat, is_restored(i, i.xmin) or i.system_identifier <> (select system_identifier::text from pg_control_system()) as restored
     from installation i for update`,
  );
  return row;
}

/** One beat further; with `restoredAt` nothing is sent from here on until people say so. */
export async function writeBeat(tx: EntityManager, beat: number, restoredAt: Date | null): Promise<void> {
  await tx.query(
    `update installation set beat = $1, written_in = pg_current_xact_id(), system_identifier = (select system_identifier::text from pg_control_system()),
                             restored_at = coalesce($2::timestamptz, restored_at)`,
    [beat, restoredAt],
  );
}

/** Whether mail of this organisation may leave, and since when it may not. */
export async function heldSince(tx: EntityManager, organisationId: string): Promise<{ held: boolean; restoredAt: Date | null }> {
  const [row] = await tx.query(`select not exists (select from mail_may_leave($1)) as held, restored_at as "restoredAt" from installation`, [organisationId]);
  return row;
}

/** Organisations whose mail may have to stand still: those with mail that waits, when there was a restore at all. Needs the worker's view of the ledger. */
export async function perhapsHeld(tx: EntityManager): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `select distinct organisation_id as id from outgoing_mail
     where state in ('queued', 'deferred') and exists (select from installation i where is_restored(i, i.xmin) or i.restored_at is not null)`,
  );
  return rows.map(({ id }) => id);
}

/** What waits, by meeting and kind of mail. */
export async function waitingMails(tx: EntityManager, organisationId: string): Promise<{ kind: string; meetingId: string | null; title: string | null; mails: number }[]> {
  return tx.query(
    `select m.kind, m.meeting_id as "meetingId", meeting.title, count(*)::int as mails
     from outgoing_mail m left join meeting on meeting.organisation_id = m.organisation_id and meeting.id = m.meeting_id
     where m.organisation_id = $1 and m.state in ('queued', 'deferred') group by 1, 2, 3 order by 3 nulls last, 1 limit 200`,
    [organisationId],
  );
}

/** The moment of the last mail that this database knows to be sent: about when the backup was made. */
export async function lastSentAt(tx: EntityManager, organisationId: string): Promise<Date | null> {
  const rows: { sentAt: Date | null }[] = await tx.query(`select max(sent_at) as "sentAt" from outgoing_mail where organisation_id = $1 and state = 'sent'`, [organisationId]);
  return rows[0]?.sentAt ?? null;
}

/** Lets the mail of this organisation leave again. Says whether it was held. */
export async function releaseMail(tx: EntityManager, organisationId: string): Promise<boolean> {
  const [rows]: [object[], number] = await tx.query(
    `update organisation o set mail_released_for = i.restored_at from installation i
     where o.id = $1 and i.restored_at is not null and o.mail_released_for is distinct from i.restored_at and o.created_at <= i.restored_at returning o.id`,
    [organisationId],
  );
  return rows.length > 0;
}

/** No organisation's mail stands still any more. */
export async function forgetRestore(tx: EntityManager): Promise<void> {
  await tx.query('update installation set restored_at = null, written_in = pg_current_xact_id()');
}

/** Puts all that waits before a person, mail by mail; what belongs to no meeting nobody would see, so it is withdrawn. Says how many. */
export async function makeUncertain(tx: EntityManager, organisationId: string, reason: string): Promise<number> {
  const [, changed] = await tx.query(
    `update outgoing_mail set state = case when meeting_id is null then 'withdrawn' else 'uncertain' end, reason = $2
     where organisation_id = $1 and state in ('queued', 'deferred')`,
    [organisationId, reason],
  );
  return changed;
}

/** Mails that wait while sending stands still, after this one. */
export async function heldMails(tx: EntityManager, organisationId: string, after: string, limit: number): Promise<{ id: string; messageId: string; attemptedAt: number; age: number }[]> {
  return tx.query(
    `select id, message_id as "messageId", 0 as "attemptedAt", 0 as age from outgoing_mail
     where organisation_id = $1 and state in ('queued', 'deferred') and id > $2 order by id limit $3`,
    [organisationId, after, limit],
  );
}

/** The relay had these already. */
export async function noteArrived(tx: EntityManager, organisationId: string, ids: string[], now: Date): Promise<void> {
  await tx.query(
    `with arrived as (
       update outgoing_mail set state = 'sent', reason = null, sent_at = $3 where organisation_id = $1 and id = any($2::uuid[]) and state in ('queued', 'deferred') returning kind, invitation_id
     )
     update invitation i set state = 'sent' from arrived a where a.kind = 'invitation' and i.organisation_id = $1 and i.id = a.invitation_id and i.state = 'queued'`,
    [organisationId, ids, now],
  );
}
