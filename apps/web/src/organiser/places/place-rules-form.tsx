import { CONTACT_FUNCTIONS, FUNCTION_LABELS } from '@bijeen/contacts';
import type { PlacesBoard } from '@bijeen/invitations';
import { Button, Form, type FormErrors, TextField, Tick } from '@bijeen/ui';

/** What an organiser asks of the places. */
export function PlaceRulesForm({ board: { rules, meeting }, typed, errors }: { board: PlacesBoard; typed: Record<string, unknown>; errors: FormErrors }) {
  const given = Object.keys(typed).length > 0;
  const value = (name: string, kept: unknown): unknown => (given ? typed[name] : kept);
  return (
    <section class="panel" aria-labelledby="regels">
      <h2 id="regels">Voor wie zijn de plaatsen?</h2>
      <p>Niemand raakt een plaats kwijt als je dit verandert. Wie wacht en nu past, krijgt een mail met een aanbod.</p>
      <Form action={`/bijeenkomsten/${meeting.id}/plaatsen`}>
        <TextField name="protectedSeats" label="Plaatsen vrij houden voor beslissers" hint="Beslissers zijn wethouders, bestuurders en directeuren." optional inputMode="numeric" width="short" value={value('protectedSeats', rules.protectedSeats)} error={errors['protectedSeats']} />
        <TextField name="protectedUntil" label="Tot en met" hint="Daarna kan iedereen die wacht deze plaatsen krijgen." optional type="date" width="short" value={value('protectedUntil', rules.protectedUntil)} error={errors['protectedUntil']} />
        <details class="fold" open={Object.keys(rules.ceilings).length > 0 || Object.keys(errors).some((name) => name.startsWith('ceilings'))}>
          <summary>Hoogstens zoveel mensen per functie</summary>
          {CONTACT_FUNCTIONS.map((office) => <TextField key={office} name={`ceilings.${office}`} label={FUNCTION_LABELS[office]} optional inputMode="numeric" width="short" value={value(`ceilings.${office}`, rules.ceilings[office])} error={errors[`ceilings.${office}`]} />)}
        </details>
        <TextField name="offerHours" label="Een aangeboden plaats vasthouden, in werkuren" hint="Een werkdag telt acht uur, van 9.00 tot 17.00 uur." inputMode="numeric" width="short" value={value('offerHours', rules.offerHours)} error={errors['offerHours']} />
        <TextField name="partnerDays" label="Tijd om een duo-partner te noemen, in werkdagen" inputMode="numeric" width="short" value={value('partnerDays', rules.partnerDays)} error={errors['partnerDays']} />
        <Tick name="onlyDecidingSubstitutes" label="Een beslisser mag alleen een andere beslisser sturen" checked={given ? typed['onlyDecidingSubstitutes'] === 'ja' : rules.onlyDecidingSubstitutes} />
        <Button>Bewaar de regels</Button>
      </Form>
    </section>
  );
}
