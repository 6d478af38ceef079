import { FUNCTION_LABELS } from '@bijeen/contacts';
import { type Day, longDate } from '@bijeen/platform';
import { Button, Form, type FormErrors, Radios, Select, TextArea, TextField } from '@bijeen/ui';

/** For who was not invited and would like to come. */
export function AskForPlaceForm({ last, typed, errors }: { last: Day; typed: Record<string, unknown>; errors: FormErrors }) {
  const field = (name: string): { name: string; value: unknown; error: string | undefined } => ({ name, value: typed[name], error: errors[name] });
  return (
    <section class="panel" aria-labelledby="plaats">
      <h2 id="plaats">Vraag een plaats aan</h2>
      <p>Dit kan tot en met {longDate(new Date(`${last}T12:00:00Z`))}. Hebt u al een uitnodiging? Antwoord dan met de link in die mail.</p>
      <Form>
        <Radios {...field('formOfAddress')} value={typed['formOfAddress'] ?? ''} label="Aanhef (niet verplicht)" options={{ 'mevrouw': 'Mevrouw', 'meneer': 'Meneer', '': 'Zeg ik liever niet' }} />
        <TextField {...field('firstName')} label="Voornaam of voorletters" autocomplete="given-name" optional />
        <TextField {...field('infix')} label="Tussenvoegsel" optional width="short" />
        <TextField {...field('surname')} label="Achternaam" autocomplete="family-name" />
        <TextField {...field('email')} label="E-mailadres" type="email" autocomplete="email" hint="Hier sturen wij een link naartoe om uw aanvraag te bevestigen." />
        <Select {...field('function')} label="Functie" options={FUNCTION_LABELS} empty="Kies uw functie" />
        <TextField {...field('organisation')} label="Organisatie" autocomplete="organization" hint="Bijvoorbeeld: Gemeente Kampen. Komt u als inwoner? Vul dat dan in." />
        <TextField {...field('municipality')} label="Gemeente" optional />
        <TextArea {...field('remark')} label="Wilt u iets meegeven?" optional rows={3} />
        <div class="visually-hidden" aria-hidden="true"><label>Laat dit leeg<input name="website" tabIndex={-1} autocomplete="off" /></label></div>
        <div class="actions"><Button>Vraag een plaats aan</Button></div>
      </Form>
      <p class="small">De organisator gebruikt uw gegevens alleen om over uw plaats te beslissen en u uit te nodigen. Bevestigt u niet, dan wissen wij ze na zeven dagen.</p>
    </section>
  );
}
