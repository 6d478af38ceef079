import { STORY_VARIANTS, storyVariant } from '@bijeen/contacts';
import type { MailsToLeave, PreflightPerson } from '@bijeen/mail';
import type { PersonToInvite } from './audience.queries.js';
import type { InvitationFrame } from './invitation-frames.js';
import { textFor } from './invite-writer.js';
import { invitedFrom } from './invite.queries.js';
import { invitationMail, invitedValues } from './mails/invitation.mail.js';

/** The invitations that these people would get, as texts with everybody who gets them: for a page that asks, and for the moment that they leave. */
export function invitationsToLeave(frame: InvitationFrame, people: PersonToInvite[]): MailsToLeave {
  const invited = people.map((row) => invitedFrom(row, frame.municipalities));
  const texts = STORY_VARIANTS.flatMap((story) => (['', 'secretariat'] as const).map((way) => {
    const meant = invited.filter((person) => storyVariant(person.function) === story && (person.secretariatId !== null) === (way === 'secretariat'));
    return { content: invitationMail(textFor(frame, story), frame, way), people: meant.map((person) => aboutToGet(frame, person)) };
  }));
  return { kind: 'invitation', texts };
}

function aboutToGet(frame: InvitationFrame, person: ReturnType<typeof invitedFrom>): PreflightPerson {
  const { displayName: name, email: address, function: office, municipality, secretariatId } = person;
  return { name, address, values: invitedValues(person, { region: frame.region, place: frame.meeting.venuePlace }), function: office, municipality, viaSecretariat: secretariatId !== null };
}
