import { PARTNER_ROLE_TEXTS, type ShownInvitation } from '@bijeen/invitations';
import { longDate } from '@bijeen/platform';
import { Button, ErrorSummary, fieldId, Form, type FormErrors, GuestLayout, Radios, TextField } from '@bijeen/ui';

interface Props {
  found: ShownInvitation;
  token: string;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** Who comes along, or that somebody may be found. */
export function DuoPage({ found: { meeting, host, invitation }, token, typed, errors }: Props) {
  return (
    <GuestLayout title="Met wie komt u samen?" host={host.name}>
      <ErrorSummary errors={errors} />
      <h1 id={fieldId('form')}>Met wie komt u samen?</h1>
      <p>Een ambtenaar en een inwoner of ervaringsdeskundige van dezelfde gemeente komen als duo naar {meeting.title}, op {longDate(meeting.startsAt)}. Duo’s gaan voor als er een wachtlijst is. Wie u noemt, krijgt van ons een eigen uitnodiging en bevestigt zelf.</p>
      <Form>
        <Radios name="role" label="Wie komt er mee?" value={typed['role']} error={errors['role']} options={PARTNER_ROLE_TEXTS} />
        <TextField name="name" label="Naam" autocomplete="off" value={typed['name']} error={errors['name']} />
        <TextField name="email" label="E-mailadres" type="email" autocomplete="off" value={typed['email']} error={errors['email']} />
        <div class="actions"><Button>Wij komen samen</Button></div>
      </Form>
      <section class="panel" aria-labelledby="zoeken">
        <h2 id="zoeken">Nog niemand?</h2>
        <p>{invitation.seeksPartner ? 'Wij weten dat u iemand zoekt, en kijken of er nog iemand uit uw gemeente komt.' : 'Meld u aan. Wij kijken of er nog iemand uit uw gemeente komt die ook een ander zoekt.'}</p>
        <Form action={`/u/${encodeURIComponent(token)}/duo/gezocht`}>
          {invitation.seeksPartner ? <Button kind="secondary" name="zoekt" value="nee">Ik zoek niemand meer</Button> : <Button kind="secondary" name="zoekt" value="ja">Ik kom, en zoek nog iemand</Button>}
        </Form>
      </section>
    </GuestLayout>
  );
}
