import { Button, ErrorSummary, Form, type FormErrors, GuestLayout, TextField } from '@bijeen/ui';
import { OrganisationFields } from '../organiser/settings/organisation-fields.js';

/** Asks what a first organisation needs, and nothing more. */
export function WelcomePage({ typed, errors, needsCode }: { typed: Record<string, unknown>; errors: FormErrors; needsCode: boolean }) {
  return (
    <GuestLayout title="Welkom">
      <ErrorSummary errors={errors} />
      <h1>Welkom bij Bijeen</h1>
      <p>Hier begint het. Vertel wie je bent en voor welke organisatie je werkt. Daarna plan je je eerste bijeenkomst. Alles kun je later nog wijzigen.</p>
      <Form action="/welkom">
        {needsCode && <TextField name="code" label="Startcode" hint="Die staat in de regels die Bijeen bij het starten laat zien." width="medium" autocomplete="off" value={typed['code']} error={errors['code']} />}
        <h2>Jij</h2>
        <TextField name="userName" label="Je naam" autocomplete="name" value={typed['userName']} error={errors['userName']} />
        <TextField name="email" type="email" label="Je e-mailadres" hint="Hiermee log je in." autocomplete="email" value={typed['email']} error={errors['email']} />
        <h2>Je organisatie</h2>
        <OrganisationFields typed={typed} errors={errors} />
        <Button>Begin met Bijeen</Button>
      </Form>
    </GuestLayout>
  );
}
