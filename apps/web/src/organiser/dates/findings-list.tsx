import type { CheckedDate } from '@bijeen/dates';
import { SEVERITIES } from './date-words.js';

/** What speaks against a date, each with its weight in a word. */
export function FindingsList({ findings }: Pick<CheckedDate, 'findings'>) {
  if (findings.length === 0) return <p class="muted">Niets gevonden wat tegen deze datum pleit.</p>;
  return (
    <ul class="findings">
      {findings.map(({ severity, text }) => <li key={text}><span class={`tag tag--${SEVERITIES[severity].tag}`}>{SEVERITIES[severity].label}</span> {text}</li>)}
    </ul>
  );
}
