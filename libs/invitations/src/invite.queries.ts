import { type ContactFunction, displayName, salutation } from '@bijeen/contacts';
import type { Meeting } from '@bijeen/meetings';
import type { EntityManager } from 'typeorm';
import type { PersonToInvite } from './audience.queries.js';
import { LINK_DAYS_AFTER_MEETING, type NewLink } from './links.queries.js';
import type { InvitedPerson } from './mails/invitation.mail.js';

/** Somebody who gets an invitation now. */
export interface NewInvitation extends InvitedPerson {
  id: string;
  calendarUid: string;
  /** Of the version that goes with the mail; 0 for a first invitation. */
  calendarSequence?: number;
  contactId: string;
  email: string;
  secretariatId: string | null;
}

/** A person of the audience as the invitation keeps it: names and address as they are now. */
export function invitedFrom(row: PersonToInvite, municipalities: Map<string, string>): Omit<NewInvitation, 'id' | 'calendarUid'> & { row: object } {
  const { contactId, email, secretariatId, travelMinutes, title, source, municipalityCode } = row;
  if (email === null) throw new Error(`Contact ${contactId} has no address and should not be on the list.`);
  const person = {
    contactId, email, secretariatId, travelMinutes, title, source,
    displayName: displayName(row), salutation: salutation(row, row.function, row.salutation), function: row.function ?? ('OTHER' satisfies ContactFunction),
    contactOrganisationName: row.organisation ?? '', municipality: municipalities.get(municipalityCode ?? '') ?? null,
  };
  const columns = {
    contact_id: contactId, position_id: row.positionId, display_name: person.displayName, salutation: person.salutation, sort_name: row.sortName, function: person.function,
    contact_organisation_name: person.contactOrganisationName, municipality_code: municipalityCode, email, secretariat_id: secretariatId, travel_minutes: travelMinutes,
  };
  return { ...person, row: columns };
}

/** An invitation as it was written just now. */
export interface WrittenInvitation {
  id: string;
  calendarUid: string;
}

/** Writes invitations in one statement, with `buttons` also the first version of each item for the calendar; who has one already is left alone. Gives the new ones by contact. */
export async function insertInvitations(tx: EntityManager, meeting: Meeting, rows: object[], { domain, buttons, now }: { domain: string; buttons: boolean; now: Date }): Promise<Map<string, WrittenInvitation>> {
  const added: (WrittenInvitation & { contactId: string })[] = await tx.query(
    `insert into invitation (organisation_id, meeting_id, contact_id, position_id, display_name, salutation, sort_name, function, contact_organisation_name, municipality_code,
       email, secretariat_id, travel_minutes, calendar_uid, calendar_buttons, calendar_stamp, invited_at)
     select $1, $2, r.contact_id, r.position_id, r.display_name, r.salutation, r.sort_name, r.function, r.contact_organisation_name, r.municipality_code,
       r.email, r.secretariat_id, r.travel_minutes, gen_random_uuid() || '@' || $4::text, $6, case when $6 then $5::timestamptz end, $5
     from jsonb_to_recordset($3::jsonb) as r(contact_id uuid, position_id uuid, display_name text, salutation text, sort_name text, function text,
       contact_organisation_name text, municipality_code text, email text, secretariat_id uuid, travel_minutes int)
     on conflict (organisation_id, meeting_id, contact_id) do nothing
     returning id, contact_id as "contactId", calendar_uid as "calendarUid"`,
    [meeting.organisationId, meeting.id, JSON.stringify(rows), domain, now, buttons],
  );
  return new Map(added.map(({ contactId, ...written }) => [contactId, written]));
}

/**
 * Writes the links of invitations that were made a moment ago. Unlike `insertLinks` it looks nothing up: right after thousands of rows
 * were added PostgreSQL has no statistics of them, and a join went through all invitations for every link.
 */
export async function insertNewLinks(tx: EntityManager, meeting: Meeting, links: NewLink[], now: Date): Promise<void> {
  const columns = [links.map(({ invitationId }) => invitationId), links.map(({ purpose }) => purpose), links.map(({ nonce }) => nonce), links.map(({ tokenHash }) => tokenHash)];
  await tx.query(
    `insert into personal_link (organisation_id, meeting_id, invitation_id, purpose, nonce, token_hash, expires_at, created_at)
     select $1, $2, l.invitation_id, l.purpose, l.nonce, l.token_hash, $3::timestamptz + make_interval(days => $4), $5
     from unnest($6::uuid[], $7::text[], $8::bytea[], $9::bytea[]) as l (invitation_id, purpose, nonce, token_hash)`,
    [meeting.organisationId, meeting.id, meeting.endsAt, LINK_DAYS_AFTER_MEETING, now, ...columns],
  );
}
