import { clockTime, longDate } from '@bijeen/platform';
import { type PublicMeeting, type PublicState, registrationEnds } from '@bijeen/publishing';
import { Alert, ErrorSummary, fieldId, type FormErrors, GuestLayout } from '@bijeen/ui';
import { Programme, Questions } from '../invitee/answer/meeting-facts.js';
import { AskForPlaceForm } from './ask-for-place-form.js';
import { NewDate } from './new-date.js';
import { PublicHead } from './public-head.js';

interface Props {
  meeting: PublicMeeting;
  state: PublicState;
  publicUrl: string;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** What, when, where, by whom and for whom; and whether one can still come. */
export function PublicMeetingPage({ meeting, state, publicUrl, typed, errors }: Props) {
  const { title, introduction, audience, organisationName, organisationId } = meeting;
  return (
    <GuestLayout title={title} host={organisationName} head={<PublicHead meeting={meeting} publicUrl={publicUrl} />}>
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      <h1>{title}</h1>
      <Standing meeting={meeting} state={state} />
      {introduction?.split(/\n{2,}/).map((paragraph) => <p key={paragraph} class="as-typed">{paragraph}</p>)}
      <Facts meeting={meeting} state={state} />
      {audience && <p><strong>Voor wie?</strong> {audience}</p>}
      <Programme meeting={meeting} />
      {state === 'postponed' && <NewDate meeting={meeting} {...{ typed, errors }} />}
      {state === 'open' && <AskForPlaceForm last={registrationEnds(meeting)} {...{ typed, errors }} />}
      <Questions meeting={meeting} />
      <p class="muted"><a href="/agenda">Alle bijeenkomsten</a> · <a href={`/feed/${organisationId}.ics`}>Bijeenkomsten van {organisationName} in uw agenda</a></p>
    </GuestLayout>
  );
}

/** Above everything else when there is something to know before reading on. */
function Standing({ meeting, state }: Pick<Props, 'meeting' | 'state'>) {
  const { contactName } = meeting;
  switch (state) {
    case 'postponed':
      return <Alert kind="warning" title="Deze bijeenkomst is uitgesteld. Er is nog geen nieuwe datum."><p>Laat uw adres achter, dan hoort u het als er een nieuwe datum is.</p></Alert>;
    case 'cancelled':
      return <Alert kind="warning" title="Deze bijeenkomst gaat niet door." />;
    case 'over':
      return <Alert kind="info" title="Deze bijeenkomst is geweest." />;
    case 'full':
      return <Alert kind="info" title="Alle plaatsen zijn bezet."><p>Wilt u toch graag komen? {contactName} denkt met u mee. U vindt de gegevens onderaan.</p></Alert>;
    case 'closed':
      return <Alert kind="info" title="Een plaats aanvragen kan niet meer."><p>Hebt u een vraag? {contactName} helpt u graag.</p></Alert>;
    case 'by-invitation':
      return <Alert kind="info" title="Deze bijeenkomst is op uitnodiging."><p>Wilt u erbij zijn? Vraag het {contactName}. U vindt de gegevens onderaan.</p></Alert>;
    case 'open':
      return null;
  }
}

function Facts({ meeting, state }: Pick<Props, 'meeting' | 'state'>) {
  const { startsAt, endsAt, venueName, venueAddress, venuePlace, region, organisationName } = meeting;
  return (
    <dl class="facts">
      <dt>{state === 'postponed' ? 'Was gepland op' : 'Wanneer'}</dt><dd>{longDate(startsAt)}, {clockTime(startsAt)} tot {clockTime(endsAt)} uur</dd>
      <dt>Waar</dt><dd>{venueName}, {venueAddress}, {venuePlace}</dd>
      {region && <><dt>Regio</dt><dd>{region}</dd></>}
      <dt>Door</dt><dd>{organisationName}</dd>
    </dl>
  );
}
