import { BASES, type ContactView } from '@bijeen/contacts';
import type { Member } from '@bijeen/organisations';
import { Alert, Button, ErrorSummary, fieldId, Form, type FormErrors, OrganiserLayout, Select, TextArea, TextField, Tick } from '@bijeen/ui';
import { positionsShown, type Typed } from './contact-form.js';
import { PositionFields } from './position-fields.js';
import { SuggestField } from './suggest-field.js';

interface EditContactProps {
  /** Null for a new one. */
  contact: ContactView | null;
  typed: Typed;
  errors: FormErrors;
  members: Member[];
  /** Why the whole was refused, when it was no single field. */
  code: string | null;
}

/** Everything that is kept about a person, to fill in or to change. */
export function EditContactPage({ contact, typed, errors, members, code }: EditContactProps) {
  const title = contact ? `${contact.displayName} wijzigen` : 'Relatie toevoegen';
  return (
    <OrganiserLayout title={title}>
      <p class="crumbs"><a href="/relaties">Relaties</a>{contact && <> › <a href={`/relaties/${contact.id}`}>{contact.displayName}</a></>}</p>
      <ErrorSummary errors={errors} />
      <h1 id={fieldId('form')}>{title}</h1>
      {code === 'contact.email-taken' && <Alert kind="warning" title="Dit e-mailadres hoort al bij een andere relatie."><p><a href={`/relaties?${new URLSearchParams({ search: String(typed['email']) }).toString()}`}>Bekijk die relatie</a>. Is het dezelfde persoon? Vul die aan, of voeg de twee samen.</p></Alert>}
      <Form action={contact ? `/relaties/${contact.id}/wijzigen` : '/relaties/nieuw'}>
        {(code === 'contact.erased-before' || typed['evenIfErased'] === 'ja') && <Tick name="evenIfErased" label="Deze persoon is op verzoek gewist, en vroeg nu zelf om terug te komen" checked={false} />}
        <Names typed={typed} errors={errors} />
        <Reach typed={typed} errors={errors} members={members} />
        <h2>Functies</h2>
        {Array.from({ length: positionsShown(typed) }, (_, number) => <PositionFields key={number} number={number} fresh={number === positionsShown(typed) - 1} typed={typed} errors={errors} />)}
        <Origin typed={typed} errors={errors} />
        <p class="actions"><Button>{contact ? 'Bewaar' : 'Voeg toe'}</Button><a class="roomy-link" href={contact ? `/relaties/${contact.id}` : '/relaties'}>Terug zonder te bewaren</a></p>
      </Form>
    </OrganiserLayout>
  );
}

type PartProps = Pick<EditContactProps, 'typed' | 'errors'>;

function Names({ typed, errors }: PartProps) {
  const field = (name: string) => ({ name, value: typed[name], error: errors[name] });
  return (
    <section aria-labelledby="naam">
      <h2 id="naam">Naam</h2>
      <Select {...field('formOfAddress')} label="Mevrouw of meneer" optional options={{ mevrouw: 'mevrouw', meneer: 'meneer' }} empty="weet ik niet" hint="We raden dit nooit. Laat het leeg als je het niet weet." />
      <div class="row"><TextField {...field('initials')} label="Voorletters" optional /><TextField {...field('firstName')} label="Voornaam" optional /></div>
      <div class="row"><TextField {...field('infix')} label="Tussenvoegsel" optional hint="Bijvoorbeeld: van der" /><TextField {...field('surname')} label="Achternaam" /></div>
      <div class="row"><TextField {...field('titles')} label="Titels" optional hint="Bijvoorbeeld: drs." /><TextField {...field('salutation')} label="Eigen aanhef" optional hint="Laat leeg voor bijvoorbeeld: Geachte mevrouw Van der Berg" /></div>
    </section>
  );
}

function Reach({ typed, errors, members }: PartProps & Pick<EditContactProps, 'members'>) {
  const field = (name: string) => ({ name, value: typed[name], error: errors[name] });
  const wrong = ['name', 'email', 'phone'].some((name) => errors[`secretariat.${name}`]) || Boolean(typed['secretariat.email']);
  return (
    <section aria-labelledby="bereiken">
      <h2 id="bereiken">Bereiken</h2>
      <div class="row"><TextField {...field('email')} type="email" label="E-mailadres" optional /><TextField {...field('phone')} type="tel" label="Telefoon" optional /></div>
      <Select {...field('ownerId')} label="Wie kent deze persoon?" optional hint="Deze collega belt als er geen antwoord komt." options={Object.fromEntries(members.map(({ userId, name }) => [userId, name]))} empty="nog niemand" />
      <details class="fold" open={wrong}>
        <summary>Secretariaat</summary>
        <p>Gaan uitnodigingen via een secretariaat? Vul dan hier het adres daarvan in.</p>
        <TextField {...field('secretariat.name')} label="Naam van het secretariaat" />
        <div class="row"><TextField {...field('secretariat.email')} type="email" label="E-mailadres van het secretariaat" /><TextField {...field('secretariat.phone')} type="tel" label="Telefoon van het secretariaat" optional /></div>
      </details>
    </section>
  );
}

function Origin({ typed, errors }: PartProps) {
  return (
    <section aria-labelledby="herkomst">
      <h2 id="herkomst">Waar komt dit vandaan?</h2>
      <TextField name="source" label="Bron" hint="Waar heb je deze gegevens vandaan? Dit staat ook onder de uitnodiging." value={typed['source']} error={errors['source']} />
      <SuggestField name="basis" label="Grondslag" hint="Waarom mag je deze persoon benaderen? Kies een voorstel, of schrijf het zelf op." suggestions={BASES} value={typed['basis']} error={errors['basis']} />
      <TextArea name="note" label="Opmerking" optional hint="Schrijf niets op dat deze persoon niet zou mogen lezen." value={typed['note']} error={errors['note']} />
    </section>
  );
}
