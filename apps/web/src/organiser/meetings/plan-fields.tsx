import { CONTACT_FUNCTIONS, FUNCTION_LABELS, ORGANISATION_KIND_LABELS, ORGANISATION_KINDS } from '@bijeen/contacts';
import { STANDARD_STEPS } from '@bijeen/meetings';
import type { Region } from '@bijeen/regions';
import { Checkboxes, type FormErrors, Select, TextArea, TextField } from '@bijeen/ui';
import type { TypedPlan } from './plan-form.js';

interface PlanFieldsProps {
  typed: TypedPlan;
  errors: FormErrors;
  regions: Region[];
}

/** Everything about a meeting that can be filled in, in the order in which one thinks of it. */
export function PlanFields({ typed, errors, regions }: PlanFieldsProps) {
  const field = (name: string): { name: string; value: unknown; error: string | undefined } => ({ name, value: typed[name], error: errors[name] });
  return (
    <>
      <section class="panel" aria-labelledby="wanneer">
        <h2 id="wanneer">Wat en wanneer</h2>
        <TextField {...field('title')} label="Titel" hint="Zo heet de bijeenkomst in de uitnodiging." />
        <div class="row">
          <TextField {...field('date')} label="Datum" type="date" width="medium" />
          <TextField {...field('from')} label="Van" type="time" width="short" />
          <TextField {...field('to')} label="Tot" type="time" width="short" />
        </div>
        <TextField {...field('answerBy')} label="Antwoord uiterlijk op" type="date" width="medium" optional hint="Laat je dit leeg, dan is het twee weken voor de bijeenkomst. Antwoorden kan tot 23.59 uur." />
      </section>
      <section class="panel" aria-labelledby="waar">
        <h2 id="waar">Waar</h2>
        <TextField {...field('venue.name')} label="Naam van de locatie" />
        <TextField {...field('venue.address')} label="Straat en huisnummer" />
        <div class="row">
          <TextField {...field('venue.postcode')} label="Postcode" width="short" hint="Vanaf hier rekenen we de reistijd." />
          <TextField {...field('venue.place')} label="Plaats" width="medium" hint="Zo staat hij in de uitnodiging." />
        </div>
        <TextField {...field('capacity')} label="Aantal plaatsen" inputMode="numeric" width="short" optional />
      </section>
      <section class="panel" aria-labelledby="voor-wie">
        <h2 id="voor-wie">Voor wie</h2>
        <Select {...field('regionId')} label="Regio" hint="Zonder regio telt alleen de reistijd." options={Object.fromEntries(regions.map(({ id, name, municipalityCodes }) => [id, `${name} (${municipalityCodes.length} gemeenten)`]))} empty="Geen regio: iedereen binnen de reistijd" />
        <p><a href="/regios/nieuw">Maak een nieuwe regio</a></p>
        <div class="row">
          <Checkboxes name="functions" label="Functies" hint="Zonder beslissers verandert er weinig." error={errors['functions']} values={strings(typed['functions'])} options={Object.fromEntries(CONTACT_FUNCTIONS.map((each) => [each, FUNCTION_LABELS[each]]))} />
          <Checkboxes name="organisationKinds" label="Soorten organisaties" hint="Vink je niets aan, dan tellen alle soorten mee." error={errors['organisationKinds']} values={strings(typed['organisationKinds'])} options={Object.fromEntries(ORGANISATION_KINDS.map((each) => [each, ORGANISATION_KIND_LABELS[each]]))} />
        </div>
        <TextField {...field('maxTravelMinutes')} label="Reistijd, hoogstens (in minuten)" inputMode="numeric" width="short" hint="Wie verder weg werkt, komt meestal niet. De reistijd is een schatting." />
      </section>
      <section class="panel" aria-labelledby="daarna">
        <h2 id="daarna">De call to action: wat vraag je na afloop?</h2>
        <p>Beslis dit nu. Zonder vraag en vervolgstappen kun je nog niet uitnodigen.</p>
        <TextArea {...field('callToAction.ask')} label="Wat vraag je?" rows={2} hint="Bijvoorbeeld: Kies een eerste stap die uw gemeente met ons zet." />
        <TextField {...field('callToAction.owner')} label="Wie pakt het op?" />
        <Checkboxes name="callToAction.steps" label="Vervolgstappen waaruit mensen kunnen kiezen" values={strings(typed['callToAction.steps'])} options={Object.fromEntries(STANDARD_STEPS.map(({ key, label }) => [key, label]))} />
        <TextArea {...field('callToAction.ownSteps')} label="Eigen vervolgstappen" optional rows={2} hint="Eén per regel." />
        <TextField {...field('callToAction.followUpWorkingDays')} label="De aftermail gaat zo veel werkdagen na de bijeenkomst" inputMode="numeric" width="short" />
      </section>
      <section class="panel" aria-labelledby="programma-en-vragen">
        <h2 id="programma-en-vragen">Programma en vragen</h2>
        <TextArea {...field('programme')} label="Programma in het kort" optional rows={5} hint="Staat in de uitnodiging. Een regel per onderdeel." />
        <TextField {...field('contact.name')} label="Wie beantwoordt vragen?" autocomplete="name" />
        <div class="row">
          <TextField {...field('contact.email')} label="E-mailadres" type="email" autocomplete="email" />
          <TextField {...field('contact.phone')} label="Telefoonnummer" type="tel" autocomplete="tel" width="medium" optional />
        </div>
      </section>
    </>
  );
}

function strings(ticked: unknown): string[] {
  return [ticked ?? []].flat().map(String);
}
