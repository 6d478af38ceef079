import { Alert, Button, ButtonLink, ErrorSummary, Form, type FormErrors, GuestLayout, TextField } from '@bijeen/ui';

interface SignInProps {
  /** Where the visitor wanted to go. */
  next: string;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** Ask for a link: nothing to remember. */
export function LinkPage({ next, typed, errors }: SignInProps) {
  return (
    <GuestLayout title="Inloggen">
      <ErrorSummary errors={errors} />
      <h1>Inloggen</h1>
      <p>Vul je e-mailadres in. Je krijgt een mail met een link om in te loggen.</p>
      <Form action="/inloggen/link">
        <input type="hidden" name="verder" value={next} />
        <TextField name="email" type="email" label="E-mailadres" autocomplete="email" value={typed['email']} error={errors['email']} />
        <Button>Mail mij een link</Button>
      </Form>
      <p class="beside-form"><a href={`/inloggen/wachtwoord?verder=${encodeURIComponent(next)}`}>Ik log liever in met een wachtwoord</a></p>
    </GuestLayout>
  );
}

/** For who chose a password. The password itself is never sent back. */
export function PasswordPage({ next, typed, errors }: SignInProps) {
  return (
    <GuestLayout title="Inloggen met een wachtwoord">
      <ErrorSummary errors={errors} />
      <h1>Inloggen met een wachtwoord</h1>
      <Form action="/inloggen/wachtwoord">
        <input type="hidden" name="verder" value={next} />
        <TextField name="email" type="email" label="E-mailadres" autocomplete="username" value={typed['email']} error={errors['email']} />
        <TextField name="password" type="password" label="Wachtwoord" autocomplete="current-password" error={errors['password']} />
        <Button>Inloggen</Button>
      </Form>
      <p class="beside-form"><a href={`/inloggen?verder=${encodeURIComponent(next)}`}>Wachtwoord vergeten, of nog geen wachtwoord? Vraag een link in je mail</a></p>
    </GuestLayout>
  );
}

/** The same for everybody, known here or not. */
export function AskedPage({ mailbox }: { mailbox: boolean }) {
  return (
    <GuestLayout title="Kijk in je mail">
      <h1>Kijk in je mail</h1>
      <p>Als dit e-mailadres bij Bijeen bekend is, ligt er nu een mail met een link. Open de link in deze browser. Hij werkt 10 minuten, één keer.</p>
      {mailbox && <Alert kind="info" title="Deze Bijeen verstuurt geen echte mail."><p>De mail staat in <a href="/postvak">het postvak</a>.</p></Alert>}
      <p>Geen mail gekregen? Kijk bij ongewenste mail, of <a href="/inloggen">vraag een nieuwe link</a>.</p>
    </GuestLayout>
  );
}

/** What a link in the mail opens: a button, because mail scanners open links too. */
export function PressPage({ token }: { token: string }) {
  return (
    <GuestLayout title="Inloggen">
      <h1>Inloggen bij Bijeen</h1>
      <p>Nog één klik.</p>
      <Form action={`/inloggen/${encodeURIComponent(token)}`}>
        <Button>Log in</Button>
      </Form>
    </GuestLayout>
  );
}

/** A link that was asked for in another browser, or by somebody else, or that has been used. */
export function OtherBrowserPage() {
  return (
    <GuestLayout title="Deze link werkt hier niet">
      <h1>Deze link werkt hier niet</h1>
      <p>Je kunt alleen inloggen in de browser waarin je om de link hebt gevraagd, één keer. Zo kan niemand anders er iets mee.</p>
      <ul>
        <li>Vroeg je de link op een ander apparaat of in een andere browser? Open hem dan daar.</li>
        <li>Heb je de link al gebruikt? Vraag dan een nieuwe.</li>
      </ul>
      <p><ButtonLink href="/inloggen" kind="primary">Vraag een nieuwe link</ButtonLink></p>
    </GuestLayout>
  );
}

/** A link that is opened once more by who is in already. */
export function AlreadyInPage() {
  return (
    <GuestLayout title="Je bent al ingelogd">
      <h1>Je bent al ingelogd</h1>
      <p><ButtonLink href="/bijeenkomsten" kind="primary">Ga naar je bijeenkomsten</ButtonLink></p>
    </GuestLayout>
  );
}
