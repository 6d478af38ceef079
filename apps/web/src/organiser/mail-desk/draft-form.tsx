import { editorHtml, PLACEHOLDERS } from '@bijeen/mail';
import { Button, type FieldProps, Form, RichText, TextArea, TextField } from '@bijeen/ui';
import { Placeholders, typedMarkup } from '../mail-text/mail-text-fields.js';
import type { MailsOf } from './mail-frame.js';
import type { MailPageProps } from './mail.page.js';

/** A text for this person alone. Facts, buttons and footer stay as they are. */
export function DraftForm({ meeting, mail: { id, name, ownText, rich }, typed, errors }: MailPageProps & { meeting: NonNullable<MailsOf> }) {
  return (
    <section aria-labelledby="tekst">
      <h2 id="tekst">Tekst voor {name}</h2>
      <p>Wat je hier wijzigt, leest alleen {name}. De anderen krijgen de gewone tekst.</p>
      <Form action={`/bijeenkomsten/${meeting.id}/mails/${id}`}>
        <TextField name="subject" label="Onderwerp" value={typed['subject'] ?? ownText.subject} error={errors['subject']} />
        {ownText.texts.map((text, at) => (
          <Text key={at} first={at === 0} rich={rich[at] ?? false} name={`texts.${at}`} label={at === 0 ? 'Tekst' : `Tekst ${at + 1}`} value={typedMarkup(typed, `texts.${at}`) ?? text} error={errors[`texts.${at}`]} />
        ))}
        <Button kind="secondary">Bewaar en bekijk</Button>
      </Form>
      <Placeholders />
    </section>
  );
}

/** A text in the small markup gets the editor; the few that know no markup stay as they are. */
function Text({ first, rich, value, ...field }: FieldProps & { first: boolean; rich: boolean; value: string }) {
  const hint = first ? 'Tussen accolades staan invulwoorden.' : 'Staat verder naar onderen in de mail. Leeg: dit stuk valt weg.';
  if (!rich) return <TextArea {...field} rows={first ? 12 : 4} value={value} hint={hint} />;
  return <RichText {...field} rows={first ? 12 : 4} value={value} html={editorHtml(value)} words={PLACEHOLDERS} hint={hint} />;
}
