import type { FoundInvitation } from '@bijeen/invitations';
import { Alert, Button, ErrorSummary, Form, type FormErrors, GuestLayout, TextArea, TextField } from '@bijeen/ui';

interface Props {
  found: FoundInvitation;
  typed: Record<string, unknown>;
  errors: FormErrors;
  /** It was asked for a moment ago. */
  asked: boolean;
}

/** A visit on another day. What was typed before is never shown: links are forwarded (R11). */
export function VisitPage({ found: { host, meeting }, typed, errors, asked }: Props) {
  return (
    <GuestLayout title="Een keer op bezoek" host={host.name}>
      <ErrorSummary errors={errors} />
      <h1>Een keer op bezoek bij {host.name}</h1>
      {asked
        ? <Alert kind="ok" title="Dank u. Wij nemen binnen een paar werkdagen contact met u op." />
        : (
          <Form>
            <p>Op bezoek ziet u hoe het gaat, en spreekt u mensen die er komen. {meeting.contactName} neemt contact met u op om een moment te kiezen.</p>
            <TextField name="dateWish" label="Wanneer komt het u uit?" hint="Bijvoorbeeld: een dinsdag in april" optional value={typed['dateWish']} error={errors['dateWish']} />
            <TextArea name="remark" label="Wilt u nog iets kwijt?" optional rows={3} value={typed['remark']} error={errors['remark']} />
            <div class="actions"><Button>Vraag een werkbezoek aan</Button></div>
          </Form>
        )}
    </GuestLayout>
  );
}
