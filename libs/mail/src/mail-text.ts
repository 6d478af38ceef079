import type { MailBlock, MailContent } from './mail-content.js';
import { footerLines } from './mail-footer.js';
import { leadsTo, linesOf, oneLine, pieces, resolve, type Piece } from './mail-pieces.js';
import { paragraphs } from './mail-paragraphs.js';
import type { TextPart } from './placeholders.js';
import { richTextPieces } from './rich-pieces.js';

type Common = Record<string, string>;

/** The plain text part, from the same blocks as the HTML, so that it has everything the HTML has (R39). */
export function plainTextPieces(content: MailContent): Piece[] {
  const common = content.values ?? {};
  const blocks = content.blocks.flatMap((block) => [...blockPieces(block, common), fixed('\n')]);
  return [fixed(`${oneLine(content.sender.name)}\n\n`), ...pieces(resolve(content.subject, common), 'text'), fixed('\n\n'), ...blocks, fixed('-- \n'), ...footerPieces(content)];
}

/** The subject line. */
export function subjectPieces(content: MailContent): Piece[] {
  return pieces(resolve(content.subject.replace(/\s+/g, ' '), content.values ?? {}), 'text');
}

function blockPieces(block: MailBlock, common: Common): Piece[] {
  switch (block.kind) {
    case 'text':
    case 'small':
      return flow(resolve(block.text, common));
    case 'rich':
      return richTextPieces(block.text, common);
    case 'facts':
      return block.facts.flatMap(({ label, text }) => [...pieces(resolve(label, common), 'text'), fixed(': '), ...pieces(resolve(text, common), 'text'), fixed('\n')]);
    case 'buttons':
      return block.buttons.flatMap((button) => [...pieces(resolve(button.label, common), 'text'), fixed(':\n'), leadsTo(button, 'text'), fixed('\n')]);
  }
}

function flow(parts: TextPart[]): Piece[] {
  return paragraphs(linesOf(parts)).flatMap(({ kind, lines }, index) => {
    const before = kind === 'list' ? '- ' : '';
    return [...(index > 0 ? [fixed('\n')] : []), ...lines.flatMap((line) => [fixed(before), ...pieces(line, 'text'), fixed('\n')])];
  });
}

function footerPieces(content: MailContent): Piece[] {
  return footerLines(content).flatMap(({ parts, when, link }) => {
    const linked: Piece[] = link ? [{ fixed: ` ${link.label}:\n` }, { link: link.purpose, query: '', place: 'text' }] : [];
    return [...pieces(parts, 'text', when), ...linked, { fixed: '\n', ...(when ? { when } : {}) }];
  });
}

function fixed(text: string): Piece {
  return { fixed: text };
}
