import { type DecisionBoard, type ExpectedTurnout, type GoNoGo, type Outcome, OUTCOMES, PRIOR, partInWords, QUORUM_LABELS, type QuorumPart, turnoutInWords } from '@bijeen/decisions';
import { type Day, longDate, longMoment } from '@bijeen/platform';
import { Alert, Button, ButtonLink, Empty, ErrorSummary, fieldId, Form, type FormErrors, Radios, Table, TextArea, TextField, Tick, Track } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { meetings, number, people } from '../meetings/in-words.js';
import { consequences, DECIDED_TEXTS, decidedBy, missing, OUTCOME_TEXTS } from './decision-in-words.js';

interface Typed {
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** What was just typed, and what was done. */
export interface DecisionForms {
  done: string | null;
  quorum: Typed;
  decision: Typed;
}

interface Props extends Partial<DecisionForms> {
  board: DecisionBoard;
  /** People who decide and are on the call list. */
  deciding: number;
  now: Date;
  mayChange: boolean;
}

const NOTHING: Typed = { typed: {}, errors: {} };

/** Whether a meeting goes on: who must come, who comes, who will be there, and the decision (L2). */
export function DecisionPage({ board, deciding, now, mayChange, done = null, quorum = NOTHING, decision = NOTHING }: Props) {
  const { meeting } = board;
  const open = meeting.startsAt > now && meeting.state !== 'cancelled' && meeting.state !== 'closed';
  const decidable = open && (meeting.state === 'inviting' || meeting.state === 'confirmed');
  return (
    <MeetingFrame meeting={meeting} title="Gaat het door?" current="/besluit">
      <ErrorSummary errors={{ ...quorum.errors, ...decision.errors }} />
      <span id={fieldId('form')} />
      {done && <Alert kind="ok" title={done} />}
      <Verdict board={board} open={open} mayChange={mayChange} />
      {board.quorum && <Standing board={board} />}
      {!board.quorum && !mayChange && <Empty>Er is nog niet bepaald hoeveel beslissers er moeten komen.</Empty>}
      {mayChange && decidable && board.quorum && <DecisionForm board={board} deciding={deciding} {...decision} />}
      {mayChange && open && <QuorumForm board={board} {...quorum} />}
      {board.decisions.length > 0 && <History decisions={board.decisions} />}
    </MeetingFrame>
  );
}

/** The answer on top: what counts now. */
function Verdict({ board: { meeting, decision, awaited, decideOn, quorum }, open, mayChange }: { board: DecisionBoard; open: boolean; mayChange: boolean }) {
  const here = `/bijeenkomsten/${meeting.id}`;
  if (awaited) return <Alert kind="warning" title="Het is tijd om te beslissen." ><p>Zolang er geen besluit is, krijgt {meeting.contactName} elke werkdag een mail met deze vraag. Genodigden merken er niets van.</p></Alert>;
  if (!decision) return open && quorum ? <p class="lead">Beslissen op {longDay(decideOn)}. Eerder mag ook.</p> : null;
  return (
    <Alert kind={decision.outcome === 'go' ? 'ok' : 'info'} title={DECIDED_TEXTS[decision.outcome]}>
      <p>{decidedBy(decision)}</p>
      {decision.outcome === 'call' && <p>Op {longDay(decision.decideAgainOn!)} vraagt Bijeen opnieuw om een besluit.</p>}
      {decision.outcome === 'postpone' && open && mayChange && <p class="actions"><ButtonLink href={`${here}/verplaatsen`} kind="primary">Kies een nieuwe datum</ButtonLink>{meeting.state !== 'postponed' && <ButtonLink href={`${here}/uitstellen`}>Stel uit zonder datum</ButtonLink>}<a href={`${here}/annuleren`}>Annuleer de bijeenkomst</a></p>}
    </Alert>
  );
}

function Standing({ board }: { board: DecisionBoard }) {
  const { parts, reached, expected, meetings: earlier, quorum } = board;
  return (
    <section aria-labelledby="stand">
      <h2 id="stand">{reached ? 'Het quorum is gehaald' : `Er ontbreken nog: ${missing(parts)}`}</h2>
      <div class="bars">
        {parts.map((part) => <Demand key={part.part} part={part} />)}
      </div>
      {quorum!.policyOfficersCount && <p class="muted">Een beleidsambtenaar telt mee als beslisser van een gemeente.</p>}
      <h2 id="opkomst">Hoeveel mensen komen er echt?</h2>
      <div class="bars">
        <Range label="Beslissers" turnout={expected.deciding} said={saidOf(board, true)} />
        <Range label="Iedereen" turnout={expected.everybody} said={saidOf(board, false)} />
      </div>
      <p class="muted">
        Een schatting: in vier van de vijf gevallen klopt ze. {earlier === 0
          ? `Je hebt nog geen eerdere bijeenkomst met een ingevulde aanwezigheid. Daarom rekenen we met ${PRIOR.came} van de ${PRIOR.came + PRIOR.stayedAway} die ja zeggen.`
          : `Ze rust op ${number(expected.everybody.sample)} keer ja bij ${meetings(earlier)} van jullie zelf. Hoe meer bijeenkomsten, hoe smaller ze wordt.`}
      </p>
    </section>
  );
}

/** How far a demand is met; what is more than enough is not drawn. */
function Demand({ part }: { part: QuorumPart }) {
  return (
    <div class="bar">
      <p class="bar__label"><strong>{QUORUM_LABELS[part.part]}:</strong> {partInWords(part)}</p>
      <Track pieces={[{ kind: 'yes', from: 0, to: Math.min(100, (100 * part.coming) / part.needed) }]} />
    </div>
  );
}

/** A range on a line from nobody to everybody who said yes; the text says the same. */
function Range({ label, turnout, said }: { label: string; turnout: ExpectedTurnout; said: number }) {
  const at = (amount: number): number => (100 * amount) / said;
  const likely = Math.min(at(turnout.likely), 99);
  return (
    <div class="bar">
      <p class="bar__label"><strong>{label}:</strong> {turnoutInWords(turnout)} van de {number(said)} die ja {said === 1 ? 'zei' : 'zeiden'}</p>
      <Track pieces={said === 0 ? [] : [{ kind: 'maybe', from: at(turnout.low), to: at(turnout.high) }, { kind: 'yes', from: likely, to: likely + 1 }]} />
    </div>
  );
}

function DecisionForm({ board, deciding, typed, errors }: Pick<Props, 'board' | 'deciding'> & Typed) {
  const brings = consequences(board, saidOf(board, false));
  const here = `/bijeenkomsten/${board.meeting.id}`;
  return (
    <section class="panel" aria-labelledby="beslis">
      <h2 id="beslis">Beslis</h2>
      <div class="numbers">
        {OUTCOMES.map((outcome) => (
          <div key={outcome}>
            <h3>{OUTCOME_TEXTS[outcome]}</h3>
            <ul>{brings[outcome].map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
            {outcome === 'call' && <p><a href={`${here}/bellen`}>{deciding === 0 ? 'Open de bellijst' : `Open de bellijst: ${people(deciding)} die ${deciding === 1 ? 'beslist' : 'beslissen'}`}</a></p>}
          </div>
        ))}
      </div>
      <Form action={`${here}/besluit`}>
        <Radios name="outcome" label="Wat besluit je?" value={typed['outcome']} error={errors['outcome']} options={OUTCOME_TEXTS satisfies Record<Outcome, string>} />
        <TextArea name="reason" label="Waarom?" hint="Je collega’s lezen dit later terug." rows={3} value={typed['reason']} error={errors['reason']} />
        <TextField name="decideAgainOn" label="Opnieuw beslissen op" type="date" width="medium" optional hint="Alleen bij “eerst bellen”. Leeg: over drie werkdagen." value={typed['decideAgainOn']} error={errors['decideAgainOn']} />
        <Button>Bewaar het besluit</Button>
      </Form>
    </section>
  );
}

function QuorumForm({ board: { quorum, meeting, decideOn }, typed, errors }: { board: DecisionBoard } & Typed) {
  const again = Object.keys(errors).length > 0;
  const value = (name: 'aldermen' | 'boardMembers' | 'municipalities' | 'decideOn'): unknown => (again ? typed[name] : quorum?.[name]);
  return (
    <section aria-labelledby="quorum">
      <h2 id="quorum">{quorum ? 'Wijzig het quorum' : 'Wie moeten er zijn?'}</h2>
      <p>Met wie moet je kunnen afspreken? Zijn die er niet, dan is later beter dan zonder hen.</p>
      <Form action={`/bijeenkomsten/${meeting.id}/besluit/quorum`}>
        <TextField name="aldermen" label="Wethouders" type="number" inputMode="numeric" width="short" optional value={value('aldermen')} error={errors['aldermen']} />
        <TextField name="boardMembers" label="Bestuurders en directeuren" type="number" inputMode="numeric" width="short" optional value={value('boardMembers')} error={errors['boardMembers']} />
        <TextField name="municipalities" label="Gemeenten met een beslisser" type="number" inputMode="numeric" width="short" optional value={value('municipalities')} error={errors['municipalities']} />
        <Tick name="policyOfficersCount" label="Een beleidsambtenaar telt mee als beslisser van een gemeente" checked={again ? typed['policyOfficersCount'] === 'ja' : (quorum?.policyOfficersCount ?? false)} error={errors['policyOfficersCount']} />
        <TextField name="decideOn" label="Wanneer beslis je?" type="date" width="medium" optional hint={`Leeg: twee weken vooraf, op een werkdag. Dat is nu ${longDay(decideOn)}.`} value={value('decideOn')} error={errors['decideOn']} />
        <Button kind={quorum ? 'secondary' : 'primary'}>Bewaar het quorum</Button>
      </Form>
    </section>
  );
}

function History({ decisions }: { decisions: GoNoGo[] }) {
  const rows = decisions.map((each) => ({
    key: each.id,
    cells: [longMoment(each.at), OUTCOME_TEXTS[each.outcome], each.reason, each.decidedBy, each.standing.parts.map((part) => `${QUORUM_LABELS[part.part].toLowerCase()}: ${partInWords(part)}`).join('; ')],
  }));
  return <Table caption="Besluiten tot nu toe" headers={['Wanneer', 'Besluit', 'Waarom', 'Wie', 'Hoe het er toen voor stond']} rows={rows} />;
}

/** Everybody who said yes, or only those who decide. */
function saidOf({ said }: DecisionBoard, deciding: boolean): number {
  return deciding ? said.deciding : said.everybody;
}

function longDay(day: Day): string {
  return longDate(new Date(`${day}T12:00:00Z`));
}
