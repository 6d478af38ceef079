import type { MoveConsequences } from '@bijeen/mailings';
import type { Meeting } from '@bijeen/meetings';
import { fromTo } from '@bijeen/platform';
import { Alert, Button, ButtonLink, ErrorSummary, fieldId, Form, type FormErrors, TextArea } from '@bijeen/ui';
import { people } from '../meetings/in-words.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { Consequences } from './consequences.js';
import { mailsOf } from './moving-in-words.js';

/** Two ways of not holding a meeting on its date. */
export type Stop = 'postpone' | 'cancel';

interface Props {
  stop: Stop;
  meeting: Meeting;
  /** Null when it cannot be done; `errors.form` says why. */
  consequences: MoveConsequences | null;
  typed: Record<string, unknown>;
  errors: FormErrors;
  /** The organiser comes from the decision to postpone. */
  decided?: boolean;
}

const WORDS = {
  postpone: { title: 'Stel de bijeenkomst uit', path: 'uitstellen', question: 'Waarom uitstellen?', button: 'Stel deze bijeenkomst uit' },
  cancel: { title: 'Annuleer de bijeenkomst', path: 'annuleren', question: 'Waarom gaat het niet door?', button: 'Annuleer deze bijeenkomst' },
};

/** Says who will hear what before anything is done. */
export function StopMeetingPage({ stop, meeting, consequences, typed, errors, decided = false }: Props) {
  const { title, path, question, button } = WORDS[stop];
  const here = `/bijeenkomsten/${meeting.id}`;
  const told = consequences ? mailsOf(consequences) : 0;
  return (
    <MeetingFrame meeting={meeting} title={title} current="">
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      {decided && <Alert kind="ok" title="Je besluit is bewaard. De genodigden weten het nog niet." />}
      <p>{meeting.title}, {fromTo(meeting.startsAt, meeting.endsAt)}.</p>
      {stop === 'postpone' && consequences && <p>Weet je al een nieuwe datum? <a href={`${here}/verplaatsen`}>Verplaats de bijeenkomst dan</a>: dat scheelt iedereen een mail. Hier stel je uit zonder nieuwe datum.</p>}
      {consequences && <Consequences consequences={consequences} />}
      {consequences && (
        <Form action={`${here}/${path}`}>
          <TextArea name="reason" label={question} hint="Voor jou en je collega’s. Genodigden lezen dit niet." rows={3} value={typed['reason']} error={errors['reason']} />
          <div class="actions"><Button kind={stop === 'cancel' ? 'danger' : 'primary'}>{told > 0 ? `${button} en mail ${people(told)}` : button}</Button><ButtonLink href={here}>Toch niet</ButtonLink></div>
        </Form>
      )}
      {!consequences && <p><ButtonLink href={here}>Terug naar de bijeenkomst</ButtonLink></p>}
    </MeetingFrame>
  );
}
