import { audienceOf, type Call, type CallList, WITHOUT_MAIL } from '@bijeen/calls';
import { FUNCTION_LABELS } from '@bijeen/contacts';
import { DECLINE_REASON_TEXTS } from '@bijeen/invitations';
import { shortDate } from '@bijeen/platform';
import { Button, ButtonLink, Form, type FormErrors, Radios, Select, TextArea, TextField } from '@bijeen/ui';
import { firstPoint, longDay, mailedInWords, OUTCOME_CHOICES, reasonInWords, triesInWords } from './calls-in-words.js';

/** What was typed about one call, when it was not right. */
export interface CallForm {
  invitationId: string;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

interface CardProps {
  call: Call;
  list: Pick<CallList, 'meeting' | 'points' | 'over'>;
  mayChange: boolean;
  /** The actor is a person, who can call. */
  mayTake: boolean;
  form: CallForm | null;
}

/** One person to call: on a phone the number is one thumb away, on paper there is room to write. */
export function CallCard({ call, list, mayChange, mayTake, form }: CardProps) {
  const { invitationId, name, owner, phone, viaSecretariat } = call;
  return (
    <li class="card call-card" id={`bel-${invitationId}`}>
      <h3>{name} {call.bounced && <span class="tag tag--error">mail kwam niet aan</span>}</h3>
      <p class="call-card__office">{[FUNCTION_LABELS[call.function], call.organisation].filter(Boolean).join(', ')}{call.travelMinutes !== null && <span class="muted">, circa {call.travelMinutes} minuten rijden (schatting)</span>}</p>
      {phone === null ? <p class="call-card__number">Er is geen telefoonnummer bekend. <a href={`/relaties/${call.contactId}/wijzigen`}>Vul het aan</a></p> : <p class="call-card__number"><ButtonLink href={`tel:${phone.replace(/[^+\d]/g, '')}`} kind="primary">Bel {phone}{viaSecretariat && ' (secretariaat)'}</ButtonLink></p>}
      <Reason call={call} state={list.meeting.state} />
      {call.loweredBy && <Lowered call={call} meetingId={list.meeting.id} mayChange={mayChange} />}
      <History call={call} />
      {!list.over && <Story points={[firstPoint(call, list.meeting) ?? [], list.points[audienceOf(call.function)]].flat()} />}
      {mayChange && !list.over && <OutcomeForm call={call} meetingId={list.meeting.id} form={form} />}
      {mayChange && WITHOUT_MAIL.some((reason) => reason === call.reason) && <Leave call={call} meetingId={list.meeting.id} label="Gebeld: deze persoon weet het" />}
      {mayTake && owner === null && <Form class="call-card__take" action={`/bijeenkomsten/${list.meeting.id}/bellen/${invitationId}/ik-bel`}><Button kind="secondary">Ik bel<span class="visually-hidden"> {name}</span></Button></Form>}
      <Paper over={list.over} />
    </li>
  );
}

/** Why somebody is on the list, where it is more than that no answer came; the tag says that a mail did not arrive. */
function Reason({ call, state }: { call: Call; state: CallList['meeting']['state'] }) {
  const { reason, note, callAgainOn } = call;
  const plain = (reason === 'no-answer' || reason === 'substituted' || reason === 'bounced') && note === null;
  if (plain && callAgainOn === null) return null;
  return <p>{!plain && reasonInWords(call, state)}{note && <> “{note}”</>} {callAgainOn && <strong>Terugbellen op {longDay(callAgainOn)}.</strong>}</p>;
}

/** Somebody who decides sends somebody who does not: worth a call, or good as it is (L2). */
function Lowered({ call, meetingId, mayChange }: { call: Call; meetingId: string; mayChange: boolean }) {
  const { name, function: office, loweredBy } = call;
  return (
    <>
      <p><strong>{FUNCTION_LABELS[office]} vervangen door {FUNCTION_LABELS[loweredBy!.function].toLowerCase()}</strong> ({loweredBy!.name}). Kan {name} toch zelf komen?</p>
      {mayChange && <Leave call={call} meetingId={meetingId} label="Het blijft bij de vervanger" />}
    </>
  );
}

/** Takes somebody off the list without an answer. */
function Leave({ call: { invitationId, name }, meetingId, label }: { call: Call; meetingId: string; label: string }) {
  return <Form class="call-card__take" action={`/bijeenkomsten/${meetingId}/bellen/${invitationId}/blijft-zo`}><Button kind="secondary">{label}<span class="visually-hidden"> ({name})</span></Button></Form>;
}

/** What went before: mails, and calls. */
function History({ call }: { call: Call }) {
  const [tries, notes] = [triesInWords(call), call.attempts.filter(({ note }) => note !== null)];
  return (
    <>
      <p class="muted call-card__history">{call.mailed.length > 0 && `Gemaild: ${mailedInWords(call.mailed)}. `}{tries && `${tries}. `}</p>
      {notes.length > 0 && <ul class="call-card__notes">{notes.map(({ note, at, by }) => <li key={at.toISOString()}>{shortDate(at)}, {by}: “{note}”</li>)}</ul>}
    </>
  );
}

function Story({ points }: { points: string[] }) {
  return (
    <details class="details call-card__story">
      <summary>Wat kun je zeggen?</summary>
      <ul>{points.map((point) => <li key={point}>{point}</li>)}</ul>
    </details>
  );
}

/** Names carry the invitation, for every card on the page has this form. */
function OutcomeForm({ call: { invitationId, name }, meetingId, form }: { call: Call; meetingId: string; form: CallForm | null }) {
  const here = `/bijeenkomsten/${meetingId}`;
  const field = (part: string) => ({ name: `${invitationId}.${part}`, value: form?.typed[part], error: form?.errors[part] });
  return (
    <details class="details call-card__outcome" open={form !== null}>
      <summary>Noteer hoe het ging<span class="visually-hidden"> met {name}</span></summary>
      <Form action={`${here}/bellen/${invitationId}`}>
        <Radios {...field('outcome')} label="Hoe ging het?" options={OUTCOME_CHOICES} />
        <div class="call-card__no"><Select {...field('reason')} label="Reden (niet verplicht)" options={DECLINE_REASON_TEXTS} empty="geen reden" /></div>
        <div class="call-card__again"><TextField {...field('callAgainOn')} label="Terugbellen op" type="date" width="medium" /></div>
        <TextArea {...field('note')} label="Opmerking" optional rows={2} hint="Alleen voor jou en je collega’s." />
        <p class="hint">Bij “komt”, “komt niet” en “weet het nog niet” krijgt deze persoon een bevestiging per mail.</p>
        <p class="actions"><Button>Bewaar<span class="visually-hidden"> hoe het ging met {name}</span></Button><a class="roomy-link" href={`${here}/genodigden/${invitationId}/vervanger`}>Stuurt iemand anders</a></p>
      </Form>
    </details>
  );
}

const PAPER_TICKS = ['komt', 'komt niet', 'weet het nog niet', 'vervanger', 'niet bereikt', 'terugbellen op'];
const PAPER_OVER = ['weet het', 'niet bereikt'];

/** To tick with a pen. */
function Paper({ over }: { over: boolean }) {
  return (
    <div class="paper" aria-hidden="true">
      <p class="paper__ticks">{(over ? PAPER_OVER : PAPER_TICKS).map((tick) => <span key={tick}>{tick}</span>)}</p>
      <p class="paper__line" />
      <p class="paper__line" />
    </div>
  );
}
