import { type Audience, AUDIENCES, audienceOf, type Call, type CallList, type Spoken } from '@bijeen/calls';
import { COMING_TEXTS } from '@bijeen/invitations';
import { fromTo, longMoment, shortDate } from '@bijeen/platform';
import { Alert, ButtonLink, Empty, ErrorSummary, fieldId, Table } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { people } from '../meetings/in-words.js';
import { CallCard, type CallForm } from './call-card.js';
import { AUDIENCE_NAMES, OUTCOME_TEXTS, toCallInWords } from './calls-in-words.js';

interface Props {
  list: CallList;
  /** Whoever looks; a person can take a call. */
  me: { id: string | null; mayChange: boolean; isPerson: boolean };
  done: string | null;
  form: CallForm | null;
}

/** Who calls whom, in the order in which it matters. */
export function CallListPage({ list, me, done, form }: Props) {
  const { meeting, calls, later, spoken, open } = list;
  const card = (call: Call) => <CallCard key={call.invitationId} call={call} list={list} mayChange={me.mayChange} mayTake={me.mayChange && me.isPerson} form={form?.invitationId === call.invitationId ? form : null} />;
  return (
    <MeetingFrame meeting={meeting} title="Bellen" current="/bellen">
      <ErrorSummary errors={errorsOf(form)} />
      <span id={fieldId('form')} />
      {done && <Alert kind="ok" title={done} />}
      <p class="paper">{meeting.title}, {fromTo(meeting.startsAt, meeting.endsAt)}</p>
      <Standing list={list} />
      {groupsOf(calls, me.id).map(({ key, name, calls: own }) => (
        <section key={key} aria-labelledby={`kent-${key}`}>
          <h2 id={`kent-${key}`}>{name}: {people(own.length)}</h2>
          <ul class="cards cards--calls">{own.map(card)}</ul>
        </section>
      ))}
      {open > calls.length && <p>Er staan nog {people(open - calls.length)} op de lijst. Zij komen hier als je deze mensen hebt gebeld.</p>}
      {later.length > 0 && <details class="fold off-paper" open={later.some(({ invitationId }) => invitationId === form?.invitationId)}><summary>Later terugbellen: {people(later.length)}</summary><ul class="cards cards--calls">{later.map(card)}</ul></details>}
      {spoken.length > 0 && <SpokenTo spoken={spoken} meetingId={meeting.id} />}
      <Stories list={list} />
      <p class="actions"><ButtonLink href={`/bijeenkomsten/${meeting.id}/bellen/gesprekspunten`}>{me.mayChange ? 'Bekijk of wijzig de gesprekspunten' : 'Bekijk de gesprekspunten'}</ButtonLink></p>
    </MeetingFrame>
  );
}

/** How many, and from when. */
function Standing({ list }: { list: CallList }) {
  const { open, opensAt, over, later } = list;
  if (over && open > 0) return <p class="lead">Nog te bellen: {toCallInWords(list)}. Wie wilde komen maar geen mail meer wil, hoort alleen van jou dat de bijeenkomst {list.meeting.state === 'postponed' ? 'is uitgesteld' : 'niet doorgaat'}.</p>;
  if (over) return <Empty>Er valt niets meer te bellen: voor deze bijeenkomst kan niemand nu nog antwoorden.</Empty>;
  const from = opensAt && `Wie ook na de tweede herinnering niet antwoordt, staat hier vanaf ${longMoment(opensAt)}. Er gaat dan geen derde mail: bellen helpt meer.`;
  if (open === 0) return <Empty>{from ?? (later.length > 0 ? 'Vandaag hoef je niemand te bellen.' : 'Er is niemand om te bellen. Iedereen heeft geantwoord.')}</Empty>;
  return (
    <>
      <p class="lead">Nog te bellen: {toCallInWords(list)}.</p>
      {from ? <p>{from}</p> : <p class="off-paper">Er gaat geen derde mail. Wie een mens aan de lijn krijgt, komt eerder. Beslissers staan bovenaan. Print deze pagina als je liever van papier belt.</p>}
    </>
  );
}

function SpokenTo({ spoken, meetingId }: { spoken: Spoken[]; meetingId: string }) {
  const rows = spoken.map(({ invitationId, name, outcome, answer, waits, note, by, at }) => ({
    key: invitationId,
    cells: [<a href={`/bijeenkomsten/${meetingId}/genodigden/${invitationId}`}>{name}</a>, <>{OUTCOME_TEXTS[outcome]}{waits && ' (op de wachtlijst)'}{answer !== outcome && <span class="muted"> (nu: {COMING_TEXTS[answer]})</span>}</>, `${by}, ${shortDate(at)}`, note ?? ''],
  }));
  return <section class="off-paper" aria-labelledby="gesproken"><h2 id="gesproken">Gesproken</h2><Table caption="Het laatste gesprek eerst" headers={['Naam', 'Uitkomst', 'Wie belde', 'Opmerking']} rows={rows} /></section>;
}

/** On paper the stories stand once, at the end. */
function Stories({ list: { calls, points, over } }: { list: CallList }) {
  if (over) return null;
  const needed: Audience[] = AUDIENCES.filter((audience) => calls.some((call) => audienceOf(call.function) === audience));
  return (
    <div class="paper" aria-hidden="true">
      {needed.map((audience) => <div key={audience} class="paper__story"><p><strong>Wat kun je zeggen? {AUDIENCE_NAMES[audience]}</strong></p><ul>{points[audience].map((point) => <li key={point}>{point}</li>)}</ul></div>)}
    </div>
  );
}

/** Whoever looks comes first, then the colleagues by name, then those whom nobody knows. */
function groupsOf(calls: Call[], me: string | null): { key: string; name: string; calls: Call[] }[] {
  const owners = new Map(calls.map(({ owner }) => [owner?.id ?? 'niemand', owner?.name ?? 'Nog niemand']));
  const rank = (key: string): number => (key === 'niemand' ? 2 : key === me ? 0 : 1);
  const groups = [...owners].map(([key, name]) => ({ key, name: key === me ? `${name} (jij)` : name, calls: calls.filter(({ owner }) => (owner?.id ?? 'niemand') === key) }));
  return groups.sort((one, other) => rank(one.key) - rank(other.key) || one.name.localeCompare(other.name, 'nl'));
}

/** The fields of a card carry its invitation in their name. */
function errorsOf(form: CallForm | null): Record<string, string> {
  return Object.fromEntries(Object.entries(form?.errors ?? {}).map(([name, message]) => [name === 'form' ? name : `${form!.invitationId}.${name}`, message]));
}
