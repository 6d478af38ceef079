import type { Division } from '@bijeen/regions';
import { Button, ErrorSummary, fieldId, Form, type FormErrors, OrganiserLayout, TextField } from '@bijeen/ui';
import { MunicipalityMap } from './municipality-map.js';
import { count, FIELD, TickProvinces, TickTable } from './municipality-ticks.js';
import { inhabitantsOf, type MunicipalityLine, type ReachPreview } from './region-view.js';

export interface NewRegionProps {
  divisions: Map<string, Division[]>;
  provinces: Map<string, MunicipalityLine[]>;
  preview: ReachPreview | null;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** Three ways to begin a region; afterwards it is changed by hand. */
export function NewRegionPage({ divisions, provinces, preview, typed, errors }: NewRegionProps) {
  const way = typed['startedFrom'];
  return (
    <OrganiserLayout title="Maak een regio">
      <p class="crumbs"><a href="/regios">Regio’s</a></p>
      <ErrorSummary errors={errors} />
      <h1 id={fieldId('form')}>Maak een regio</h1>
      <p>Begin op een van deze drie manieren. Daarna kun je gemeenten toevoegen en weghalen.</p>
      <FromTravelTime {...{ preview, typed, errors }} />
      <FromDivision divisions={divisions} typed={way === 'DIVISION' ? typed : {}} errors={way === 'DIVISION' ? errors : {}} />
      <ByHand provinces={provinces} typed={way === 'HAND' ? typed : {}} errors={way === 'HAND' ? errors : {}} />
    </OrganiserLayout>
  );
}

type PartProps = Pick<NewRegionProps, 'typed' | 'errors'>;

function FromTravelTime({ preview, typed, errors }: PartProps & Pick<NewRegionProps, 'preview'>) {
  const own = typed['startedFrom'] === 'TRAVEL_TIME' ? errors : {};
  return (
    <section class="panel" aria-labelledby="reistijd">
      <h2 id="reistijd">Op reistijd</h2>
      <p>Alle gemeenten binnen een reistijd met de auto. De reistijd is een schatting.</p>
      <form method="get" action="/regios/nieuw" noValidate>
        <div class="row">
          <TextField name="postcode" label="Postcode van de locatie" hint="De vier cijfers, bijvoorbeeld 8011." value={typed['postcode']} error={own['postcode']} width="short" inputMode="numeric" autocomplete="postal-code" />
          <TextField name="minutes" label="Reistijd in minuten" hint="Meestal is 60 minuten de grens." value={typed['minutes'] ?? '60'} error={own['minutes']} width="short" inputMode="numeric" />
        </div>
        <Button kind={preview ? 'secondary' : 'primary'}>Bekijk welke gemeenten dat zijn</Button>
      </form>
      {preview && <Preview {...preview} typed={typed} errors={own} />}
    </section>
  );
}

function Preview({ venue, minutes, lines, typed, errors }: ReachPreview & PartProps) {
  const places = lines.map(({ municipality, travel }) => ({ code: municipality.code, name: municipality.shortName, look: 'in' as const, note: `circa ${travel?.minutes} minuten` }));
  return (
    <>
      <h3>Binnen {minutes} minuten van {venue.placeName}: {lines.length} gemeenten, {count(inhabitantsOf(lines))} inwoners</h3>
      <div class="columns">
        <MunicipalityMap title={`Kaart van ${lines.length} gemeenten binnen ${minutes} minuten van ${venue.placeName}. De lijst staat hiernaast.`} places={places} legend={{ in: `Binnen ${minutes} minuten` }} venue={{ ...venue, name: venue.placeName }} />
        <div>
          <Form action="/regios/nieuw">
            <input type="hidden" name="startedFrom" value="TRAVEL_TIME" />
            <input type="hidden" name="postcode" value={String(typed['postcode'])} />
            <input type="hidden" name="minutes" value={minutes} />
            <TextField name="name" label="Naam van de regio" value={typed['name'] ?? `Binnen ${minutes} minuten van ${venue.placeName}`} error={errors['name']} />
            <Button>Maak regio met {lines.length} gemeenten</Button>
          </Form>
          <details class="fold"><summary>De {lines.length} gemeenten met hun reistijd</summary><TickTable caption="Dichtstbij eerst" lines={lines} ticked={new Set()} from={venue.placeName} readOnly /></details>
        </div>
      </div>
    </>
  );
}

function FromDivision({ divisions, typed, errors }: PartProps & Pick<NewRegionProps, 'divisions'>) {
  const wrong = errors['division'];
  return (
    <section class="panel" aria-labelledby="indeling">
      <h2 id="indeling">Uit een officiële indeling</h2>
      <Form action="/regios/nieuw">
        <input type="hidden" name="startedFrom" value="DIVISION" />
        <div class={`field${wrong ? ' field--wrong' : ''}`}>
          <label for={fieldId('division')}>Indeling</label>
          {wrong && <p class="field-error" id="indeling-fout">{wrong}</p>}
          <select class="utrecht-select utrecht-select--html-select input--medium" id={fieldId('division')} name="division" aria-describedby={wrong && 'indeling-fout'} aria-invalid={wrong ? 'true' : undefined}>
            <option value="">Kies een regio</option>
            {[...divisions].map(([kind, group]) => (
              <optgroup key={kind} label={kind}>
                {group.map(({ kind: of, code, name, municipalityCodes }) => <option key={code} value={`${of}:${code}`} selected={typed['division'] === `${of}:${code}`}>{name} ({municipalityCodes.length} gemeenten)</option>)}
              </optgroup>
            ))}
          </select>
        </div>
        <TextField name="name" label="Naam van de regio" hint="Laat je dit leeg, dan krijgt de regio de naam van de indeling." optional value={typed['name']} error={errors['name']} />
        <Button>Maak regio uit deze indeling</Button>
      </Form>
    </section>
  );
}

function ByHand({ provinces, typed, errors }: PartProps & Pick<NewRegionProps, 'provinces'>) {
  const ticked = new Set([typed[FIELD] ?? []].flat().map(String));
  return (
    <section class="panel" aria-labelledby="zelf">
      <h2 id="zelf">Zelf gemeenten kiezen</h2>
      <Form action="/regios/nieuw">
        <input type="hidden" name="startedFrom" value="HAND" />
        <TextField name="name" label="Naam van de regio" value={typed['name']} error={errors['name']} />
        <fieldset class="field field--wide" id={fieldId(FIELD)}>
          <legend>Gemeenten, met hun inwoners</legend>
          {errors[FIELD] && <p class="field-error">{errors[FIELD]}</p>}
          <TickProvinces provinces={provinces} ticked={ticked} />
        </fieldset>
        <Button>Maak regio van deze gemeenten</Button>
      </Form>
    </section>
  );
}
