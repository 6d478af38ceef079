import { mailColour, nightColour } from '@bijeen/mail';
import { type Organisation, ownColours } from '@bijeen/organisations';
import { Alert, Button, ErrorSummary, fieldId, Form, type FormErrors, OrganiserLayout, TextField, Tick } from '@bijeen/ui';
import { OrganisationFields } from './organisation-fields.js';

interface Props {
  organisation: Organisation;
  typed: Record<string, unknown>;
  errors: FormErrors;
  saved: boolean;
  /** The colour that was picked, when it could not be read and was moved. */
  picked?: string | null;
  /** The logo fits in a mail; null without a logo. */
  logoInMail: boolean | null;
}

/** What the organisation says about itself. */
export function OrganisationPage({ organisation, typed, errors, saved, picked = null, logoInMail }: Props) {
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
        <Colours colour={organisation.colour} picked={picked} />
        <Button>Bewaar</Button>
      </Form>
      <Logo organisation={organisation} inMail={logoInMail} error={errors['logo']} />
    </OrganiserLayout>
  );
}

/** What became of the colour: it was moved until it can be read, in the light and in the dark (WCAG 1.4.3). */
function Colours({ colour, picked }: { colour: string | null; picked: string | null }) {
  if (colour === null) return null;
  const { light, dark } = ownColours(colour);
  const inMail = mailColour(colour);
  return (
    <>
      {picked !== null && picked !== colour && <Alert kind="warning" title={`Je koos ${picked}. Die kleur is te licht om te lezen. Daarom werd het ${colour}.`} />}
      <ul class="colours">
        <li><Swatch colour={light.colour} paper="#fffdf9" /> Op pagina’s: {light.colour}</li>
        <li><Swatch colour={dark.colour} paper="#161d23" /> Op pagina’s in de donkere stand: {dark.colour}</li>
        <li><Swatch colour={inMail} paper="#fffdf9" /> In mails: {inMail}</li>
        <li><Swatch colour={nightColour(inMail)} paper="#1d2b36" /> In mails in de donkere stand: {nightColour(inMail)}</li>
      </ul>
    </>
  );
}

function Swatch({ colour, paper }: { colour: string; paper: string }) {
  return <svg class="swatch" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><rect width="24" height="24" fill={paper} /><rect x="5" y="5" width="14" height="14" fill={colour} /></svg>;
}

function Logo({ organisation: { id, name, logoType }, inMail, error }: { organisation: Organisation; inMail: boolean | null; error: string | undefined }) {
  return (
    <section>
      <h2>Logo</h2>
      {logoType && <p><img class="logo" src={`/huisstijl/logo/${id}`} alt={`Logo van ${name}`} /></p>}
      {inMail !== null && <p>{inMail ? 'Dit logo staat ook bovenaan jullie mails.' : 'Dit logo is te groot voor mails: daarin staat jullie naam. Maak een versie van hoogstens 50 kB, dan gaat het logo mee.'}</p>}
      {logoType && <Form action="/instellingen/organisatie/logo/verwijderen"><Button kind="secondary">Verwijder het logo</Button></Form>}
      <Form action="/instellingen/organisatie/logo" multipart>
        <div class={`field${error ? ' field--wrong' : ''}`}>
          <label for={fieldId('logo')}>{logoType ? 'Ander logo' : 'Kies een logo'}</label>
          <p class="hint" id={`${fieldId('logo')}-hulp`}>PNG of JPEG, hoogstens 200 kB. Tot 50 kB staat het ook in mails.</p>
          {error && <p class="field-error" id={`${fieldId('logo')}-fout`}>{error}</p>}
          <input type="file" id={fieldId('logo')} name="logo" accept="image/png,image/jpeg" aria-describedby={`${fieldId('logo')}-hulp${error ? ` ${fieldId('logo')}-fout` : ''}`} />
        </div>
        <Button kind="secondary">Bewaar het logo</Button>
      </Form>
    </section>
  );
}
