import type { Meeting } from '@bijeen/meetings';
import type { PlanItem, PlannedText, PreviewedMail, Variant } from '@bijeen/mailings';
import { dayInAmsterdam, longMoment, timeInAmsterdam } from '@bijeen/platform';
import { Alert, Button, ErrorSummary, Form, type FormErrors, TextField } from '@bijeen/ui';
import { MailPreview } from '../mail-text/mail-preview.js';
import { MailTextFields, Placeholders } from '../mail-text/mail-text-fields.js';
import type { PreviewView } from '../mail-text/preview-views.js';
import { TextChoices, TextOrigin } from '../mail-text/text-choices.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { expectation, KIND_AUDIENCES, KIND_NAMES, MISSED_WORDS, STATES, stillInWords, VARIANT_NAMES } from './words.js';

export interface PlannedMailPageProps {
  meeting: Meeting;
  item: PlanItem;
  variant: Variant;
  texts: PlannedText[];
  preview: PreviewedMail;
  view: PreviewView;
  /** The invitation whose mail was chosen. */
  chosen: string | null;
  now: Date;
  mayChange: boolean;
  /** What was typed in one of the two forms, when something is wrong with it. */
  typed: Record<string, unknown>;
  errors: FormErrors;
  done: string | null;
}

/** One planned mail: when it leaves, what it says, and how it looks for a real invitee. */
export function PlannedMailPage(props: PlannedMailPageProps) {
  const { meeting, item, errors, done, now, view } = props;
  const still = stillInWords(meeting.state, item.state);
  return (
    <MeetingFrame meeting={meeting} title={KIND_NAMES[item.kind]} current="/mailplan">
      <ErrorSummary errors={errors} />
      {done && <Alert kind="ok" title={done} />}
      <p><span class={`tag tag--${still ? 'none' : STATES[item.state].tag}`}>{still ?? STATES[item.state].name}</span> {KIND_AUDIENCES[item.kind]} {item.state !== 'missed' && still !== 'vervalt' && <strong>{expectation(item, now < meeting.endsAt ? 'before' : 'after')}</strong>}</p>
      {item.state === 'missed' && item.reason && <Alert kind="warning" title={MISSED_WORDS[item.reason]} />}
      <div class={view === 'scherm' ? undefined : 'columns'}>
        <div>
          <When {...props} />
          <Words {...props} />
        </div>
        <Preview {...props} />
      </div>
    </MeetingFrame>
  );
}

function When({ meeting, item, mayChange, typed, errors }: PlannedMailPageProps) {
  const path = `/bijeenkomsten/${meeting.id}/mailplan/${item.kind}`;
  if (!mayChange || item.state === 'done') return <section><h2>Wanneer</h2><p>{longMoment(item.state === 'done' ? (item.settledAt ?? item.dueAt) : item.dueAt)}</p></section>;
  return (
    <section aria-labelledby="wanneer">
      <h2 id="wanneer">Wanneer</h2>
      <Form action={`${path}/moment`}>
        <div class="row">
          <TextField name="date" label="Datum" type="date" width="medium" value={typed['date'] ?? dayInAmsterdam(item.dueAt)} error={errors['date'] ?? errors['dueAt']} />
          <TextField name="time" label="Tijd" type="time" width="short" value={typed['time'] ?? timeInAmsterdam(item.dueAt)} error={errors['time']} />
        </div>
        <Button kind="secondary">Bewaar dit moment</Button>
      </Form>
    </section>
  );
}

function Words({ meeting, item, variant, texts, mayChange, typed, errors }: PlannedMailPageProps) {
  const path = `/bijeenkomsten/${meeting.id}/mailplan/${item.kind}`;
  const { text } = texts.find((each) => each.variant === variant)!;
  const several = texts.some((each) => each.variant === 'alderman');
  return (
    <section aria-labelledby="tekst">
      <h2 id="tekst">Tekst</h2>
      <TextChoices path={path} current={variant} texts={texts.map((each) => ({ ...each, name: several && each.variant === '' ? 'Anderen' : VARIANT_NAMES[each.variant] }))} />
      <TextOrigin text={text} several={several} />
      {!mayChange || item.state === 'done' ? <p class="as-typed">{text.body}</p> : (
        <>
          <Form action={`${path}/tekst`}>
            <input type="hidden" name="variant" value={variant} />
            <MailTextFields text={text} typed={typed} errors={errors} />
            <Button>Bewaar en bekijk</Button>
          </Form>
          {text.own && <Form action={`${path}/tekst/terug`}><input type="hidden" name="variant" value={variant} /><button class="link-button">Ga terug naar de standaardtekst</button></Form>}
          <Placeholders />
        </>
      )}
    </section>
  );
}

function Preview({ meeting, item, variant, preview, view, chosen }: PlannedMailPageProps) {
  return (
    <section aria-labelledby="voorbeeld">
      <h2 id="voorbeeld">Voorbeeld</h2>
      <p>{preview.name ? `Zo ziet ${preview.name} deze mail.` : 'Er is nog niemand voor deze tekst. Zo ziet de mail er uit voor iemand die wij verzonnen.'} De knoppen in dit voorbeeld doen niets.</p>
      <MailPreview path={`/bijeenkomsten/${meeting.id}/mailplan/${item.kind}`} chosen={{ tekst: variant, voor: chosen }} view={view} mail={preview} whose={preview.name ?? 'een verzonnen genodigde'} others={preview.others} />
    </section>
  );
}
