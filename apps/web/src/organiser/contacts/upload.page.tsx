import { BASES, type ContactImport } from '@bijeen/contacts';
import { longMoment } from '@bijeen/platform';
import { Button, ErrorSummary, fieldId, Form, type FormErrors, OrganiserLayout, TextField } from '@bijeen/ui';
import { number } from './in-words.js';
import { SuggestField } from './suggest-field.js';
import { taken } from './import-words.js';

interface UploadProps {
  typed: Record<string, unknown>;
  errors: FormErrors;
  earlier: ContactImport[];
}

/** Where a list begins: the file, where it came from, and why it may be used. */
export function UploadPage({ typed, errors, earlier }: UploadProps) {
  return (
    <OrganiserLayout title="Lijst inlezen">
      <p class="crumbs"><a href="/relaties">Relaties</a></p>
      <ErrorSummary errors={errors} />
      <h1 id={fieldId('form')}>Lijst inlezen</h1>
      <p>Kies je lijst. Je ziet eerst per rij wat ermee gebeurt. Er verandert niets totdat je zelf op overnemen drukt.</p>
      <UploadForm typed={typed} errors={errors} />
      <Requirements />
      <Earlier imports={earlier} />
    </OrganiserLayout>
  );
}

/** The form itself, also for a list that was refused. The file stands last, so that what was typed arrives before it. */
export function UploadForm({ typed, errors }: Pick<UploadProps, 'typed' | 'errors'>) {
  const wrong = errors['file'];
  const id = fieldId('file');
  return (
    <Form action="/relaties/inlezen" multipart>
      <TextField name="source" label="Waar komt deze lijst vandaan?" hint="Dit staat ook onder de uitnodiging. Bijvoorbeeld: website van de gemeente, maart 2026." value={typed['source']} error={errors['source']} />
      <SuggestField name="basis" label="Waarom mag je deze mensen benaderen?" hint="De grondslag. Kies een voorstel, of schrijf het zelf op." suggestions={BASES} value={typed['basis']} error={errors['basis']} />
      <div class={`field${wrong ? ' field--wrong' : ''}`}>
        <label class="utrecht-form-label" for={id}>Het bestand met je lijst</label>
        <p class="utrecht-form-field-description hint" id={`${id}-hulp`}>Excel (.xlsx) of CSV, hoogstens 10 MB en 10.000 rijen.</p>
        {wrong && <p class="utrecht-form-field-error-message field-error" id={`${id}-fout`}>{wrong}</p>}
        <input type="file" id={id} name="file" accept=".xlsx,.csv,.txt,.tsv,text/csv" aria-describedby={wrong ? `${id}-hulp ${id}-fout` : `${id}-hulp`} aria-invalid={wrong ? 'true' : undefined} />
      </div>
      <Button>Kijk de lijst na</Button>
    </Form>
  );
}

function Requirements() {
  return (
    <details class="fold">
      <summary>Wat moet er in de lijst staan?</summary>
      <p>Op de eerste rij staan de namen van de kolommen. Een kolom met de achternaam of de hele naam is nodig. De rest mag ontbreken, maar helpt wel:</p>
      <ul>
        <li>mevrouw of meneer, voorletters, voornaam, tussenvoegsel;</li>
        <li>e-mailadres en telefoon;</li>
        <li>functie, portefeuille, organisatie, soort organisatie en gemeente;</li>
        <li>naam en e-mailadres van het secretariaat.</li>
      </ul>
      <p>Herkennen we een kolom niet? Dan kun je hem daarna zelf aanwijzen.</p>
    </details>
  );
}

function Earlier({ imports }: { imports: ContactImport[] }) {
  if (imports.length === 0) return null;
  return (
    <section aria-labelledby="eerder">
      <h2 id="eerder">Eerder ingelezen</h2>
      <ul class="todo">{imports.map((one) => <li key={one.id}><span><a href={`/relaties/inlezen/${one.id}`}>{one.fileName}</a><br /><span class="muted">{longMoment(one.createdAt)}, {whatBecameOf(one)}</span></span></li>)}</ul>
    </section>
  );
}

function whatBecameOf({ state, report }: ContactImport): string {
  if (state === 'applied') return report ? `${number(taken(report))} overgenomen, ${number(report.counts.refused)} niet` : 'overgenomen';
  if (state === 'previewed') return 'nagekeken, nog niet overgenomen';
  return state === 'refused' ? 'niet gelezen' : 'wordt gelezen';
}
