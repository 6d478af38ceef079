import { PAPER, readableColour } from './mail-colour.js';
import type { MailBlock, MailButton, MailContent } from './mail-content.js';
import { footerLines } from './mail-footer.js';
import { beforePreheader, CLOSE_FRAME, FONT, HEAD, openFrame, RULE, SMALL, TEXT } from './mail-look.js';
import { linkedPieces, type Linking } from './mail-links.js';
import { leadsTo, linesOf, pieces, PLACES, resolve, type Piece } from './mail-pieces.js';
import { paragraphs } from './mail-paragraphs.js';
import type { TextPart } from './placeholders.js';
import { richHtmlPieces } from './rich-pieces.js';

type Common = Record<string, string>;

const TABLE = 'cellpadding="0" cellspacing="0" border="0"';

/**
 * The HTML part: tables where Outlook needs them and inline style (`mail-look.ts`), nothing from elsewhere (R34), under 100 KB. What
 * it may and may not hold is checked by `markupFaults`.
 */
export function htmlPieces(content: MailContent): Piece[] {
  const common = content.values ?? {};
  const colour = readableColour(content.sender.colour);
  const subject = pieces(resolve(content.subject, common), 'line');
  return [
    fixed(HEAD),
    ...subject,
    fixed(beforePreheader(colour)),
    ...pieces(resolve(content.preheader, common), 'line'),
    fixed(openFrame(colour)),
    fixed(`${brand(content.sender)}<h1 class="ink title" style="${FONT};font-size:24px;line-height:31px;font-weight:bold;color:#1D2B36;margin:0 0 16px;padding:0">`),
    ...subject,
    fixed('</h1>\n'),
    ...content.blocks.flatMap((block) => blockPieces(block, common, colour)),
    fixed(RULE),
    ...footerPieces(content, colour),
    fixed(CLOSE_FRAME),
  ];
}

/** Who sends, above the title: the logo with the name as its text, or the name. The logo is a part of the mail itself, never fetched. */
function brand({ name, logo }: MailContent['sender']): string {
  const inside = logo ? `<img class="logo" src="${logo.src}" alt="${PLACES.line(name)}" width="${logo.width}" height="${logo.height}" style="display:block;border:0;max-width:100%;height:auto;background-color:${PAPER}">` : PLACES.line(name);
  return `<p class="soft" style="${SMALL};font-weight:bold;margin:0 0 10px">${inside}</p>\n`;
}

function blockPieces(block: MailBlock, common: Common, colour: string): Piece[] {
  switch (block.kind) {
    case 'text':
      return flow(resolve(block.text, common), { style: TEXT, className: 'ink' }, { common, colour });
    case 'rich':
      return richHtmlPieces(block.text, { style: TEXT, className: 'ink' }, { common, colour });
    case 'small':
      return flow(resolve(block.text, common), { style: SMALL, className: 'soft' }, { common, colour });
    case 'facts':
      return [
        fixed(`<table width="100%" ${TABLE} style="margin:0 0 16px;border-collapse:collapse">\n`),
        ...block.facts.flatMap(({ label, text }) => [
          fixed(`<tr><th scope="row" class="cell label soft" width="110" align="left" valign="top" style="${TEXT};color:#5A646C;font-weight:normal;text-align:left;word-break:normal;overflow-wrap:break-word;padding:3px 12px 3px 0">`),
          ...pieces(resolve(label, common), 'html'),
          fixed(`</th><td class="cell ink" valign="top" style="${TEXT};padding:3px 0">`),
          ...linkedPieces(resolve(text, common), { common, colour }),
          fixed('</td></tr>\n'),
        ]),
        fixed('</table>\n'),
      ];
    case 'buttons':
      return inRows(block.buttons).flatMap((row) => [
        fixed(`<table role="presentation" class="buttons" ${TABLE} style="margin:0 0 16px"><tr>`),
        ...row.flatMap((button, index) => [...(index > 0 ? [fixed('<td class="gap" width="12" style="font-size:10px;line-height:10px">&nbsp;</td>')] : []), ...buttonPieces(button, common, colour)]),
        fixed('</tr></table>\n'),
      ]);
  }
}

/** Two beside each other fit on 600 px, also with long words. */
function inRows(buttons: MailButton[]): MailButton[][] {
  return buttons.flatMap((_, index) => (index % 2 === 0 ? [buttons.slice(index, index + 2)] : []));
}

/** A cell with a colour, a border and room in it: that is a button in every program, Word included. */
function buttonPieces(button: MailButton, common: Common, colour: string): Piece[] {
  const primary = button.style === 'primary';
  const [ground, text] = primary ? [colour, PAPER] : [PAPER, colour];
  return [
    fixed(`<td class="button ${primary ? 'primary' : 'plain'}" align="center" bgcolor="${ground}" style="background-color:${ground};border:2px solid ${colour};border-radius:6px;mso-padding-alt:12px 22px"><a class="button-text" href="`),
    leadsTo(button, 'html'),
    fixed(`" style="${FONT};font-size:17px;line-height:24px;font-weight:bold;text-decoration:none;color:${text};display:inline-block;padding:12px 22px">`),
    ...pieces(resolve(button.label, common), 'line'),
    fixed('</a></td>'),
  ];
}

function flow(parts: TextPart[], { style, className }: { style: string; className: string }, linking: Linking): Piece[] {
  return paragraphs(linesOf(parts)).flatMap(({ kind, lines }) => {
    if (kind === 'paragraph') {
      const inside = lines.flatMap((line, index) => [...(index > 0 ? [fixed('<br>\n')] : []), ...linkedPieces(line, linking)]);
      return [fixed(`<p class="${className}" style="${style};margin:0 0 16px">`), ...inside, fixed('</p>\n')];
    }
    const items = lines.flatMap((line) => [fixed('<li style="margin:0 0 6px">'), ...linkedPieces(line, linking), fixed('</li>\n')]);
    return [fixed(`<ul class="${className}" style="${style};margin:0 0 16px 22px;padding:0">\n`), ...items, fixed('</ul>\n')];
  });
}

function footerPieces(content: MailContent, colour: string): Piece[] {
  return footerLines(content).flatMap(({ parts, when, link }) => {
    const rest = when ? { when } : {};
    const opened = { fixed: `<p class="soft" style="${SMALL};margin:0 0 8px">`, ...rest };
    const linked: Piece[] = link ? [fixed(`<br><a class="link" style="color:${colour};text-decoration:underline;display:inline-block;padding:12px 24px 12px 0" href="`), { link: link.purpose, query: '', place: 'html' }, fixed(`">${link.label}</a>`)] : [];
    return [opened, ...pieces(parts, 'html', when), ...linked, { fixed: '</p>\n', ...rest }];
  });
}

function fixed(html: string): Piece {
  return { fixed: html };
}
