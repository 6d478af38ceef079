import type { CallToActionPage } from '@bijeen/follow-ups';
import { Button, ErrorSummary, Form, type FormErrors, GuestLayout, Radios, TextArea, TextField } from '@bijeen/ui';
import { Contact } from './contact.js';

interface Props {
  page: CallToActionPage;
  token: string;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** One screen: the step, who you are, when it suits you. Only the name that the mail itself said is filled in (R11). */
export function ChooseStepPage({ page, token, typed, errors }: Props) {
  const path = `/v/${encodeURIComponent(token)}`;
  return (
    <GuestLayout title="Uw vervolgstap" host={page.host.senderName}>
      <p class="crumbs"><a href={path}>Terug naar de vervolgstappen</a></p>
      <ErrorSummary errors={errors} />
      <h1>Uw vervolgstap</h1>
      <Form action={path}>
        <Radios name="step" label="Wat wilt u doen?" value={typed['step']} error={errors['step']} options={Object.fromEntries(page.steps.map(({ key, label }) => [key, label]))} />
        <TextField name="name" label="Uw naam" value={typed['name']} error={errors['name']} autocomplete="name" />
        <TextField name="dateWish" label="Wanneer komt het u uit?" optional hint="Bijvoorbeeld: een dinsdag in april" value={typed['dateWish']} error={errors['dateWish']} />
        <TextArea name="remark" label="Wilt u nog iets kwijt?" optional value={typed['remark']} error={errors['remark']} />
        <p>{page.owner} neemt daarna contact met u op.</p>
        <Button>Verstuur uw keuze</Button>
      </Form>
      <hr />
      <Contact page={page} />
    </GuestLayout>
  );
}
