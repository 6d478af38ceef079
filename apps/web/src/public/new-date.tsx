import type { PublicMeeting } from '@bijeen/publishing';

/** On the page of a postponed meeting: how to hear of the new date. */
export function NewDate({ meeting: { contactName, contactEmail } }: { meeting: PublicMeeting }) {
  return <p>Wilt u bericht als er een nieuwe datum is? Mail dan {contactName}: <a href={`mailto:${contactEmail}`}>{contactEmail}</a>.</p>;
}
