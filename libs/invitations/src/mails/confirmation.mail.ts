import type { MailBlock, MailContent } from '@bijeen/mail';
import type { Host, MeetingFacts } from '../answer.queries.js';
import type { Coming } from '../answer.js';
import { meetingBlock, meetingValues, senderOf } from './mail-values.js';

/** What a confirmation says besides the answer. */
export interface ConfirmedAnswer {
  coming: Coming | 'substitute';
  /** Who comes instead, by name. */
  substitute: string | null;
  /** Why there is no place for who says yes; null when there is. */
  waitsBecause: string | null;
  /** An item leaves the calendar with this mail. */
  leavesCalendar: boolean;
  /** Wishes are known; what they are never stands in a mail (R35). */
  hasWishes: boolean;
  /** An organiser noted the answer for the guest. */
  byOrganiser: boolean;
  /** The guest's own calendar program answered, and shows the answer already. */
  fromCalendar: boolean;
  /** The guest can still change it with the link. */
  canChange: boolean;
}

const SUBJECTS: Record<ConfirmedAnswer['coming'], string> = { substitute: 'U stuurt iemand anders naar {titel}', yes: 'U komt naar {titel}', no: 'U komt niet naar {titel}', maybe: 'U weet nog niet of u komt naar {titel}' };

/** Confirms an answer to the address that was invited, with the way to change it: who did not answer this, sees it here (R11). */
export function confirmationMail(answer: ConfirmedAnswer, { meeting, host }: { meeting: MeetingFacts; host: Host }): MailContent {
  const noted = answer.byOrganiser ? 'Wij hebben uw antwoord voor u genoteerd.' : answer.fromCalendar ? 'Wij hebben het antwoord uit uw agenda ontvangen.' : 'Wij hebben uw antwoord ontvangen.';
  return {
    subject: answer.waitsBecause === null ? SUBJECTS[answer.coming] : 'U staat op de wachtlijst: {titel}',
    preheader: noted,
    blocks: [{ kind: 'text', text: `{aanhef},\n\n${noted} ${saying(answer)}` }, ...about(answer, meeting), ...wayBack(answer)],
    sender: senderOf(host),
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}

function saying({ coming, substitute, waitsBecause, leavesCalendar, hasWishes, fromCalendar }: ConfirmedAnswer): string {
  if (waitsBecause !== null) return `U wilt komen, en u staat op de wachtlijst. ${waitsBecause} Komt er een plaats vrij, dan krijgt u een mail.`;
  const calendar = leavesCalendar ? ' De afspraak halen wij met deze mail uit uw agenda.' : '';
  switch (coming) {
    case 'yes':
      return `U komt. Fijn!${fromCalendar ? '' : ' De afspraak zit bij deze mail voor uw agenda.'}${hasWishes ? ' Uw wensen voor eten of toegankelijkheid zijn bij ons bekend.' : ''}`;
    case 'substitute':
      return `U komt niet zelf: u stuurt ${substitute}. Wij sturen ${substitute} een eigen uitnodiging.${calendar}`;
    case 'no':
      return `U komt niet. Jammer, en goed dat u het laat weten.${calendar}`;
    case 'maybe':
      return `U weet het nog niet. Laat u het uiterlijk {antwoord_voor} weten? Dan houden wij rekening met u.${calendar}`;
  }
}

function about({ coming }: ConfirmedAnswer, meeting: MeetingFacts): MailBlock[] {
  return coming === 'no' || coming === 'substitute' ? [] : [meetingBlock(meeting)];
}

function wayBack({ coming, waitsBecause, canChange }: ConfirmedAnswer): MailBlock[] {
  const question = waitsBecause !== null ? 'Wilt u toch niet komen?' : coming === 'substitute' ? 'Kunt u toch zelf komen?' : coming === 'no' ? 'Kunt u toch komen?' : 'Klopt dit niet, of verandert er iets?';
  if (!canChange) return [{ kind: 'text', text: `${question} Neem contact op met {contactpersoon}: {contact_email}.` }];
  const label = coming === 'maybe' ? 'Laat weten of u komt' : 'Wijzig uw antwoord';
  return [
    { kind: 'text', text: `${question} U kunt uw antwoord wijzigen tot en met {antwoord_voor}.` },
    { kind: 'buttons', buttons: [{ label, link: 'answer', style: 'secondary' }] },
  ];
}
