import type { BounceKind } from '@bijeen/mail';
import type { EntityManager } from 'typeorm';

/** One of our mails. */
export interface WhichMail {
  organisationId: string;
  outgoingMailId: string;
}

/** What of a mail decides whether a report on it can be true. */
export interface ReportedMail {
  state: string;
  sentAt: Date | null;
  addressHash: Buffer;
  address: string;
  invitationId: string | null;
  bounceKind: BounceKind | null;
}

/** Reports on one mail wait for each other. */
export async function lockReported(tx: EntityManager, { organisationId, outgoingMailId }: WhichMail): Promise<ReportedMail | undefined> {
  const [found] = await tx.query<ReportedMail[]>(
    `select state, sent_at as "sentAt", address_hash as "addressHash", to_address as address, invitation_id as "invitationId", bounce_kind as "bounceKind"
     from outgoing_mail where organisation_id = $1 and id = $2 for no key update`,
    [organisationId, outgoingMailId],
  );
  return found;
}

/** A mail that came back was accepted before, whatever we knew of that. */
export async function noteBounce(tx: EntityManager, { organisationId, outgoingMailId }: WhichMail, { kind, text, now }: { kind: BounceKind; text: string; now: Date }): Promise<void> {
  await tx.query(
    `update outgoing_mail set bounced_at = $3, bounce_kind = $4, bounce_text = $5,
       state = case when state = 'uncertain' then 'sent' else state end, sent_at = case when state = 'uncertain' then $3 else sent_at end
     where organisation_id = $1 and id = $2`,
    [organisationId, outgoingMailId, now, kind, text],
  );
}

/** Mails to this address that came back for a passing reason, since a moment. */
export async function softBounces(tx: EntityManager, organisationId: string, addressHash: Buffer, since: Date): Promise<number> {
  const [row] = await tx.query<[{ mails: number }]>(`select count(*)::int as mails from outgoing_mail where organisation_id = $1 and address_hash = $2 and bounce_kind = 'soft' and bounced_at >= $3`, [organisationId, addressHash, since]);
  return row.mails;
}
