import { type Host, meetingValues, senderOf } from '@bijeen/invitations';
import type { MailContent } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { fromTo, longDate } from '@bijeen/platform';
import type { DateOption } from './date-poll.queries.js';

/** Asks which dates somebody can make; the reminder asks it once more. Nothing is chosen by opening the page (R1). */
export function datePollMail({ meeting, host, options, introduction, deadline, reminder }: { meeting: Meeting; host: Host; options: DateOption[]; introduction: string | null; deadline: Date; reminder: boolean }): MailContent {
  const postponed = meeting.state === 'postponed';
  const why = postponed ? '{titel} is uitgesteld. Wij zoeken een nieuwe datum waarop u erbij kunt zijn.' : 'Wij zoeken een goede datum voor {titel}, een waarop u erbij kunt zijn.';
  return {
    subject: reminder ? 'Herinnering: wanneer kunt u? {titel}' : 'Wanneer kunt u? {titel}',
    preheader: `${options.length} data, één keer kiezen. Graag uiterlijk {antwoord_voor}.`,
    blocks: [
      { kind: 'text', text: `{aanhef},\n\n${reminder ? 'Wij hoorden nog niet van u. ' : ''}${why}${introduction === null ? '' : '\n\n{vraag}'}` },
      { kind: 'facts', facts: options.map(({ startsAt, endsAt }, place) => ({ label: `Datum ${place + 1}`, text: fromTo(startsAt, endsAt) })) },
      { kind: 'text', text: 'Laat u ons uiterlijk {antwoord_voor} weten welke dagen u kunt? Het kost u tien seconden. Anderen zien uw keuze niet.' },
      { kind: 'buttons', buttons: [{ label: 'Kies welke dagen u kunt', link: 'answer', query: '/datum', style: 'primary' }] },
      { kind: 'small', text: 'Vragen? {contactpersoon} helpt u graag: {contact_email}.' },
    ],
    sender: senderOf(host),
    unsubscribe: true,
    values: { ...meetingValues(meeting), antwoord_voor: longDate(deadline), vraag: introduction ?? '' },
  };
}
