/** A text from outside, made harmless, or a Dutch sentence that says why it cannot be. */
export interface CleanText {
  text: string;
  problem: string | null;
}

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
/** Zero-width, soft hyphen, byte-order mark, and everything that turns the direction of reading: nobody sees them, so they go. */
const INVISIBLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
const CONTROL = /[\p{Cc}\p{Cs}\p{Co}]/u;
/** UTF-8 that was once read as Windows-1252: "Ã©" for é, "â€™" for an apostrophe. */
const BROKEN = /\ufffd|[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|â€[™œ\u009d“”˜¦]/u;

/** One line: white space of any kind becomes one space, invisible characters go; control characters and broken letters are refused. */
export function cleanLine(raw: string): CleanText {
  if (PLAIN.test(raw) && !raw.includes('  ')) return { text: raw, problem: null };
  return cleaned(raw.replace(/\s+/gu, ' '));
}

/** Several lines: as `cleanLine`, but line breaks stay. */
export function cleanLines(raw: string): CleanText {
  const lines = raw.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').split('\n').map((line) => cleanLine(line));
  return { text: lines.map(({ text }) => text).join('\n').replace(/\n{3,}/g, '\n\n').trim(), problem: lines.find(({ problem }) => problem)?.problem ?? null };
}

function cleaned(line: string): CleanText {
  const text = line.normalize('NFC').replace(INVISIBLE, '').trim();
  if (CONTROL.test(text)) return { text: '', problem: 'Hier staat een onzichtbaar stuurteken in. Typ de tekst opnieuw, zonder te plakken.' };
  if (BROKEN.test(text)) return { text: '', problem: 'Hier zijn letters met een accent stukgegaan. Typ ze opnieuw, of bewaar het bestand als CSV UTF-8.' };
  return { text, problem: null };
}
