import { Alert, Button, ErrorSummary, fieldId, Form, type FormErrors, OrganiserLayout, Tick } from '@bijeen/ui';

interface Props {
  on: boolean;
  /** Bijeen can receive mail. */
  possible: boolean;
  saved: boolean;
  errors: FormErrors;
}

/** Whether invitations carry the buttons of a calendar. */
export function CalendarButtonsPage({ on, possible, saved, errors }: Props) {
  return (
    <OrganiserLayout title="Agendaknoppen">
      <p class="crumbs"><a href="/instellingen">Instellingen</a></p>
      <h1>Agendaknoppen</h1>
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      {saved && <Alert kind="ok" title="Bewaard." />}
      <p>Met agendaknoppen staat de uitnodiging meteen in de agenda van de genodigde. Wie daar op <em>Accepteren</em>, <em>Voorlopig</em> of <em>Weigeren</em> drukt, heeft geantwoord. Dat werkt in Outlook, Google, Apple, Thunderbird en Nextcloud.</p>
      <p>De knoppen in de mail blijven werken. Het laatste antwoord telt. Bij twijfel over de afzender vraagt Bijeen het eerst aan jou.</p>
      {!possible && <Alert kind="info" title="Bijeen kan nu nog geen mail ontvangen."><p>Antwoorden uit agenda’s zouden verloren gaan. Daarom kun je dit nog niet aanzetten. Vraag wie Bijeen voor je beheert om inkomende mail in te stellen.</p></Alert>}
      {(possible || on) && (
        <Form>
          <Tick name="on" label="Stuur agendaknoppen mee met uitnodigingen" hint="Geldt voor uitnodigingen die vanaf nu vertrekken." checked={on} error={errors['on']} />
          <Button>Bewaar</Button>
        </Form>
      )}
    </OrganiserLayout>
  );
}
