import type { PublicMeeting } from '@bijeen/publishing';
import { Alert, ButtonLink, GuestLayout } from '@bijeen/ui';

/** After the form. Says the same to everybody: whether an address asked before is nobody else's business. */
export function AskedForPlacePage({ meeting }: { meeting: PublicMeeting }) {
  return (
    <GuestLayout title="Kijk in uw mail" host={meeting.organisationName}>
      <h1>Kijk in uw mail</h1>
      <Alert kind="info" title="Er is nog één stap nodig."><p>Wij sturen u een mail met een knop. Druk daarop, dan komt uw aanvraag voor “{meeting.title}” bij {meeting.organisationName}.</p></Alert>
      <p>Geen mail? Kijk bij de ongewenste mail. Vroeg u al eerder een plaats aan, dan sturen wij niet nog een mail. Kom er anders op terug bij {meeting.contactName}: <a href={`mailto:${meeting.contactEmail}`}>{meeting.contactEmail}</a>.</p>
      <p><ButtonLink href={`/b/${meeting.slug}`}>Terug naar de bijeenkomst</ButtonLink></p>
    </GuestLayout>
  );
}
