import type { MailContent } from '@bijeen/mail';
import type { Host, MeetingFacts } from '../answer.queries.js';
import { meetingValues, senderOf } from './mail-values.js';

/** Tells everybody who was invited that the meeting does not take place; for who has it in the calendar, the file takes it out. */
export function cancellationMail({ meeting, host }: { meeting: MeetingFacts; host: Host }): MailContent {
  return {
    subject: 'Gaat niet door: {titel}',
    preheader: '{titel} op {datum} gaat niet door.',
    blocks: [
      { kind: 'text', text: '{aanhef},\n\n{titel} op {datum} in {plaats} gaat niet door. Stond de afspraak met onze mail in uw agenda? Dan verdwijnt zij daar weer uit. U hoeft niets te doen.' },
      { kind: 'text', text: meeting.contactPhone ? 'Hebt u een vraag? {contactpersoon} helpt u graag: {contact_email} of {contact_telefoon}.' : 'Hebt u een vraag? {contactpersoon} helpt u graag: {contact_email}.' },
    ],
    sender: senderOf(host),
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}
