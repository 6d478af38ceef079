import { Alert, Button, ErrorSummary, fieldId, Form, type FormErrors, OrganiserLayout, TextField } from '@bijeen/ui';
import { MunicipalityMap } from './municipality-map.js';
import { count, FIELD, TickProvinces, TickTable } from './municipality-ticks.js';
import type { RegionView } from './region-view.js';

export interface RegionPageProps {
  view: RegionView;
  mayChange: boolean;
  /** What the form holds: what is saved, or what was typed when something was wrong with it. */
  name: string;
  ticked: ReadonlySet<string>;
  errors: FormErrors;
  /** Why a removal was refused. */
  refusal?: string | null;
  saved?: boolean;
}

/** One region: its map, its numbers, and its municipalities to tick. */
export function RegionPage({ view, mayChange, name, ticked, errors, refusal = null, saved = false }: RegionPageProps) {
  const { region } = view;
  return (
    <OrganiserLayout title={region.name}>
      <p class="crumbs"><a href="/regios">Regio’s</a></p>
      {saved && <Alert kind="ok" title="De regio is bewaard." />}
      {refusal && <Alert kind="error" title={refusal} />}
      <ErrorSummary errors={errors} />
      <h1 id={fieldId('form')}>{region.name}</h1>
      <div class="columns columns--wide-left">
        <Picture {...view} />
        <Facts {...view} />
      </div>
      {mayChange ? <Change {...{ view, name, ticked, errors }} /> : <TickTable caption="Gemeenten in deze regio" lines={view.lines} ticked={ticked} from={view.venue?.placeName} readOnly />}
      {mayChange && <Remove id={region.id} />}
    </OrganiserLayout>
  );
}

function Picture({ region, lines, venue }: RegionView) {
  const inside = new Set(region.municipalityCodes);
  const places = lines.filter(({ municipality }) => inside.has(municipality.code)).map(({ municipality, travel }) => ({ code: municipality.code, name: municipality.shortName, look: 'in' as const, ...(travel && { note: `circa ${travel.minutes} minuten` }) }));
  return <MunicipalityMap title={`Kaart van de ${places.length} gemeenten van ${region.name}. De lijst staat hieronder.`} places={places} legend={{ in: 'In deze regio' }} venue={venue && { ...venue, name: venue.placeName }} />;
}

function Facts({ region, inhabitants, origin }: RegionView) {
  return (
    <dl class="facts">
      <dt>Gemeenten</dt><dd>{region.municipalityCodes.length}</dd>
      <dt>Inwoners</dt><dd>{count(inhabitants)}</dd>
      <dt>Gemaakt uit</dt><dd>{origin}</dd>
    </dl>
  );
}

function Change({ view, name, ticked, errors }: Pick<RegionPageProps, 'view' | 'name' | 'ticked' | 'errors'>) {
  const { region, lines, nearby, elsewhere, venue } = view;
  return (
    <Form action={`/regios/${region.id}`}>
      <h2>Regio wijzigen</h2>
      <TextField name="name" label="Naam" value={name} error={errors['name']} />
      <div id={fieldId(FIELD)}>
        {errors[FIELD] && <p class="field-error">{errors[FIELD]}</p>}
        <TickTable caption="In deze regio. Haal het vinkje weg bij wat er niet in hoort." lines={lines} ticked={ticked} from={venue?.placeName} />
        <TickTable caption="In de buurt. Vink aan wat je wilt toevoegen." lines={nearby} ticked={ticked} from={venue?.placeName} />
        <h3>Alle andere gemeenten</h3>
        <TickProvinces provinces={elsewhere} ticked={ticked} />
      </div>
      <div class="actions actions--bar"><Button>Bewaar regio</Button></div>
    </Form>
  );
}

function Remove({ id }: { id: string }) {
  return (
    <section class="panel" aria-labelledby="weg">
      <h2 id="weg">Regio verwijderen</h2>
      <p>Dit kan alleen als geen bijeenkomst deze regio gebruikt. Je relaties blijven gewoon bestaan.</p>
      <Form action={`/regios/${id}/verwijderen`}><Button kind="danger">Verwijder deze regio</Button></Form>
    </section>
  );
}
