/** What an empty or a wrong value leaves behind in a sentence; name → what it looks like on one line. */
const TRACES: [string, RegExp][] = [
  ['a value that is not one', /undefined|\bnull\b|NaN|\[object|[{}]/],
  ['nothing between marks', /\(\s*\)|“”|‘’/],
  ['two spaces', /\S {2,}\S/],
  ['a space before a mark', /\S [,.;:!?](\s|$)/],
  ['two marks', /[,.]{2}|,\.|\?\.|!\./],
  ['an hour without digits', /\b(om|tot|van) uur\b/],
];

/** What no person would have written so, line by line, in the text part of a mail; empty when all is well. Initials (“A. de Boer”) begin no sentence. */
export function oddDutch(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => !line.startsWith('https://') && line !== '').flatMap((line) => {
    const small = /^\p{Ll}/u.test(line) || [...line.matchAll(/(\S*[.!?]) \p{Ll}/gu)].some(([, before]) => !/^(\p{Lu}\.)+$/u.test(before!));
    return [...TRACES.filter(([, pattern]) => pattern.test(line)).map(([name]) => `${name}: ${line}`), ...(small ? [`a sentence that begins small: ${line}`] : [])];
  });
}
