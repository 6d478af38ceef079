import { type MailText, PLACEHOLDERS } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { type PlanItem, type Variant, variantsOf } from '@bijeen/mailings';
import { dayInAmsterdam, longMoment, timeInAmsterdam } from '@bijeen/platform';
import { Alert, Button, ErrorSummary, Form, type FormErrors, TextArea, TextField } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { expectation, KIND_AUDIENCES, KIND_NAMES, MISSED_WORDS, STATES, VARIANT_NAMES } from './words.js';

export interface PlannedMailPageProps {
  meeting: Meeting;
  item: PlanItem;
  variant: Variant;
  text: MailText & { own: boolean };
  preview: { subject: string; text: string; name: string | null };
  now: Date;
  mayChange: boolean;
  /** What was typed in one of the two forms, when something is wrong with it. */
  typed: Record<string, unknown>;
  errors: FormErrors;
  done: string | null;
}

/** One planned mail: when it leaves, what it says, and how it looks for a real invitee. */
export function PlannedMailPage(props: PlannedMailPageProps) {
  const { meeting, item, errors, done, now } = props;
  return (
    <MeetingFrame meeting={meeting} title={KIND_NAMES[item.kind]} current="/mailplan">
      <ErrorSummary errors={errors} />
      {done && <Alert kind="ok" title={done} />}
      <p><span class={`tag tag--${STATES[item.state].tag}`}>{STATES[item.state].name}</span> {KIND_AUDIENCES[item.kind]} {item.state !== 'missed' && <strong>{expectation(item, now < meeting.endsAt ? 'before' : 'after')}</strong>}</p>
      {item.state === 'missed' && item.reason && <Alert kind="warning" title={MISSED_WORDS[item.reason]} />}
      <div class="columns">
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

function Words({ meeting, item, variant, text, mayChange, typed, errors }: PlannedMailPageProps) {
  const path = `/bijeenkomsten/${meeting.id}/mailplan/${item.kind}`;
  return (
    <section aria-labelledby="tekst">
      <h2 id="tekst">Tekst</h2>
      {variantsOf(item.kind).length > 1 && (
        <nav aria-label="Voor wie is deze tekst">
          <ul class="choices">{variantsOf(item.kind).map((each) => <li key={each}><a href={`${path}?tekst=${each}#tekst`} aria-current={each === variant ? 'page' : undefined}>{VARIANT_NAMES[each]}</a></li>)}</ul>
        </nav>
      )}
      {!mayChange || item.state === 'done' ? <p class="as-typed">{text.body}</p> : (
        <>
          <Form action={`${path}/tekst`}>
            <input type="hidden" name="variant" value={variant} />
            <TextField name="subject" label="Onderwerp" value={typed['subject'] ?? text.subject} error={errors['subject']} />
            <TextArea name="body" label="Tekst" rows={12} hint="Tussen accolades staan invulwoorden. Gegevens, knoppen en de regels onderaan zet Bijeen er zelf bij." value={typed['body'] ?? text.body} error={errors['body']} />
            <Button>Bewaar en bekijk</Button>
          </Form>
          {text.own && <Form action={`${path}/tekst/terug`}><input type="hidden" name="variant" value={variant} /><button class="link-button">Ga terug naar de standaardtekst</button></Form>}
          <Placeholders />
        </>
      )}
    </section>
  );
}

function Placeholders() {
  return (
    <details class="details">
      <summary>Invulwoorden die je kunt gebruiken</summary>
      <dl class="facts">{Object.entries(PLACEHOLDERS).map(([name, example]) => <><dt><code>{`{${name}}`}</code></dt><dd>{example}</dd></>)}</dl>
    </details>
  );
}

function Preview({ meeting, item, variant, preview }: PlannedMailPageProps) {
  const whom = preview.name ? `Zo ziet ${preview.name} deze mail.` : 'Er is nog niemand uitgenodigd. Zo ziet de mail er ongeveer uit.';
  return (
    <section aria-labelledby="voorbeeld">
      <h2 id="voorbeeld">Voorbeeld</h2>
      <p>{whom} De knoppen in dit voorbeeld doen niets.</p>
      <p><strong>Onderwerp:</strong> {preview.subject}</p>
      <iframe class="mail-frame" title="Voorbeeld van de mail" sandbox="" src={`/bijeenkomsten/${meeting.id}/mailplan/${item.kind}/voorbeeld?tekst=${variant}`} />
      <details class="details"><summary>De mail als platte tekst</summary><pre>{preview.text}</pre></details>
    </section>
  );
}
