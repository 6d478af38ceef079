import type { StopLine } from '@bijeen/invitations';
import { longDate } from '@bijeen/platform';
import { Empty, NextPage, OrganiserLayout, Table } from '@bijeen/ui';
import { OnlyThePerson, stopInWords } from './stop-words.js';

/** Who wants which mail no more: to see, not to change. */
export function StopsPage({ items, next, further }: { items: StopLine[]; next: string | null; further: boolean }) {
  const rows = items.map((stop) => ({ key: stop.id, cells: [<Who {...stop} />, stopInWords(stop), longDate(stop.at), stop.how] }));
  return (
    <OrganiserLayout title="Afmeldingen">
      <p class="crumbs"><a href="/relaties">Relaties</a></p>
      <h1>Afmeldingen</h1>
      <p>Deze mensen willen minder mail, of geen. Bijeen houdt zich daaraan, ook als je ze opnieuw uitnodigt of inleest. <OnlyThePerson /></p>
      {items.length === 0 && !further && <Empty>Hier zie je wie zich heeft afgemeld, waarvoor en wanneer. Nu is dat niemand.</Empty>}
      {items.length > 0 && <Table caption="Wie zich afmeldde, de nieuwste bovenaan" headers={['Wie', 'Afgemeld voor', 'Sinds', 'Hoe']} rows={rows} />}
      <NextPage href={next && `/relaties/afmeldingen?${new URLSearchParams({ after: next }).toString()}`} />
      <p class="muted">Van wie niet (meer) in je relaties staat, bewaren we geen naam en geen adres. We onthouden alleen dat dit adres geen mail wil.</p>
    </OrganiserLayout>
  );
}

function Who({ contact, secretariat }: Pick<StopLine, 'contact' | 'secretariat'>) {
  if (contact) return <a href={`/relaties/${contact.id}`}>{contact.name}</a>;
  return <>{secretariat ?? 'Iemand die niet in je relaties staat'}</>;
}
