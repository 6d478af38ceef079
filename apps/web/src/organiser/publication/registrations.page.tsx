import { FUNCTION_LABELS } from '@bijeen/contacts';
import { longDate } from '@bijeen/platform';
import type { Registration, RegistrationPage, RegistrationState } from '@bijeen/publishing';
import { Alert, Button, Empty, ErrorSummary, fieldId, Form, type FormErrors, NextPage, TextArea, Tick } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';

interface Props extends RegistrationPage {
  done: string | null;
  /** What was typed for one of them, and what is wrong with it. */
  wrong: { registrationId: string; typed: Record<string, unknown>; errors: FormErrors } | null;
  mayChange: boolean;
}

const STATES: Record<Exclude<RegistrationState, 'requested'>, { text: string; tag: string }> = {
  confirmed: { text: 'wacht op je antwoord', tag: 'warning' },
  approved: { text: 'uitgenodigd', tag: 'ok' },
  refused: { text: 'afgewezen', tag: 'no' },
};

/** Who asked for a place, those that wait first. */
export function RegistrationsPage({ meeting, counts, items, next, done, wrong, mayChange }: Props) {
  const path = `/bijeenkomsten/${meeting.id}/openbaar/aanmeldingen`;
  return (
    <MeetingFrame meeting={meeting} title="Aanmeldingen" current="/openbaar">
      <ErrorSummary errors={wrong?.errors ?? {}} />
      <span id={fieldId('form')} />
      {done && <Alert kind="ok" title={done} />}
      <p>Deze mensen vroegen op de <a href={`/bijeenkomsten/${meeting.id}/openbaar`}>openbare pagina</a> een plaats aan en bevestigden hun e-mailadres. Wie je uitnodigt, krijgt een gewone uitnodiging en antwoordt zelf.</p>
      {counts.requested > 0 && <p class="muted">{counts.requested === 1 ? '1 aanvraag is' : `${counts.requested} aanvragen zijn`} nog niet bevestigd. Die zie je hier zodra dat gebeurt.</p>}
      {items.length === 0 && <Empty>Er heeft nog niemand een plaats aangevraagd.</Empty>}
      {items.map((each) => <Line key={each.id} registration={each} path={path} mayChange={mayChange} wrong={wrong?.registrationId === each.id ? wrong : null} />)}
      <NextPage href={next && `${path}?na=${next}`} />
    </MeetingFrame>
  );
}

function Line({ registration, path, mayChange, wrong }: { registration: Registration; path: string } & Pick<Props, 'mayChange' | 'wrong'>) {
  const { id, name, state, email, contactOrganisationName, remark, requestedAt, decidedAt, decidedBy, refusal } = registration;
  const { text, tag } = STATES[state as Exclude<RegistrationState, 'requested'>];
  return (
    <section class="panel" aria-labelledby={`aanmelding-${id}`}>
      <h2 id={`aanmelding-${id}`}>{name} <span class={`tag tag--${tag}`}>{text}</span></h2>
      <p>{FUNCTION_LABELS[registration.function]}, {contactOrganisationName} · <a href={`mailto:${email}`}>{email}</a> · aangevraagd op {longDate(requestedAt)}</p>
      {remark && <p class="as-typed">“{remark}”</p>}
      {decidedAt && <p class="muted">{decidedBy}, {longDate(decidedAt)}{refusal && `: “${refusal}”`}</p>}
      {mayChange && state !== 'approved' && <Form action={`${path}/${id}/uitnodigen`}><Button kind={state === 'confirmed' ? 'primary' : 'secondary'}>{state === 'confirmed' ? `Nodig ${name} uit` : `Nodig ${name} toch uit`}</Button></Form>}
      {mayChange && state === 'confirmed' && (
        <details class="fold" open={wrong !== null && !('form' in wrong.errors)}>
          <summary>Wijs af</summary>
          <Form action={`${path}/${id}/afwijzen`}>
            <TextArea name="reason" label="Waarom niet?" rows={3} value={wrong?.typed['reason']} error={wrong?.errors['reason']} />
            <Tick name="tell" label="Mail deze reden" checked={wrong?.typed['tell'] === 'ja'} />
            <Button kind="secondary">Wijs deze aanvraag af</Button>
          </Form>
        </details>
      )}
    </section>
  );
}
