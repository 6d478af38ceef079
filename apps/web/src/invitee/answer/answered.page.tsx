import type { ShownInvitation } from '@bijeen/invitations';
import { type ErrorCode, longDate } from '@bijeen/platform';
import { Alert, ButtonLink, GuestLayout } from '@bijeen/ui';
import { InterestForm } from '../dates/interest.page.js';
import { WhereToGo } from './where-to-go.js';
import { MeetingFactsList } from './meeting-facts.js';

const TITLES = { yes: 'Bedankt. U komt.', no: 'Bedankt. U komt niet.', maybe: 'Bedankt. U weet het nog niet.', none: 'U hebt nog niet geantwoord', substitute: 'Bedankt. U stuurt een vervanger.' };

/** After the answer: what happens next, and how to come back on it. */
export function AnsweredPage({ found, refusal, token }: { found: ShownInvitation; refusal: ErrorCode | null; token: string }) {
  const { invitation, meeting, host } = found;
  const page = `/u/${encodeURIComponent(token)}`;
  const { answer } = invitation;
  const title = waits(found) ? 'U staat op de wachtlijst' : TITLES[answer];
  return (
    <GuestLayout title={title} host={host.name}>
      <h1>{title}</h1>
      <Next {...found} />
      {refusal === null && answer === 'no' && <WhereToGo found={found} page={page} />}
      {answer === 'no' && invitation.reason === 'date' && <InterestForm token={token} postponed={meeting.state === 'postponed'} />}
      {answer === 'yes' && <MeetingFactsList {...{ meeting, invitation }} />}
      <div class="actions">
        {invitation.comes && <ButtonLink href={`${page}/agenda.ics`} kind="primary">Zet in mijn agenda</ButtonLink>}
        {refusal === null && <ButtonLink href={page} kind={answer === 'none' ? 'primary' : 'secondary'}>{answer === 'none' ? 'Geef uw antwoord' : 'Wijzig mijn antwoord'}</ButtonLink>}
      </div>
      {refusal === null && answer !== 'none' && <p class="muted">Wijzigen kan tot en met {longDate(meeting.answerBy)}, met de link in onze mail.</p>}
    </GuestLayout>
  );
}

function waits({ invitation: { answer, place } }: ShownInvitation): boolean {
  return answer === 'yes' && place !== 'confirmed';
}

function Next(found: ShownInvitation) {
  const { invitation: { answer }, meeting, hasWishes, blockedBy, company } = found;
  if (waits(found)) return <Alert kind="info" title={blockedBy ?? 'Er is nu geen plaats.'}><p>Komt er een plaats vrij, dan krijgt u een mail. Wij houden de plaats dan een paar werkdagen voor u vast.</p></Alert>;
  switch (answer) {
    case 'yes':
      return (
        <Alert kind="ok" title={`Wij rekenen op u op ${longDate(meeting.startsAt)}.`}>
          <p>U krijgt nu een bevestiging per mail, met de afspraak voor uw agenda. Kort voor de bijeenkomst mailen wij praktische informatie.{hasWishes && ' Uw wensen zijn bewaard; alleen de organisator ziet ze.'}</p>
        </Alert>
      );
    case 'no':
      return <Alert kind="ok" title="Jammer, en goed dat u het laat weten."><p>U krijgt een bevestiging per mail, en geen herinneringen meer voor deze bijeenkomst.</p></Alert>;
    case 'maybe':
      return <Alert kind="info" title={`Laat het ons uiterlijk ${longDate(meeting.answerBy)} weten.`}><p>U krijgt een bevestiging per mail. Met de link daarin geeft u later uw antwoord.</p></Alert>;
    case 'substitute':
      return <Alert kind="ok" title={company.substitute ? `${company.substitute.name} krijgt van ons een eigen uitnodiging.` : 'Uw vervanger krijgt een eigen uitnodiging.'}><p>Met de link in onze mail ziet u hoe het ervoor staat. Komt u toch zelf? Dat kan met dezelfde link.</p></Alert>;
    default:
      return <p>Laat ons weten of u komt naar {meeting.title}.</p>;
  }
}
