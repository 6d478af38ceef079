import { ButtonLink, Empty, NextPage, OrganiserLayout } from '@bijeen/ui';
import { MunicipalityMap } from './municipality-map.js';
import { count } from './municipality-ticks.js';
import type { RegionCard } from './region-view.js';

/** The regions of the organisation, each with its map and its numbers. */
export function RegionListPage({ cards, next, mayChange }: { cards: RegionCard[]; next: string | null; mayChange: boolean }) {
  return (
    <OrganiserLayout title="Regio's">
      <h1>Regio’s</h1>
      <p>Een bijeenkomst is voor één regio. Wie te ver weg woont, komt niet.</p>
      {cards.length === 0 && <Empty action={mayChange ? { href: '/regios/nieuw', label: 'Maak je eerste regio' } : undefined}>Hier komen je regio’s te staan: groepen gemeenten die je samen uitnodigt.</Empty>}
      {cards.length > 0 && mayChange && <p><ButtonLink href="/regios/nieuw" kind="primary">Maak een regio</ButtonLink></p>}
      <ul class="cards cards--pictures">{cards.map((card) => <Card key={card.region.id} {...card} />)}</ul>
      <NextPage href={next && `/regios?na=${encodeURIComponent(next)}`} />
    </OrganiserLayout>
  );
}

function Card({ region, names, inhabitants, origin }: RegionCard) {
  return (
    <li class="card">
      <h2><a href={`/regios/${region.id}`}>{region.name}</a></h2>
      <MunicipalityMap small title={`Kaart van ${region.name}`} places={region.municipalityCodes.map((code) => ({ code, name: '', look: 'in' }))} />
      <p><strong>{names.length === 1 ? '1 gemeente' : `${names.length} gemeenten`}</strong>, {count(inhabitants)} inwoners. Gemaakt uit: {origin}.</p>
      <p class="small">{shortList(names)}</p>
    </li>
  );
}

/** The first names, and how many more. */
function shortList(names: string[]): string {
  const most = 8;
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} en nog ${names.length - most}`;
}
