import { h } from 'preact';
import { useShell } from '../page/view.js';
import { described, type FieldProps, fieldId, Help, Label } from './fields.js';

interface Props extends FieldProps {
  /** The text in the small markup: what somebody without JavaScript edits. */
  value: string;
  /** The same as HTML, for the editor. */
  html: string;
  /** Words that may be put in, each with what it stands for. */
  words: Record<string, string>;
  rows?: number;
}

const TOOLS: { attribute: string; label: string; key?: string }[] = [
  { attribute: 'bold', label: 'Vet', key: 'b' }, { attribute: 'italic', label: 'Cursief', key: 'i' }, { attribute: 'href', label: 'Link', key: 'k' },
  { attribute: 'heading1', label: 'Kop' }, { attribute: 'bullet', label: 'Lijst met punten' }, { attribute: 'number', label: 'Lijst met nummers' },
];

/** Several lines of text with bold, italics, links, a heading and lists. Without JavaScript: a text area with signs, and one line that explains them. */
export function RichText({ name, label, hint, error, optional, value, html, words, rows = 14 }: Props) {
  const { assets } = useShell();
  const signs = `${fieldId(name)}-tekens`;
  return (
    <div class={`field${error ? ' field--wrong' : ''}`}>
      <link rel="stylesheet" href={`${assets}/rich-text.css`} />
      <Label {...{ name, label, optional }} />
      <Help {...{ name, hint, error }} />
      <p class="hint without-script" id={signs}>Een lege regel maakt een nieuwe alinea. **Vet**, _cursief_, [een link](https://voorbeeld.nl), ## voor een kop, en - of 1. voor een lijst.</p>
      <textarea class={`utrecht-textarea utrecht-textarea--html-textarea${error ? ' utrecht-textarea--invalid' : ''}`} id={fieldId(name)} name={name} rows={rows} data-rich-html={html} {...described({ name, hint, error })}>{value}</textarea>
      <template><Toolbar id={`${fieldId(name)}-knoppen`} words={words} /></template>
      <script src={`${assets}/trix.min.js`} defer />
      <script src={`${assets}/rich-text.js`} defer />
    </div>
  );
}

/** What the script puts above the editor; Trix finds its buttons by their data attributes. */
function Toolbar({ id, words }: { id: string; words: Record<string, string> }) {
  return h('trix-toolbar', { id },
    <div class="rich-tools" role="group" aria-label="Opmaak">
      {TOOLS.map((tool) => <button key={tool.attribute} type="button" data-trix-attribute={tool.attribute} data-trix-key={tool.key} {...(tool.attribute === 'href' && { 'data-trix-action': 'link' })}>{tool.label}</button>)}
      <button type="button" data-trix-action="undo" data-trix-key="z">Ongedaan maken</button>
      <select aria-label="Voeg een invulwoord in">
        <option value="">Invulwoord…</option>
        {Object.entries(words).map(([word, meaning]) => <option key={word} value={`{${word}}`}>{`${word}: ${meaning}`}</option>)}
      </select>
    </div>,
    <div data-trix-dialogs>
      <div class="rich-link" data-trix-dialog="href" data-trix-dialog-attribute="href">
        <label>Adres van de link, met https:// of mailto:<input type="text" inputMode="url" name="href" autocomplete="off" required data-trix-input /></label>
        <button type="button" data-trix-method="setAttribute">Maak link</button>
        <button type="button" data-trix-method="removeAttribute">Haal link weg</button>
      </div>
    </div>,
  );
}
