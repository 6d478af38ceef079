import type { MailContent } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { type Day, longDate } from '@bijeen/platform';
import type { ExpectedTurnout } from './expected-turnout.js';
import type { QuorumPart } from './quorum.js';

/** Who must come, as an organiser names them. */
export const QUORUM_LABELS: Record<QuorumPart['part'], string> = { aldermen: 'Wethouders', boardMembers: 'Bestuurders', municipalities: 'Gemeenten met een beslisser' };

/** "3 van de 4 die nodig zijn", "7, en er zijn er 6 nodig" */
export function partInWords({ coming, needed }: QuorumPart): string {
  if (coming < needed) return `${coming} van de ${needed} die nodig ${needed === 1 ? 'is' : 'zijn'}`;
  return `${coming}, en er ${needed === 1 ? 'is' : 'zijn'} er ${needed} nodig`;
}

/** "tussen 18 en 23, waarschijnlijk 21" */
export function turnoutInWords({ low, likely, high }: ExpectedTurnout): string {
  return low === high ? `${likely}` : `tussen ${low} en ${high}, waarschijnlijk ${likely}`;
}

/** Asks whoever runs the meeting to decide. Nobody else hears of it: deciding, and telling, is for people (L2). */
export function decisionMail({ meeting, parts, expected, url, sender }: { meeting: Meeting; parts: QuorumPart[]; expected: ExpectedTurnout; url: string; sender: MailContent['sender'] }): MailContent {
  return {
    subject: 'Beslis je of “{titel}” doorgaat?',
    preheader: parts.map((part) => `${QUORUM_LABELS[part.part]}: ${partInWords(part)}`).join('. '),
    blocks: [
      { kind: 'text', text: 'Beste {contactpersoon},\n\n“{titel}” is op {datum}. Het is tijd om te beslissen: gaat de bijeenkomst door, ga je eerst bellen, of stel je uit? Zo staat het er nu voor.' },
      { kind: 'facts', facts: [...parts.map((part) => ({ label: QUORUM_LABELS[part.part], text: partInWords(part) })), { label: 'Mensen in de zaal', text: turnoutInWords(expected) }] },
      { kind: 'buttons', buttons: [{ label: 'Neem het besluit', address: url, style: 'primary' }] },
      { kind: 'text', text: 'Zolang er geen besluit is, krijg je elke werkdag deze mail. Genodigden merken er niets van.' },
    ],
    sender,
    unsubscribe: false,
    values: { titel: meeting.title, datum: longDate(meeting.startsAt), contactpersoon: meeting.contactName },
  };
}

/** A day as a number that rises, for the key of a mail that goes once a day. */
export function dayNumber(day: Day): number {
  return Number(day.replaceAll('-', ''));
}
