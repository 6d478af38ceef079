import { type CaughtSummary, MAIL_KIND_TEXTS, type MailKind } from '@bijeen/mail';
import { dayInAmsterdam, longMoment, timeInAmsterdam } from '@bijeen/platform';
import { Button, Empty, Form, type FormErrors, ErrorSummary, NextPage, OrganiserLayout, Table, TextField } from '@bijeen/ui';
import type { Destination } from './time-machine.js';

export interface MailboxPageProps {
  mails: CaughtSummary[];
  to: string;
  next: string | null;
  now: Date;
  travelled: boolean;
  destinations: Destination[];
  errors?: FormErrors;
}

/** Every mail that did not really leave, newest first, and the time machine. */
export function MailboxPage({ mails, to, next, now, travelled, destinations, errors = {} }: MailboxPageProps) {
  return (
    <OrganiserLayout title="Postvak">
      <ErrorSummary errors={errors} />
      <h1>Postvak</h1>
      <p>Deze Bijeen verstuurt geen echte mail. Alle mail komt hier terecht, zodat je kunt zien wat genodigden krijgen.</p>
      <TimeMachinePanel {...{ now, travelled, destinations, errors }} />
      <h2>Mail</h2>
      <form class="filters" method="get" action="/postvak">
        <TextField name="aan" label="Zoek op ontvanger" value={to} type="search" />
        <Button kind="secondary">Zoek</Button>
      </form>
      {mails.length === 0 ? <Empty>{to ? 'Aan dit adres is nog geen mail verstuurd.' : 'Er is nog geen mail verstuurd. Nodig mensen uit, of spoel de tijd vooruit.'}</Empty> : <MailTable mails={mails} />}
      <NextPage href={next && `/postvak?${new URLSearchParams({ aan: to, voor: next }).toString()}`} />
    </OrganiserLayout>
  );
}

function MailTable({ mails }: { mails: CaughtSummary[] }) {
  const rows = mails.map((mail) => ({
    key: mail.id,
    cells: [<a href={`/postvak/berichten/${mail.id}`}>{mail.subject || '(zonder onderwerp)'}</a>, mail.to.join(', '), kindText(mail.kind), longMoment(new Date(mail.date))],
  }));
  return <Table caption="Mails, de nieuwste eerst" headers={['Onderwerp', 'Aan', 'Soort', 'Verstuurd']} rows={rows} />;
}

function TimeMachinePanel({ now, travelled, destinations, errors }: Required<Pick<MailboxPageProps, 'now' | 'travelled' | 'destinations' | 'errors'>>) {
  return (
    <section class="panel" aria-labelledby="tijdmachine">
      <h2 id="tijdmachine">Tijdmachine</h2>
      <p>Voor Bijeen is het nu <strong>{longMoment(now)}</strong>. Spoel vooruit om te zien welke mails er vanzelf uitgaan.</p>
      <div class="actions">
        {destinations.map((destination) => <Travel key={destination.label} now={destination.now.toISOString()} label={destination.label} />)}
        {travelled && <Travel now="nu" label="Terug naar de echte tijd" />}
      </div>
      <details class="details" open={Object.keys(errors).length > 0}>
        <summary>Of kies zelf een moment</summary>
        <Form action="/postvak/klok">
          <div class="row">
            <TextField name="day" label="Dag" type="date" width="medium" value={dayInAmsterdam(now)} error={errors['day']} />
            <TextField name="time" label="Tijd" type="time" width="short" value={timeInAmsterdam(now)} error={errors['time']} />
          </div>
          <Button kind="secondary">Spoel naar dit moment</Button>
        </Form>
      </details>
    </section>
  );
}

function Travel({ now, label }: { now: string; label: string }) {
  return (
    <Form action="/postvak/klok">
      <input type="hidden" name="now" value={now} />
      <Button kind="secondary">{label}</Button>
    </Form>
  );
}

export function kindText(kind: string | null): string {
  return kind !== null && kind in MAIL_KIND_TEXTS ? MAIL_KIND_TEXTS[kind as MailKind] : 'overige mail';
}
