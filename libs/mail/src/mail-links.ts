import { clean, escapeHtml, pieces, type Piece } from './mail-pieces.js';
import type { TextPart } from './placeholders.js';

/** Addresses of pages and of people as they stand in a text; a full stop or bracket behind one is not part of it. */
const ADDRESSES = /https:\/\/[^\s<>"'()]+[^\s<>"'().,;:!?]|[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;

/** What a text needs to become HTML: what is the same for everybody, and the colour of links. */
export interface Linking {
  common: Record<string, string>;
  colour: string;
}

/**
 * Text as HTML in which addresses can be pressed: what is read is where it leads (R24), and no program has to guess. Only in what is
 * the same for everybody: what differs per person is spliced in as it is.
 */
export function linkedPieces(parts: TextPart[], { common, colour }: Linking): Piece[] {
  const phone = common['contact_telefoon'] || null;
  return parts.flatMap((part): Piece[] => {
    if ('placeholder' in part) return pieces([part], 'html');
    return [{ fixed: part.text === phone ? anchor(`tel:${phone.replace(/[^+\d]/g, '')}`, phone, `color:${colour};white-space:nowrap`) : linked(clean(part.text), `color:${colour}`) }];
  });
}

function linked(text: string, style: string): string {
  let html = '';
  let at = 0;
  for (const found of text.matchAll(ADDRESSES)) {
    html += lines(text.slice(at, found.index)) + anchor(found[0].includes('@') && !found[0].startsWith('https:') ? `mailto:${found[0]}` : found[0], found[0], style);
    at = found.index + found[0].length;
  }
  return html + lines(text.slice(at));
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

function anchor(href: string, text: string, style: string): string {
  return `<a class="link" style="${style};text-decoration:underline" href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
}
