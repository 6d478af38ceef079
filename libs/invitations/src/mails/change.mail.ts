import type { MailContent } from '@bijeen/mail';
import type { Host, MeetingFacts } from '../answer.queries.js';
import { meetingBlock, meetingValues, senderOf } from './mail-values.js';

/** Tells who comes that date, time or venue changed; the calendar file moves the item. */
export function changeMail({ meeting, host }: { meeting: MeetingFacts; host: Host }): MailContent {
  return {
    subject: 'Gewijzigd: {titel}',
    preheader: '{datum}, {begintijd} uur, {locatie}',
    blocks: [
      { kind: 'text', text: '{aanhef},\n\nEr is iets veranderd aan {titel}. Zo is het nu:' },
      meetingBlock(meeting),
      { kind: 'text', text: 'U hebt gezegd dat u komt, en daar rekenen wij op. De afspraak in uw agenda verandert met deze mail mee. Kunt u zo niet komen? Laat het ons weten.' },
      { kind: 'buttons', buttons: [{ label: 'Wijzig uw antwoord', link: 'answer', style: 'secondary' }] },
    ],
    sender: senderOf(host),
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}
