import type { TextPart } from './placeholders.js';

/** A text block as a reader sees it: paragraphs of lines, and lists of items. */
export interface Paragraph {
  kind: 'paragraph' | 'list';
  lines: TextPart[][];
}

/** Blank lines separate paragraphs; lines that start with "- " are the items of a list. */
export function paragraphs(lines: TextPart[][]): Paragraph[] {
  const result: Paragraph[] = [];
  let current: Paragraph | undefined;
  for (const line of lines) {
    const text = itemText(line);
    const kind = text ? 'list' : 'paragraph';
    if (isBlank(line)) current = undefined;
    else if (current?.kind === kind) current.lines.push(text ?? line);
    else result.push((current = { kind, lines: [text ?? line] }));
  }
  return result;
}

function isBlank(line: TextPart[]): boolean {
  return line.every((part) => 'text' in part && part.text.trim() === '');
}

function itemText(line: TextPart[]): TextPart[] | undefined {
  const [first, ...rest] = line;
  if (!first || !('text' in first) || !/^\s*[-•*] /.test(first.text)) return undefined;
  return [{ text: first.text.replace(/^\s*[-•*] +/, '') }, ...rest];
}
