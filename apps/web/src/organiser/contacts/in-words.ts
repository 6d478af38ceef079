import { type ContactView, FUNCTION_LABELS, ORGANISATION_KIND_LABELS, type PositionView } from '@bijeen/contacts';
import { type Day, longDate } from '@bijeen/platform';

/** "1 relatie", "1.980 relaties" */
export function contacts(amount: number): string {
  return amount === 1 ? '1 relatie' : `${number(amount)} relaties`;
}

/** "1 rij", "20 rijen" */
export function rows(amount: number): string {
  return amount === 1 ? '1 rij' : `${number(amount)} rijen`;
}

/** "1.234" */
export function number(amount: number): string {
  return new Intl.NumberFormat('nl-NL').format(amount);
}

/** "woensdag 18 maart 2026" */
export function day(date: Day): string {
  return longDate(new Date(`${date}T12:00:00Z`));
}

/** What somebody is called there: their own words, else our label, with the portfolio. */
export function office({ function: held, title, portfolio }: PositionView): string {
  return [title ?? FUNCTION_LABELS[held], portfolio].filter(Boolean).join(', ');
}

/** "Gemeente Zwolle"; of others also where they sit: "GGZ Oost (GGZ-instelling, Kampen)". */
export function employer({ organisation: { kind, name, municipality } }: PositionView): string {
  if (kind === 'MUNICIPALITY') return name;
  return `${name} (${[ORGANISATION_KIND_LABELS[kind], municipality?.name].filter(Boolean).join(', ')})`;
}

/** The position a list shows: the first that lasts, else the last that was. */
export function mainPosition({ positions }: ContactView): PositionView | null {
  return positions[0] ?? null;
}
