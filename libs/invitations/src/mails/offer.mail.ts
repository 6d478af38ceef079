import type { MailContent } from '@bijeen/mail';
import { longMoment } from '@bijeen/platform';
import type { Host, MeetingFacts } from '../answer.queries.js';
import { meetingBlock, meetingValues, senderOf } from './mail-values.js';

/** Offers a place to somebody who waited for one; it is held until `until`. */
export function offerMail({ meeting, host, until }: { meeting: MeetingFacts; host: Host; until: Date }): MailContent {
  return {
    subject: 'Er is een plaats voor u: {titel}',
    preheader: `Wij houden de plaats voor u vast tot ${longMoment(until)}.`,
    blocks: [
      { kind: 'text', text: `{aanhef},\n\nU wacht op een plaats bij {titel}. Die is er nu. Wij houden de plaats voor u vast tot ${longMoment(until)}. Neemt u hem aan?` },
      meetingBlock(meeting),
      { kind: 'buttons', buttons: [{ label: 'Bekijk het aanbod', link: 'answer', style: 'primary' }] },
      { kind: 'small', text: 'Na uw klik ziet u een pagina met twee knoppen. Pas als u daar op een knop drukt, weten wij het. Horen wij niets, dan gaat de plaats naar de volgende.' },
    ],
    sender: senderOf(host),
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}

/** Tells that an offer went by. */
export function offerOverMail({ meeting, host }: { meeting: MeetingFacts; host: Host }): MailContent {
  return {
    subject: 'Uw plaats is naar een ander: {titel}',
    preheader: 'Wij hoorden niets van u. Wilt u nog komen?',
    blocks: [
      { kind: 'text', text: '{aanhef},\n\nWij hielden een plaats voor u vast bij {titel}, op {datum}. Wij hoorden niets van u. Daarom gaat de plaats naar iemand anders.\n\nWilt u nog komen? Dan kunt u opnieuw op de wachtlijst.' },
      { kind: 'buttons', buttons: [{ label: 'Bekijk wat er kan', link: 'answer', style: 'secondary' }] },
    ],
    sender: senderOf(host),
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}
