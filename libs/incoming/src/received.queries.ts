import type { EntityManager } from 'typeorm';
import type { Filing } from './incoming-file.js';
import type { Whose } from './incoming-mail.js';

/** Keeps what an organisation gets to see of a mail. */
export async function insertReceived(tx: EntityManager, { id, receivedAt, about, filing }: { id: string; receivedAt: Date; about: Whose; filing: Filing }): Promise<void> {
  const { organisationId, meetingId, invitationId, outgoingMailId } = about;
  const { kind, verdict, reason, from, subject, body, absentUntil } = filing;
  await tx.query(
    `insert into received_mail (id, organisation_id, meeting_id, invitation_id, outgoing_mail_id, kind, verdict, reason, from_address, subject, body, absent_until, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [id, organisationId, meetingId, invitationId, outgoingMailId, kind, verdict, reason, from, subject, body, absentUntil, receivedAt],
  );
}
