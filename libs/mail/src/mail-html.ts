import { readableColour } from './mail-colour.js';
import type { MailBlock, MailButton, MailContent } from './mail-content.js';
import { footerLines } from './mail-footer.js';
import { linesOf, pieces, PLACES, resolve, type Piece } from './mail-pieces.js';
import { paragraphs } from './mail-paragraphs.js';
import type { TextPart } from './placeholders.js';
import { richHtmlPieces } from './rich-pieces.js';

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const TEXT = `${FONT};font-size:17px;line-height:1.5;color:#1D2B36`;
const SMALL = `${FONT};font-size:14px;line-height:1.5;color:#5A646C`;

/** Mail programs that know dark mode get our own; the others keep the light one, with inline styles only. */
const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.sand{background:#16212A!important}.paper{background:#1D2B36!important}.ink{color:#FFFDF9!important}.soft{color:#C3CAD0!important}.link{color:#8FD3CE!important}.plain{background:#1D2B36!important;color:#8FD3CE!important;border-color:#8FD3CE!important}}
@media (max-width:480px){.inside{padding:20px 18px!important}.button{display:block!important;text-align:center!important}}`;

type Common = Record<string, string>;

/** The HTML part: tables only where mail programs need them, inline style, nothing from elsewhere (R34), under 100 KB. */
export function htmlPieces(content: MailContent): Piece[] {
  const common = content.values ?? {};
  const colour = readableColour(content.sender.colour);
  const subject = pieces(resolve(content.subject, common), 'line');
  return [
    fixed(`<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n<title>`),
    ...subject,
    fixed(`</title>\n<style>${STYLE}</style>\n</head>\n<body class="sand" style="margin:0;padding:0;background:#F6EFE4">\n<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">`),
    ...pieces(resolve(content.preheader, common), 'line'),
    fixed(`</div>\n<div role="main" lang="nl">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:16px 8px">\n<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#FFFDF9;border-top:6px solid ${colour}"><tr><td class="inside" style="padding:28px 32px">\n${brand(content.sender)}<h1 class="ink" style="${FONT};font-size:24px;line-height:1.3;color:#1D2B36;margin:0 0 20px">`),
    ...subject,
    fixed('</h1>\n'),
    ...content.blocks.flatMap((block) => blockPieces(block, common, colour)),
    fixed('<hr style="border:0;border-top:1px solid #8A7F70;margin:28px 0 16px">\n'),
    ...footerPieces(content),
    fixed('</td></tr></table>\n</td></tr></table>\n</div>\n</body>\n</html>\n'),
  ];
}

/** Who sends, above the title: the logo with the name as its text, or the name. */
function brand({ name, logo }: MailContent['sender']): string {
  const inside = logo ? `<img src="${logo.src}" alt="${PLACES.line(name)}" width="${logo.width}" height="${logo.height}" style="display:block;border:0;max-width:100%;height:auto">` : PLACES.line(name);
  return `<p class="soft" style="${SMALL};margin:0 0 12px">${inside}</p>\n`;
}

function blockPieces(block: MailBlock, common: Common, colour: string): Piece[] {
  switch (block.kind) {
    case 'text':
      return flow(resolve(block.text, common), { style: TEXT, className: 'ink' });
    case 'rich':
      return richHtmlPieces(block.text, common, { style: TEXT, className: 'ink' });
    case 'small':
      return flow(resolve(block.text, common), { style: SMALL, className: 'soft' });
    case 'facts':
      return [
        fixed('<table cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px;border-collapse:collapse">\n'),
        ...block.facts.flatMap(({ label, text }) => [
          fixed(`<tr><th scope="row" align="left" valign="top" class="soft" style="${TEXT};color:#5A646C;font-weight:normal;padding:4px 16px 4px 0">`),
          ...pieces(resolve(label, common), 'html'),
          fixed(`</th><td valign="top" class="ink" style="${TEXT};padding:4px 0;word-break:break-word;overflow-wrap:anywhere">`),
          ...pieces(resolve(text, common), 'html'),
          fixed('</td></tr>\n'),
        ]),
        fixed('</table>\n'),
      ];
    case 'buttons':
      return [fixed('<p style="margin:8px 0 20px">\n'), ...block.buttons.flatMap((button) => buttonPieces(button, common, colour)), fixed('</p>\n')];
  }
}

function buttonPieces(button: MailButton, common: Common, colour: string): Piece[] {
  const look = button.style === 'primary' ? `background:${colour};color:#ffffff` : `background:#FFFDF9;color:${colour}`;
  const className = button.style === 'primary' ? 'button' : 'button plain';
  return [
    fixed('<a href="'),
    { link: button.link, query: button.query ?? '', place: 'html' },
    fixed(`" class="${className}" style="${FONT};font-size:17px;line-height:1.3;font-weight:bold;text-decoration:none;display:inline-block;padding:12px 22px;margin:0 8px 10px 0;border:2px solid ${colour};border-radius:6px;${look}">`),
    ...pieces(resolve(button.label, common), 'line'),
    fixed('</a>\n'),
  ];
}

function flow(parts: TextPart[], { style, className }: { style: string; className: string }): Piece[] {
  return paragraphs(linesOf(parts)).flatMap(({ kind, lines }) => {
    if (kind === 'paragraph') {
      const inside = lines.flatMap((line, index) => [...(index > 0 ? [fixed('<br>\n')] : []), ...pieces(line, 'html')]);
      return [fixed(`<p class="${className}" style="${style};margin:0 0 16px">`), ...inside, fixed('</p>\n')];
    }
    const items = lines.flatMap((line) => [fixed('<li style="margin:0 0 6px">'), ...pieces(line, 'html'), fixed('</li>\n')]);
    return [fixed(`<ul class="${className}" style="${style};margin:0 0 16px;padding-left:22px">\n`), ...items, fixed('</ul>\n')];
  });
}

function footerPieces(content: MailContent): Piece[] {
  return footerLines(content).flatMap(({ parts, when, link }) => {
    const rest = when ? { when } : {};
    const opened = { fixed: `<p class="soft" style="${SMALL};margin:0 0 8px">`, ...rest };
    const linked: Piece[] = link ? [{ fixed: ' <a class="link" style="color:#0B6B68" href="' }, { link: link.purpose, query: '', place: 'html' }, { fixed: `">${link.label}</a>` }] : [];
    return [opened, ...pieces(parts, 'html', when), ...linked, { fixed: '</p>\n', ...rest }];
  });
}

function fixed(html: string): Piece {
  return { fixed: html };
}
