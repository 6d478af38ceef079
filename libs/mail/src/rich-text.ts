/** A stretch of text in one look. Placeholders in it are still between braces. */
export interface RichRun {
  text: string;
  bold?: boolean;
  italic?: boolean;
  /** `https://…`, `mailto:…`; absent for ordinary text. */
  href?: string;
}

/** A block of a text as its writer meant it: lines of runs. A heading has one line, a list one per item. */
export interface RichBlock {
  kind: 'paragraph' | 'heading' | 'list' | 'numbered';
  lines: RichRun[][];
}

const HEADING = /^\s*##? +/;
const ITEM = /^\s*[-•*] +/;
const NUMBER = /^\s*\d{1,3}[.)] +/;
/** What means something in a line: an escaped sign, a placeholder (underscores in it are part of the name), a link, bold, italic. */
const SIGN = /\\([\\*_[\]()#.•-])|(\{\w+\})|\[((?:\\.|[^\]\\]){1,500})\]\(([^()\s]{0,2000})\)|(\*\*)|(_)/gu;
const WORD = /[\p{L}\p{N}]/u;

/**
 * The small markup in which organisers' texts are kept (docs/decisions/0022): `**vet**`, `_cursief_`, `[tekst](https://…)`, `## kop`,
 * `- punt`, `1. punt`; a blank line ends a paragraph, a backslash takes a sign's meaning away. A text without signs means what it always meant.
 */
export function parseRich(text: string): RichBlock[] {
  const blocks: RichBlock[] = [];
  let current: RichBlock | undefined;
  for (const line of text.split('\n')) {
    const kind = kindOf(line);
    if (line.trim() === '') current = undefined;
    else if (current?.kind === kind && kind !== 'heading') current.lines.push(runsOf(line, kind));
    else blocks.push((current = { kind, lines: [runsOf(line, kind)] }));
  }
  return blocks;
}

/** The markup of blocks; `parseRich` makes the same blocks of it. */
export function richMarkup(blocks: RichBlock[]): string {
  return blocks.map(({ kind, lines }) => lines.map((line, index) => START[kind](index) + lineMarkup(line, kind)).join('\n')).join('\n\n');
}

/** A text that was written before there was markup, with its signs made harmless. */
export function escapeMarkup(plain: string): string {
  return plain.split('\n').map((line) => (ITEM.test(line) ? `- ${escaped(line.replace(ITEM, ''))}` : unlike(escaped(line)))).join('\n');
}

/** The words without any sign, one string per line, for who looks for words. */
export function plainLines(text: string): string[] {
  return text.split('\n').map((line) => runsOf(line, kindOf(line)).map((run) => run.text).join(''));
}

const START: Record<RichBlock['kind'], (index: number) => string> = { paragraph: () => '', heading: () => '## ', list: () => '- ', numbered: (index) => `${index + 1}. ` };
const LEAD: Record<RichBlock['kind'], RegExp | null> = { paragraph: null, heading: HEADING, list: ITEM, numbered: NUMBER };

function kindOf(line: string): RichBlock['kind'] {
  if (HEADING.test(line)) return 'heading';
  if (ITEM.test(line)) return 'list';
  return NUMBER.test(line) ? 'numbered' : 'paragraph';
}

function runsOf(line: string, kind: RichBlock['kind']): RichRun[] {
  const lead = LEAD[kind];
  return mergedRuns(inline(lead ? line.replace(lead, '') : line, {}));
}

/** Reads the signs of one line. A sign that nothing closes is just a sign. */
function inline(text: string, outer: Omit<RichRun, 'text'>): RichRun[] {
  const runs: RichRun[] = [];
  const style = { ...outer };
  let from = 0;
  const say = (words: string): void => {
    if (words) runs.push({ text: words, ...style });
  };
  for (const match of text.matchAll(SIGN)) {
    const [whole, literal, placeholder, label, href, bold, italic] = match;
    const [before, after] = [text.slice(from, match.index), text.slice(match.index + whole.length)];
    if (placeholder !== undefined) continue;
    if (bold !== undefined && !mayToggle(Boolean(style.bold), text.slice(0, match.index), after, '**')) continue;
    if (italic !== undefined && !mayToggle(Boolean(style.italic), text.slice(0, match.index), after, '_')) continue;
    say(before);
    if (literal !== undefined) say(literal);
    else if (label !== undefined) runs.push(...inline(label, { ...style, href: href! }));
    else if (bold !== undefined) toggle(style, 'bold');
    else toggle(style, 'italic');
    from = match.index + whole.length;
  }
  say(text.slice(from));
  return runs;
}

function toggle(style: Omit<RichRun, 'text'>, look: 'bold' | 'italic'): void {
  if (style[look]) delete style[look];
  else style[look] = true;
}

/** Bold and italic begin before a word and end after one; an underscore inside a word is part of the word. */
function mayToggle(open: boolean, before: string, after: string, sign: '**' | '_'): boolean {
  if (open) return /\S$/.test(before) && (sign === '**' || !WORD.test(after.charAt(0)));
  const near = after.slice(0, 1000);
  const closes = sign === '**' ? /\S\*\*/.test(near) : /\S_(?![\p{L}\p{N}])/u.test(near);
  return /^\S/.test(after) && closes && (sign === '**' || !WORD.test(before.slice(-1)));
}

/** Neighbours that look the same become one. */
export function mergedRuns(runs: RichRun[]): RichRun[] {
  const merged: RichRun[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last && last.bold === run.bold && last.italic === run.italic && last.href === run.href) merged[merged.length - 1] = { ...last, text: last.text + run.text };
    else merged.push({ ...run });
  }
  return merged;
}

function lineMarkup(line: RichRun[], kind: RichBlock['kind']): string {
  const touches = (index: number): boolean => WORD.test(line[index - 1]?.text.slice(-1) ?? '') || WORD.test(line[index + 1]?.text.charAt(0) ?? '');
  const written = line.map((run, index) => runMarkup(touches(index) ? { ...run, italic: false } : run)).join('').replaceAll('****', '');
  return kind === 'paragraph' ? unlike(written) : written;
}

/** One run; the spaces around its words stay outside the signs. Half a word is not written in italics. */
function runMarkup(run: RichRun): string {
  const [, before, words, after] = /^(\s*)([^]*?)(\s*)$/.exec(run.text) as unknown as [string, string, string, string];
  if (words === '') return run.text;
  const inside = run.italic ? `_${escaped(words)}_` : escaped(words);
  const strong = run.bold ? `**${inside}**` : inside;
  return `${before}${run.href === undefined ? strong : `[${strong}](${run.href})`}${after}`;
}

/** Placeholders stay as they are. An underscore inside a word has no meaning, so it needs no backslash. */
function escaped(text: string): string {
  return text.replace(/(\{\w+\})|[\\[\]]|\*|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (sign, placeholder: string | undefined) => placeholder ?? `\\${sign}`);
}

/** A line of a paragraph that begins as a heading or an item would. */
function unlike(line: string): string {
  return line.replace(/^(\s*)(##? |[-•] )/, '$1\\$2').replace(/^(\s*\d{1,3})([.)] )/, '$1\\$2');
}
