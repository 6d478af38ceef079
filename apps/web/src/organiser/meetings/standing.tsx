import { functionNoun, isDecisionMaker } from '@bijeen/contacts';
import type { AnswerCounts, MeetingDashboard, MunicipalityStand } from '@bijeen/follow-ups';
import type { Meeting } from '@bijeen/meetings';
import { Bar, ButtonLink, Table, Track } from '@bijeen/ui';
import { number, people } from './in-words.js';

/** Three numbers, each a part of a whole with its bar (L2). */
export function Numbers({ dashboard: { decisionMakers, answers, municipalities, attendance }, over }: { dashboard: MeetingDashboard; over: boolean }) {
  return (
    <>
      <div class="numbers">
        <Share part={decisionMakers.coming} whole={decisionMakers.invited} words={over ? 'beslissers zeiden ja' : 'beslissers komen'} />
        <Share part={answers.answered} whole={answers.invited} words="mensen hebben geantwoord" />
        <Share part={municipalities.withDecisionMaker} whole={municipalities.total} words="gemeenten met een beslisser" />
      </div>
      {attendance.noted > 0 && <p class="lead"><strong>{people(attendance.came)}</strong> {attendance.came === 1 ? 'was' : 'waren'} er.</p>}
    </>
  );
}

function Share({ part, whole, words }: { part: number; whole: number; words: string }) {
  return (
    <div class="number">
      <p><strong>{number(part)}</strong> van {number(whole)} {words}</p>
      <Track pieces={[{ kind: 'yes', from: 0, to: whole === 0 ? 0 : (100 * part) / whole }]} />
    </div>
  );
}

/** Per function how many come; the text beside each bar has all its numbers. */
export function AnswersByFunction({ dashboard: { byFunction } }: { dashboard: MeetingDashboard }) {
  return (
    <section aria-labelledby="per-functie">
      <h2 id="per-functie">Antwoorden per functie</h2>
      <div class="bars">{byFunction.map((counts) => <Bar key={counts.function} label={`${counts.label}:`} whole={counts.invited} parts={partsOf(counts)} />)}</div>
    </section>
  );
}

/** Per municipality who decides, who comes, and what is missing: the map in words. */
export function MunicipalityTable({ stands, travel }: { stands: MunicipalityStand[]; travel: Map<string, number> }) {
  const rows = stands.map((stand) => ({
    key: stand.code,
    cells: [<strong>{stand.name}</strong>, travel.has(stand.code) ? `circa ${travel.get(stand.code)} min` : null, deciders(stand), stand.invited === 0 ? 'nog niemand uitgenodigd' : `${stand.yes} van ${stand.invited} ${stand.invited === 1 ? 'komt' : 'komen'}`],
  }));
  return <div class="stand-table"><Table caption="Per gemeente: wie beslist, wie komt" headers={['Gemeente', 'Reistijd (schatting)', 'Wie beslist', 'Alle genodigden']} rows={rows} /></div>;
}

/** What came of the meeting so far. */
export function Commitments({ meeting, dashboard: { commitments } }: { meeting: Pick<Meeting, 'id' | 'isOver' | 'callToActionAsk' | 'callToActionOwner'>; dashboard: MeetingDashboard }) {
  const all = commitments.open + commitments.settled;
  return (
    <section aria-labelledby="toezeggingen">
      <h2 id="toezeggingen">Call to action en toezeggingen</h2>
      <p>{meeting.callToActionAsk === null ? 'Er is nog niet bepaald wat je na afloop vraagt.' : <>“{meeting.callToActionAsk}” {meeting.callToActionOwner !== null && <span class="muted">({meeting.callToActionOwner} pakt het op)</span>}</>}</p>
      <p>{all === 0 ? 'Nog geen toezeggingen.' : <><strong>{number(all)}</strong> {all === 1 ? 'toezegging' : 'toezeggingen'}: {commitments.open} open, {commitments.settled} afgehandeld.</>}</p>
      {(meeting.isOver || all > 0) && <p><ButtonLink href={`/bijeenkomsten/${meeting.id}/toezeggingen`}>Bekijk de toezeggingen</ButtonLink></p>}
    </section>
  );
}

function deciders({ functions, invited }: MunicipalityStand): string {
  const deciding = functions.filter((each) => isDecisionMaker(each.function));
  if (deciding.length === 0) return invited === 0 ? '' : 'niemand die beslist is uitgenodigd';
  return deciding.map(({ function: office, label, ...counts }) => `${functionNoun(office) ?? label.toLowerCase()}: ${answerInWords(counts)}`).join('; ');
}

/** "komt", "2 komen, 1 geen antwoord" */
function answerInWords({ invited, yes, waiting, no, maybe, substitute, none }: AnswerCounts): string {
  const said = [[yes, 'komt'], [waiting, 'op de wachtlijst'], [maybe, 'weet het nog niet'], [substitute, 'stuurt een vervanger'], [no, 'komt niet'], [none, 'geen antwoord']] as const;
  return said.filter(([amount]) => amount > 0).map(([amount, words]) => (invited === 1 ? words : `${amount} ${amount > 1 && words === 'komt' ? 'komen' : words}`)).join(', ');
}

function partsOf({ yes, waiting, no, maybe, substitute, none }: AnswerCounts): { kind: 'yes' | 'invited' | 'no' | 'maybe' | 'none'; amount: number; label: string }[] {
  return [
    { kind: 'yes' as const, amount: yes, label: yes === 1 ? 'komt' : 'komen' },
    { kind: 'invited' as const, amount: waiting, label: 'op de wachtlijst' },
    { kind: 'maybe' as const, amount: maybe, label: 'weet het nog niet' },
    { kind: 'maybe' as const, amount: substitute, label: substitute === 1 ? 'stuurt een vervanger' : 'sturen een vervanger' },
    { kind: 'no' as const, amount: no, label: 'komt niet' },
    { kind: 'none' as const, amount: none, label: 'geen antwoord' },
  ].filter(({ amount }) => amount > 0);
}
