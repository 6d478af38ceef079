import type { PublicMeeting } from '@bijeen/publishing';
import { Button, Form, type FormErrors, TextField } from '@bijeen/ui';

/** On the page of a postponed meeting: how to hear of the new date. */
export function NewDate({ meeting: { slug, organisationName }, typed, errors }: { meeting: PublicMeeting; typed: Record<string, unknown>; errors: FormErrors }) {
  const field = (name: string): { name: string; value: unknown; error: string | undefined } => ({ name, value: typed[name], error: errors[name] });
  return (
    <section class="panel" aria-labelledby="nieuwe-datum">
      <h2 id="nieuwe-datum">Houd mij op de hoogte van de nieuwe datum</h2>
      <p>Hebt u al een uitnodiging? Dan hoort u het vanzelf.</p>
      <Form action={`/b/${slug}/interesse`}>
        <TextField {...field('name')} label="Naam" autocomplete="name" />
        <TextField {...field('email')} label="E-mailadres" type="email" autocomplete="email" />
        <TextField {...field('function')} label="Functie" optional />
        <TextField {...field('organisation')} label="Organisatie" autocomplete="organization" optional />
        <div class="visually-hidden" aria-hidden="true"><label>Laat dit leeg<input name="website" tabIndex={-1} autocomplete="off" /></label></div>
        <div class="actions"><Button>Houd mij op de hoogte</Button></div>
      </Form>
      <p class="small">{organisationName} gebruikt uw gegevens alleen hiervoor. Een jaar na de bijeenkomst wissen wij ze.</p>
    </section>
  );
}
