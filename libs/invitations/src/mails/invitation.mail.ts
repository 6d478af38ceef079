import { type ContactFunction, FUNCTION_LABELS } from '@bijeen/contacts';
import type { MailBlock, MailContent, MailText } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import type { Host } from '../answer.queries.js';
import { answerButtons, meetingValues, personValues, questionsBlock, senderOf } from './mail-values.js';

/** One text for the guest, and the same with a line above it for the secretariat that passes it on. */
export type InvitationVariant = '' | 'secretariat';

/** Somebody who is invited, as far as the mail tells it. */
export interface InvitedPerson {
  displayName: string;
  salutation: string;
  function: ContactFunction;
  /** The function in their own words. */
  title: string | null;
  contactOrganisationName: string;
  municipality: string | null;
  travelMinutes: number | null;
  source: string;
}

/** The invitation: what, when, where, how far, and two ways to answer that only preselect (R1, R2). */
export function invitationMail(text: MailText, { meeting, host, note, buttons = false }: { meeting: Meeting; host: Host; note?: string | null; buttons?: boolean }, variant: InvitationVariant): MailContent {
  return {
    subject: text.subject,
    preheader: '{datum}, {begintijd} uur, {locatie}',
    blocks: [...forSecretariat(variant), ...(note ? [{ kind: 'text' as const, text: note }] : []), atAGlance(), ...waysToAnswer(buttons), { kind: 'rich', text: text.body }, ...programme(meeting), questionsBlock(meeting), ...forEverybody(variant)],
    sender: senderOf(host),
    unsubscribe: true,
    values: { ...meetingValues(meeting), vraag: meeting.callToActionAsk ?? '' },
  };
}

/** What fills the placeholders for one person; every word on the list has a text. */
export function invitedValues(person: InvitedPerson, about: { region: string | null; place: string }): Record<string, string> {
  const office = person.title ?? FUNCTION_LABELS[person.function].toLowerCase();
  const where = about.region && person.municipality ? `${person.municipality} hoort bij ${about.region}` : `u werkt in de omgeving van ${about.place}`;
  return {
    ...personValues(person),
    reistijd: person.travelMinutes === null ? 'niet bekend' : `circa ${person.travelMinutes} minuten (schatting)`,
    functie: office,
    gemeente: person.municipality ?? '',
    waarom_u: `u bent ${office}${person.contactOrganisationName ? ` (${person.contactOrganisationName})` : ''}, en ${where}.`,
    bron: person.source,
  };
}

function forSecretariat(variant: InvitationVariant): MailBlock[] {
  return variant === 'secretariat' ? [{ kind: 'text', text: 'Deze uitnodiging is voor {naam} en gaat via het secretariaat. Wilt u de uitnodiging doorgeven? Namens {naam} antwoorden mag ook.' }] : [];
}

/** Several office holders of one municipality are often invited through the same mailbox. */
function forEverybody(variant: InvitationVariant): MailBlock[] {
  if (variant !== 'secretariat') return [];
  return [
    { kind: 'text', text: 'Krijgt uw secretariaat meer uitnodigingen voor deze bijeenkomst? Dan kunt u in één keer voor iedereen antwoorden.' },
    { kind: 'buttons', buttons: [{ label: 'Antwoord voor iedereen van uw gemeente', link: 'secretariat', style: 'secondary' }] },
  ];
}

/** Above all else: whoever has ten seconds sees what, when, where and how far, and answers. */
function atAGlance(): MailBlock {
  return { kind: 'facts', facts: [{ label: 'Wanneer', text: '{datum}, {begintijd} tot {eindtijd} uur' }, { label: 'Waar', text: '{locatie}, {adres}, {plaats}' }, { label: 'Reistijd', text: '{reistijd}' }] };
}

function programme(meeting: Meeting): MailBlock[] {
  return meeting.programme ? [{ kind: 'text', text: 'Programma in het kort:\n\n{programma}' }] : [];
}

function waysToAnswer(buttons: boolean): MailBlock[] {
  const calendar = buttons ? ' Staat deze afspraak al in uw agenda? Dan kunt u ook daar accepteren of weigeren.' : '';
  return [answerButtons(), { kind: 'small', text: `Laat u ons uiterlijk {antwoord_voor} weten of u komt? Na uw klik ziet u eerst wat u gekozen hebt. Pas als u daar op de knop drukt, is uw antwoord bij ons.${calendar}` }];
}
