import { Button, Form, TextArea, TextField } from '@bijeen/ui';
import type { MailPageProps } from './mail.page.js';
import { Placeholders } from '../mail-text/mail-text-fields.js';

const SIGNS = '**Vet**, _cursief_, [een link](https://voorbeeld.nl), ## voor een kop, en - of 1. voor een lijst.';

/** A text for this person alone. Facts, buttons and footer stay as they are. */
export function DraftForm({ meeting, mail: { id, name, ownText, rich }, typed, errors }: MailPageProps) {
  return (
    <section aria-labelledby="tekst">
      <h2 id="tekst">Tekst voor {name}</h2>
      <p>Wat je hier wijzigt, leest alleen {name}. De anderen krijgen de gewone tekst.</p>
      <Form action={`/bijeenkomsten/${meeting.id}/mails/${id}`}>
        <TextField name="subject" label="Onderwerp" value={typed['subject'] ?? ownText.subject} error={errors['subject']} />
        {ownText.texts.map((text, at) => {
          const field = `texts.${at}`;
          const label = at === 0 ? 'Tekst' : `Tekst ${at + 1}`;
          return <TextArea key={field} name={field} label={label} rows={at === 0 ? 12 : 4} value={typed[field] ?? text} error={errors[field]} hint={`${at === 0 ? 'Tussen accolades staan invulwoorden.' : 'Staat verder naar onderen in de mail. Leeg: dit stuk valt weg.'}${rich[at] ? ` ${SIGNS}` : ''}`} />;
        })}
        <Button kind="secondary">Bewaar en bekijk</Button>
      </Form>
      <Placeholders />
    </section>
  );
}
