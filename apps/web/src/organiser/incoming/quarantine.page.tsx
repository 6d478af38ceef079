import type { ReceivedLine } from '@bijeen/incoming';
import { Empty, NextPage, OrganiserLayout } from '@bijeen/ui';
import { ReceivedTable } from './incoming-list.page.js';

/** What was put aside, and why. */
export function QuarantinePage({ items, next }: { items: ReceivedLine[]; next: string | null }) {
  return (
    <OrganiserLayout title="Quarantaine">
      <p class="crumbs"><a href="/instellingen">Instellingen</a></p>
      <h1>Quarantaine</h1>
      <p>Deze mail kwam binnen, maar is kapot, veel te groot of spreekt zichzelf tegen. Er is niets door veranderd. Na 30 dagen verwijderen we de inhoud.</p>
      {items.length > 0 ? <ReceivedTable items={items} caption="Mail in quarantaine, nieuwste eerst" /> : <Empty>Er staat niets in quarantaine.</Empty>}
      <NextPage href={next && `/instellingen/quarantaine?after=${next}`} />
    </OrganiserLayout>
  );
}
