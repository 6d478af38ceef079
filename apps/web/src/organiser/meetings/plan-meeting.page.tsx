import { type Meeting, wallScheduleOf } from '@bijeen/meetings';
import type { Region } from '@bijeen/regions';
import { Alert, Button, ButtonLink, ErrorSummary, fieldId, Form, type FormErrors, OrganiserLayout } from '@bijeen/ui';
import { people } from './in-words.js';
import { MeetingFrame } from './meeting-frame.js';
import { PlanFields } from './plan-fields.js';
import type { TypedPlan } from './plan-form.js';

interface FormProps {
  typed: TypedPlan;
  errors: FormErrors;
  regions: Region[];
}

/** A new meeting. */
export function PlanMeetingPage({ typed, errors, regions }: FormProps) {
  return (
    <OrganiserLayout title="Plan een bijeenkomst">
      <p class="crumbs"><a href="/bijeenkomsten">Bijeenkomsten</a></p>
      <ErrorSummary errors={errors} />
      <h1 id={fieldId('form')}>Plan een bijeenkomst</h1>
      <p>Je kunt alles later nog wijzigen. Er gaat nog geen mail weg.</p>
      <Form action="/bijeenkomsten/nieuw">
        <PlanFields {...{ typed, errors, regions }} />
        <div class="actions actions--bar"><Button>Plan deze bijeenkomst</Button></div>
      </Form>
    </OrganiserLayout>
  );
}

/** A meeting that exists; says beforehand who will hear of it. */
export function ChangeMeetingPage({ meeting, coming, typed, errors, regions }: FormProps & { meeting: Meeting; coming: number }) {
  return (
    <MeetingFrame meeting={meeting} title="Wijzig de bijeenkomst" current="">
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      {coming > 0 && !meeting.isOver && (
        <Alert kind="warning" title={`${people(coming)} ${coming === 1 ? 'heeft' : 'hebben'} gezegd te komen.`}>
          <p>Wijzig je een tijd of de locatie? Dan {coming === 1 ? 'krijgt die meteen een mail, en schuift de afspraak in de agenda' : 'krijgen zij meteen een mail, en schuift de afspraak in hun agenda'} mee. Het mailplan schuift ook mee.</p>
        </Alert>
      )}
      {meeting.firstInvitedAt && !meeting.isOver && <p>Een andere dag? <a href={otherDay(meeting, typed)}>Verplaats de bijeenkomst</a>: dan wordt iedereen opnieuw gevraagd, en zie je vooraf wat er gebeurt.</p>}
      {meeting.isOver && <Alert kind="info" title="Deze bijeenkomst is geweest. Datum, tijden en locatie staan vast." />}
      <Form action={`/bijeenkomsten/${meeting.id}/wijzigen`}>
        <PlanFields {...{ typed, errors, regions }} />
        <div class="actions actions--bar"><Button>Bewaar de wijzigingen</Button><ButtonLink href={`/bijeenkomsten/${meeting.id}`}>Terug zonder te bewaren</ButtonLink></div>
      </Form>
    </MeetingFrame>
  );
}

/** The page to move the meeting, with the day that was just typed. */
function otherDay(meeting: Meeting, { date, from, to }: TypedPlan): string {
  const query = new URLSearchParams(Object.entries({ date, from, to }).filter((field): field is [string, string] => typeof field[1] === 'string' && field[1] !== ''));
  return `/bijeenkomsten/${meeting.id}/verplaatsen${typeof date === 'string' && date !== wallScheduleOf(meeting).date ? `?${query.toString()}` : ''}`;
}
