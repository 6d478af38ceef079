import type { ContactFunction } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';
import type { Invitation } from './invitation.entity.js';
import type { OpenedLink } from './links.js';

/** Somebody who was invited through a secretariat and has an address too. */
export interface OfficeHolder extends Pick<Invitation, 'id' | 'contactId' | 'displayName' | 'salutation' | 'contactOrganisationName' | 'travelMinutes'> {
  ownEmail: string;
}

/** Those of these guests who were invited through a secretariat and have another address of their own. */
export async function officeHolders(tx: EntityManager, organisationId: string, invitationIds: string[]): Promise<OfficeHolder[]> {
  return tx.query(
    `select i.id, i.contact_id as "contactId", i.display_name as "displayName", i.salutation, i.contact_organisation_name as "contactOrganisationName", i.travel_minutes as "travelMinutes", c.email as "ownEmail"
     from invitation i join contact c on c.organisation_id = i.organisation_id and c.id = i.contact_id
     where i.organisation_id = $1 and i.id = any ($2) and i.secretariat_id is not null and c.email is not null and lower(c.email) <> lower(i.email)
     order by i.sort_name, i.id`,
    [organisationId, invitationIds],
  );
}

/** Somebody a secretariat may answer for, and how it stands. */
export interface Represented {
  id: string;
  displayName: string;
  function: ContactFunction;
  contactOrganisationName: string;
  answer: Invitation['answer'];
  place: Invitation['place'];
}

/** Everybody who was invited to the meeting of this link through the same secretariat; empty when the invitation did not go through one. */
export async function represented(tx: EntityManager, { organisationId, meetingId, invitationId }: OpenedLink): Promise<Represented[]> {
  return tx.query(
    `select i.id, i.display_name as "displayName", i.function, i.contact_organisation_name as "contactOrganisationName", i.answer, i.place
     from invitation mine join invitation i on i.organisation_id = mine.organisation_id and i.meeting_id = mine.meeting_id and i.secretariat_id = mine.secretariat_id
     where mine.organisation_id = $1 and mine.meeting_id = $2 and mine.id = $3 order by i.sort_name, i.id`,
    [organisationId, meetingId, invitationId],
  );
}

/** The name of the secretariat behind this link. */
export async function secretariatName(tx: EntityManager, { organisationId, invitationId }: OpenedLink): Promise<string> {
  const [row]: { name: string }[] = await tx.query(
    `select s.name from invitation i join secretariat s on s.organisation_id = i.organisation_id and s.id = i.secretariat_id where i.organisation_id = $1 and i.id = $2`,
    [organisationId, invitationId],
  );
  return row?.name ?? '';
}
