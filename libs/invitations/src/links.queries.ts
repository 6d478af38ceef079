import type { LinkPurpose } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { OpenedLink } from './links.js';

/** Dead 30 days after the meeting (R10). */
export const LINK_DAYS_AFTER_MEETING = 30;

export interface NewLink {
  invitationId: string;
  purpose: LinkPurpose;
  nonce: Buffer;
  tokenHash: Buffer;
}

/** Finds a link by its hash; from here on the transaction is one of its organisation. */
export async function presentedLink(tx: EntityManager, tokenHash: Buffer): Promise<(OpenedLink & { purpose: LinkPurpose; expiresAt: Date; revokedAt: Date | null }) | undefined> {
  const [link] = await tx.query(
    `select organisation_id as "organisationId", meeting_id as "meetingId", invitation_id as "invitationId", purpose, expires_at as "expiresAt", revoked_at as "revokedAt" from open_link($1)`,
    [tokenHash],
  );
  return link;
}

/** The newest link of each purpose that still counts. */
export async function linkNonces(tx: EntityManager, organisationId: string, invitationIds: string[], purposes: readonly LinkPurpose[]): Promise<{ invitationId: string; purpose: LinkPurpose; nonce: Buffer }[]> {
  return tx.query(
    `select distinct on (invitation_id, purpose) invitation_id as "invitationId", purpose, nonce from personal_link
     where organisation_id = $1 and invitation_id = any($2) and purpose = any($3) and revoked_at is null
     order by invitation_id, purpose, created_at desc`,
    [organisationId, invitationIds, purposes],
  );
}

export async function insertLinks(tx: EntityManager, organisationId: string, links: NewLink[], now: Date): Promise<void> {
  const rows = links.map(({ invitationId, purpose, nonce, tokenHash }) => ({ invitation_id: invitationId, purpose, nonce: nonce.toString('hex'), token_hash: tokenHash.toString('hex') }));
  await tx.query(
    `insert into personal_link (organisation_id, meeting_id, invitation_id, purpose, nonce, token_hash, expires_at, created_at)
     select $1, i.meeting_id, i.id, r.purpose, decode(r.nonce, 'hex'), decode(r.token_hash, 'hex'), m.ends_at + make_interval(days => $4), $3
     from jsonb_to_recordset($2::jsonb) as r(invitation_id uuid, purpose text, nonce text, token_hash text)
       join invitation i on i.organisation_id = $1 and i.id = r.invitation_id
       join meeting m on m.organisation_id = $1 and m.id = i.meeting_id`,
    [organisationId, JSON.stringify(rows), now, LINK_DAYS_AFTER_MEETING],
  );
}

/** Links and wishes live as long after the meeting as before, wherever it moved to. */
export async function moveExpiry(tx: EntityManager, organisationId: string, meetingId: string, wishDays: number): Promise<void> {
  await tx.query(
    `with moved as (
       update personal_link l set expires_at = m.ends_at + make_interval(days => $3)
       from meeting m where m.organisation_id = $1 and m.id = $2 and l.organisation_id = $1 and l.meeting_id = $2
     )
     update invitation_wish w set erase_after = m.ends_at + make_interval(days => $4)
     from meeting m, invitation i
     where m.organisation_id = $1 and m.id = $2 and i.organisation_id = $1 and i.meeting_id = $2 and w.organisation_id = $1 and w.invitation_id = i.id`,
    [organisationId, meetingId, LINK_DAYS_AFTER_MEETING, wishDays],
  );
}
