import type { MoveKind, MoveVariant } from '@bijeen/invitations';
import type { MoveConsequences } from '@bijeen/mailings';
import { mails, number, people } from '../meetings/in-words.js';

/** Each move as it was done. */
export const MOVED_TEXTS: Record<MoveKind, string> = { reschedule: 'verplaatst', postpone: 'uitgesteld', cancel: 'geannuleerd' };

/** Who gets which text. */
export const VARIANT_PEOPLE: Record<MoveVariant, string> = {
  came: 'Wie zou komen',
  waiting: 'Wie op de wachtlijst staat',
  date: 'Wie niet kon op de oude datum',
  none: 'Wie nog niet antwoordde of twijfelde',
  substitute: 'Wie een vervanger stuurt',
  declined: 'Wie had afgezegd',
};

/** What that text says. */
export const VARIANT_TEXTS: Record<MoveKind, Record<MoveVariant, string>> = {
  reschedule: {
    came: 'De vraag of de nieuwe datum ook kan. De plaats blijft bewaard tot de antwoorddatum.',
    waiting: 'De vraag of de nieuwe datum ook kan. De plek op de wachtlijst of het aanbod blijft.',
    date: 'De vraag of de nieuwe datum wel past.',
    none: 'De nieuwe datum, met de vraag om te antwoorden.',
    substitute: 'De nieuwe datum, en de vraag of zij dan zelf komen. De vervanger wordt ook gevraagd.',
    declined: '',
  },
  postpone: {
    came: 'Bericht van uitstel. De afspraak verdwijnt uit de agenda.',
    waiting: 'Bericht van uitstel. De plek op de wachtlijst blijft.',
    date: 'Bericht van uitstel, en dat we vragen of de nieuwe datum wel past.',
    none: 'Bericht van uitstel.',
    substitute: 'Bericht van uitstel. De vervanger krijgt het ook.',
    declined: 'Bericht van uitstel, en dat er niets hoeft.',
  },
  cancel: {
    came: 'Bericht dat het niet doorgaat. De afspraak verdwijnt uit de agenda.',
    waiting: 'Bericht dat het niet doorgaat en dat de wachtlijst vervalt.',
    date: 'Bericht dat het niet doorgaat.',
    none: 'Bericht dat het niet doorgaat en dat antwoorden niet meer hoeft.',
    substitute: 'Bericht dat het niet doorgaat. De vervanger krijgt het ook.',
    declined: 'Bericht dat het niet doorgaat, en dat er niets hoeft.',
  },
};

/** How many mails leave because of it. */
export function mailsOf({ kind, mails: told, invitations }: MoveConsequences): number {
  return told.reduce((sum, { people: some }) => sum + some, 0) + (kind === 'reschedule' ? invitations : 0);
}

/** Everything that happens beside the mails, as sentences. */
export function effects({ kind, calendar, invitations, offers, leftInPeace, notAsked, planned }: MoveConsequences): string[] {
  const one = (amount: number, single: string, more: string): string => (amount === 1 ? single : more);
  const leaves = kind === 'reschedule' ? 'wachten op een antwoord, op de nieuwe datum' : one(calendar, 'verdwijnt', 'verdwijnen');
  return [
    calendar > 0 && kind === 'reschedule' ? `${one(calendar, '1 afspraak schuift', `${number(calendar)} afspraken schuiven`)} in agenda’s mee naar de nieuwe datum.` : '',
    calendar > 0 && kind !== 'reschedule' ? `${one(calendar, '1 afspraak', `${number(calendar)} afspraken`)} ${leaves} uit agenda’s.` : '',
    invitations > 0 && kind === 'reschedule' ? `${one(invitations, '1 uitnodiging die nog niet weg was, wordt', `${number(invitations)} uitnodigingen die nog niet weg waren, worden`)} opnieuw geschreven met de nieuwe datum.` : '',
    invitations > 0 && kind !== 'reschedule' ? `${one(invitations, '1 uitnodiging die nog niet weg is, vertrekt', `${number(invitations)} uitnodigingen die nog niet weg zijn, vertrekken`)} niet. Die mensen horen ook niets van ${kind === 'postpone' ? 'het uitstel' : 'het annuleren'}.` : '',
    offers > 0 ? `${one(offers, '1 aangeboden plaats wordt', `${number(offers)} aangeboden plaatsen worden`)} ingetrokken. De volgorde van de wachtlijst blijft.` : '',
    notAsked > 0 ? `${people(notAsked)} ${one(notAsked, 'zei', 'zeiden')} af om een andere reden dan de datum, en ${one(notAsked, 'wordt', 'worden')} niet opnieuw gevraagd.` : '',
    leftInPeace > 0 ? `${people(leftInPeace)} ${one(leftInPeace, 'wil', 'willen')} geen mail meer en ${one(leftInPeace, 'hoort', 'horen')} niets.` : '',
    planned.length > 0 && kind === 'postpone' ? `Het mailplan wordt bevroren: ${mails(planned.length)} ${one(planned.length, 'wacht', 'wachten')} tot er een nieuwe datum is.` : '',
    planned.length > 0 && kind === 'cancel' ? `${mails(planned.length)} uit het mailplan ${one(planned.length, 'vertrekt', 'vertrekken')} niet meer.` : '',
  ].filter(Boolean);
}
