import type { ContactImport, ImportReport } from '@bijeen/contacts';
import { DomainError } from '@bijeen/platform';
import { Alert, Button, ButtonLink, ErrorSummary, Form, type FormErrors, OrganiserLayout } from '@bijeen/ui';
import { ImportMapping } from './import-mapping.js';
import { ImportProgress } from './import-progress.js';
import { RowGroup } from './import-rows.js';
import { countsInWords, notesInWords, taken, VERDICT_ORDER } from './import-words.js';
import { contacts, number, rows } from './in-words.js';
import { UploadForm } from './upload.page.js';

interface ImportProps {
  list: ContactImport;
  typed?: Record<string, unknown>;
  errors?: FormErrors;
  /** Taking over was asked for, and did not happen. */
  failed?: boolean;
}

const SHOWN_PER_GROUP = 20;
const SHOWN_REFUSED = 50;

/** One list, in whatever state it is: being read, looked through, taken over, or refused. */
export function ImportPage({ list, typed = {}, errors = {}, failed = false }: ImportProps) {
  return (
    <OrganiserLayout title={`Lijst ${list.fileName}`}>
      <p class="crumbs"><a href="/relaties">Relaties</a> › <a href="/relaties/inlezen">Lijst inlezen</a></p>
      <ErrorSummary errors={errors} />
      <h1>{list.fileName}</h1>
      <dl class="facts"><dt>Waar de lijst vandaan komt</dt><dd>{list.source}</dd><dt>Grondslag</dt><dd>{list.basis}</dd></dl>
      {failed && list.state === 'previewed' && <Alert kind="error" title="Er is niets overgenomen."><p>Iemand heeft intussen een van deze mensen met de hand toegevoegd, of het lezen werd onderbroken. Probeer het nog een keer.</p></Alert>}
      <Content list={list} typed={typed} errors={errors} />
    </OrganiserLayout>
  );
}

function Content({ list, typed, errors }: Required<Pick<ImportProps, 'list' | 'typed' | 'errors'>>) {
  const { id, state, report } = list;
  if (state === 'parsing' || state === 'applying') return <ImportProgress {...list} />;
  if (state === 'refused' || !report) return <Refused list={list} />;
  if (state === 'applied') return <Applied id={id} report={report} />;
  return (
    <>
      <Preview id={id} report={report} />
      <ImportMapping id={id} report={report} typed={typed} errors={errors} />
      <Groups id={id} report={report} />
    </>
  );
}

/** What would happen, and the button that makes it so. */
function Preview({ id, report }: { id: string; report: ImportReport }) {
  const { counts, missing } = report;
  const amount = taken(report);
  if (missing.length > 0) return <Alert kind="warning" title="We zien geen kolom met namen."><p>Wijs hieronder aan in welke kolom de achternaam staat, of de hele naam. Kies daarna ‘Lees opnieuw’.</p></Alert>;
  return (
    <section class="panel" aria-labelledby="wat-gebeurt-er">
      <h2 id="wat-gebeurt-er">Dit gebeurt er met je lijst</h2>
      <ul>{countsInWords(report).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      {report.unsubscribed > 0 && <p>{report.unsubscribed === 1 ? '1 persoon uit de lijst heeft' : `${number(report.unsubscribed)} mensen uit de lijst hebben`} zich eerder afgemeld. Zij krijgen geen mail.</p>}
      {notesInWords(report).map((note) => <p key={note} class="muted">{note}</p>)}
      {amount === 0 && <p><strong>Er is niets over te nemen.</strong></p>}
      {amount > 0 && (
        <Form action={`/relaties/inlezen/${id}/overnemen`}>
          {counts.refused > 0 && <p>{counts.refused === 1 ? 'De rij die niet klopt doet' : `De ${rows(counts.refused)} die niet kloppen doen`} niet mee. Je kunt ze verbeteren en de lijst later nog eens inlezen.</p>}
          <Button>Neem {contacts(amount)} over</Button>
        </Form>
      )}
    </section>
  );
}

function Groups({ id, report }: { id: string; report: ImportReport }) {
  return <>{VERDICT_ORDER.map((verdict) => <RowGroup key={verdict} id={id} verdict={verdict} rows={report.rows.filter((row) => row.verdict === verdict)} count={report.counts[verdict]} most={verdict === 'refused' ? SHOWN_REFUSED : SHOWN_PER_GROUP} />)}</>;
}

function Applied({ id, report }: { id: string; report: ImportReport }) {
  const refused = (report.rows as typeof report.rows | undefined)?.filter((row) => row.verdict === 'refused') ?? [];
  const { counts } = report;
  return (
    <>
      <Alert kind="ok" title={taken(report) === 0 ? 'Alles stond er al.' : `${contacts(taken(report))} overgenomen.`}>
        <p>{number(counts.new)} nieuw, {number(counts.updated)} bijgewerkt, {number(counts.same)} waren al hetzelfde, {number(counts.refused)} deden niet mee.</p>
      </Alert>
      <p class="actions"><ButtonLink href="/relaties" kind="primary">Bekijk je relaties</ButtonLink><ButtonLink href="/bijeenkomsten/nieuw">Plan een bijeenkomst</ButtonLink></p>
      {refused.length > 0 && <p><a class="roomy-link" href={`/relaties/inlezen/${id}/geweigerd.csv`}>Download de rijen die niet meededen (CSV)</a></p>}
      <RowGroup id={id} verdict="refused" rows={refused} count={refused.length} most={SHOWN_REFUSED} />
    </>
  );
}

function Refused({ list: { source, basis, report } }: { list: ContactImport }) {
  const reason = report?.refusal ? new DomainError(report.refusal.code, report.refusal.details).message : 'Deze lijst hebben we niet meer. We bewaren een bestand hoogstens een dag.';
  return (
    <>
      <Alert kind="error" title="Deze lijst konden we niet lezen."><p>{reason}</p></Alert>
      <h2>Kies het bestand opnieuw</h2>
      <UploadForm typed={{ source, basis }} errors={{}} />
    </>
  );
}
