import { CONTACT_FUNCTIONS, type ContactFilter, type ContactView, FUNCTION_LABELS, ORGANISATION_KIND_LABELS } from '@bijeen/contacts';
import type { Municipality } from '@bijeen/regions';
import { Alert, Button, ButtonLink, Empty, Form, NextPage, OrganiserLayout, Select, Table, TextField, Tick } from '@bijeen/ui';
import { ContactTags } from './contact-tags.js';
import { mainPosition, office } from './in-words.js';

export type ContactQuery = Omit<ContactFilter, 'after' | 'limit'>;

interface ContactListProps {
  items: ContactView[];
  next: string | null;
  query: ContactQuery;
  /** The piece of the list that is shown is not the first. */
  further: boolean;
  municipalities: Municipality[];
  mayChange: boolean;
  done: string | null;
}

/** The people an organisation knows, by name, with what stands in the way of inviting them. */
export function ContactListPage({ items, next, query, further, municipalities, mayChange, done }: ContactListProps) {
  const filter = asFields(query);
  const nobody = items.length === 0 && filter.length === 0 && !further;
  return (
    <OrganiserLayout title="Relaties">
      <h1>Relaties</h1>
      {done && <Alert kind="ok" title={done} />}
      {nobody && <NobodyYet mayChange={mayChange} />}
      {!nobody && mayChange && <p class="actions"><ButtonLink href="/relaties/inlezen" kind="primary">Lijst inlezen</ButtonLink><ButtonLink href="/relaties/nieuw">Relatie toevoegen</ButtonLink></p>}
      {!nobody && <Filters query={query} municipalities={municipalities} />}
      {items.length === 0 && !nobody && <Empty action={{ href: '/relaties', label: 'Toon alle relaties' }}>Er is niemand die hieraan voldoet.</Empty>}
      {items.length > 0 && <List items={items} />}
      <NextPage href={next && `/relaties?${new URLSearchParams([...filter, ['after', next]]).toString()}`} />
      {!nobody && <p><a class="roomy-link" href="/relaties/afmeldingen">Wie zich heeft afgemeld</a></p>}
      {items.length > 0 && mayChange && <Export filter={filter} />}
    </OrganiserLayout>
  );
}

function NobodyYet({ mayChange }: { mayChange: boolean }) {
  if (!mayChange) return <Empty>Hier komen de relaties te staan: de mensen die je organisatie kan uitnodigen. Een organisator kan ze toevoegen.</Empty>;
  return (
    <>
      <Empty action={{ href: '/relaties/inlezen', label: 'Lijst inlezen' }}>Hier komen je relaties te staan: de mensen die je kunt uitnodigen. Heb je al een lijst in Excel of als CSV? Die lezen we in en kijken we na.</Empty>
      <p class="actions"><a class="roomy-link" href="/relaties/nieuw">Of voeg één relatie met de hand toe</a></p>
    </>
  );
}

function Filters({ query, municipalities }: Pick<ContactListProps, 'query' | 'municipalities'>) {
  const functions = Object.fromEntries(CONTACT_FUNCTIONS.map((each) => [each, FUNCTION_LABELS[each]]));
  return (
    <form class="filters" method="get" action="/relaties">
      <TextField name="search" type="search" label="Naam of organisatie" value={query.search} />
      <Select name="function" label="Functie" value={query.function} options={functions} empty="alle functies" />
      <Select name="kind" label="Soort organisatie" value={query.kind} options={ORGANISATION_KIND_LABELS} empty="alle soorten" />
      <Select name="municipality" label="Gemeente" value={query.municipality} options={Object.fromEntries(municipalities.map(({ code, name }) => [code, name]))} empty="alle gemeenten" />
      <Tick name="needsCheck" label="Nog kloppend?" checked={query.needsCheck === true} />
      <Tick name="withoutEmail" label="Zonder e-mailadres" checked={query.withoutEmail === true} />
      <Tick name="unsubscribed" label="Afgemeld" checked={query.unsubscribed === true} />
      <Button kind="secondary">Zoek</Button>
    </form>
  );
}

function List({ items }: Pick<ContactListProps, 'items'>) {
  const lines = items.map((contact) => {
    const position = mainPosition(contact);
    const name = <a href={`/relaties/${contact.id}`}>{contact.displayName}</a>;
    return { key: contact.id, cells: [name, position && office(position), position?.organisation.name, position?.organisation.municipality?.name, <ContactTags {...contact} />] };
  });
  return <Table caption="Relaties, op achternaam" headers={['Naam', 'Functie', 'Organisatie', 'Gemeente', 'Let op']} rows={lines} />;
}

/** A file with everybody that fits the filter. It is written down who took it, so it is a form and no link. */
function Export({ filter }: { filter: string[][] }) {
  const kept = filter.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
  return (
    <details class="fold">
      <summary>Exporteer</summary>
      <p>{filter.length > 0 ? 'Je krijgt alle relaties die je nu gekozen hebt, ook die op volgende pagina’s.' : 'Je krijgt al je relaties.'} We schrijven op wie wanneer heeft geëxporteerd. Bewaar het bestand niet langer dan nodig: het zijn gegevens van mensen.</p>
      <div class="actions">
        <Form action="/relaties/export.xlsx">{kept}<Button kind="secondary">Exporteer als Excel</Button></Form>
        <Form action="/relaties/export.csv">{kept}<Button kind="secondary">Exporteer als CSV</Button></Form>
      </div>
    </details>
  );
}

/** What the list is narrowed to, as it stands in an address. */
function asFields(query: ContactQuery): [string, string][] {
  return Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== false).map(([name, value]) => [name, value === true ? 'ja' : String(value)]);
}
