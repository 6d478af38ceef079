import type { ComponentChildren, JSX } from 'preact';
import { useShell } from '../page/view.js';
import type { FormErrors } from './read-form.js';

/** What every field has. */
export interface FieldProps {
  name: string;
  label: string;
  /** One line under the label that helps to fill it in. */
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
}

interface TextProps extends FieldProps {
  value?: unknown;
  type?: 'text' | 'email' | 'tel' | 'date' | 'time' | 'number' | 'password' | 'search' | 'url' | 'color' | 'datetime-local';
  inputMode?: 'numeric' | 'text';
  autocomplete?: string;
  width?: 'short' | 'medium' | 'full';
}

interface ChoiceProps extends FieldProps {
  /** Value → what a person reads. */
  options: Record<string, ComponentChildren>;
}

/** A form that posts, with the proof that it came from our own page (R25). */
export function Form({ action, multipart, children, ...rest }: { action?: string; multipart?: boolean; children: ComponentChildren; class?: string; id?: string }) {
  const { csrf } = useShell();
  return (
    <form method="post" action={action} enctype={multipart ? 'multipart/form-data' : undefined} noValidate {...rest}>
      {csrf && <input type="hidden" name="csrf" value={csrf} />}
      {children}
    </form>
  );
}

/** The list of everything that is wrong, at the top of the page; each line jumps to its field. */
export function ErrorSummary({ errors }: { errors: FormErrors }) {
  const wrong = Object.entries(errors);
  if (wrong.length === 0) return null;
  return (
    <section class="alert alert--error" role="alert" aria-labelledby="wat-is-er-mis" tabIndex={-1}>
      <h2 id="wat-is-er-mis">{wrong.length === 1 ? 'Er is nog iets niet goed' : `Er zijn nog ${wrong.length} dingen niet goed`}</h2>
      <ul>{wrong.map(([name, message]) => <li key={name}><a href={`#${fieldId(name)}`}>{message}</a></li>)}</ul>
    </section>
  );
}

/** One line of text, a date, a time, a number. */
export function TextField({ name, label, hint, error, optional, value, type = 'text', inputMode, autocomplete, width = 'full' }: TextProps) {
  return (
    <div class={`field${error ? ' field--wrong' : ''}`}>
      <Label {...{ name, label, optional }} />
      <Help {...{ name, hint, error }} />
      <input {...({ type } as JSX.IntrinsicElements['input'])} class={`utrecht-textbox utrecht-textbox--html-input input--${width}${error ? ' utrecht-textbox--invalid' : ''}`} id={fieldId(name)} name={name} value={text(value)} inputMode={inputMode} autocomplete={autocomplete} {...described({ name, hint, error })} />
    </div>
  );
}

/** Several lines of text. */
export function TextArea({ name, label, hint, error, optional, value, rows = 4 }: TextProps & { rows?: number }) {
  return (
    <div class={`field${error ? ' field--wrong' : ''}`}>
      <Label {...{ name, label, optional }} />
      <Help {...{ name, hint, error }} />
      <textarea class={`utrecht-textarea utrecht-textarea--html-textarea${error ? ' utrecht-textarea--invalid' : ''}`} id={fieldId(name)} name={name} rows={rows} {...described({ name, hint, error })}>{text(value)}</textarea>
    </div>
  );
}

/** One of many, folded. */
export function Select({ name, label, hint, error, optional, value, options, empty }: ChoiceProps & { value?: unknown; empty?: string }) {
  return (
    <div class={`field${error ? ' field--wrong' : ''}`}>
      <Label {...{ name, label, optional }} />
      <Help {...{ name, hint, error }} />
      <select class="utrecht-select utrecht-select--html-select input--medium" id={fieldId(name)} name={name} {...described({ name, hint, error })}>
        {empty !== undefined && <option value="">{empty}</option>}
        {Object.entries(options).map(([key, shown]) => <option key={key} value={key} selected={key === text(value)}>{shown}</option>)}
      </select>
    </div>
  );
}

/** One of a few, all in sight. */
export function Radios({ name, label, hint, error, value, options }: ChoiceProps & { value?: unknown }) {
  return (
    <Choices {...{ name, label, hint, error }}>
      {Object.entries(options).map(([key, shown], index) => (
        <Choice key={key} type="radio" name={name} value={key} id={index === 0 ? fieldId(name) : `${fieldId(name)}-${key}`} checked={key === text(value)}>{shown}</Choice>
      ))}
    </Choices>
  );
}

/** Any of a few. The form sends one value or a list. */
export function Checkboxes({ name, label, hint, error, values, options }: ChoiceProps & { values: readonly string[] }) {
  return (
    <Choices {...{ name, label, hint, error }}>
      {Object.entries(options).map(([key, shown], index) => (
        <Choice key={key} type="checkbox" name={name} value={key} id={index === 0 ? fieldId(name) : `${fieldId(name)}-${key}`} checked={values.includes(key)}>{shown}</Choice>
      ))}
    </Choices>
  );
}

/** Yes or no. Sends `ja` when ticked. */
export function Tick({ name, label, hint, error, checked }: FieldProps & { checked?: boolean }) {
  return (
    <div class={`field${error ? ' field--wrong' : ''}`}>
      <Choice type="checkbox" name={name} value="ja" id={fieldId(name)} checked={checked ?? false}>{label}</Choice>
      <Help {...{ name, hint, error }} />
    </div>
  );
}

/** The anchor of a field, to which the error summary jumps. */
export function fieldId(name: string): string {
  return `veld-${name.replaceAll('.', '-')}`;
}

function Choices({ name, label, hint, error, children }: FieldProps & { children: ComponentChildren }) {
  return (
    <fieldset class={`field${error ? ' field--wrong' : ''}`} {...described({ name, hint, error })}>
      <legend>{label}</legend>
      <Help {...{ name, hint, error }} />
      {children}
    </fieldset>
  );
}

function Choice({ type, name, value, id, checked, children }: { type: 'radio' | 'checkbox'; name: string; value: string; id: string; checked: boolean; children: ComponentChildren }) {
  return (
    <div class="choice">
      <input class={type === 'radio' ? undefined : 'utrecht-checkbox'} type={type} name={name} value={value} id={id} checked={checked} />
      <label for={id}>{children}</label>
    </div>
  );
}

/** The name of a field. */
export function Label({ name, label, optional }: Pick<FieldProps, 'name' | 'label' | 'optional'>) {
  return <label class="utrecht-form-label" for={fieldId(name)}>{label}{optional && <span class="optional"> (niet verplicht)</span>}</label>;
}

/** The hint and the error of a field. */
export function Help({ name, hint, error }: Pick<FieldProps, 'name' | 'hint' | 'error'>) {
  return (
    <>
      {hint && <p class="utrecht-form-field-description hint" id={`${fieldId(name)}-hulp`}>{hint}</p>}
      {error && <p class="utrecht-form-field-error-message field-error" id={`${fieldId(name)}-fout`}>{error}</p>}
    </>
  );
}

/** Ties a field to its hint and its error. */
export function described({ name, hint, error }: Pick<FieldProps, 'name' | 'hint' | 'error'>): { 'aria-describedby'?: string; 'aria-invalid'?: 'true' } {
  const ids = [hint && `${fieldId(name)}-hulp`, error && `${fieldId(name)}-fout`].filter(Boolean).join(' ');
  return { ...(ids && { 'aria-describedby': ids }), ...(error && { 'aria-invalid': 'true' }) };
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
