import { meetingBlock, meetingValues } from '@bijeen/invitations';
import type { MailContent } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';

/** For what somebody asked, and who answers. Who asked ({naam}) and why not ({vraag}; {waarom_u} would stand in the footer as why somebody gets the mail) stand with the recipient alone, so that they go when that row goes. */
export interface RegistrationMail {
  meeting: Meeting;
  sender: MailContent['sender'];
}

/** To the address that was typed: whoever reads this confirms, or does nothing. Says no more of the request than its reader may have typed. */
export function askedMail({ meeting, sender }: RegistrationMail): MailContent {
  return {
    subject: 'Bevestig uw aanvraag voor {titel}',
    preheader: 'Met één druk op de knop weet {afzender} dat dit uw adres is.',
    blocks: [
      { kind: 'text', text: 'Beste {naam},\n\nMet dit e-mailadres is een plaats aangevraagd voor “{titel}” van {afzender}. Bevestigt u dat? Dan beslist {afzender} of er plaats voor u is. U krijgt daarna een mail.' },
      meetingBlock(meeting),
      { kind: 'buttons', buttons: [{ label: 'Bevestig mijn aanvraag', link: 'registration', style: 'primary' }] },
      { kind: 'small', text: 'Hebt u dit niet zelf aangevraagd? Dan hoeft u niets te doen. Na zeven dagen wissen wij de aanvraag. Had u zich afgemeld voor onze mail? Met uw bevestiging krijgt u weer mail van {afzender}.' },
    ],
    sender,
    unsubscribe: false,
    values: meetingValues(meeting),
  };
}

/** No place, with the organiser's reason. */
export function refusedMail({ meeting, sender }: RegistrationMail): MailContent {
  return {
    subject: 'Uw aanvraag voor {titel}',
    preheader: 'Het is deze keer niet gelukt.',
    blocks: [
      { kind: 'text', text: 'Beste {naam},\n\nU vroeg een plaats aan voor “{titel}”. Helaas kunnen wij u geen plaats geven. Dit is de reden:\n\n{vraag}\n\nHebt u vragen? {contactpersoon} helpt u graag: {contact_email}.' },
    ],
    sender,
    unsubscribe: false,
    values: meetingValues(meeting),
  };
}

/** The invitation was there already: the way to it once more. */
export function alreadyInvitedMail({ meeting, sender }: RegistrationMail): MailContent {
  return {
    subject: 'U bent al uitgenodigd voor {titel}',
    preheader: 'Laat hier weten of u komt.',
    blocks: [
      { kind: 'text', text: 'Beste {naam},\n\nU vroeg een plaats aan voor “{titel}”. U was al uitgenodigd. Met de knop hieronder laat u weten of u komt.' },
      meetingBlock(meeting),
      { kind: 'buttons', buttons: [{ label: 'Laat weten of u komt', link: 'answer', style: 'primary' }] },
    ],
    sender,
    unsubscribe: true,
    values: meetingValues(meeting),
  };
}
