import { type BallotLine, DECIDING_WEIGHT, MOST_BALLOTS, type PollResult, VOTE_LABELS, type WeighedDate } from '@bijeen/dates';
import { QUORUM_LABELS } from '@bijeen/decisions';
import { FUNCTION_LABELS } from '@bijeen/contacts';
import { fromTo, shortDate } from '@bijeen/platform';
import { Bar, ButtonLink, Table } from '@bijeen/ui';
import { number, people } from '../meetings/in-words.js';
import { moveHref } from './date-words.js';
import { FindingsList } from './findings-list.js';

interface Props {
  result: PollResult;
  meetingId: string;
  mayChoose: boolean;
}

/** The dates, best first, with the answers, the quorum and what speaks against them; then who said what. */
export function PollResults({ result, meetingId, mayChoose }: Props) {
  const { dates, bestId, asked, answered } = result;
  return (
    <>
      <section aria-labelledby="uitslag">
        <h2 id="uitslag">{answered === 0 ? 'Nog niemand heeft geantwoord' : `${number(answered)} van ${people(asked)} ${answered === 1 ? 'heeft' : 'hebben'} geantwoord`}</h2>
        {bestId !== null && <p>Ja telt 2, als het moet telt 1. Wie beslist, telt {DECIDING_WEIGHT} keer. Bij gelijke stand wint de datum met meer beslissers die ja zeggen, daarna de vroegste.</p>}
        {dates.map((date) => <DateResult key={date.id} {...{ date, asked, meetingId, mayChoose }} best={date.id === bestId} />)}
      </section>
      <Ballots result={result} />
    </>
  );
}

function DateResult({ date, asked, best, meetingId, mayChoose }: { date: WeighedDate; asked: number; best: boolean } & Omit<Props, 'result'>) {
  const { votes, noAnswer, score, check } = date;
  return (
    <article class={`poll-result${best ? ' poll-result--best' : ''}`}>
      <h3>{fromTo(date.startsAt, date.endsAt)}</h3>
      {best && <p><span class="tag tag--ok">beste datum</span></p>}
      <Bar label={`${number(score)} punten:`} whole={asked} parts={[
        { kind: 'yes', amount: votes.yes, label: 'ja' }, { kind: 'maybe', amount: votes['if-needed'], label: 'als het moet' }, { kind: 'no', amount: votes.no, label: 'nee' }, { kind: 'none', amount: noAnswer, label: 'geen antwoord' },
      ]} />
      <p><QuorumTag {...date.quorum} /> {date.quorum.parts.map(({ part, coming, atMost, needed }) => `${QUORUM_LABELS[part]}: ${number(coming)}${atMost > coming ? ` (hoogstens ${number(atMost)})` : ''}${needed > 0 ? ` van ${number(needed)}` : ''}`).join('. ')}.</p>
      <FindingsList findings={check.findings} />
      {mayChoose && <p><ButtonLink href={moveHref(meetingId, check)} kind={best ? 'primary' : 'secondary'}>Kies deze datum<span class="visually-hidden">: {fromTo(date.startsAt, date.endsAt)}</span></ButtonLink></p>}
    </article>
  );
}

/** Nothing where no quorum was set. */
function QuorumTag({ reached, reachedAtMost }: WeighedDate['quorum']) {
  if (reached === null) return null;
  if (reached) return <span class="tag tag--ok">quorum gehaald</span>;
  return <span class="tag tag--warning">{reachedAtMost ? 'quorum alleen als “als het moet” komt' : 'quorum niet gehaald'}</span>;
}

/** Per function, for organisers only: guests never see each other's answers. */
function Ballots({ result: { ballots, dates, asked } }: Pick<Props, 'result'>) {
  const inOrder = [...dates].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const functions = [...new Set(ballots.map((each) => each.function))];
  const cell = ({ votes, answeredAt }: BallotLine, id: string): string => (votes[id] ? VOTE_LABELS[votes[id]].toLowerCase() : answeredAt ? 'niet gekozen' : 'geen antwoord');
  return (
    <section aria-labelledby="antwoorden">
      <h2 id="antwoorden">Wie kan wanneer?</h2>
      {functions.map((office) => (
        <Table key={office} caption={FUNCTION_LABELS[office]} headers={['Naam', ...inOrder.map(({ startsAt }) => shortDate(startsAt)), 'Opmerking']}
          rows={ballots.filter((each) => each.function === office).map((each) => ({ key: each.invitationId, cells: [`${each.name}, ${each.organisation}`, ...inOrder.map(({ id }) => cell(each, id)), each.remark ?? ''] }))} />
      ))}
      {asked > MOST_BALLOTS && <p class="muted">De eerste {number(MOST_BALLOTS)} staan hier, beslissers eerst. De balken tellen iedereen.</p>}
    </section>
  );
}
