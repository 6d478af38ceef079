import { DomainError } from '@bijeen/platform';
import type { Host, Invitation, MeetingFacts } from '@bijeen/invitations';
import type { EntityManager } from 'typeorm';

/** A guest as the pages about dates show one. */
export interface GuestAtDates extends Pick<MeetingFacts, 'title' | 'state' | 'startsAt' | 'endsAt' | 'venuePlace' | 'contactName' | 'contactEmail' | 'contactPhone'>, Pick<Invitation, 'salutation' | 'answer' | 'reason'> {
  meetingId: string;
  invitationId: string;
  host: Host;
}

/** @param lock keeps the meeting in its state until the end of the transaction; it is locked before anything else. @throws DomainError `link.unknown` */
export async function guestAtDates(tx: EntityManager, { organisationId, invitationId }: { organisationId: string; invitationId: string }, lock = false): Promise<GuestAtDates> {
  const LOCK = lock ? 'for share of m' : '';
  const [row] = await tx.query(
    `select m.id as "meetingId", i.id as "invitationId", m.title, m.state, m.starts_at as "startsAt", m.ends_at as "endsAt", m.venue_place as "venuePlace", m.contact_name as "contactName", m.contact_email as "contactEmail",
       m.contact_phone as "contactPhone", i.salutation, i.answer, i.reason, jsonb_build_object('name', o.name, 'senderName', o.sender_name, 'replyTo', o.reply_to, 'colour', o.colour) as host
     from invitation i join meeting m on m.organisation_id = i.organisation_id and m.id = i.meeting_id join organisation o on o.id = i.organisation_id
     where i.organisation_id = $1 and i.id = $2 ${LOCK}`,
    [organisationId, invitationId],
  );
  if (!row) throw new DomainError('link.unknown');
  return row;
}
