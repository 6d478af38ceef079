import type { Meeting } from '@bijeen/meetings';
import type { EntityManager } from 'typeorm';
import type { NewInvitation } from './invite.queries.js';

/** Somebody who has an invitation, and the revision of a next mail about it. `municipality` is a code. */
export interface InvitedBefore extends NewInvitation {
  revision: number;
}

/** Whether an invitation to this meeting still makes sense. */
export function mayBeInvitedAgain({ state, startsAt }: Pick<Meeting, 'state' | 'startsAt'>, now: Date): boolean {
  return (state === 'inviting' || state === 'confirmed') && startsAt > now;
}

/** Of these, the guests who have not answered. */
export async function invitedBefore(tx: EntityManager, organisationId: string, invitationIds: string[]): Promise<InvitedBefore[]> {
  return tx.query(
    `select i.id, i.calendar_uid as "calendarUid", i.calendar_sequence as "calendarSequence", i.contact_id as "contactId", i.email, i.secretariat_id as "secretariatId", i.display_name as "displayName", i.salutation, i.function, p.title,
       i.contact_organisation_name as "contactOrganisationName", i.municipality_code as municipality, i.travel_minutes as "travelMinutes", c.source,
       (select coalesce(max(m.revision), -1) + 1 from outgoing_mail m
        where m.organisation_id = $1 and m.meeting_id = i.meeting_id and m.recipient_key = i.contact_id::text and m.kind = 'invitation') as revision
     from invitation i
       join contact c on c.organisation_id = $1 and c.id = i.contact_id
       left join position p on p.organisation_id = $1 and p.id = i.position_id
     where i.organisation_id = $1 and i.id = any($2) and i.answer = 'none' order by i.id`,
    [organisationId, invitationIds],
  );
}

/** From now on these guests have the item in their calendar, with its buttons. */
export async function giveCalendarButtons(tx: EntityManager, organisationId: string, invitationIds: string[], now: Date): Promise<void> {
  await tx.query(`update invitation set calendar_buttons = true, calendar_stamp = $3 where organisation_id = $1 and id = any($2)`, [organisationId, invitationIds, now]);
}
