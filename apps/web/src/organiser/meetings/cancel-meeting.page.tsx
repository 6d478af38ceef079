import type { Meeting } from '@bijeen/meetings';
import { fromTo } from '@bijeen/platform';
import { Alert, Button, ButtonLink, ErrorSummary, Form, type FormErrors, TextArea } from '@bijeen/ui';
import { people } from './in-words.js';
import { MeetingFrame } from './meeting-frame.js';

/** Cancelling cannot be undone once people know of the meeting: this page says who will hear of it. */
export function CancelMeetingPage({ meeting, invited, typed, errors }: { meeting: Meeting; invited: number; typed: Record<string, unknown>; errors: FormErrors }) {
  return (
    <MeetingFrame meeting={meeting} title="Annuleer de bijeenkomst" current={null}>
      <ErrorSummary errors={errors} />
      <p>{meeting.title}, {fromTo(meeting.startsAt, meeting.endsAt)}.</p>
      {invited > 0
        ? <Alert kind="warning" title={`Er ${invited === 1 ? 'is' : 'zijn'} ${people(invited)} uitgenodigd.`}><p>Wie de uitnodiging heeft gekregen, krijgt één mail dat het niet doorgaat. Bij wie komt verdwijnt de afspraak uit de agenda. Dit kun je niet terugdraaien.</p></Alert>
        : <Alert kind="info" title="Er is nog niemand uitgenodigd. Er gaat dus geen mail weg." />}
      <Form action={`/bijeenkomsten/${meeting.id}/annuleren`}>
        <TextArea name="reason" label="Waarom gaat het niet door?" hint="Voor jou en je collega’s. Genodigden lezen dit niet." rows={3} value={typed['reason']} error={errors['reason']} />
        <div class="actions"><Button kind="danger">Annuleer deze bijeenkomst</Button><ButtonLink href={`/bijeenkomsten/${meeting.id}`}>Toch niet</ButtonLink></div>
      </Form>
    </MeetingFrame>
  );
}
