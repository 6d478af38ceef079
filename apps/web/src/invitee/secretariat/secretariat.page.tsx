import { FUNCTION_LABELS } from '@bijeen/contacts';
import { type Coming, COMING_TEXTS, type Represented, type SecretariatPage } from '@bijeen/invitations';
import { clockTime, DomainError, longDate } from '@bijeen/platform';
import { Alert, Button, ErrorSummary, Form, type FormErrors, GuestLayout, Radios } from '@bijeen/ui';
import { Questions } from '../answer/meeting-facts.js';

/** What the field of each person is called: this, and the id of the invitation. */
export const FIELD = 'antwoord.';

interface Props {
  page: SecretariatPage;
  /** How many answers were just changed; null when nothing was sent. */
  saved: number | null;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

const CHOICES: Record<Coming, string> = { yes: 'Komt', no: 'Komt niet', maybe: 'Weet het nog niet' };

/** Everybody who was invited through one secretariat, with the answer of each, in one form with one button. */
export function SecretariatAnswersPage({ page, saved, typed, errors }: Props) {
  const { meeting, host, people, refusal, secretariat } = page;
  return (
    <GuestLayout title={`Wie komt er naar ${meeting.title}?`} host={host.name}>
      <ErrorSummary errors={errors} />
      <h1>Wie komt er naar {meeting.title}?</h1>
      {saved !== null && <Alert kind="ok" title={saved === 0 ? 'Alles is zoals het was.' : saved === 1 ? 'Eén antwoord is bewaard.' : `${saved} antwoorden zijn bewaard.`}>{saved > 0 && <p>Van elk antwoord krijgt u een bevestiging per mail, met de afspraak voor de agenda.</p>}</Alert>}
      {refusal && <Alert kind="warning" title={new DomainError(refusal, { day: longDate(meeting.answerBy), contact: meeting.contactName }).message} />}
      <dl class="facts">
        <dt>Wanneer</dt><dd>{longDate(meeting.startsAt)}, {clockTime(meeting.startsAt)} tot {clockTime(meeting.endsAt)} uur</dd>
        <dt>Waar</dt><dd>{meeting.venueName}, {meeting.venueAddress}, {meeting.venuePlace}</dd>
      </dl>
      {refusal ? <ul>{people.map((person) => <li key={person.id}>{person.displayName}: {standing(person)}</li>)}</ul> : (
        <>
          <p>{people.length === 1 ? 'Eén persoon is' : `${people.length} mensen zijn`} via {secretariat} uitgenodigd. Wie u overslaat, blijft zoals het was. Antwoorden kan tot en met {longDate(meeting.answerBy)}.</p>
          <Form>
            {people.map((person) => <Person key={person.id} person={person} typed={typed[`${FIELD}${person.id}`]} error={errors[`${FIELD}${person.id}`]} />)}
            <div class="actions"><Button>{people.length === 1 ? 'Verstuur het antwoord' : 'Verstuur de antwoorden'}</Button></div>
          </Form>
        </>
      )}
      <Questions meeting={meeting} />
    </GuestLayout>
  );
}

function Person({ person, typed, error }: { person: Represented; typed: unknown; error: string | undefined }) {
  const { id, displayName, contactOrganisationName, answer } = person;
  const office = [FUNCTION_LABELS[person.function], contactOrganisationName].filter(Boolean).join(', ');
  return <Radios name={`${FIELD}${id}`} label={displayName} hint={`${office}. Nu: ${standing(person)}.`} value={typed ?? answer} error={error} options={CHOICES} />;
}

function standing({ answer, place }: Represented): string {
  if (answer === 'yes' && place !== 'confirmed') return 'wil komen, staat op de wachtlijst';
  return COMING_TEXTS[answer];
}
