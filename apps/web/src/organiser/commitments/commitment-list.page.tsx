import { COMMITMENT_STATE_TEXTS, type CommitmentLine } from '@bijeen/follow-ups';
import type { Meeting } from '@bijeen/meetings';
import type { Day } from '@bijeen/platform';
import { Alert, ButtonLink, Empty, NextPage, OrganiserLayout, Table } from '@bijeen/ui';
import type { ComponentChildren } from 'preact';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { Due } from './due.js';

interface Props {
  /** Absent on the list over all meetings. */
  meeting: Meeting | null;
  items: CommitmentLine[];
  next: string | null;
  state: 'open' | 'settled';
  today: Day;
  mayChange: boolean;
  saved: boolean;
}

/** What was promised: the most urgent first. */
export function CommitmentListPage({ meeting, items, next, state, today, mayChange, saved }: Props) {
  const path = meeting ? `/bijeenkomsten/${meeting.id}/toezeggingen` : '/toezeggingen';
  return (
    <Frame meeting={meeting}>
      {saved && <Alert kind="ok" title="Bewaard." />}
      <p>Wat mensen na {meeting ? 'deze bijeenkomst' : 'een bijeenkomst'} beloofden. Het dringendste staat bovenaan.</p>
      {meeting && <p>Er is {times(meeting.callToActionClicks)} op een vervolgstap geklikt. Dat getal is een aanwijzing: we tellen per bijeenkomst, niet per persoon.</p>}
      {meeting && mayChange && <p><ButtonLink href={`${path}/nieuw`}>Noteer een toezegging</ButtonLink></p>}
      <nav aria-label="Welke toezeggingen">
        <ul class="choices">
          <li><a href={path} aria-current={state === 'open' ? 'page' : undefined}>Open</a></li>
          <li><a href={`${path}?stand=afgehandeld`} aria-current={state === 'settled' ? 'page' : undefined}>Afgehandeld</a></li>
        </ul>
      </nav>
      {items.length === 0 && <Empty>{state === 'open' ? 'Er is nu niets af te handelen. Hier komt te staan wat mensen beloven, via de aftermail of in de zaal.' : 'Hier komt te staan wat is afgehandeld, en wat het opleverde.'}</Empty>}
      {items.length > 0 && <Lines items={items} meeting={meeting} state={state} today={today} />}
      <NextPage href={next && `${path}?${new URLSearchParams({ na: next, ...(state === 'settled' && { stand: 'afgehandeld' }) }).toString()}`} />
    </Frame>
  );
}

function Frame({ meeting, children }: { meeting: Meeting | null; children: ComponentChildren }) {
  if (meeting) return <MeetingFrame meeting={meeting} title="Toezeggingen" current="/toezeggingen">{children}</MeetingFrame>;
  return <OrganiserLayout title="Toezeggingen"><h1>Toezeggingen</h1>{children}</OrganiserLayout>;
}

function Lines({ items, meeting, state, today }: Pick<Props, 'items' | 'meeting' | 'state' | 'today'>) {
  const open = state === 'open';
  const headers = ['Toezegging', 'Wie', ...(meeting ? [] : ['Bijeenkomst']), 'Wie pakt het op', open ? 'Uiterlijk' : 'Resultaat'];
  const rows = items.map((line) => ({
    key: line.id,
    cells: [
      <a href={`/bijeenkomsten/${line.meetingId}/toezeggingen/${line.id}`}><strong>{line.stepLabel}</strong></a>,
      <>{line.name}{line.organisation && `, ${line.organisation}`}{line.municipality && ` (${line.municipality})`}</>,
      ...(meeting ? [] : [<a href={`/bijeenkomsten/${line.meetingId}`}>{line.meetingTitle}</a>]),
      line.owner,
      open ? <Due day={line.dueOn} today={today} /> : <><span class={`tag tag--${line.state === 'done' ? 'ok' : 'warning'}`}>{COMMITMENT_STATE_TEXTS[line.state]}</span> {line.result}</>,
    ],
  }));
  return <Table caption={open ? 'Nog te doen' : 'Afgehandeld'} headers={headers} rows={rows} />;
}

function times(amount: number): string {
  return amount === 0 ? 'nog niet' : `${amount} keer`;
}
