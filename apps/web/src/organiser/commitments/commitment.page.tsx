import { COMMITMENT_STATE_TEXTS, type CommitmentLine } from '@bijeen/follow-ups';
import { type Day, longMoment } from '@bijeen/platform';
import { Alert, Button, ErrorSummary, Form, type FormErrors, Radios, TextArea, TextField } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { Due } from './due.js';

const TAGS: Record<CommitmentLine['state'], string> = { open: 'info', done: 'ok', dropped: 'warning' };

interface Props {
  commitment: CommitmentLine;
  today: Day;
  mayChange: boolean;
  saved: boolean;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** One commitment: what was promised, by whom, and what came of it. */
export function CommitmentPage(props: Props) {
  const { commitment, today, saved, errors, mayChange } = props;
  const list = `/bijeenkomsten/${commitment.meetingId}/toezeggingen`;
  return (
    <MeetingFrame meeting={{ id: commitment.meetingId, title: commitment.meetingTitle }} title={commitment.stepLabel} current="/toezeggingen">
      <ErrorSummary errors={errors} />
      {saved && <Alert kind="ok" title="Bewaard." />}
      <dl class="facts">
        <dt>Stand</dt><dd><span class={`tag tag--${TAGS[commitment.state]}`}>{COMMITMENT_STATE_TEXTS[commitment.state]}</span></dd>
        <dt>Wie</dt><dd>{commitment.name}{commitment.organisation && `, ${commitment.organisation}`}</dd>
        {commitment.municipality && <><dt>Gemeente</dt><dd>{commitment.municipality}</dd></>}
        {commitment.dateWish && <><dt>Wens voor een datum</dt><dd>{commitment.dateWish}</dd></>}
        {commitment.remark && <><dt>Opmerking</dt><dd class="as-typed">{commitment.remark}</dd></>}
        <dt>Wie pakt het op</dt><dd>{commitment.owner}</dd>
        <dt>Uiterlijk</dt><dd><Due day={commitment.dueOn} today={commitment.state === 'open' ? today : commitment.dueOn} /></dd>
        <dt>Binnengekomen</dt><dd>{longMoment(commitment.createdAt)}, {commitment.origin === 'link' ? 'via de aftermail' : 'genoteerd door een collega'}</dd>
        {commitment.result && <><dt>{commitment.state === 'dropped' ? 'Waarom niet' : 'Resultaat'}</dt><dd class="as-typed">{commitment.result}</dd></>}
      </dl>
      {mayChange && (commitment.state === 'open' ? <Forms {...props} /> : <Form action={`${list}/${commitment.id}`}><input type="hidden" name="state" value="open" /><Button kind="secondary">Zet weer open</Button></Form>)}
    </MeetingFrame>
  );
}

function Forms({ commitment, typed, errors }: Props) {
  const path = `/bijeenkomsten/${commitment.meetingId}/toezeggingen/${commitment.id}`;
  return (
    <div class="columns">
      <section class="panel" aria-labelledby="afhandelen">
        <h2 id="afhandelen">Handel af</h2>
        <Form action={path}>
          <Radios name="state" label="Wat is ervan gekomen?" value={typed['state']} error={errors['state']} options={{ done: 'Gedaan', dropped: 'Gaat niet door' }} />
          <TextArea name="result" label="Wat leverde het op, of waarom niet?" value={typed['result']} error={errors['result']} />
          <Button>Handel af</Button>
        </Form>
      </section>
      <section class="panel" aria-labelledby="doorgeven">
        <h2 id="doorgeven">Geef door of kies een andere dag</h2>
        <Form action={path}>
          <TextField name="owner" label="Wie pakt het op?" value={typed['owner'] ?? commitment.owner} error={errors['owner']} />
          <TextField name="dueOn" label="Uiterlijk" type="date" width="medium" value={typed['dueOn'] ?? commitment.dueOn} error={errors['dueOn']} />
          <Button kind="secondary">Bewaar</Button>
        </Form>
      </section>
    </div>
  );
}
