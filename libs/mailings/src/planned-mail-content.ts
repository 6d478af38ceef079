import { type ContactFunction, FUNCTION_LABELS } from '@bijeen/contacts';
import { answerButtons, meetingBlock, meetingValues, personValues, senderOf } from '@bijeen/invitations';
import type { MailBlock, MailContent, MailText } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import type { PlannedKind } from './mail-rules.js';
import type { Addressee } from './planned-mail.queries.js';

/** The organisation that sends. */
export interface Sender {
  name: string;
  senderName: string;
  replyTo: string | null;
  colour: string | null;
}

const COUNTED = 'Op de pagina achter deze knop tellen wij hoe vaak een stap wordt aangeklikt. Wij tellen per bijeenkomst, niet per persoon.';

/** A planned mail as it goes into the ledger: the text of the organiser, then what Bijeen knows and the ways to answer. */
export function plannedMailContent(kind: PlannedKind, text: MailText, { meeting, sender, viaSecretariat = false }: { meeting: Meeting; sender: Sender; viaSecretariat?: boolean }): MailContent {
  return {
    subject: text.subject,
    preheader: kind === 'follow-up' || kind === 'call-to-action-reminder' ? (meeting.callToActionAsk ? '{vraag}' : '{titel}') : '{datum}, {begintijd} uur, {locatie}',
    blocks: [...above(viaSecretariat), ...atAGlance(kind, meeting), { kind: 'rich', text: text.body }, ...after(kind, meeting)],
    sender: senderOf(sender),
    unsubscribe: true,
    values: { ...meetingValues(meeting), vraag: meeting.callToActionAsk ?? '' },
  };
}

/** What fills the placeholders for one person; every word on the list has a text, if need be an empty one. */
export function addresseeValues(person: Pick<Addressee, 'salutation' | 'display_name' | 'contact_organisation_name' | 'travel_minutes' | 'function' | 'municipality' | 'source'>): Record<string, string> {
  const { salutation, display_name: displayName, contact_organisation_name: contactOrganisationName, travel_minutes: travelMinutes } = person;
  const office = FUNCTION_LABELS[person.function as ContactFunction].toLowerCase();
  return {
    ...personValues({ salutation, displayName, contactOrganisationName, travelMinutes }),
    functie: office,
    gemeente: person.municipality ?? '',
    waarom_u: `u bent uitgenodigd voor deze bijeenkomst als ${office} (${contactOrganisationName}).`,
    bron: person.source,
  };
}

function above(viaSecretariat: boolean): MailBlock[] {
  return viaSecretariat ? [{ kind: 'text', text: 'Deze mail is voor {naam} en gaat via het secretariaat. Wilt u deze mail doorgeven?' }] : [];
}

/** A reminder asks one thing: when, where and the two answers stand above the words, so that a phone shows them at once. */
function atAGlance(kind: PlannedKind, meeting: Meeting): MailBlock[] {
  return kind === 'reminder-1' || kind === 'reminder-2' ? [meetingBlock(meeting), answerButtons(), { kind: 'small', text: 'Na uw klik ziet u eerst wat u gekozen hebt. Pas als u daar op de knop drukt, is uw antwoord bij ons.' }] : [];
}

function after(kind: PlannedKind, meeting: Meeting): MailBlock[] {
  switch (kind) {
    case 'reminder-1':
    case 'reminder-2':
      return [];
    case 'practical':
      return [meetingBlock(meeting), ...programme(meeting)];
    case 'follow-up':
    case 'call-to-action-reminder':
      return meeting.hasCallToAction ? [{ kind: 'buttons', buttons: [{ label: 'Kies uw vervolgstap', link: 'next-step', style: 'primary' }] }, { kind: 'small', text: COUNTED }] : [];
  }
}

function programme(meeting: Meeting): MailBlock[] {
  return meeting.programme ? [{ kind: 'text', text: 'Programma in het kort:\n\n{programma}' }] : [];
}
