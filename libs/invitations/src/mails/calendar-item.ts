import { calendarFile, type CalendarItem, type CalendarPerson } from '@bijeen/calendar';
import type { MailRecipient } from '@bijeen/mail';
import type { Host, MeetingFacts } from '../answer.queries.js';
import type { CalendarVersion, Invitation } from '../invitation.entity.js';

/** What the guest is shown to have said. */
export type Partstat = NonNullable<CalendarItem['partstat']>;

/** The calendar file that goes with a mail: this guest is the only one in it. */
export function calendarForMail(version: CalendarVersion, guest: Pick<Invitation, 'displayName' | 'email'>, { meeting, host, organiser, partstat }: { meeting: MeetingFacts; host: Host; organiser: CalendarPerson; partstat: Partstat }): NonNullable<MailRecipient['calendar']> {
  const attendee = { name: guest.displayName, address: guest.email };
  return { method: version.method, ics: calendarFile({ ...itemOf(meeting, host), ...version, organiser, attendee, partstat: version.method === 'CANCEL' ? 'DECLINED' : partstat }) };
}

/** The same meeting as a file to download with the link. It names no guest, because links are forwarded (R11). */
export function calendarToDownload(invitation: Pick<Invitation, 'calendarUid' | 'calendarSequence' | 'calendarStamp'>, { meeting, host }: { meeting: MeetingFacts; host: Host }, now: Date): string {
  const { calendarUid: uid, calendarSequence: sequence, calendarStamp } = invitation;
  return calendarFile({ ...itemOf(meeting, host), method: 'PUBLISH', uid, sequence, stamp: calendarStamp ?? now });
}

function itemOf(meeting: MeetingFacts, host: Host): Pick<CalendarItem, 'start' | 'end' | 'summary' | 'location' | 'description' | 'organiser'> {
  const phone = meeting.contactPhone ? `, ${meeting.contactPhone}` : '';
  const parts = [meeting.programme, `Vragen: ${meeting.contactName}, ${meeting.contactEmail}${phone}`, 'Kunt u toch niet komen? Wijzig uw antwoord met de link in onze mail.'];
  return {
    start: meeting.startsAt,
    end: meeting.endsAt,
    summary: meeting.title,
    location: [meeting.venueName, meeting.venueAddress, meeting.venuePlace].join(', '),
    description: parts.filter(Boolean).join('\n\n'),
    organiser: { name: host.senderName, address: meeting.contactEmail },
  };
}
