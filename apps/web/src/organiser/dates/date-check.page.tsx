import { type CheckedDate, type DateCheckResult, mayPoll } from '@bijeen/dates';
import { Button, ButtonLink, ErrorSummary, type FormErrors, TextField } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { busyInWords, longDay, moveHref, verdict } from './date-words.js';
import { DateMenu } from './date-menu.js';
import { FindingsList } from './findings-list.js';
import { MOST_LOOKED } from './looked-dates.js';
import { WeekCalendar } from './week-calendar.js';

interface Props {
  result: DateCheckResult;
  typed: Record<string, string>;
  errors: FormErrors;
  mayChange: boolean;
}

/** One or more dates side by side, with all that speaks against them. Looking changes nothing. */
export function DateCheckPage({ result, typed, errors, mayChange }: Props) {
  const { meeting, municipalities, dates, weeks } = result;
  const choosable = mayChange && mayPoll(meeting);
  return (
    <MeetingFrame meeting={meeting} title="Datum kiezen" current="/datum">
      <ErrorSummary errors={errors} />
      <DateMenu id={meeting.id} current="/datum" />
      <p class="lead">Kijk of een datum goed valt voor de mensen die beslissen. Er verandert niets.</p>
      <LookForm id={meeting.id} typed={typed} errors={errors} />
      {dates.length > 0 && (
        <section aria-labelledby="gevonden">
          <h2 id="gevonden">{dates.length === 1 ? 'Wat we vonden' : `${dates.length} data naast elkaar`}</h2>
          <ul class="cards cards--dates">{dates.map((date) => <DateCard key={date.day} date={date} meetingId={meeting.id} current={!choosable} />)}</ul>
          {choosable && dates.length > 1 && <p><ButtonLink href={`/bijeenkomsten/${meeting.id}/datumprikker?${pollQuery(dates)}`} kind="primary">Vraag met een datumprikker wie wanneer kan</ButtonLink></p>}
          <WeekCalendar weeks={weeks} />
        </section>
      )}
      <section aria-labelledby="waarop">
        <h2 id="waarop">Waar kijken we naar?</h2>
        <p>{about(municipalities)} We kijken naar feestdagen, schoolvakanties per regio, verkiezingen, raads- en collegedagen, en jullie andere bijeenkomsten.</p>
        <p>Weet je wanneer een raad of college vergadert? <a href="/instellingen/raadsdagen">Schrijf de raadsdagen op</a>. Zonder dat gaan we ervan uit dat een college op dinsdag vergadert.</p>
      </section>
    </MeetingFrame>
  );
}

function LookForm({ id, typed, errors }: Pick<Props, 'typed' | 'errors'> & { id: string }) {
  return (
    <form class="panel" method="get" action={`/bijeenkomsten/${id}/datum`} noValidate>
      <div class="date-fields">
        {Array.from({ length: MOST_LOOKED }, (_, place) => `datum${place + 1}`).map((name, place) => <TextField key={name} name={name} label={`Datum ${place + 1}`} type="date" width="medium" optional={place > 0} value={typed[name]} error={errors[name]} />)}
      </div>
      <div class="row">
        <TextField name="van" label="Van" type="time" width="short" value={typed['van']} error={errors['van']} />
        <TextField name="tot" label="Tot" type="time" width="short" value={typed['tot']} error={errors['tot']} />
      </div>
      <Button>Bekijk deze data</Button>
    </form>
  );
}

function DateCard({ date, meetingId, current }: { date: CheckedDate; meetingId: string; current: boolean }) {
  const { label, tag } = verdict(date);
  const busy = busyInWords(date);
  return (
    <li class="card">
      <h3>{longDay(date.day)}</h3>
      <p><span class={`tag tag--${tag}`}>{label}</span></p>
      <FindingsList findings={date.findings} />
      {busy.length > 0 && <p class="muted">{busy.join('. ')}.</p>}
      {!current && <p><ButtonLink href={moveHref(meetingId, date)}>Kies deze datum<span class="visually-hidden">: {longDay(date.day)}</span></ButtonLink></p>}
    </li>
  );
}

function about(municipalities: DateCheckResult['municipalities']): string {
  if (municipalities.length === 0) return 'We weten nog niet om welke gemeenten het gaat: nodig mensen uit, of kies een regio. Tot die tijd tellen de vakanties van alle regio’s.';
  const people = municipalities.reduce((sum, each) => sum + each.people, 0);
  const where = municipalities.length === 1 ? `de gemeente ${municipalities[0]!.name}` : `${municipalities.length} gemeenten`;
  return people === 0 ? `Dit gaat over ${where}, waarvoor de bijeenkomst is.` : `Dit gaat over ${where}, waaruit ${people === 1 ? '1 beslisser is uitgenodigd' : `${people} beslissers zijn uitgenodigd`}.`;
}

/** The dates go along into the form of the poll. */
function pollQuery(dates: CheckedDate[]): string {
  return new URLSearchParams(dates.flatMap(({ day, from, to }, place) => [[`datum${place + 1}`, day], [`van${place + 1}`, from], [`tot${place + 1}`, to]])).toString();
}
