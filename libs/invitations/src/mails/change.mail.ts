import type { MailContent } from '@bijeen/mail';
import type { Host, MeetingFacts } from '../answer.queries.js';
import type { ChangeStanding } from '../meeting-mails.queries.js';
import { meetingBlock, meetingValues, senderOf } from './mail-values.js';

/** What each is told besides what changed. */
const SAYS: Record<ChangeStanding, string> = {
  comes: 'U hebt gezegd dat u komt, en daar rekenen wij op. De afspraak in uw agenda verandert met deze mail mee. Kunt u zo niet komen? Laat het ons weten.',
  waits: 'U staat op de wachtlijst. Dat blijft zo. Kunt u zo niet komen? Laat het ons weten.',
  asked: 'Wij vroegen u of u komt. De afspraak in uw agenda verandert met deze mail mee. Laat u ons nog weten of het u past?',
};

/** Tells that time or venue changed; for who has it in the calendar, the file moves the item. */
export function changeMail({ meeting, host, standing }: { meeting: MeetingFacts; host: Host; standing: ChangeStanding }): MailContent {
  return {
    subject: 'Gewijzigd: {titel}',
    preheader: '{datum}, {begintijd} uur, {locatie}',
    blocks: [
      { kind: 'text', text: '{aanhef},\n\nEr is iets veranderd aan {titel}. Zo is het nu:' },
      meetingBlock(meeting),
      { kind: 'text', text: SAYS[standing] },
      { kind: 'buttons', buttons: [{ label: standing === 'asked' ? 'Laat weten of u komt' : 'Wijzig uw antwoord', link: 'answer', style: 'secondary' }] },
    ],
    sender: senderOf(host),
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}
