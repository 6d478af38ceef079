/** What a cell or field was read as, or a Dutch sentence with the remedy. */
export type Reading = { value: string } | { problem: string };

const MONTHS = ['jan', 'feb', 'maa|mrt|mar', 'apr', 'mei|may', 'jun', 'jul', 'aug', 'sep', 'okt|oct', 'nov', 'dec'].map((names) => new RegExp(`^(${names})`));

/** A day: "2026-03-18", "18-3-2026", "18/03/2026", "18 maart 2026". The result is YYYY-MM-DD; days that do not exist are refused. */
export function readDay(text: string): Reading {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]), text);
  const dutch = /^(\d{1,2})[-/. ](\d{1,2}|\p{L}{3,9}\.?)[-/. ](\d{4})$/u.exec(text);
  if (!dutch) return { problem: `„${short(text)}” lezen we niet als datum. Schrijf hem als 18-03-2026.` };
  const month = /\d/.test(dutch[2]!) ? Number(dutch[2]) : MONTHS.findIndex((names) => names.test(dutch[2]!.toLowerCase())) + 1;
  return dayOf(Number(dutch[3]), month, Number(dutch[1]), text);
}

function dayOf(year: number, month: number, day: number, text: string): Reading {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1900 && year <= 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { value: date.toISOString().slice(0, 10) } : { problem: `De datum „${short(text)}” bestaat niet.` };
}

/** A telephone number, kept as people write it. A spreadsheet that ate the first 0 gets it back. */
export function readPhone(text: string): Reading {
  const digits = text.replace(/\D/g, '').length;
  if (!/^[\d\s()+./-]{0,30}( ?(toestel|tst|ext)\.? ?\d{1,5})?$/i.test(text) || digits < 6 || digits > 20) {
    return { problem: `„${short(text)}” lezen we niet als telefoonnummer. Schrijf alleen het nummer, bijvoorbeeld 038 123 45 67.` };
  }
  return { value: /^[1-9]\d{8}$/.test(text) ? `0${text}` : text };
}

/** What a person typed, cut off where it would make the sentence too long. */
export function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
