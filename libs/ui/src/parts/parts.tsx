import type { ComponentChildren } from 'preact';

const BUTTON = { primary: 'utrecht-button--primary-action', secondary: 'utrecht-button--secondary-action', danger: 'utrecht-button--primary-action utrecht-button--danger' };

/** A message with a meaning: colour never speaks alone, so it starts with a word. */
export function Alert({ kind, title, children }: { kind: 'info' | 'ok' | 'warning' | 'error'; title: string; children?: ComponentChildren }) {
  return (
    <section class={`alert alert--${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <p class="alert__title">{title}</p>
      {children}
    </section>
  );
}

/** A link that looks like a button: goes somewhere, changes nothing. */
export function ButtonLink({ href, kind = 'secondary', children }: { href: string; kind?: 'primary' | 'secondary'; children: ComponentChildren }) {
  return <a class={`utrecht-button utrecht-button--${kind}-action`} href={href}>{children}</a>;
}

/** The button that does what the form is for. */
export function Button({ kind = 'primary', name, value, children }: { kind?: 'primary' | 'secondary' | 'danger'; name?: string; value?: string; children: ComponentChildren }) {
  return <button class={`utrecht-button ${BUTTON[kind]}`} name={name} value={value}>{children}</button>;
}

/** A bar from 0 to 100 with pieces drawn on it; whoever uses it says the same in words beside it. */
export function Track({ pieces }: { pieces: { kind: 'yes' | 'invited' | 'no' | 'maybe' | 'none'; from: number; to: number }[] }) {
  return (
    <svg class="bar__picture" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="bar__rest" width="100" height="6" />
      {pieces.map(({ kind, from, to }) => <rect key={`${kind} ${from}`} class={`bar__part bar__part--${kind}`} x={from} width={to - from} height="6" />)}
    </svg>
  );
}

/** A bar of one or more parts out of a whole, with the numbers as text beside it (the picture itself is hidden from screen readers). */
export function Bar({ label, parts, whole }: { label: string; parts: { kind: 'yes' | 'invited' | 'no' | 'maybe' | 'none'; amount: number; label: string }[]; whole: number }) {
  let to = 0;
  const pieces = parts.map(({ kind, amount }) => ({ kind, from: to, to: (to += whole === 0 ? 0 : (100 * amount) / whole) }));
  return (
    <div class="bar">
      <p class="bar__label"><strong>{label}</strong> {parts.map((part) => `${part.amount} ${part.label}`).join(', ')}</p>
      <Track pieces={pieces} />
    </div>
  );
}

/** What will be here, and the first step towards it. */
export function Empty({ children, action }: { children: ComponentChildren; action?: { href: string; label: string } }) {
  return (
    <div class="empty">
      <p>{children}</p>
      {action && <p><ButtonLink href={action.href} kind="primary">{action.label}</ButtonLink></p>}
    </div>
  );
}

/** A table that becomes a stack of cards on a phone: give each cell the header it belongs to. */
export function Table({ caption, headers, rows }: { caption: string; headers: string[]; rows: { key: string; cells: ComponentChildren[] }[] }) {
  return (
    <div class="table-frame">
      <table class="table">
        <caption>{caption}</caption>
        <thead><tr>{headers.map((header) => <th key={header} scope="col">{header}</th>)}</tr></thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>{cells.map((cell, index) => <td key={headers[index]} data-label={headers[index]}>{cell}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** On to the next page of a list that is read by key. */
export function NextPage({ href }: { href: string | null }) {
  return href ? <p class="next-page"><ButtonLink href={href}>Volgende</ButtonLink></p> : null;
}
