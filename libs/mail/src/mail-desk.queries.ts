import type { EntityManager } from 'typeorm';
import type { MailContent, MailKind, MailRecipient } from './mail-content.js';
import type { MailState } from './outgoing-mail.js';

/** Everything that is kept of one mail. */
export interface MailRow {
  id: string;
  kind: MailKind;
  invitationId: string | null;
  name: string;
  address: string;
  state: MailState;
  reason: string | null;
  attempt: number;
  deferrals: number;
  createdAt: Date;
  sentAt: Date | null;
  nextTryAt: Date;
  messageId: string;
  copy: number;
  drafted: boolean;
  releasedAt: Date | null;
  releasedBy: string | null;
  editedBy: string | null;
  /** Since when we know that it came back, how sure that is, and what the other server said. */
  bouncedAt: Date | null;
  bounceKind: 'hard' | 'soft' | 'policy' | 'unknown' | null;
  bounceText: string | null;
  content: MailContent;
  values: Record<string, string>;
  calendar: MailRecipient['calendar'];
  /** Why it may not leave as things are now. */
  stop: string | null;
  /** Where a new copy would go: the address that the person, or the secretariat, has now. */
  presentAddress: string | null;
  acts: { at: Date; by: string; action: string }[];
  /** The highest number that a copy of this mail has; 0 when there is none. */
  copies: number;
  /** Meeting, recipient, kind and revision. */
  key: [string | null, string, string, number];
}

/** One mail of a meeting, or of none, with its text and what people did with it; `lock` for who changes it. One query. */
export async function mailRow(tx: EntityManager, organisationId: string, { meetingId, mailId, now, lock = false }: { meetingId: string | null; mailId: string; now: Date; lock?: boolean }): Promise<MailRow | undefined> {
  const LOCK = lock ? 'for update of o' : '';
  const [found] = await tx.query(
    `select o.id, o.kind, o.invitation_id as "invitationId", o.to_name as name, o.to_address as address, o.state, o.reason, o.attempt, o.deferrals, o.created_at as "createdAt",
       o.sent_at as "sentAt", o.next_try_at as "nextTryAt", o.message_id as "messageId", o.copy, o.drafted, o.released_at as "releasedAt",
       o.released_by as "releasedBy", g.edited_by as "editedBy", o.bounced_at as "bouncedAt", o.bounce_kind as "bounceKind", o.bounce_text as "bounceText", g.content, o."values", o.calendar, rules.reason as stop,
       case when i.id is null then o.to_address when i.secretariat_id is not null and o.kind <> 'secretariat-copy' then s.email else c.email end as "presentAddress",
       (select coalesce(jsonb_agg(jsonb_build_object('at', a.at, 'by', a.actor_name, 'action', a.action) order by a.id), '[]') from audit_log a
         where a.organisation_id = $1 and a.subject_kind = 'mail' and a.subject_id = o.id::text) as acts,
       (select max(m.copy) from outgoing_mail m where m.organisation_id = $1 and (m.meeting_id = $2 or ($2::uuid is null and m.meeting_id is null)) and m.recipient_key = o.recipient_key and m.kind = o.kind and m.revision = o.revision) as copies,
       jsonb_build_array(o.meeting_id, o.recipient_key, o.kind, o.revision) as key
     from outgoing_mail o
       join mailing g on g.organisation_id = o.organisation_id and g.id = o.mailing_id
       cross join lateral mail_stop_reason(o, $4) rules
       left join invitation i on i.organisation_id = o.organisation_id and i.id = o.invitation_id
       left join contact c on c.organisation_id = i.organisation_id and c.id = i.contact_id
       left join secretariat s on s.organisation_id = i.organisation_id and s.id = i.secretariat_id
     where o.organisation_id = $1 and (o.meeting_id = $2 or ($2::uuid is null and o.meeting_id is null)) and o.id = $3 ${LOCK}`,
    [organisationId, meetingId, mailId, now],
  );
  return found;
}

/** Withdraws a mail that has not left. */
export async function withdrawMail(tx: EntityManager, organisationId: string, mailId: string, reason: string): Promise<void> {
  await tx.query(`update outgoing_mail set state = 'withdrawn', reason = $3 where organisation_id = $1 and id = $2`, [organisationId, mailId, reason]);
}

/** Whether mail to this address is known to come back. */
export async function isUndeliverable(tx: EntityManager, organisationId: string, hash: Buffer): Promise<boolean> {
  const found: object[] = await tx.query('select from undeliverable_address where organisation_id = $1 and address_hash = $2', [organisationId, hash]);
  return found.length > 0;
}

/** Writes one more mail like this one, with the same text and the same key but for the copy's number; it leaves at once, for a person decided that. Gives its id. */
export async function insertCopy(tx: EntityManager, organisationId: string, mailId: string, { copy, messageId, address, hash, now }: { copy: number; messageId: string; address: string; hash: Buffer; now: Date }): Promise<string> {
  const [{ id }] = await tx.query(
    `insert into outgoing_mail (organisation_id, mailing_id, meeting_id, kind, invitation_id, recipient_key, revision, copy, to_address, to_name, address_hash, "values", links, calendar, message_id, next_try_at, created_at)
     select organisation_id, mailing_id, meeting_id, kind, invitation_id, recipient_key, revision, $3, $4, to_name, $5, "values", links, calendar, $6, $7, $7 from outgoing_mail where organisation_id = $1 and id = $2
     returning id`,
    [organisationId, mailId, copy, address, hash, messageId, now],
  );
  return id;
}
