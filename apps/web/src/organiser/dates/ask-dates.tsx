import type { Meeting } from '@bijeen/meetings';
import { Button, Form, type FormErrors, Radios, TextArea, TextField } from '@bijeen/ui';
import { ROWS } from './poll-form.js';

/** So many rows are in sight; the others fold open. */
const ROWS_IN_SIGHT = 3;

interface Props {
  meeting: Meeting;
  typed: Record<string, unknown>;
  errors: FormErrors;
  /** There was a poll before. */
  again: boolean;
}

/** Begins a poll: the dates, who is asked, and until when. */
export function AskDatesForm({ meeting, typed, errors, again }: Props) {
  const here = `/bijeenkomsten/${meeting.id}`;
  const [first, others] = [ROWS.slice(0, ROWS_IN_SIGHT), ROWS.slice(ROWS_IN_SIGHT)];
  const open = others.some((row) => typed[`datum${row}`] || ['datum', 'van', 'tot'].some((part) => errors[`${part}${row}`]));
  return (
    <section class="panel" aria-labelledby="vraag">
      <h2 id="vraag">{again ? 'Begin een nieuwe datumprikker' : 'Vraag wie wanneer kan'}</h2>
      <p>Kies twee tot acht data. <a href={`${here}/datum`}>Kijk eerst of ze goed vallen</a>. Genodigden krijgen een mail en kiezen per datum: ja, als het moet, of nee. Ze zien niet wat anderen kiezen.</p>
      <Form action={`${here}/datumprikker`}>
        {first.map((row) => <DateRow key={row} {...{ row, typed, errors }} />)}
        <details class="fold" open={open}>
          <summary>Meer data</summary>
          {others.map((row) => <DateRow key={row} {...{ row, typed, errors }} />)}
        </details>
        <TextField name="deadline" label="Antwoorden tot en met" type="date" width="medium" hint="Vóór de eerste datum." value={typed['deadline']} error={errors['deadline']} />
        <Radios name="everyone" label="Wie vraag je?" value={typed['everyone'] ?? 'nee'} error={errors['everyone']} options={{ nee: 'Alleen beslissers: wethouders, bestuurders en directeuren', ja: 'Iedereen die is uitgenodigd' }} />
        <TextArea name="introduction" label="Een zin van jezelf" optional rows={3} hint="Staat in de mail en op de pagina." value={typed['introduction']} error={errors['introduction']} />
        <Button>Verstuur de datumprikker</Button>
      </Form>
    </section>
  );
}

function DateRow({ row, typed, errors }: { row: number } & Pick<Props, 'typed' | 'errors'>) {
  const field = (part: string): { name: string; value: unknown; error: string | undefined } => ({ name: `${part}${row}`, value: typed[`${part}${row}`], error: errors[`${part}${row}`] });
  return (
    <div class="row">
      <TextField {...field('datum')} label={`Datum ${row}`} type="date" width="medium" optional={row > 2} />
      <TextField {...field('van')} label={`Van (datum ${row})`} type="time" width="short" />
      <TextField {...field('tot')} label={`Tot (datum ${row})`} type="time" width="short" />
    </div>
  );
}
