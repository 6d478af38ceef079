import { CONTACT_FUNCTIONS, FUNCTION_LABELS, ORGANISATION_KIND_LABELS } from '@bijeen/contacts';
import { type FormErrors, Select, TextField, Tick } from '@bijeen/ui';
import type { Typed } from './contact-form.js';

interface PositionFieldsProps {
  number: number;
  /** The empty one at the end. */
  fresh: boolean;
  typed: Typed;
  errors: FormErrors;
}

const FUNCTIONS: Record<string, string> = Object.fromEntries(CONTACT_FUNCTIONS.map((each) => [each, FUNCTION_LABELS[each]]));

/** What somebody does at one organisation, and since when. */
export function PositionFields({ number, fresh, typed, errors }: PositionFieldsProps) {
  const field = (name: string) => ({ name: `positions.${number}.${name}`, value: typed[`positions.${number}.${name}`], error: errors[`positions.${number}.${name}`] });
  const fields = (
    <>
      <div class="row"><Select {...field('function')} label="Functie" options={FUNCTIONS} empty="kies een functie" /><TextField {...field('title')} label="Functie in eigen woorden" optional /></div>
      <div class="row"><Select {...field('organisation.kind')} label="Soort organisatie" options={ORGANISATION_KIND_LABELS} empty="kies een soort" /><TextField {...field('organisation.municipality')} label="Gemeente" hint="Waar de organisatie zit." /></div>
      <TextField {...field('organisation.name')} label="Naam van de organisatie" hint="Bij een gemeente is dit niet nodig." />
      <TextField {...field('portfolio')} label="Portefeuille" optional hint="Bijvoorbeeld: zorg en welzijn" />
      <div class="row"><TextField {...field('from')} type="date" label="In functie vanaf" optional width="medium" /><TextField {...field('until')} type="date" label="In functie tot en met" optional width="medium" /><TextField {...field('lastChecked')} type="date" label="Laatst gecontroleerd" optional width="medium" /></div>
    </>
  );
  if (fresh && number > 0) return <details class="fold" open={Object.keys(errors).some((name) => name.startsWith(`positions.${number}.`))}><summary>Nog een functie toevoegen</summary>{fields}</details>;
  return (
    <fieldset class="panel">
      <legend class="visually-hidden">Functie {number + 1}</legend>
      {fields}
      {!fresh && <Tick name={`positions.${number}.remove`} label="Haal deze functie weg" checked={false} />}
    </fieldset>
  );
}
