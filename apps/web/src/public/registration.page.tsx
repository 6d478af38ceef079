import { FUNCTION_LABELS } from '@bijeen/contacts';
import { clockTime, longDate } from '@bijeen/platform';
import type { OpenedRegistration, RegistrationState } from '@bijeen/publishing';
import { Alert, Button, Form, GuestLayout } from '@bijeen/ui';

const TITLES: Record<RegistrationState, string> = { requested: 'Bevestig uw aanvraag', confirmed: 'Uw aanvraag is binnen', approved: 'U bent uitgenodigd', refused: 'Er is geen plaats voor u' };

/** What was asked for, and what has become of it. */
export function RegistrationPage({ registration, meeting }: OpenedRegistration) {
  const { state } = registration;
  return (
    <GuestLayout title={TITLES[state]}>
      <h1>{TITLES[state]}</h1>
      {state === 'confirmed' && <Alert kind="ok" title="Bedankt. Uw e-mailadres is bevestigd."><p>{meeting.contactName} kijkt of er plaats voor u is. U krijgt daarover een mail.</p></Alert>}
      {state === 'approved' && <Alert kind="ok" title="U hebt een uitnodiging in uw mail."><p>Daarin laat u weten of u komt.</p></Alert>}
      {state === 'refused' && <Alert kind="info" title="Helaas kunnen wij u geen plaats geven."><p>Hebt u vragen? {meeting.contactName} helpt u graag: <a href={`mailto:${meeting.contactEmail}`}>{meeting.contactEmail}</a>.</p></Alert>}
      <dl class="facts">
        <dt>Bijeenkomst</dt><dd>{meeting.title}</dd>
        <dt>Wanneer</dt><dd>{longDate(meeting.startsAt)}, {clockTime(meeting.startsAt)} tot {clockTime(meeting.endsAt)} uur</dd>
        <dt>Wie</dt><dd>{registration.name}, {FUNCTION_LABELS[registration.function].toLowerCase()}</dd>
        <dt>Organisatie</dt><dd>{registration.contactOrganisationName}</dd>
      </dl>
      {state === 'requested' && (
        <>
          <p>Klopt dit? Met uw bevestiging mag de organisator u mailen over deze bijeenkomst, ook als u zich eerder voor mail afmeldde.</p>
          <Form><Button>Bevestig mijn aanvraag</Button></Form>
          <p class="muted beside-form">Hebt u dit niet aangevraagd? Dan hoeft u niets te doen. Na zeven dagen wissen wij de aanvraag.</p>
        </>
      )}
    </GuestLayout>
  );
}
