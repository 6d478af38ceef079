import { editorHtml, jargonIn, type MailText, PLACEHOLDERS, readHtml } from '@bijeen/mail';
import { type FormErrors, RichText, TextField } from '@bijeen/ui';

interface Props {
  text: MailText;
  /** What was typed, when something is wrong with it. */
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** Subject and text of a mail, with advice on jargon beside them. Facts, buttons and footer are not typed. */
export function MailTextFields({ text, typed, errors }: Props) {
  const subject = typeof typed['subject'] === 'string' ? typed['subject'] : text.subject;
  const body = typedMarkup(typed, 'body') ?? text.body;
  return (
    <>
      <TextField name="subject" label="Onderwerp" value={subject} error={errors['subject']} />
      <RichText name="body" label="Tekst" value={body} html={editorHtml(body)} words={PLACEHOLDERS} error={errors['body']} hint="Tussen accolades staan invulwoorden. Gegevens, knoppen en de regels onderaan zet Bijeen er zelf bij." />
      <Jargon text={`${subject}\n${body}`} />
    </>
  );
}

/** Words that outsiders may not know. Advice only: nothing is stopped by it. */
function Jargon({ text }: { text: string }) {
  const hints = jargonIn(text);
  if (hints.length === 0) return null;
  return (
    <details class="details" open>
      <summary>{hints.length === 1 ? '1 woord dat niet iedereen kent' : `${hints.length} woorden die niet iedereen kent`}</summary>
      <p class="hint">Een advies. Je kunt de tekst ook zo laten.</p>
      <ul>{hints.map(({ word, line, advice }) => <li key={word}><strong>{word}</strong> ({line === 1 ? 'onderwerp' : `regel ${line - 1}`}). {advice}</li>)}</ul>
    </details>
  );
}

/** The placeholders with what each becomes. */
export function Placeholders() {
  return (
    <details class="details">
      <summary>Invulwoorden die je kunt gebruiken</summary>
      <dl class="facts">{Object.entries(PLACEHOLDERS).map(([name, example]) => <><dt><code>{`{${name}}`}</code></dt><dd>{example}</dd></>)}</dl>
    </details>
  );
}

/** What was typed in a field with an editor, in our markup; null when nothing was. */
export function typedMarkup(typed: Record<string, unknown>, name: string): string | null {
  const { [name]: markup, [`${name}Html`]: html } = typed;
  if (typeof html === 'string') return readHtml(html.slice(0, 60_000)).markup;
  return typeof markup === 'string' ? markup : null;
}
