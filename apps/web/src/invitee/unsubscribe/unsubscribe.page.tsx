import type { OptOutState } from '@bijeen/invitations';
import { Alert, Button, ErrorSummary, Form, type FormErrors, GuestLayout, Radios } from '@bijeen/ui';

/** Opting out and back in. Says "dit adres" and never which: the link may have been forwarded (R11). */
export function UnsubscribePage({ state, errors }: { state: OptOutState; errors: FormErrors }) {
  const { meeting, host, scopes } = state;
  const everything = scopes.includes('organisation');
  return (
    <GuestLayout title="Afmelden voor mail" host={host.name}>
      <ErrorSummary errors={errors} />
      <h1>Afmelden voor mail</h1>
      {scopes.length > 0 && <Done {...{ state, everything }} />}
      {!everything && (
        <Form>
          <Radios name="scope" label="Van welke mails wilt u af?" value={scopes.length > 0 ? null : 'organisation'} error={errors['scope']} options={{ organisation: `Alle mails over bijeenkomsten van ${host.name}`, meeting: `Alleen de mails over ${meeting.title}` }} />
          <Button>Meld mij af</Button>
        </Form>
      )}
      <h2>Kunt u alleen deze keer niet?</h2>
      <p>Dan hoeft u zich niet af te melden voor onze mail. Kies in de uitnodiging “Ik kom niet”.</p>
    </GuestLayout>
  );
}

function Done({ state: { meeting, host }, everything }: { state: OptOutState; everything: boolean }) {
  return (
    <>
      <Alert kind="ok" title={everything ? `U bent afgemeld voor alle mails van ${host.name}.` : `U bent afgemeld voor mails over ${meeting.title}.`}>
        <p>Wij sturen deze mails niet meer naar dit adres. Hebt u gezegd dat u komt? Dan hoort u het nog wel als er iets verandert.</p>
      </Alert>
      <Form>
        <input type="hidden" name="withdraw" value="ja" />
        <Button kind="secondary">Toch weer mail ontvangen</Button>
      </Form>
    </>
  );
}
