import type { ContactImport } from '@bijeen/contacts';
import { ButtonLink } from '@bijeen/ui';
import { rows } from './in-words.js';

/** How far the reading is. htmx asks for this part again every second; without JavaScript the link does the same. */
export function ImportProgress({ id, state, progress }: Pick<ContactImport, 'id' | 'state' | 'progress'>) {
  const here = `/relaties/inlezen/${id}`;
  const applying = state === 'applying';
  return (
    <section class="panel" id="voortgang" aria-labelledby="voortgang-kop" hx-get={`${here}/voortgang${applying ? '?overnemen=1' : ''}`} hx-trigger="every 1s" hx-swap="outerHTML">
      <h2 id="voortgang-kop">{applying ? 'De relaties worden overgenomen' : 'Je lijst wordt nagekeken'}</h2>
      <p role="status">{progress.rows ? `${rows(progress.rows)} gelezen.` : 'We zijn begonnen.'}</p>
      <p class="muted">Je kunt deze pagina gerust verlaten: het gaat door. Je vindt de lijst terug onder ‘Eerder ingelezen’.</p>
      <p><ButtonLink href={applying ? `${here}?overnemen=1` : here}>Kijk hoe ver het is</ButtonLink></p>
    </section>
  );
}
