import { FUNCTION_LABELS } from '@bijeen/contacts';
import { type LostLine, RECEIVED_KINDS, type ReceivedLine, type ReceivedQuery, VERDICTS } from '@bijeen/incoming';
import type { Meeting } from '@bijeen/meetings';
import { clockTime, shortDate } from '@bijeen/platform';
import { Alert, Button, ButtonLink, Empty, NextPage, Select, Table } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { KIND_TEXTS, VERDICT_TAGS, VERDICT_TEXTS } from './in-words.js';

interface Props {
  meeting: Meeting;
  items: ReceivedLine[];
  next: string | null;
  lost: LostLine[];
  filter: Pick<ReceivedQuery, 'kind' | 'verdict'>;
  mayChange: boolean;
  done: string | null;
}

/** What came back: guests whose address does not work first, then every mail that came in. */
export function IncomingListPage({ meeting, items, next, lost, filter, mayChange, done }: Props) {
  const here = `/bijeenkomsten/${meeting.id}/binnengekomen`;
  const chosen = new URLSearchParams(Object.entries(filter).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])));
  const narrowed = chosen.size > 0;
  return (
    <MeetingFrame meeting={meeting} title="Binnengekomen" current="/binnengekomen">
      {done && <Alert kind="ok" title={done} />}
      <Lost meeting={meeting} lost={lost} mayChange={mayChange} />
      {(items.length > 0 || narrowed) && (
        <form class="filters" method="get" action={here}>
          <Select name="kind" label="Soort" value={filter.kind} options={Object.fromEntries(RECEIVED_KINDS.map((kind) => [kind, KIND_TEXTS[kind]]))} empty="alle soorten" />
          <Select name="verdict" label="Wat ermee gebeurde" value={filter.verdict} options={Object.fromEntries(VERDICTS.map((verdict) => [verdict, VERDICT_TEXTS[verdict]]))} empty="alles" />
          <Button kind="secondary">Toon</Button>
        </form>
      )}
      {items.length > 0 && <ReceivedTable items={items} caption="Binnengekomen mail, nieuwste eerst" />}
      {items.length === 0 && (narrowed ? <Empty action={{ href: here, label: 'Toon alles' }}>Er is niets dat hieraan voldoet.</Empty> : <Empty>Hier komt te staan wat er terugkomt op je mails: antwoorden, afwezigheid, en mail die niet aankwam.</Empty>)}
      <NextPage href={next && `${here}?${new URLSearchParams([...chosen, ['after', next]]).toString()}`} />
    </MeetingFrame>
  );
}

function Lost({ meeting, lost, mayChange }: Pick<Props, 'meeting' | 'lost' | 'mayChange'>) {
  if (lost.length === 0) return null;
  const guests = `/bijeenkomsten/${meeting.id}/genodigden`;
  const rows = lost.map((line) => ({
    key: line.invitationId,
    cells: [
      <><a href={`${guests}/${line.invitationId}`}>{line.name}</a>{line.decides && <> <span class="tag tag--warning">beslist</span></>}</>,
      <>{FUNCTION_LABELS[line.function]}<br /><span class="muted">{line.organisation}</span></>,
      <>{line.email}{line.viaSecretariat && <span class="muted"> (secretariaat)</span>}</>,
      mayChange ? <ButtonLink href={`${guests}/${line.invitationId}/adres`}>Nieuw adres<span class="visually-hidden"> voor {line.name}</span></ButtonLink> : null,
    ],
  }));
  return (
    <section aria-labelledby="adressen">
      <h2 id="adressen">Zoek het nieuwe adres</h2>
      <p>Mail naar deze adressen komt terug. Bel, of kijk op de website van de organisatie. Met het nieuwe adres sturen wij de uitnodiging opnieuw.</p>
      <Table caption="Genodigden van wie het adres niet werkt" headers={['Naam', 'Functie en organisatie', 'Adres', 'Wat nu?']} rows={rows} />
    </section>
  );
}

/** Mails that came in, in a table. */
export function ReceivedTable({ items, caption }: { items: ReceivedLine[]; caption: string }) {
  const rows = items.map((line) => ({
    key: line.id,
    cells: [
      <>{line.guest ?? 'niet bekend'}{line.from && <><br /><span class="muted">{line.from}</span></>}</>,
      <>{line.meetingId ? <a href={`/bijeenkomsten/${line.meetingId}/binnengekomen/${line.id}`}>{line.subject || 'zonder onderwerp'}</a> : line.subject || 'zonder onderwerp'}<br /><span class="muted">{KIND_TEXTS[line.kind]}</span></>,
      <><span class={`tag tag--${VERDICT_TAGS[line.verdict]}`}>{VERDICT_TEXTS[line.verdict]}</span><br />{line.reason}</>,
      <>{shortDate(line.receivedAt)}, {clockTime(line.receivedAt)} uur{line.kind === 'message' && line.seenAt === null && <><br /><span class="tag tag--warning">nog niet gelezen</span></>}</>,
    ],
  }));
  return <Table caption={caption} headers={['Over', 'Mail', 'Wat ermee gebeurde', 'Wanneer']} rows={rows} />;
}
