import { type GuestPoll, type PollState, type Vote, VOTE_LABELS, VOTES } from '@bijeen/dates';
import { clockTime, fromTo, longDate } from '@bijeen/platform';
import { Alert, Button, ButtonLink, ErrorSummary, fieldId, Form, type FormErrors, GuestLayout, TextArea } from '@bijeen/ui';

interface Props {
  found: GuestPoll;
  token: string;
  /** What was typed, when something was wrong with it. */
  typed: Record<string, unknown> | null;
  errors: FormErrors;
  saved: boolean;
}

/** Which dates a guest can make: one page, one button. Shows nothing of what others said. */
export function GuestDatePollPage({ found, token, typed, errors, saved }: Props) {
  const { guest, poll, state, answeredAt } = found;
  const title = state === 'open' ? 'Welke dagen kunt u?' : 'Datumprikker';
  return (
    <GuestLayout title={title} host={guest.host.name}>
      <ErrorSummary errors={errors} />
      <h1>{title}</h1>
      {saved && <Alert kind="ok" title="Bedankt. Uw keuze is bewaard."><p>Wij laten u weten welke dag het wordt. U kunt uw keuze nog wijzigen tot en met {longDate(poll.deadline)}.</p></Alert>}
      {state === 'open' ? <Question {...{ found, typed, errors, saved }} /> : <Closed found={found} />}
      {state !== 'open' && answeredAt && <OwnVotes found={found} />}
      <p><ButtonLink href={`/u/${encodeURIComponent(token)}`}>Naar de uitnodiging</ButtonLink></p>
      <p class="muted">Vragen? {guest.contactName} helpt u graag: <a href={`mailto:${guest.contactEmail}`}>{guest.contactEmail}</a>.</p>
    </GuestLayout>
  );
}

function Question({ found: { guest, poll, options, votes, answeredAt }, typed, errors, saved }: Omit<Props, 'token'>) {
  const chosen = (id: string): unknown => (typed ? typed[`votes.${id}`] : votes[id]);
  return (
    <>
      {!saved && <p>{guest.salutation}, {guest.host.name} zoekt een dag voor {guest.title}{guest.venuePlace && ` in ${guest.venuePlace}`}. {answeredAt ? 'Uw keuze staat hieronder.' : 'Kies bij elke datum. Anderen zien uw keuze niet.'}</p>}
      {!saved && poll.introduction && <p class="as-typed">{poll.introduction}</p>}
      <Form>
        {options.map(({ id, startsAt, endsAt }) => <DateChoice key={id} id={id} label={`${longDate(startsAt)}, ${clockTime(startsAt)} tot ${clockTime(endsAt)} uur`} value={chosen(id)} error={errors[`votes.${id}`]} />)}
        <details class="fold" open={typed?.['remark'] !== undefined || errors['remark'] !== undefined}>
          <summary>Opmerking voor de organisator</summary>
          <TextArea name="remark" label="Opmerking" optional rows={3} value={typed?.['remark']} error={errors['remark']} />
        </details>
        <div class="actions actions--bar"><Button>{answeredAt ? 'Wijzig mijn keuze' : 'Bewaar mijn keuze'}</Button></div>
      </Form>
      <p class="muted">U kunt kiezen tot en met {longDate(poll.deadline)}. U hoeft niet in te loggen.</p>
    </>
  );
}

function DateChoice({ id, label, value, error }: { id: string; label: string; value: unknown; error: string | undefined }) {
  const name = `votes.${id}`;
  return (
    <fieldset class="poll-date" aria-describedby={error ? `${fieldId(name)}-fout` : undefined}>
      <legend>{label}</legend>
      {error && <p class="field-error" id={`${fieldId(name)}-fout`}>{error}</p>}
      <div class="poll-date__votes">
        {VOTES.map((vote, place) => (
          <div key={vote} class="poll-date__vote">
            <input type="radio" name={name} value={vote} id={place === 0 ? fieldId(name) : `${fieldId(name)}-${vote}`} checked={value === vote} />
            <label for={place === 0 ? fieldId(name) : `${fieldId(name)}-${vote}`}>{VOTE_LABELS[vote]}</label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

const OVER: Record<Exclude<PollState, 'open'>, (found: GuestPoll) => string> = {
  'past-deadline': ({ poll }) => `De datumprikker is gesloten. Kiezen kon tot en met ${longDate(poll.deadline)}.`,
  'closed': () => 'De datumprikker is gesloten.',
  'decided': ({ guest }) => `Er is een dag gekozen: ${fromTo(guest.startsAt, guest.endsAt)}.`,
};

function Closed({ found }: Pick<Props, 'found'>) {
  const { state, guest } = found;
  if (state === 'open') return null;
  return <Alert kind={state === 'decided' ? 'ok' : 'warning'} title={OVER[state](found)}><p>{state === 'decided' ? 'Laat op de pagina van de uitnodiging weten of u komt.' : `Is er iets veranderd? Neem contact op met ${guest.contactName}.`}</p></Alert>;
}

function OwnVotes({ found: { options, votes } }: Pick<Props, 'found'>) {
  return (
    <>
      <h2>Uw keuze</h2>
      <ul>{options.map(({ id, startsAt, endsAt }) => <li key={id}>{fromTo(startsAt, endsAt)}: {votes[id] ? VOTE_LABELS[votes[id] satisfies Vote].toLowerCase() : 'niet gekozen'}</li>)}</ul>
    </>
  );
}
