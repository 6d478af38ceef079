import { fieldId } from '@bijeen/ui';

interface SuggestProps {
  name: string;
  label: string;
  hint: string;
  error?: string | undefined;
  value: unknown;
  suggestions: readonly string[];
}

/** One line of text, with common answers to choose from; any other text is fine too. */
export function SuggestField({ name, label, hint, error, value, suggestions }: SuggestProps) {
  const id = fieldId(name);
  return (
    <div class={`field${error ? ' field--wrong' : ''}`}>
      <label class="utrecht-form-label" for={id}>{label}</label>
      <p class="utrecht-form-field-description hint" id={`${id}-hulp`}>{hint}</p>
      {error && <p class="utrecht-form-field-error-message field-error" id={`${id}-fout`}>{error}</p>}
      <input class={`utrecht-textbox utrecht-textbox--html-input${error ? ' utrecht-textbox--invalid' : ''}`} id={id} name={name} list={`${id}-voorstellen`} value={typeof value === 'string' ? value : ''} aria-describedby={error ? `${id}-hulp ${id}-fout` : `${id}-hulp`} aria-invalid={error ? 'true' : undefined} />
      <datalist id={`${id}-voorstellen`}>{suggestions.map((suggestion) => <option key={suggestion} value={suggestion} />)}</datalist>
    </div>
  );
}
