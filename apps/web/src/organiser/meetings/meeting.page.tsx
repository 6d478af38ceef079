import { type DecisionBoard, partInWords, QUORUM_LABELS } from '@bijeen/decisions';
import type { FormerDate, WaitingMeetingMove } from '@bijeen/mailings';
import { MEETING_STATE_TEXTS, type MeetingState } from '@bijeen/meetings';
import { fromTo, longDate } from '@bijeen/platform';
import { Alert, ButtonLink } from '@bijeen/ui';
import { MailTimeline } from '../mail-plan/mail-timeline.js';
import { MunicipalityMap } from '../regions/municipality-map.js';
import { MeetingFrame } from './meeting-frame.js';
import type { MeetingOverview } from './meeting-overview.js';
import { WaitingMove } from '../moving/waiting-move.js';
import { AnswersByFunction, Commitments, MunicipalityTable, Numbers } from './standing.js';
import type { ToDo } from './to-do.js';

interface MeetingPageProps extends MeetingOverview {
  mayChange: boolean;
  /** A move of which the mails have not left yet. */
  waiting: WaitingMeetingMove | null;
  /** The date before this one, or before there was none. */
  former: FormerDate | null;
  /** What was just done. */
  done: string | null;
}

/** Nobody's answer is lost: it counts for the date it was given for. */
function formerInWords({ startsAt, came, waiting }: FormerDate): string {
  const others = waiting === 0 ? '' : `, en ${waiting === 1 ? 'wachtte 1 persoon' : `wachtten ${waiting} mensen`} op een plaats`;
  return `Op ${longDate(startsAt)} ${came === 1 ? 'zou 1 persoon' : `zouden ${came} mensen`} komen${others}. Die antwoorden tellen niet voor een andere dag.`;
}

const LINE: readonly MeetingState[] = ['draft', 'planned', 'inviting', 'confirmed', 'held', 'following-up', 'closed'];

/** Answers two questions in one look: what must I do now, and how do we stand? */
export function MeetingPage(props: MeetingPageProps) {
  const { meeting, dashboard, board, toDo, places, venue, travel, mayChange, done } = props;
  const invited = dashboard.answers.invited > 0;
  return (
    <MeetingFrame meeting={meeting} current="">
      {done && <Alert kind="ok" title={done} />}
      <p class="lead">{meeting.state === 'postponed' ? `Nog geen nieuwe datum (was ${longDate(meeting.startsAt)})` : fromTo(meeting.startsAt, meeting.endsAt)} · {meeting.venueName}, {meeting.venuePlace}{meeting.capacity !== null && <> · {meeting.capacity} plaatsen</>}</p>
      {props.waiting && <WaitingMove meeting={meeting} move={props.waiting} mayChange={mayChange} />}
      {!meeting.isOver && meeting.state !== 'cancelled' && <p><a href={`/bijeenkomsten/${meeting.id}/datum`}>Valt deze datum goed?</a></p>}
      <StateLine state={meeting.state} />
      <ToDoList {...{ toDo, meeting, mayChange }} />
      <section aria-labelledby="stand">
        <h2 id="stand">Hoe staan we ervoor?</h2>
        <Numbers dashboard={dashboard} over={meeting.isOver} />
        {props.former && !meeting.isOver && meeting.state !== 'cancelled' && <p class="muted">{formerInWords(props.former)}</p>}
        {board.quorum && !meeting.isOver && <QuorumLine board={board} id={meeting.id} />}
        {invited && meeting.state !== 'postponed' && props.now < meeting.answerBy && <p class="muted">Antwoorden kan tot en met {longDate(meeting.answerBy)}.</p>}
      </section>
      {places.length > 0 && (
        <div class="columns">
          <div>
            <MunicipalityMap title={`Kaart van ${dashboard.region ?? 'de gemeenten'}. De tabel hiernaast zegt hetzelfde in woorden.`} places={places} venue={venue}
              legend={{ comes: 'Een beslisser komt', invited: 'Uitgenodigd', nothing: 'Nog niemand uitgenodigd', ...(places.some(({ look }) => look === 'far') && { far: 'Te ver weg' }) }} />
            {invited && <AnswersByFunction dashboard={dashboard} />}
          </div>
          <MunicipalityTable stands={dashboard.byMunicipality} travel={travel} />
        </div>
      )}
      {places.length === 0 && invited && <AnswersByFunction dashboard={dashboard} />}
      {dashboard.mailPlan.length > 0 && (
        <section aria-labelledby="mails">
          <h2 id="mails">De mails</h2>
          <MailTimeline meeting={meeting} items={dashboard.mailPlan} now={props.now} mails={dashboard.mails} />
          <p><ButtonLink href={`/bijeenkomsten/${meeting.id}/mailplan`}>Bekijk het mailplan</ButtonLink></p>
        </section>
      )}
      <Commitments meeting={meeting} dashboard={dashboard} />
      {mayChange && <Management {...props} />}
    </MeetingFrame>
  );
}

