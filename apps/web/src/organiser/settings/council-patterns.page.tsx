import { LAST_WEEK, type NamedPattern, PATTERN_KIND_LABELS } from '@bijeen/dates';
import type { Municipality } from '@bijeen/regions';
import { Alert, Button, Checkboxes, Empty, ErrorSummary, fieldId, Form, type FormErrors, OrganiserLayout, Select, Table, TextField } from '@bijeen/ui';

const WEEKDAYS: Record<string, string> = { 1: 'maandag', 2: 'dinsdag', 3: 'woensdag', 4: 'donderdag', 5: 'vrijdag', 6: 'zaterdag', 7: 'zondag' };
const WEEKS: Record<string, string> = { 1: 'eerste', 2: 'tweede', 3: 'derde', 4: 'vierde', [LAST_WEEK]: 'laatste' };

interface FormProps {
  municipalities: Municipality[];
  typed: Record<string, unknown>;
  errors: FormErrors;
}

interface ListProps extends FormProps {
  patterns: NamedPattern[];
  done: string | null;
  mayChange: boolean;
}

/** When councils, colleges and committees meet: those that are known, and one more. */
export function CouncilPatternsPage({ patterns, done, mayChange, ...form }: ListProps) {
  return (
    <OrganiserLayout title="Raadsdagen">
      <p class="crumbs"><a href="/instellingen">Instellingen</a></p>
      <ErrorSummary errors={form.errors} />
      <h1 id={fieldId('form')}>Raadsdagen</h1>
      {done && <Alert kind="ok" title={done} />}
      <p>Wanneer vergaderen raden, colleges en commissies? Bij het kiezen van een datum houden we daar rekening mee. Wat hier niet staat, weten we niet. Alleen van colleges nemen we aan dat ze op dinsdag vergaderen; dat staat er dan bij.</p>
      {patterns.length === 0 && <Empty>Er staan nog geen raadsdagen. Op de website van een gemeente vind je de vergaderkalender.</Empty>}
      {patterns.length > 0 && (
        <Table caption={patterns.length === 1 ? '1 raadsdag' : `${patterns.length} raadsdagen`} headers={['Gemeente', 'Wie', 'Wanneer', 'Tijd', 'Opmerking', ...(mayChange ? ['Wijzigen'] : [])]}
          rows={patterns.map((each) => ({ key: each.id, cells: [each.municipality, PATTERN_KIND_LABELS[each.kind], whenOf(each), timeOf(each), each.note ?? '', ...(mayChange ? [<a key="change" href={`/instellingen/raadsdagen/${each.id}`}>Wijzig<span class="visually-hidden">: {PATTERN_KIND_LABELS[each.kind]} van {each.municipality}</span></a>] : [])] }))} />
      )}
      {mayChange && <><h2>Voeg een raadsdag toe</h2><PatternForm action="/instellingen/raadsdagen" button="Voeg toe" {...form} /></>}
    </OrganiserLayout>
  );
}

/** One of them, to change or to remove. */
export function ChangeCouncilPatternPage({ pattern, ...form }: FormProps & { pattern: NamedPattern }) {
  const here = `/instellingen/raadsdagen/${pattern.id}`;
  const title = `${PATTERN_KIND_LABELS[pattern.kind]} van ${pattern.municipality}`;
  return (
    <OrganiserLayout title={`Wijzig: ${title}`}>
      <p class="crumbs"><a href="/instellingen">Instellingen</a> / <a href="/instellingen/raadsdagen">Raadsdagen</a></p>
      <ErrorSummary errors={form.errors} />
      <h1 id={fieldId('form')}>Wijzig: {title}</h1>
      <PatternForm action={here} button="Bewaar" {...form} />
      <Form action={`${here}/verwijderen`} class="beside-form"><Button kind="secondary">Verwijder deze raadsdag</Button></Form>
    </OrganiserLayout>
  );
}

function PatternForm({ action, button, municipalities, typed, errors }: FormProps & { action: string; button: string }) {
  const weeks = [typed['weeks'] ?? []].flat().map(String);
  return (
    <Form action={action}>
      <Select name="municipalityCode" label="Gemeente" empty="Kies een gemeente" value={typed['municipalityCode']} error={errors['municipalityCode']} options={Object.fromEntries(municipalities.map(({ code, name }) => [code, name]))} />
      <Select name="kind" label="Wie vergadert er?" empty="Kies" value={typed['kind']} error={errors['kind']} options={PATTERN_KIND_LABELS} />
      <Select name="weekday" label="Op welke dag?" empty="Kies een dag" value={typed['weekday']} error={errors['weekday']} options={WEEKDAYS} />
      <Checkboxes name="weeks" label="In welke weken van de maand?" hint="Niets aangevinkt betekent: elke week." values={weeks} error={errors['weeks']} options={WEEKS} />
      <div class="row">
        <TextField name="from" label="Van" type="time" width="short" optional value={typed['from']} error={errors['from']} />
        <TextField name="to" label="Tot" type="time" width="short" optional value={typed['to']} error={errors['to']} />
      </div>
      <TextField name="note" label="Opmerking" optional value={typed['note']} error={errors['note']} />
      <Button>{button}</Button>
    </Form>
  );
}

/** "elke dinsdag", "de tweede en laatste donderdag" */
function whenOf({ weekday, weeks }: NamedPattern): string {
  const day = WEEKDAYS[weekday]!;
  return weeks.length === 0 ? `elke ${day}` : `de ${new Intl.ListFormat('nl').format(weeks.map((week) => WEEKS[week]!))} ${day}`;
}

function timeOf({ fromTime, toTime }: NamedPattern): string {
  return fromTime === null || toTime === null ? 'tijd onbekend' : `${fromTime.replace(':', '.')} tot ${toTime.replace(':', '.')} uur`;
}
