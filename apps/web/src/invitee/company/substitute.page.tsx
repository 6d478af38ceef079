import { CONTACT_FUNCTIONS, FUNCTION_LABELS } from '@bijeen/contacts';
import type { ShownInvitation } from '@bijeen/invitations';
import { longDate } from '@bijeen/platform';
import { Button, ErrorSummary, fieldId, Form, type FormErrors, GuestLayout, Select, TextField } from '@bijeen/ui';

interface Props {
  found: ShownInvitation;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** Who comes instead. */
export function SubstitutePage({ found: { meeting, host }, typed, errors }: Props) {
  return (
    <GuestLayout title="Wie komt er in uw plaats?" host={host.name}>
      <ErrorSummary errors={errors} />
      <h1 id={fieldId('form')}>Wie komt er in uw plaats?</h1>
      <p>Het gaat om {meeting.title}, op {longDate(meeting.startsAt)} in {meeting.venuePlace}. Wie u noemt, krijgt van ons een eigen uitnodiging. Zo hoeft u niets door te sturen.</p>
      <Form>
        <TextField name="name" label="Naam" autocomplete="off" value={typed['name']} error={errors['name']} />
        <Select name="function" label="Functie" value={typed['function']} error={errors['function']} options={Object.fromEntries(CONTACT_FUNCTIONS.map((each) => [each, FUNCTION_LABELS[each]]))} empty="Kies een functie" />
        <TextField name="email" label="E-mailadres" type="email" autocomplete="off" value={typed['email']} error={errors['email']} />
        <div class="actions"><Button>Stuur de uitnodiging door</Button></div>
      </Form>
      <p class="small">Het gaat om mensen die meebeslissen. Kunt u iemand sturen die ook beslist? Dan helpt dat het meest.</p>
    </GuestLayout>
  );
}
