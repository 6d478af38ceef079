import type { CallToActionPage } from '@bijeen/follow-ups';
import { longDate } from '@bijeen/platform';
import { Button, Form, GuestLayout } from '@bijeen/ui';
import { Contact } from './contact.js';

/** What is asked, and a button per step. Each button is a small form: following a link never counts as a press. */
export function NextStepPage({ page, token }: { page: CallToActionPage; token: string }) {
  return (
    <GuestLayout title="Kies uw vervolgstap" host={page.host.senderName}>
      <h1>Hoe gaan we verder?</h1>
      <p>Op {longDate(page.startsAt)} was in {page.place} de bijeenkomst <strong>{page.title}</strong>.</p>
      {page.ask && <section class="panel" aria-labelledby="vraag"><h2 id="vraag">Onze vraag aan u</h2><p class="as-typed">{page.ask}</p></section>}
      {page.steps.length > 0 ? (
        <>
          <h2>Kies een vervolgstap</h2>
          <ul class="step-choice">
            {page.steps.map(({ key, label }) => (
              <li key={key}>
                <Form action={`/v/${encodeURIComponent(token)}/stap`}>
                  <input type="hidden" name="step" value={key} />
                  <Button>{label}</Button>
                </Form>
              </li>
            ))}
          </ul>
          <p>Na uw keuze vult u uw naam in. Daarna neemt {page.owner} contact met u op.</p>
          <p class="small">Wij tellen hoe vaak een stap wordt aangeklikt. Wij tellen per bijeenkomst, niet per persoon.</p>
        </>
      ) : <p>Wilt u iets doen of afspreken? Laat het ons weten.</p>}
      <Contact page={page} />
    </GuestLayout>
  );
}
