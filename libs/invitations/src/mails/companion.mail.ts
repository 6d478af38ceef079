import type { MailContent } from '@bijeen/mail';
import type { Host, MeetingFacts } from '../answer.queries.js';
import { meetingBlock, meetingValues, senderOf } from './mail-values.js';

/** What there is to tell a guest about somebody who comes with, or instead of, them. */
export type CompanionNews =
  | { what: 'asked-along'; who: string }
  | { what: 'matched'; who: string }
  | { what: 'partner-lost'; who: string; until: string }
  | { what: 'not-needed'; who: string }
  | { what: 'substitute-declined'; who: string };

const SUBJECTS: Record<CompanionNews['what'], string> = {
  'asked-along': 'Komt u samen naar {titel}?',
  'matched': 'U komt samen naar {titel}',
  'partner-lost': 'Uw duo-partner komt niet naar {titel}',
  'not-needed': 'U hoeft niet meer in te vallen bij {titel}',
  'substitute-declined': 'Uw vervanger komt niet naar {titel}',
};

/** One such mail. */
export function companionMail(news: CompanionNews, { meeting, host }: { meeting: MeetingFacts; host: Host }): MailContent {
  return {
    subject: SUBJECTS[news.what],
    preheader: '{datum}, {begintijd} uur, {locatie}',
    blocks: [
      { kind: 'text', text: `{aanhef},\n\n${saying(news)}` },
      meetingBlock(meeting),
      { kind: 'buttons', buttons: [{ label: news.what === 'not-needed' ? 'Bekijk de bijeenkomst' : 'Bekijk wat u kunt doen', link: 'answer', style: news.what === 'asked-along' ? 'primary' : 'secondary' }] },
    ],
    sender: senderOf(host),
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}

function saying(news: CompanionNews): string {
  switch (news.what) {
    case 'asked-along':
      return `Graag komt ${news.who} samen met u naar {titel}, als duo. Laat u weten of u meekomt?`;
    case 'matched':
      return `U zocht iemand om samen mee naar {titel} te gaan. Dat is ${news.who} geworden. Kunt u toch niet? Laat het ons weten.`;
    case 'partner-lost':
      return `Helaas komt ${news.who} niet mee naar {titel}. U kunt tot en met ${news.until} iemand anders noemen om samen te komen. Daarna komt u alleen.`;
    case 'not-needed':
      return `Eerder vroeg ${news.who} u om naar {titel} te gaan. Dat is niet meer nodig. U hoeft niets te doen.`;
    case 'substitute-declined':
      return `U vroeg ${news.who} om in uw plaats naar {titel} te gaan. Helaas kan dat niet. Kunt u toch zelf komen, of stuurt u iemand anders?`;
  }
}
