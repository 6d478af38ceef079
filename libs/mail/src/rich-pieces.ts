import { linkedPieces, type Linking } from './mail-links.js';
import { linesOf, pieces, resolve, type Piece, type Place } from './mail-pieces.js';
import { paragraphs } from './mail-paragraphs.js';
import type { TextPart } from './placeholders.js';
import { parseRich, type RichBlock, type RichRun } from './rich-text.js';

type Common = Record<string, string>;
/** A part that knows in which look it stands. What people filled in never becomes markup: it is put in after the markup was read. */
type Part = TextPart & { look?: RichRun };

/** A block whose lines are filled in. */
interface FilledBlock {
  kind: RichBlock['kind'];
  lines: Part[][];
}

/** How the HTML part dresses an organiser's text. */
export interface RichDress {
  /** Inline style of running text, and the class by which dark mode finds it. */
  style: string;
  className: string;
}

const HEADING = 'font-size:20px;line-height:26px;font-weight:bold;margin:24px 0 8px';

/** An organiser's text as HTML. */
export function richHtmlPieces(text: string, { style, className }: RichDress, linking: Linking): Piece[] {
  const begin = (tag: string, rest: string): Piece => fixed(`<${tag} class="${className}" style="${style};${rest}">`);
  const htmlLine = (line: Part[]): Piece[] => dressedLine(line, linking);
  return blocksOf(text, linking.common).flatMap(({ kind, lines }): Piece[] => {
    if (kind === 'heading') return [begin('h2', HEADING), ...lines.flatMap(htmlLine), fixed('</h2>\n')];
    if (kind === 'paragraph') return [begin('p', 'margin:0 0 16px'), ...lines.flatMap((line, index) => [...(index > 0 ? [fixed('<br>\n')] : []), ...htmlLine(line)]), fixed('</p>\n')];
    const tag = kind === 'list' ? 'ul' : 'ol';
    return [begin(tag, 'margin:0 0 16px 22px;padding:0'), fixed('\n'), ...lines.flatMap((line) => [fixed('<li style="margin:0 0 6px">'), ...htmlLine(line), fixed('</li>\n')]), fixed(`</${tag}>\n`)];
  });
}

/** The same as plain text: no signs, and behind each link its address. */
export function richTextPieces(text: string, common: Common): Piece[] {
  return blocksOf(text, common).flatMap(({ kind, lines }, index) => {
    const before = (item: number): string => (kind === 'list' ? '- ' : kind === 'numbered' ? `${item + 1}. ` : '');
    return [...(index > 0 ? [fixed('\n')] : []), ...lines.flatMap((line, item) => [fixed(before(item)), ...textLine(line), fixed('\n')])];
  });
}

/** Blocks with what is the same for everybody filled in. A value of several lines, such as the programme, brings its own paragraphs and lists. */
function blocksOf(text: string, common: Common): FilledBlock[] {
  return parseRich(text).flatMap(({ kind, lines }): FilledBlock[] => {
    const filled = lines.map((line) => line.flatMap((run): Part[] => resolve(run.text, common).map((part) => ({ ...part, look: run }))));
    const severalLines = filled.some((line) => line.some((part) => 'text' in part && part.text.includes('\n')));
    if (kind !== 'paragraph' || !severalLines) return [{ kind, lines: filled }];
    return paragraphs(filled.flatMap(brokenLine));
  });
}

/** A line at whose parts line breaks were filled in, as several lines; each part keeps its look. */
function brokenLine(line: Part[]): Part[][] {
  const lines: Part[][] = [[]];
  for (const part of line) {
    linesOf([part]).forEach((piece, index) => {
      if (index > 0) lines.push([]);
      lines.at(-1)!.push(...piece.map((each): Part => ({ ...each, ...(part.look && { look: part.look }) })));
    });
  }
  return lines;
}

function dressedLine(line: Part[], linking: Linking): Piece[] {
  return byLook(line, 'html', {
    plain: (parts) => linkedPieces(parts, linking),
    dress: ({ bold, italic }, inside) => [fixed(`${bold ? '<strong>' : ''}${italic ? '<em>' : ''}`), ...inside, fixed(`${italic ? '</em>' : ''}${bold ? '</strong>' : ''}`)],
    link: (_label, href, inside) => [fixed(`<a class="link" style="color:${linking.colour};text-decoration:underline" href="`), ...pieces(resolve(href, {}), 'html'), fixed('">'), ...inside, fixed('</a>')],
  });
}

function textLine(line: Part[]): Piece[] {
  return byLook(line, 'text', {
    plain: (parts) => pieces(parts, 'text'),
    dress: (_look, inside) => inside,
    link: (label, href, inside) => {
      const target = href.replace(/^mailto:/, '');
      return label === target ? inside : [...inside, fixed(' ('), ...pieces(resolve(target, {}), 'text'), fixed(')')];
    },
  });
}

/** How a stretch in one look is written, and what goes around a link. */
interface Writer {
  /** Text that leads nowhere by itself. */
  plain: (parts: Part[]) => Piece[];
  dress: (look: RichRun, inside: Piece[]) => Piece[];
  link: (label: string, href: string, inside: Piece[]) => Piece[];
}

/** Gathers neighbours of one look, and neighbouring looks of one link. */
function byLook(line: Part[], place: Place, { plain, dress, link }: Writer): Piece[] {
  return grouped(line, (part) => part.look?.href).flatMap((linked) => {
    const looks = grouped(linked, (part) => part.look);
    const href = linked[0]!.look?.href;
    const dressed = looks.flatMap((same) => dress(same[0]!.look ?? { text: '' }, href === undefined ? plain(same) : pieces(same, place)));
    return href === undefined ? dressed : link(looks.map((same) => same[0]!.look?.text ?? '').join(''), href, dressed);
  });
}

/** Cuts a row wherever `keyOf` changes. */
function grouped<Item>(row: Item[], keyOf: (item: Item) => unknown): Item[][] {
  const groups: Item[][] = [];
  for (const item of row) {
    const last = groups.at(-1);
    if (last && keyOf(last[0]!) === keyOf(item)) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

function fixed(text: string): Piece {
  return { fixed: text };
}
