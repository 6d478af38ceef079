import type { MailContent } from '@bijeen/mail';
import type { MoveVariant } from '../moved-guests.queries.js';
import { meetingValues, questionsBlock, secretariatBlocks, senderOf } from './mail-values.js';
import type { MovedTexts } from './move-mails.js';

const STANDING: Record<MoveVariant, string> = {
  came: 'U had gezegd dat u zou komen. Stond de afspraak met onze mail in uw agenda? Dan verdwijnt zij daar weer uit. Zodra er een nieuwe datum is, vragen wij u opnieuw of u kunt.',
  waiting: 'U stond op de wachtlijst. Die plek houdt u. Zodra er een nieuwe datum is, vragen wij u opnieuw of u kunt.',
  date: 'U kon niet op die datum. Zodra er een nieuwe datum is, vragen wij u of die u wel past.',
  none: 'U hoeft nu niets te doen. Zodra er een nieuwe datum is, vragen wij u of u kunt.',
  substitute: 'U stuurde iemand anders in uw plaats. Die krijgt dit bericht ook. U hoeft niets te doen.',
  declined: 'U had ons al laten weten dat u niet komt. U hoeft niets te doen.',
};

/** Tells that a meeting has no date for now; for who has it in the calendar, the file takes it out. */
export function postponementMail({ meeting, host, variant, viaSecretariat }: MovedTexts): MailContent {
  return {
    subject: 'Uitgesteld: {titel}',
    preheader: '{titel} op {datum} is uitgesteld. Er is nog geen nieuwe datum.',
    blocks: [
      ...secretariatBlocks(viaSecretariat),
      { kind: 'text', text: `{aanhef},\n\n{titel} op {datum} in {plaats} is uitgesteld. Er is nog geen nieuwe datum.\n\n${STANDING[variant]}` },
      { kind: 'buttons', buttons: [{ label: variant === 'declined' || variant === 'substitute' ? 'Bekijk de bijeenkomst' : 'Houd mij op de hoogte', link: 'answer', style: 'secondary' }] },
      questionsBlock(meeting),
    ],
    sender: senderOf(host),
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}
