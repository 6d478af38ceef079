import { Alert, Button, ErrorSummary, Form, type FormErrors, OrganiserLayout, TextField } from '@bijeen/ui';

interface Props {
  email: string;
  mustShowCurrent: boolean;
  errors: FormErrors;
  saved: boolean;
}

/** Choose a password, or another one. Nothing that was typed comes back. */
export function ChoosePasswordPage({ email, mustShowCurrent, errors, saved }: Props) {
  return (
    <OrganiserLayout title="Je wachtwoord">
      <ErrorSummary errors={errors} />
      <p><a href="/instellingen">Instellingen</a></p>
      <h1>Je wachtwoord</h1>
      {saved && <Alert kind="ok" title="Je wachtwoord is bewaard."><p>Op andere apparaten ben je nu uitgelogd.</p></Alert>}
      <p>Een wachtwoord hoeft niet: je kunt altijd inloggen met een link in je mail.</p>
      <Form action="/instellingen/wachtwoord">
        <input type="hidden" name="username" autocomplete="username" value={email} />
        {mustShowCurrent && <TextField name="current" type="password" label="Je huidige wachtwoord" hint="Vergeten? Log uit, en log in met een link. Dan hoef je het niet te weten." autocomplete="current-password" error={errors['current']} />}
        <TextField name="next" type="password" label="Nieuw wachtwoord" hint="Minstens 12 tekens. Vier losse woorden zijn goed te onthouden en moeilijk te raden." autocomplete="new-password" error={errors['next']} />
        <Button>Bewaar</Button>
      </Form>
    </OrganiserLayout>
  );
}
