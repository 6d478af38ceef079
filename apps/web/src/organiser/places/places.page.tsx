import { type ContactFunction, FUNCTION_LABELS } from '@bijeen/contacts';
import type { PlaceLine, PlacesBoard, Seeker, WaitingLine } from '@bijeen/invitations';
import type { Move, Turn } from '@bijeen/places';
import { longMoment } from '@bijeen/platform';
import { Alert, Bar, Button, Empty, ErrorSummary, fieldId, Form, type FormErrors, Radios, Select, Table, TextArea } from '@bijeen/ui';
import { people } from '../meetings/in-words.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { PlaceRulesForm } from './place-rules-form.js';

/** What was just typed, and what was done. */
export interface PlacesForms {
  typed: Record<string, unknown>;
  errors: FormErrors;
  done: string | null;
}

interface Props extends Partial<PlacesForms> {
  board: PlacesBoard;
  seekers: Seeker[];
  mayChange: boolean;
}

const TURN_TEXTS: Record<Turn, string> = { 'decision-maker': 'beslisser', 'duo': 'duo', 'other': 'op volgorde van antwoord' };
const MOVE_TEXTS: Record<Move, string> = {
  'placed': 'kreeg een plaats', 'listed': 'kwam op de wachtlijst', 'offered': 'kreeg een plaats aangeboden', 'lapsed': 'liet het aanbod voorbijgaan', 'left': 'gaf de plaats terug',
  'first': 'kreeg voorrang', 'not-first': 'heeft geen voorrang meer',
};

/** For whom the places are, who has an offer, who waits and in which order, and what happened to them (L2). */
export function PlacesPage({ board, seekers, mayChange, typed = {}, errors = {}, done = null }: Props) {
  const { meeting, waiting, offered, moves } = board;
  const open = mayChange && meeting.state !== 'cancelled' && !meeting.isOver;
  return (
    <MeetingFrame meeting={meeting} title="Plaatsen" current="/plaatsen">
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      {done && <Alert kind="ok" title={done} />}
      <Standing board={board} />
      <section aria-labelledby="wachtlijst">
        <h2 id="wachtlijst">Wachtlijst</h2>
        {waiting.length === 0 ? <Empty>Er wacht niemand op een plaats.</Empty> : <WaitingList waiting={waiting} />}
        {open && waiting.length > 0 && <FirstForm {...{ waiting, typed, errors }} here={`/bijeenkomsten/${meeting.id}/plaatsen`} />}
      </section>
      {offered.length > 0 && <Offers offered={offered} />}
      {seekers.length > 0 && <Seekers {...{ seekers, typed, errors }} mayChange={open} here={`/bijeenkomsten/${meeting.id}/plaatsen`} />}
      {open && <PlaceRulesForm {...{ board, typed, errors }} />}
      {moves.length > 0 && <Moves moves={moves} />}
    </MeetingFrame>
  );
}

function Standing({ board: { room, meeting } }: { board: PlacesBoard }) {
  const { capacity } = room.limits;
  if (capacity === null) return <p class="lead">Deze bijeenkomst heeft geen grens aan het aantal plaatsen. Die vul je in bij de <a href={`/bijeenkomsten/${meeting.id}/wijzigen`}>gegevens van de bijeenkomst</a>.</p>;
  const free = room.free ?? 0;
  const ceilings = Object.entries(room.limits.ceilings) as [ContactFunction, number][];
  return (
    <section aria-labelledby="stand">
      <h2 id="stand">{free === 0 ? `Alle ${capacity} plaatsen zijn bezet` : `Nog ${free} van de ${capacity} plaatsen vrij`}</h2>
      <div class="bars">
        <Bar label="Plaatsen:" whole={capacity} parts={[
          { kind: 'yes', amount: room.deciders, label: 'voor beslissers bezet' },
          { kind: 'maybe', amount: room.used - room.deciders, label: 'voor anderen bezet' },
          { kind: 'none', amount: room.keptFree, label: 'vrij gehouden voor beslissers' },
        ]} />
        {ceilings.map(([office, most]) => <Bar key={office} label={`${FUNCTION_LABELS[office]}:`} whole={most} parts={[{ kind: 'yes', amount: room.of(office), label: `van hoogstens ${most}` }]} />)}
      </div>
    </section>
  );
}

