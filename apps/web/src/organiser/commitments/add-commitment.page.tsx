import type { Meeting } from '@bijeen/meetings';
import { Button, ErrorSummary, Form, type FormErrors, Select, TextArea, TextField } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';

interface Props {
  meeting: Meeting;
  /** Code → name. */
  municipalities: Record<string, string>;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** For what was promised in the room or on the phone. */
export function AddCommitmentPage({ meeting, municipalities, typed, errors }: Props) {
  return (
    <MeetingFrame meeting={meeting} title="Noteer een toezegging" current="/toezeggingen">
      <ErrorSummary errors={errors} />
      <p>Voor wat iemand in de zaal of aan de telefoon beloofde.</p>
      <Form>
        <TextField name="name" label="Wie beloofde het?" value={typed['name']} error={errors['name']} />
        <Select name="municipalityCode" label="Gemeente" optional value={typed['municipalityCode']} error={errors['municipalityCode']} options={municipalities} empty="Kies een gemeente" />
        {meeting.nextSteps.length > 0 && <Select name="step" label="Welke stap?" value={typed['step']} error={errors['step']} options={Object.fromEntries(meeting.nextSteps.map(({ key, label }) => [key, label]))} empty="Iets anders (vul hieronder in)" />}
        <TextField name={meeting.nextSteps.length > 0 ? 'ownStep' : 'step'} label="Of in eigen woorden" optional={meeting.nextSteps.length > 0} value={typed['ownStep']} error={meeting.nextSteps.length > 0 ? undefined : errors['step']} />
        <TextField name="dateWish" label="Wens voor een datum" optional value={typed['dateWish']} error={errors['dateWish']} />
        <TextArea name="remark" label="Opmerking" optional value={typed['remark']} error={errors['remark']} />
        <TextField name="owner" label="Wie pakt het op?" value={typed['owner'] ?? meeting.callToActionOwner ?? meeting.contactName} error={errors['owner']} />
        <TextField name="dueOn" label="Uiterlijk" type="date" width="medium" optional hint="Leeg: over twee weken." value={typed['dueOn']} error={errors['dueOn']} />
        <Button>Bewaar de toezegging</Button>
      </Form>
    </MeetingFrame>
  );
}
