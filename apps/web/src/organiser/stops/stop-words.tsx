import type { StopLine } from '@bijeen/invitations';
import { longDate } from '@bijeen/platform';

/** What comes after "afgemeld voor": "alle mail van je organisatie", "mail over Inspiratiebijeenkomst Zwolle" */
export function stopInWords({ scope, meeting }: Pick<StopLine, 'scope' | 'meeting'>): string {
  if (scope === 'everything') return 'alle mail via Bijeen, ook over wijzigingen';
  return scope === 'organisation' ? 'alle mail van je organisatie' : `mail over ${meeting?.title ?? 'een bijeenkomst van vroeger'}`;
}

/** What one person stopped, for the page of a contact or guest; nothing when nothing was. */
export function StopsOf({ stops }: { stops: StopLine[] }) {
  if (stops.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="afgemeld">
      <h2 id="afgemeld">Afgemeld</h2>
      <ul>
        {stops.map(({ id, scope, meeting, at, how, secretariat, contact }) => (
          <li key={id}>Voor {stopInWords({ scope, meeting })}, sinds {longDate(at)}, {how}.{contact === null && secretariat && ` Dit is het adres van ${secretariat}.`}</li>
        ))}
      </ul>
      <p>{stops.some(({ scope }) => scope === 'everything') ? 'Bel deze persoon als er iets verandert. ' : 'Zei deze persoon dat hij komt? Dan hoort hij het nog wel als er iets verandert. '}<OnlyThePerson /></p>
    </section>
  );
}

/** Why there is no button. */
export function OnlyThePerson() {
  return <>Alleen de persoon zelf kan een afmelding terugnemen, met de link onder elke mail.</>;
}
