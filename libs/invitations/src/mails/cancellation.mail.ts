import type { MailContent } from '@bijeen/mail';
import type { MoveVariant } from '../moved-guests.queries.js';
import { meetingValues, questionsBlock, secretariatBlocks, senderOf } from './mail-values.js';
import type { MovedTexts } from './move-mails.js';

const STANDING: Record<MoveVariant, string> = {
  came: 'U zou komen. Dank u wel daarvoor, en jammer dat het zo loopt. Stond de afspraak met onze mail in uw agenda? Dan verdwijnt zij daar weer uit. U hoeft niets te doen.',
  waiting: 'U stond op de wachtlijst. Die vervalt. U hoeft niets te doen.',
  date: 'U hoeft niets te doen.',
  none: 'U hoeft ons niet meer te laten weten of u komt.',
  substitute: 'U stuurde iemand anders in uw plaats. Die krijgt dit bericht ook. U hoeft niets te doen.',
  declined: 'U had ons al laten weten dat u niet komt. U hoeft niets te doen.',
};

/** Tells everybody who knows of it that the meeting does not take place; for who has it in the calendar, the file takes it out. */
export function cancellationMail({ meeting, host, variant, viaSecretariat, wasPostponed }: MovedTexts): MailContent {
  const what = wasPostponed ? '{titel} in {plaats} was uitgesteld. Nu is besloten dat de bijeenkomst niet doorgaat.' : '{titel} op {datum} in {plaats} gaat niet door.';
  return {
    subject: 'Gaat niet door: {titel}',
    preheader: wasPostponed ? '{titel} gaat niet door.' : '{titel} op {datum} gaat niet door.',
    blocks: [...secretariatBlocks(viaSecretariat), { kind: 'text', text: `{aanhef},\n\n${what} ${STANDING[variant]}` }, questionsBlock(meeting)],
    sender: senderOf(host),
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}
