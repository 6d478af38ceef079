import type { Organisation } from '@bijeen/organisations';
import { Alert, Button, ErrorSummary, fieldId, Form, type FormErrors, OrganiserLayout, TextField, Tick } from '@bijeen/ui';
import { OrganisationFields } from './organisation-fields.js';

interface Props {
  organisation: Organisation;
  typed: Record<string, unknown>;
  errors: FormErrors;
  saved: boolean;
}

/** What the organisation says about itself. */
export function OrganisationPage({ organisation, typed, errors, saved }: Props) {
  const ownColour = typed['ownColour'] === 'ja' || (typed['ownColour'] === undefined && organisation.colour !== null);
  return (
    <OrganiserLayout title="Organisatie">
      <ErrorSummary errors={errors} />
      <p><a href="/instellingen">Instellingen</a></p>
      <h1>Organisatie</h1>
      {saved && <Alert kind="ok" title="Bewaard." />}
      <Form action="/instellingen/organisatie">
        <OrganisationFields typed={typed} errors={errors} />
        <h2>Kleur</h2>
        <Tick name="ownColour" label="Gebruik een eigen kleur" checked={ownColour} />
        <TextField name="colour" type="color" label="Kleur" width="short" hint="Is de kleur te licht om te lezen? Dan maken we hem iets donkerder." value={typed['colour'] ?? organisation.colour ?? '#0b6b68'} error={errors['colour']} />
        <Button>Bewaar</Button>
      </Form>
      <Logo organisation={organisation} error={errors['logo']} />
    </OrganiserLayout>
  );
}

function Logo({ organisation: { id, name, logoType }, error }: { organisation: Organisation; error: string | undefined }) {
  return (
    <section>
      <h2>Logo</h2>
      {logoType && <p><img class="logo" src={`/huisstijl/logo/${id}`} alt={`Logo van ${name}`} /></p>}
      {logoType && <Form action="/instellingen/organisatie/logo/verwijderen"><Button kind="secondary">Verwijder het logo</Button></Form>}
      <Form action="/instellingen/organisatie/logo" multipart>
        <div class={`field${error ? ' field--wrong' : ''}`}>
          <label for={fieldId('logo')}>{logoType ? 'Ander logo' : 'Kies een logo'}</label>
          <p class="hint" id={`${fieldId('logo')}-hulp`}>PNG of JPEG, hoogstens 200 kB.</p>
          {error && <p class="field-error" id={`${fieldId('logo')}-fout`}>{error}</p>}
          <input type="file" id={fieldId('logo')} name="logo" accept="image/png,image/jpeg" aria-describedby={`${fieldId('logo')}-hulp${error ? ` ${fieldId('logo')}-fout` : ''}`} />
        </div>
        <Button kind="secondary">Bewaar het logo</Button>
      </Form>
    </section>
  );
}
