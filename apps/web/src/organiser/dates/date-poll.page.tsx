import { interestedAs, mayPoll, MOST_INTEREST, type PollBoard, type PollResult, type PollState } from '@bijeen/dates';
import { FUNCTION_LABELS } from '@bijeen/contacts';
import { longDate, shortDate } from '@bijeen/platform';
import { Alert, Button, Empty, ErrorSummary, fieldId, Form, type FormErrors, Table } from '@bijeen/ui';
import { number, people } from '../meetings/in-words.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { AskDatesForm } from './ask-dates.js';
import { DateMenu } from './date-menu.js';
import { PollResults } from './poll-result.js';

interface Props {
  board: PollBoard;
  typed: Record<string, unknown>;
  errors: FormErrors;
  done: string | null;
  mayChange: boolean;
}

/** The date poll of a meeting and its result, and who wants to hear of the next date. */
export function DatePollPage({ board, typed, errors, done, mayChange }: Props) {
  const { meeting, result, interest } = board;
  const open = result?.state === 'open';
  const mayChoose = mayChange && mayPoll(meeting) && result !== null && result.state !== 'decided';
  return (
    <MeetingFrame meeting={meeting} title="Datumprikker" current="/datum">
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      <DateMenu id={meeting.id} current="/datumprikker" />
      {done && <Alert kind="ok" title={done} />}
      {result && <Standing result={result} />}
      {result && open && mayChange && <Management id={meeting.id} waiting={result.asked - result.answered} />}
      {result && <PollResults result={result} meetingId={meeting.id} mayChoose={mayChoose} />}
      {!result && (!mayChange || !mayPoll(meeting)) && <Empty>Er is geen datumprikker voor deze bijeenkomst.</Empty>}
      {mayChange && mayPoll(meeting) && !open && <AskDatesForm {...{ meeting, typed, errors }} again={result !== null} />}
      <Interest interest={interest} />
    </MeetingFrame>
  );
}

const STATES: Record<Exclude<PollState, 'open'>, string> = { 'past-deadline': 'De datumprikker is afgelopen', 'decided': 'De bijeenkomst heeft een nieuwe datum. De datumprikker is gesloten.', 'closed': 'De datumprikker is gesloten.' };

function Standing({ result: { state, poll } }: { result: PollResult }) {
  if (state === 'open') return <p class="lead">Antwoorden kan tot en met {longDate(poll.deadline)}.</p>;
  return <Alert kind="info" title={state === 'past-deadline' ? `${STATES[state]}: antwoorden kon tot en met ${longDate(poll.deadline)}.` : STATES[state]} />;
}

function Management({ id, waiting }: { id: string; waiting: number }) {
  const here = `/bijeenkomsten/${id}/datumprikker`;
  return (
    <div class="actions">
      {waiting > 0 && <Form action={`${here}/herinneren`}><Button kind="secondary">Herinner wie nog niet antwoordde ({number(waiting)})</Button></Form>}
      <Form action={`${here}/sluiten`}><Button kind="secondary">Sluit de datumprikker</Button></Form>
    </div>
  );
}

/** The "interesselijst". */
function Interest({ interest: { items, counts } }: Pick<PollBoard, 'interest'>) {
  const total = counts.reduce((sum, each) => sum + each.people, 0);
  return (
    <section aria-labelledby="interesse">
      <h2 id="interesse">Wie wil horen van een nieuwe datum?</h2>
      {total === 0 && <Empty>Nog niemand. Bij een uitgestelde bijeenkomst kunnen genodigden zich hier met hun oude link voor opgeven. Ook wie niet kan op deze datum kan dat.</Empty>}
      {total > 0 && <p>{people(total)}: {counts.map((each) => `${number(each.people)} ${each.function === null ? 'niet uitgenodigd' : FUNCTION_LABELS[each.function].toLowerCase()}`).join(', ')}.</p>}
      {total > 0 && <Table caption="Interesselijst" headers={['Naam', 'Functie', 'Organisatie', 'E-mail', 'Opmerking', 'Sinds']} rows={items.map((each) => ({ key: each.id, cells: [each.name, interestedAs(each), each.organisation ?? '', each.email, each.remark ?? '', shortDate(each.at)] }))} />}
      {total > MOST_INTEREST && <p class="muted">De eerste {number(MOST_INTEREST)} staan hier.</p>}
      {total > 0 && <p class="muted">Een jaar na de bijeenkomst wissen we deze lijst.</p>}
    </section>
  );
}