function WaitingList({ waiting }: { waiting: WaitingLine[] }) {
  return (
    <Table caption="In de volgorde waarin zij een plaats krijgen" headers={['Nummer', 'Wie', 'Waarom deze plek', 'Wacht sinds', 'Waarom nog geen plaats']} rows={waiting.map(({ people: members, turn, first, since }, index) => ({
      key: members[0]!.id,
      cells: [index + 1, <Names people={members} />, first ? 'voorrang van de organisator' : TURN_TEXTS[turn], longMoment(since), members[0]!.blockedBy ?? 'Er is nu geen plaats.'],
    }))} />
  );
}

function Names({ people: members }: { people: PlaceLine[] }) {
  return <>{members.map(({ id, name, function: office, organisation }) => <div key={id}><strong>{name}</strong> <span class="small">{FUNCTION_LABELS[office]}, {organisation}</span></div>)}</>;
}

function FirstForm({ waiting, typed, errors, here }: { waiting: WaitingLine[]; typed: Record<string, unknown>; errors: FormErrors; here: string }) {
  const options = Object.fromEntries(waiting.map(({ people: members }) => [members[0]!.id, members.map(({ name }) => name).join(' en ')]));
  return (
    <details class="fold" open={errors['reason'] !== undefined || errors['form'] !== undefined}>
      <summary>Verander de volgorde</summary>
      <Form action={`${here}/voorrang`}>
        <Select name="wie" label="Wie?" value={typed['wie']} options={options} />
        <Radios name="first" label="Wat wil je?" value={typed['first'] ?? 'ja'} options={{ ja: 'Voor laten gaan', nee: 'Geen voorrang meer' }} />
        <TextArea name="reason" label="Waarom?" hint="De reden staat in het logboek. Collega’s kunnen hem lezen." rows={2} value={typed['reason']} error={errors['reason']} />
        <Button>Bewaar de volgorde</Button>
      </Form>
    </details>
  );
}

function Offers({ offered }: { offered: PlaceLine[] }) {
  return (
    <section aria-labelledby="aangeboden">
      <h2 id="aangeboden">Aangeboden</h2>
      <Table caption={`Voor ${people(offered.length)} houden we een plaats vast`} headers={['Wie', 'Tot']} rows={offered.map((line) => ({ key: line.id, cells: [<Names people={[line]} />, longMoment(line.offerUntil!)] }))} />
    </section>
  );
}

function Seekers({ seekers, typed, errors, mayChange, here }: { seekers: Seeker[]; typed: Record<string, unknown>; errors: FormErrors; mayChange: boolean; here: string }) {
  const options = Object.fromEntries(seekers.map(({ id, name, function: office, municipality }) => [id, `${name} (${FUNCTION_LABELS[office]}, ${municipality ?? 'gemeente niet bekend'})`]));
  return (
    <section aria-labelledby="duos">
      <h2 id="duos">Zoekt een duo-partner</h2>
      <ul>{seekers.map(({ id, name, function: office, municipality, partnerUntil }) => <li key={id}><strong>{name}</strong>, {FUNCTION_LABELS[office].toLowerCase()}, {municipality ?? 'gemeente niet bekend'}{partnerUntil && ` (kan zelf iemand noemen tot ${longMoment(partnerUntil)})`}</li>)}</ul>
      {mayChange && seekers.length > 1 && (
        <Form action={`${here}/duo`}>
          <Select name="one" label="Breng samen" value={typed['one']} error={errors['one']} options={options} />
          <Select name="other" label="met" hint="Een duo is van één gemeente." value={typed['other']} error={errors['other']} options={options} />
          <Button>Maak een duo</Button>
        </Form>
      )}
    </section>
  );
}

function Moves({ moves }: { moves: PlacesBoard['moves'] }) {
  return (
    <details class="fold">
      <summary>Logboek van de plaatsen</summary>
      <ol>{moves.map(({ invitationId, name, move, reason, by, at }, index) => <li key={`${invitationId}-${index}`}>{longMoment(at)}: {name} {MOVE_TEXTS[move]}{reason && ` (${reason})`}{move === 'first' || move === 'not-first' ? `, door ${by}` : ''}</li>)}</ol>
    </details>
  );
}