/** Whether enough people who decide come, with the way to the decision. */
function QuorumLine({ board, id }: { board: DecisionBoard; id: string }) {
  return (
    <p>
      <span class={`tag tag--${board.reached ? 'ok' : 'warning'}`}>{board.reached ? 'quorum gehaald' : 'quorum nog niet gehaald'}</span>{' '}
      {board.parts.map((part) => `${QUORUM_LABELS[part.part]}: ${partInWords(part)}`).join('. ')}. <a href={`/bijeenkomsten/${id}/besluit`}>Gaat het door?</a>
    </p>
  );
}

/** The way of a meeting, with where it is now. What stands beside the way is said on its own. */
function StateLine({ state }: { state: MeetingState }) {
  const at = LINE.indexOf(state);
  if (at < 0) return <Alert kind={state === 'cancelled' ? 'error' : 'warning'} title={`Deze bijeenkomst is ${MEETING_STATE_TEXTS[state]}.`} />;
  return (
    <ol class="steps" aria-label="Stand van de bijeenkomst">
      {LINE.map((each, index) => (
        <li key={each} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined}>{MEETING_STATE_TEXTS[each]}{index < at && <span class="visually-hidden"> (geweest)</span>}</li>
      ))}
    </ol>
  );
}

function ToDoList({ toDo, meeting, mayChange }: { toDo: ToDo[]; meeting: { id: string; state: MeetingState }; mayChange: boolean }) {
  return (
    <section class="panel" aria-labelledby="nu-te-doen">
      <h2 id="nu-te-doen">Nu te doen</h2>
      {toDo.length === 0 && <p>{meeting.state === 'cancelled' || meeting.state === 'closed' ? 'Deze bijeenkomst vraagt niets meer van je.' : 'Niets. Bijeen verstuurt de mails op hun moment en meldt zich hier als je iets moet doen.'}</p>}
      <ul class="todo">
        {toDo.map(({ text, action }, index) => (
          <li key={text}><span>{text}</span>{mayChange && <ButtonLink href={`/bijeenkomsten/${meeting.id}${action.path}`} kind={index === 0 ? 'primary' : 'secondary'}>{action.label}</ButtonLink>}</li>
        ))}
      </ul>
    </section>
  );
}

function Management({ meeting }: MeetingPageProps) {
  if (meeting.state === 'cancelled' || meeting.state === 'closed') return null;
  return (
    <div class="actions">
      <ButtonLink href={`/bijeenkomsten/${meeting.id}/wijzigen`}>Wijzig de bijeenkomst</ButtonLink>
      <ButtonLink href={`/bijeenkomsten/${meeting.id}/wensen`}>Wensen van gasten</ButtonLink>
      {!meeting.isOver && <ButtonLink href={`/bijeenkomsten/${meeting.id}/verplaatsen`}>Verplaats naar een andere dag</ButtonLink>}
      {!meeting.isOver && meeting.state !== 'postponed' && <a href={`/bijeenkomsten/${meeting.id}/uitstellen`}>Stel uit</a>}
      {!meeting.isOver && <a href={`/bijeenkomsten/${meeting.id}/annuleren`}>Annuleer de bijeenkomst</a>}
    </div>
  );
}
