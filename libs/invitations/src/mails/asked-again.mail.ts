import type { MailContent } from '@bijeen/mail';
import { longDate } from '@bijeen/platform';
import type { MovedTexts } from './move-mails.js';
import { answerButtons, meetingBlock, meetingValues, secretariatBlocks, senderOf } from './mail-values.js';

/** Asks for a new date again what was asked for the old one; one tap, as in the invitation (R1, R2). */
export function askedAgainMail({ meeting, host, variant, formerStartsAt, viaSecretariat }: MovedTexts): MailContent {
  const formerly = formerStartsAt ? ` op ${longDate(formerStartsAt)}` : '';
  const { question, rest } = {
    came: {
      question: `U zou komen naar {titel}${formerly}. De bijeenkomst is verplaatst. Komt u ook op {datum}?`,
      rest: 'Wij houden uw plaats vast tot en met {antwoord_voor}. Staat de afspraak met onze mail in uw agenda? Dan schuift zij nu mee naar de nieuwe datum.',
    },
    waiting: {
      question: `U stond op de wachtlijst voor {titel}${formerly}. De bijeenkomst is verplaatst. Wilt u komen op {datum}?`,
      rest: 'U houdt uw plek op de wachtlijst, of de plaats die wij u aanboden. Laat het ons uiterlijk {antwoord_voor} weten.',
    },
    date: {
      question: `U kon niet naar {titel}${formerly}. De bijeenkomst is verplaatst. Past {datum} u wel?`,
      rest: 'Laat het ons uiterlijk {antwoord_voor} weten.',
    },
    substitute: {
      question: `U stuurde iemand anders naar {titel}${formerly}. De bijeenkomst is verplaatst naar {datum}. Komt u dan zelf?`,
      rest: 'Wij vragen uw vervanger hetzelfde. Blijft het zo? Dan hoeft u niets te doen.',
    },
    none: {
      question: 'Wij nodigden u uit voor {titel}. De bijeenkomst heeft een nieuwe datum: {datum}. Komt u?',
      rest: 'Laat het ons uiterlijk {antwoord_voor} weten.',
    },
  }[variant === 'declined' ? 'none' : variant];
  return {
    subject: 'Nieuwe datum voor {titel}: komt u op {datum}?',
    preheader: question,
    blocks: [
      ...secretariatBlocks(viaSecretariat),
      { kind: 'text', text: `{aanhef},\n\n${question}` },
      meetingBlock(meeting),
      answerButtons(),
      { kind: 'text', text: rest },
      { kind: 'small', text: 'Na uw klik ziet u eerst wat u gekozen hebt. Pas als u daar op de knop drukt, is uw antwoord bij ons.' },
    ],
    sender: senderOf(host),
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}
