import { PLACEHOLDERS } from '@bijeen/mail';

/** The words between braces that can be used. */
export function Placeholders() {
  return (
    <details class="details">
      <summary>Invulwoorden die je kunt gebruiken</summary>
      <dl class="facts">{Object.entries(PLACEHOLDERS).map(([name, example]) => <><dt><code>{`{${name}}`}</code></dt><dd>{example}</dd></>)}</dl>
    </details>
  );
}
