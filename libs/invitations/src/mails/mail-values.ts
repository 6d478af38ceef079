import type { MailBlock, MailContent } from '@bijeen/mail';
import { clockTime, longDate } from '@bijeen/platform';
import type { Host, MeetingFacts } from '../answer.queries.js';
import type { Invitation } from '../invitation.entity.js';

/** What the placeholders of a meeting stand for; the same for everybody (mail contract). */
export function meetingValues(meeting: MeetingFacts): Record<string, string> {
  return {
    titel: meeting.title,
    datum: longDate(meeting.startsAt),
    begintijd: clockTime(meeting.startsAt),
    eindtijd: clockTime(meeting.endsAt),
    locatie: meeting.venueName,
    adres: meeting.venueAddress,
    plaats: meeting.venuePlace,
    antwoord_voor: longDate(meeting.answerBy),
    contactpersoon: meeting.contactName,
    contact_email: meeting.contactEmail,
    contact_telefoon: meeting.contactPhone ?? '',
    programma: meeting.programme ?? '',
  };
}

/** What the placeholders of a person stand for. */
export function personValues(invitation: Pick<Invitation, 'salutation' | 'displayName' | 'contactOrganisationName' | 'travelMinutes'>): Record<string, string> {
  const { travelMinutes } = invitation;
  return {
    aanhef: invitation.salutation,
    naam: invitation.displayName,
    organisatie: invitation.contactOrganisationName,
    reistijd: travelMinutes === null ? '' : `circa ${travelMinutes} minuten (schatting)`,
  };
}

/** Who sends: the organisation under its own name, with replies to where it wants them. */
export function senderOf(host: Host): MailContent['sender'] {
  return { name: host.senderName, replyTo: host.replyTo, colour: host.colour };
}

/** When, where and whom to ask, as every mail about a meeting shows it. */
export function meetingBlock(meeting: MeetingFacts): MailBlock {
  return {
    kind: 'facts',
    facts: [
      { label: 'Wanneer', text: '{datum}, {begintijd} tot {eindtijd} uur' },
      { label: 'Waar', text: '{locatie}, {adres}, {plaats}' },
      { label: 'Vragen', text: meeting.contactPhone ? '{contactpersoon}, {contact_email}, {contact_telefoon}' : '{contactpersoon}, {contact_email}' },
    ],
  };
}

/** Two ways to answer, that only preselect: opening a link is never an answer (R1, R2). */
export function answerButtons(): MailBlock {
  return { kind: 'buttons', buttons: [{ label: 'Ik kom', link: 'answer', query: '?antwoord=ja', style: 'primary' }, { label: 'Ik kom niet', link: 'answer', query: '?antwoord=nee', style: 'secondary' }] };
}

/** Whom to ask, as a sentence. */
export function questionsBlock(meeting: Pick<MeetingFacts, 'contactPhone'>): MailBlock {
  return { kind: 'text', text: meeting.contactPhone ? 'Hebt u een vraag? {contactpersoon} helpt u graag: {contact_email} of {contact_telefoon}.' : 'Hebt u een vraag? {contactpersoon} helpt u graag: {contact_email}.' };
}

/** Above a mail that a secretariat passes on. */
export function secretariatBlocks(viaSecretariat: boolean): MailBlock[] {
  return viaSecretariat ? [{ kind: 'text', text: 'Deze mail is voor {naam} en gaat via het secretariaat. Wilt u deze mail doorgeven?' }] : [];
}
