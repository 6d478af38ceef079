import type { ContactView } from '@bijeen/contacts';
import { Button, Empty, ErrorSummary, fieldId, Form, type FormErrors, OrganiserLayout, Table, TextField } from '@bijeen/ui';
import { employer, office } from './in-words.js';

interface MergeProps {
  contact: ContactView;
  /** The other one, once it is chosen. */
  other: ContactView | null;
  search: string;
  found: ContactView[];
  errors: FormErrors;
}

/** Joining two contacts that are the same person. */
export function MergePage({ contact, other, search, found, errors }: MergeProps) {
  const title = `${contact.displayName} samenvoegen`;
  return (
    <OrganiserLayout title={title}>
      <p class="crumbs"><a href="/relaties">Relaties</a> › <a href={`/relaties/${contact.id}`}>{contact.displayName}</a></p>
      <ErrorSummary errors={errors} />
      <h1 id={fieldId('form')}>{title}</h1>
      {other ? <Both contact={contact} other={other} /> : <Choose contact={contact} search={search} found={found} />}
    </OrganiserLayout>
  );
}

function Choose({ contact, search, found }: Pick<MergeProps, 'contact' | 'search' | 'found'>) {
  const here = `/relaties/${contact.id}/samenvoegen`;
  const lines = found.map((other) => ({ key: other.id, cells: [<a href={`${here}?met=${other.id}`}>{other.displayName}</a>, other.positions.map(employer).join(', '), other.email] }));
  return (
    <>
      <p>Staat dezelfde persoon twee keer in je lijst? Zoek de andere. Je ziet ze eerst naast elkaar.</p>
      <form class="filters" method="get" action={here}>
        <TextField name="search" type="search" label="Zoek op naam, organisatie of e-mailadres" value={search} />
        <Button kind="secondary">Zoek</Button>
      </form>
      {found.length === 0 && <Empty>We vinden niemand anders met deze woorden.</Empty>}
      {found.length > 0 && <Table caption="Kies de andere" headers={['Naam', 'Organisatie', 'E-mailadres']} rows={lines} />}
    </>
  );
}

function Both({ contact, other }: { contact: ContactView; other: ContactView }) {
  return (
    <>
      <p>Kies welke blijft. Die houdt zijn eigen gegevens. Wat daar leeg is, vullen we aan met de andere. Functies, uitnodigingen en antwoorden gaan mee. De andere verdwijnt.</p>
      <Form action={`/relaties/${contact.id}/samenvoegen`}>
        <input type="hidden" name="other" value={other.id} />
        <div class="columns"><One contact={contact} /><One contact={other} /></div>
      </Form>
      <p><a class="roomy-link" href={`/relaties/${contact.id}/samenvoegen`}>Kies een andere relatie</a></p>
    </>
  );
}

function One({ contact: { id, displayName, email, phone, secretariat, source, note, positions, greeting } }: { contact: ContactView }) {
  const facts = { 'Aanhef': greeting, 'E-mailadres': email, 'Telefoon': phone, 'Functies': positions.map((position) => `${office(position)}, ${employer(position)}`).join('; '), 'Secretariaat': secretariat?.email, 'Bron': source, 'Opmerking': note };
  return (
    <section class="card" aria-labelledby={`relatie-${id}`}>
      <h2 id={`relatie-${id}`}>{displayName}</h2>
      <dl class="facts">{Object.entries(facts).map(([name, value]) => <><dt key={name}>{name}</dt><dd>{value || <span class="muted">leeg</span>}</dd></>)}</dl>
      <Button name="keep" value={id}>Deze blijft<span class="visually-hidden">: {displayName}, {email ?? 'zonder e-mailadres'}</span></Button>
    </section>
  );
}
