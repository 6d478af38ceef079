import { CONTACT_FUNCTIONS, FUNCTION_LABELS } from '@bijeen/contacts';
import { type InvitationLine, PARTNER_ROLE_TEXTS } from '@bijeen/invitations';
import type { Meeting } from '@bijeen/meetings';
import { Button, ErrorSummary, fieldId, Form, type FormErrors, Radios, Select, TextField } from '@bijeen/ui';
import { MeetingFrame } from './meeting-frame.js';

interface Props {
  meeting: Meeting;
  line: InvitationLine;
  kind: 'substitute' | 'duo';
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** Notes for a guest who comes instead, or who comes along. */
export function CompanionPage({ meeting, line, kind, typed, errors }: Props) {
  const back = `/bijeenkomsten/${meeting.id}/genodigden/${line.id}`;
  return (
    <MeetingFrame meeting={meeting} title={kind === 'duo' ? `Met wie komt ${line.name} samen?` : `Wie komt er in plaats van ${line.name}?`} current="/genodigden">
      <ErrorSummary errors={errors} />
      <p id={fieldId('form')}>{kind === 'duo' ? 'Wie je noemt, krijgt een eigen uitnodiging en bevestigt zelf.' : `Wie je noemt, krijgt een eigen uitnodiging. ${line.name} krijgt een bevestiging.`}</p>
      <Form>
        {kind === 'duo'
          ? <Radios name="role" label="Wie komt er mee?" value={typed['role']} error={errors['role']} options={PARTNER_ROLE_TEXTS} />
          : <Select name="function" label="Functie" value={typed['function']} error={errors['function']} options={Object.fromEntries(CONTACT_FUNCTIONS.map((each) => [each, FUNCTION_LABELS[each]]))} empty="Kies een functie" />}
        <TextField name="name" label="Naam" autocomplete="off" value={typed['name']} error={errors['name']} />
        <TextField name="email" label="E-mailadres" type="email" autocomplete="off" value={typed['email']} error={errors['email']} />
        <p class="actions"><Button>Verstuur de uitnodiging</Button><a href={back}>Terug zonder te bewaren</a></p>
      </Form>
    </MeetingFrame>
  );
}
