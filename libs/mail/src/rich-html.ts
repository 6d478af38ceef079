import sanitizeHtml from 'sanitize-html';
import { htmlTokens } from './html-tokens.js';
import { escapeHtml } from './mail-pieces.js';
import { mergedRuns, parseRich, richMarkup, type RichBlock, type RichRun } from './rich-text.js';
import { type UnsafePlace, tagProblem } from './unsafe-text.js';

/** What an editor's HTML becomes: our markup, and the places that have to be mended before it is kept. */
export interface ReadHtml {
  markup: string;
  unsafe: UnsafePlace[];
}

const KEPT = ['p', 'div', 'br', 'strong', 'b', 'em', 'i', 'a', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'tr', 'td', 'th'];
/** Formatting that we do not carry over: the words stay. Anything else is refused, because nobody can say what it does. */
const DROPPED = new Set([...KEPT, 'span', 'font', 'u', 's', 'del', 'ins', 'sub', 'sup', 'small', 'big', 'mark', 'code', 'table', 'tbody', 'thead', 'tfoot', 'td', 'th', 'caption', 'center', 'abbr', 'cite', 'q', 'hr', 'html', 'head', 'body', 'section', 'article', 'header', 'footer', 'main', 'figure', 'figcaption', 'title', 'dl', 'dt', 'dd', 'address', 'time', 'label', 'strike', 'tt', 'wbr', 'o:p']);
/** These go on to `unsafePlaces`, which says more; anything else would do something on a click. */
const LINK_SCHEMES = ['https', 'http', 'mailto', 'tel'];
const LINK = /^(?:https?:|mailto:|tel:|[^:]*$|[^:]*[/?#])/i;
const FETCHES = new Set(['src', 'srcset', 'background', 'poster', 'data', 'action', 'formaction', 'xlink:href', 'longdesc', 'ping', 'srcdoc']);

/**
 * Reads what a rich text editor or a program sends. Formatting without a place in a mail is dropped, its words are kept; what runs,
 * fetches or hides is reported with its place, never dropped in silence. Links are judged with the markup (`unsafePlaces`).
 */
export function readHtml(html: string): ReadHtml {
  const unsafe: UnsafePlace[] = [];
  const place = { line: 1, fresh: true };
  const edge = (name: string): void => {
    if (name === 'br' || (BREAKS.has(name) && !place.fresh)) Object.assign(place, { line: place.line + 1, fresh: true });
  };
  const clean = sanitizeHtml(html, {
    allowedTags: KEPT, allowedAttributes: { a: ['href'] }, allowedSchemes: LINK_SCHEMES, nestingLimit: 30, parser: { lowerCaseTags: true, lowerCaseAttributeNames: true },
    onOpenTag: (name, attributes) => {
      edge(name);
      unsafe.push(...tagProblems(name, attributes).map((problem) => ({ line: place.line, problem })));
    },
    onCloseTag: (name) => name !== 'br' && edge(name),
    textFilter: (text) => {
      if (text.trim() !== '') place.fresh = false;
      return text;
    },
  });
  return { markup: richMarkup(blocksOf(clean)), unsafe };
}

/** Our markup as HTML for the editor. */
export function editorHtml(markup: string): string {
  return parseRich(markup).map(({ kind, lines }) => {
    const written = lines.map((line) => line.map(runHtml).join(''));
    if (kind === 'heading') return `<h3>${written.join('')}</h3>`;
    if (kind === 'paragraph') return `<div>${written.join('<br>')}</div>`;
    const tag = kind === 'list' ? 'ul' : 'ol';
    return `<${tag}>${written.map((item) => `<li>${item}</li>`).join('')}</${tag}>`;
  }).join('').replaceAll('</div><div>', '<br><br>');
}

function runHtml({ text, bold, italic, href }: RichRun): string {
  const soft = italic ? `<em>${escapeHtml(text)}</em>` : escapeHtml(text);
  const strong = bold ? `<strong>${soft}</strong>` : soft;
  return href === undefined ? strong : `<a href="${escapeHtml(href)}">${strong}</a>`;
}

function tagProblems(name: string, attributes: Record<string, string>): string[] {
  const problems = DROPPED.has(name) ? [] : [/^ima?ge?$/.test(name) ? 'hier staat een plaatje. Plaatjes in een mail komen van elders of worden geblokkeerd. Haal het weg.' : tagProblem(name)];
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute.startsWith('on')) problems.push(`<${name} ${attribute}> voert iets uit zodra iemand de mail opent. Haal het weg.`);
    else if (attribute === 'href' && !LINK.test(value.replace(/[\s\p{Cc}]/gu, ''))) problems.push(`een link begint met „${value.slice(0, 20)}”. Een link begint met https:// of mailto:. Pas het adres aan.`);
    else if (FETCHES.has(attribute) && DROPPED.has(name)) problems.push(`<${name} ${attribute}> haalt iets van elders. Haal het weg.`);
    else if (attribute === 'style' && /url\s*\(|@import|expression|javascript|behavio|\\/i.test(value)) problems.push(`<${name} style> haalt iets van elders. Haal het weg.`);
  }
  return problems;
}

const BREAKS = new Set(['p', 'div', 'br', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'blockquote', 'pre', 'tr']);
/** Where the reader stands in the tree. */
interface Standing {
  bold: number;
  italic: number;
  hrefs: (string | undefined)[];
  lists: ('list' | 'numbered')[];
  heading: boolean;
}

function blocksOf(clean: string): RichBlock[] {
  const writer = new BlockWriter();
  const at: Standing = { bold: 0, italic: 0, hrefs: [], lists: [], heading: false };
  for (const token of htmlTokens(clean)) {
    if ('text' in token) writer.say(token.text, at);
    else enter(at, writer, { tag: token.tag, step: token.closing ? -1 : 1, href: token.attributes['href'] });
  }
  return writer.blocks;
}

function enter(at: Standing, writer: BlockWriter, { tag, step, href }: { tag: string; step: 1 | -1; href: string | undefined }): void {
  if (tag === 'strong' || tag === 'b') at.bold += step;
  else if (tag === 'em' || tag === 'i') at.italic += step;
  else if (tag === 'a') step > 0 ? at.hrefs.push(href && completed(href.trim())) : at.hrefs.pop();
  else if (tag === 'br') writer.endLine(at);
  else if (tag === 'td' || tag === 'th') writer.say(' ', at);
  else {
    writer.endBlock(tag === 'p' || /^h\d$/.test(tag) || tag === 'ul' || tag === 'ol' || tag === 'blockquote' || tag === 'pre');
    if (/^h\d$/.test(tag)) at.heading = step > 0;
    if (tag === 'ul' || tag === 'ol') step > 0 ? at.lists.push(tag === 'ul' ? 'list' : 'numbered') : at.lists.pop();
  }
}

/** An address as people type it, made whole; signs that would end a link in our markup are escaped. */
function completed(href: string): string {
  const whole = /^[^\s:/@]+@[^\s:/@]+$/.test(href) ? `mailto:${href}` : /^(www\.|[\w-]+(\.[\w-]+)*\.[a-z]{2,}(\/|$))/i.test(href) ? `https://${href}` : href;
  return whole.replace(/[()\s]/g, (sign) => (sign === '(' ? '%28' : sign === ')' ? '%29' : '%20'));
}

/** Gathers runs into lines and lines into blocks. */
class BlockWriter {
  readonly blocks: RichBlock[] = [];
  private open: RichBlock | null = null;
  private line: RichRun[] = [];

  say(text: string, { bold, italic, hrefs, lists, heading }: Standing): void {
    const kind = lists.at(-1) ?? (heading ? 'heading' : 'paragraph');
    const spaced = text.replace(/\s+/g, ' ');
    const before = this.line.at(-1)?.text ?? ' ';
    const words = before.endsWith(' ') ? spaced.trimStart() : spaced;
    if (words === '') return;
    if (this.open?.kind !== kind) this.start(kind);
    const href = hrefs.at(-1);
    this.line.push({ text: words, ...(bold > 0 && !heading && { bold: true }), ...(italic > 0 && { italic: true }), ...(href && { href }) });
  }

  /** A line break. In an item or a heading, which are one line, it is a space; on an empty line it ends the paragraph. */
  endLine(at: Standing): void {
    if (at.lists.length > 0 || at.heading) return this.line.length > 0 ? this.say(' ', at) : undefined;
    if (this.line.length === 0) this.open = null;
    this.keepLine();
  }

  /** The edge of an element: what follows begins a new line, or with `apart` a new paragraph. */
  endBlock(apart: boolean): void {
    this.keepLine();
    if (apart) this.open = null;
  }

  private start(kind: RichBlock['kind']): void {
    this.keepLine();
    this.open = { kind, lines: [] };
  }

  private keepLine(): void {
    const runs = trimmed(mergedRuns(this.line));
    this.line = [];
    if (runs.length === 0 || !this.open) return;
    if (this.open.lines.length === 0) this.blocks.push(this.open);
    this.open.lines.push(runs);
  }
}

function trimmed(runs: RichRun[]): RichRun[] {
  const all = runs.map((run, index) => ({ ...run, text: index === 0 ? run.text.trimStart() : run.text }));
  const last = all.at(-1);
  if (last) last.text = last.text.trimEnd();
  return all.filter(({ text }) => text !== '');
}
