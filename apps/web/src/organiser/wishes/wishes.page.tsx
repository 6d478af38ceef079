import { WISH_DAYS_AFTER_MEETING, type WishCounts, type WishLine, wishesEraseAfter } from '@bijeen/invitations';
import type { Meeting } from '@bijeen/meetings';
import { longDate } from '@bijeen/platform';
import { Alert, Empty, NextPage, Table } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';

interface WishesPageProps {
  meeting: Meeting;
  counts: WishCounts;
  items: WishLine[];
  next: string | null;
}

/** What guests need to eat and to take part. */
export function WishesPage({ meeting, counts, items, next }: WishesPageProps) {
  const rows = items.map(({ invitationId, name, organisation, diet, access }) => ({ key: invitationId, cells: [name, organisation, typed(diet), typed(access)] }));
  return (
    <MeetingFrame meeting={meeting} title="Wensen van gasten" current="/wensen">
      <Alert kind="info" title={`Wij wissen deze wensen op ${longDate(wishesEraseAfter(meeting))}.`}>
        <p>Dat is {WISH_DAYS_AFTER_MEETING} dagen na de bijeenkomst. Gebruik ze alleen voor de catering en de zaal. Ze staan in geen enkele mail of export.</p>
      </Alert>
      <p><strong>{people(counts.diet)}</strong> met een wens voor het eten, <strong>{people(counts.access)}</strong> met een wens om mee te kunnen doen.</p>
      {items.length === 0 ? <Empty>Hier komen de wensen te staan van gasten die komen.</Empty> : <Table caption="Wensen van wie komt, op naam" headers={['Naam', 'Organisatie', 'Eten', 'Toegankelijkheid']} rows={rows} />}
      <NextPage href={next && `/bijeenkomsten/${meeting.id}/wensen?na=${next}`} />
    </MeetingFrame>
  );
}

/** An empty cell falls away on a phone. */
function typed(text: string | null) {
  return text === null ? null : <span class="as-typed">{text}</span>;
}

function people(amount: number): string {
  return amount === 1 ? '1 gast' : `${amount} gasten`;
}
