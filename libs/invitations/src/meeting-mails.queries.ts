import { DomainError } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { Host, MeetingFacts } from './answer.queries.js';

/** A guest who is told what happened to the meeting, with the version of the calendar item that goes along. */
export interface ToldGuest {
  id: string;
  contactId: string;
  displayName: string;
  salutation: string;
  contactOrganisationName: string;
  travelMinutes: number | null;
  email: string;
  answer: string;
  calendarButtons: boolean;
  uid: string;
  sequence: number;
  /** Null when no item stands in the guest's calendar. */
  stamp: Date | null;
}

const PERSON = `i.id, i.contact_id as "contactId", i.display_name as "displayName", i.salutation, i.contact_organisation_name as "contactOrganisationName",
  i.travel_minutes as "travelMinutes", i.email, i.answer, i.calendar_buttons as "calendarButtons"`;

/** The meeting as mails tell of it; `buttons` when its organisation invites with the buttons of a calendar. @throws DomainError `meeting.not-found` */
export async function meetingWithHost(tx: EntityManager, organisationId: string, meetingId: string): Promise<{ meeting: MeetingFacts; host: Host; revision: number; buttons: boolean }> {
  const [row] = await tx.query(
    `select m.id, m.title, m.state, m.starts_at as "startsAt", m.ends_at as "endsAt", m.answer_by as "answerBy", m.venue_name as "venueName", m.venue_address as "venueAddress",
       m.venue_postcode4 as "venuePostcode4", m.venue_place as "venuePlace", m.programme, m.contact_name as "contactName", m.contact_email as "contactEmail", m.contact_phone as "contactPhone",
       m.revision, o.calendar_buttons as buttons, o.name, o.sender_name as "senderName", o.reply_to as "replyTo", o.colour
     from meeting m join organisation o on o.id = m.organisation_id where m.organisation_id = $1 and m.id = $2`,
    [organisationId, meetingId],
  );
  if (!row) throw new DomainError('meeting.not-found');
  const { name, senderName, replyTo, colour, revision, buttons, ...meeting } = row;
  return { meeting, host: { name, senderName, replyTo, colour }, revision, buttons };
}

/** How a guest stands who hears of another time or venue: comes, waits for a place, or was asked again and has the item of the former question. */
export type ChangeStanding = 'comes' | 'waits' | 'asked';

/** The next version of the calendar item of everybody who comes, waits, or still has an item, and has not heard of this revision. Who declined in the calendar is left in peace: a later reply then answers an older version. */
export async function moveCalendarItems(tx: EntityManager, { organisationId, meetingId, revision, now, answeredSince }: { organisationId: string; meetingId: string; revision: number; now: Date; answeredSince: string | null }): Promise<(ToldGuest & { standing: ChangeStanding })[]> {
  const [guests] = await tx.query<[(ToldGuest & { standing: ChangeStanding })[]]>(
    `update invitation i set
       calendar_sequence = case when i.calendar_stamp is null then i.calendar_sequence else i.calendar_sequence + 1 end,
       calendar_since = case when i.calendar_stamp is null then i.calendar_since else i.calendar_sequence + 1 end,
       calendar_stamp = case when i.place = 'confirmed' or i.calendar_stamp is not null then greatest($4::timestamptz, i.calendar_stamp + interval '1 second') end
     where i.organisation_id = $1 and i.meeting_id = $2 and (i.answer = 'yes' or i.calendar_stamp is not null) and not exists (
       select from outgoing_mail o where o.organisation_id = $1 and o.meeting_id = $2 and o.recipient_key = i.contact_id::text and o.kind = 'change' and o.revision = $3)
       and ($5::uuid is null or exists (select from meeting_move_guest g where g.organisation_id = $1 and g.move_id = $5 and g.invitation_id = i.id and i.answer_revision > g.answer_revision))
     returning ${PERSON}, i.calendar_uid as uid, i.calendar_sequence as sequence, i.calendar_stamp as stamp,
       case when i.answer <> 'yes' then 'asked' when i.place = 'confirmed' then 'comes' else 'waits' end as standing`,
    [organisationId, meetingId, revision, now, answeredSince],
  );
  return guests.filter(({ answer }) => answer !== 'no');
}

/** Keyed hashes, in hexadecimal, of addresses that want no mail about this meeting or from this organisation, and of those that want none at all. */
export async function suppressedHashes(tx: EntityManager, organisationId: string, meetingId: string): Promise<{ optedOut: Set<string>; everything: Set<string> }> {
  const rows: { hash: string; scope: string }[] = await tx.query(
    `select encode(email_hash, 'hex') as hash, scope from standing_stop where organisation_id = $1 and (meeting_id is null or meeting_id = $2)`,
    [organisationId, meetingId],
  );
  const hashes = (found: typeof rows): Set<string> => new Set(found.map(({ hash }) => hash));
  return { optedOut: hashes(rows), everything: hashes(rows.filter(({ scope }) => scope === 'everything')) };
}

/** They are erased at that moment, which may be sooner than it was. */
export async function eraseWishesAt(tx: EntityManager, organisationId: string, meetingId: string, at: Date): Promise<void> {
  await tx.query(
    `update invitation_wish w set erase_after = $3 from invitation i
     where i.organisation_id = $1 and i.meeting_id = $2 and w.organisation_id = $1 and w.invitation_id = i.id and w.erase_after > $3`,
    [organisationId, meetingId, at],
  );
}
