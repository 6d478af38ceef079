import type { CallToActionPage } from '@bijeen/follow-ups';
import type { NextStep } from '@bijeen/meetings';
import { Alert, GuestLayout } from '@bijeen/ui';
import { Contact } from './contact.js';

/** After choosing. What was typed is not shown again: the link may have been forwarded (R11). */
export function StepChosenPage({ page, token, step }: { page: CallToActionPage; token: string; step: NextStep | undefined }) {
  return (
    <GuestLayout title="Dank u wel" host={page.host.senderName}>
      <h1>Dank u wel</h1>
      <Alert kind="ok" title={step ? `Uw keuze is bij ons: ${step.label}.` : 'Uw keuze is bij ons.'}>
        <p>{page.owner} neemt binnen twee weken contact met u op.</p>
      </Alert>
      <p>U kunt hierna gerust nog <a href={`/v/${encodeURIComponent(token)}`}>een andere stap kiezen</a>.</p>
      <Contact page={page} />
    </GuestLayout>
  );
}
