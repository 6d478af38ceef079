import type { MailContent } from '@bijeen/mail';
import type { Host, MeetingFacts } from '../answer.queries.js';
import type { Coming } from '../answer.js';
import { meetingBlock, meetingValues, senderOf } from './mail-values.js';

/** What an office holder hears while the secretariat gets the mail itself, with the buttons and the item for the calendar. */
export type CopiedNews =
  | { what: 'answer'; coming: Coming | 'substitute'; waits: boolean; byOrganiser: boolean }
  | { what: 'change' }
  | { what: 'cancellation' }
  | { what: 'postponement' }
  | { what: 'asked-again' };

const SAYS: Record<Coming | 'substitute', string> = { yes: 'u komt', no: 'u komt niet', maybe: 'u weet het nog niet', substitute: 'u stuurt een vervanger' };

/** The content for the office holder: no buttons and no calendar file, for those are with the secretariat. */
export function secretariatCopy(news: CopiedNews, { meeting, host }: { meeting: MeetingFacts; host: Host }): MailContent {
  const { subject, text } = wordsOf(news);
  return {
    subject,
    preheader: '{titel}, {datum}',
    blocks: [
      { kind: 'text', text: `{aanhef},\n\n${text}` },
      ...(news.what === 'cancellation' || news.what === 'postponement' || (news.what === 'answer' && news.coming === 'no') ? [] : [meetingBlock(meeting)]),
      { kind: 'small', text: 'Uw secretariaat kreeg deze mail ook. Wilt u iets wijzigen? Dat gaat via uw secretariaat, of via {contactpersoon}: {contact_email}.' },
    ],
    sender: senderOf(host),
    unsubscribe: false,
    values: meetingValues(meeting),
  };
}

function wordsOf(news: CopiedNews): { subject: string; text: string } {
  switch (news.what) {
    case 'answer': {
      const says = news.waits ? 'u wilt graag komen. Er is nu geen plaats; u staat op de wachtlijst' : SAYS[news.coming];
      const calendar = news.coming === 'yes' && !news.waits ? ' De afspraak voor uw agenda is naar uw secretariaat gestuurd.' : '';
      return { subject: 'Antwoord op de uitnodiging voor {titel}', text: `${news.byOrganiser ? 'Wij hebben een antwoord voor u genoteerd' : 'Uw secretariaat heeft geantwoord'}: ${says}.${calendar}` };
    }
    case 'change':
      return { subject: 'Gewijzigd: {titel}', text: 'Er is iets veranderd aan {titel}. Zo is het nu. Uw secretariaat kreeg de nieuwe afspraak voor uw agenda.' };
    case 'cancellation':
      return { subject: 'Gaat niet door: {titel}', text: '{titel} op {datum} in {plaats} gaat niet door. U hoeft niets te doen.' };
    case 'postponement':
      return { subject: 'Uitgesteld: {titel}', text: '{titel} op {datum} is uitgesteld. Er is nog geen nieuwe datum. Zodra die er is, hoort u het, ook via uw secretariaat.' };
    case 'asked-again':
      return { subject: 'Nieuwe datum: {titel}', text: '{titel} heeft een andere datum. Wij vroegen uw secretariaat of u dan kunt komen. Zo is het nu.' };
  }
}
