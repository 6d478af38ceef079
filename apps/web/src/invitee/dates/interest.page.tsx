import type { GuestInterest } from '@bijeen/dates';
import { Alert, Button, ButtonLink, Form, GuestLayout } from '@bijeen/ui';

/** The one-button form, wherever a guest cannot come but may want to hear of the next date. */
export function InterestForm({ token, postponed }: { token: string; postponed: boolean }) {
  return (
    <Form class="interest-form" action={`/u/${encodeURIComponent(token)}/interesse`}>
      <Button kind="secondary">{postponed ? 'Houd mij op de hoogte van de nieuwe datum' : 'Houd mij op de hoogte van een volgende bijeenkomst'}</Button>
    </Form>
  );
}

/** Whether a guest is on the list for the next date, and the way on it or off it. */
export function InterestPage({ found: { guest, interested, offered }, token }: { found: GuestInterest; token: string }) {
  const postponed = guest.state === 'postponed';
  const what = postponed ? 'een nieuwe datum' : 'een volgende bijeenkomst';
  const title = interested ? `U hoort het als er ${what} is` : `Wilt u horen van ${what}?`;
  return (
    <GuestLayout title={title} host={guest.host.name}>
      <h1>{title}</h1>
      {interested && <Alert kind="ok" title="U staat op de lijst."><p>{guest.host.name} laat u weten wanneer er {what} is. U hoeft niets te doen.</p></Alert>}
      {interested && <Form class="interest-form" action={`/u/${encodeURIComponent(token)}/interesse/weg`}><Button kind="secondary">Haal mij weer van de lijst</Button></Form>}
      {!interested && offered && <><p>U staat niet op de lijst voor {guest.title}.</p><InterestForm token={token} postponed={postponed} /></>}
      {!interested && !offered && <p>De datum van {guest.title} staat vast. Op de pagina van de uitnodiging laat u weten of u komt.</p>}
      <p><ButtonLink href={`/u/${encodeURIComponent(token)}`}>Naar de uitnodiging</ButtonLink></p>
    </GuestLayout>
  );
}
