import { htmlTokens } from './html-tokens.js';

/** One thing that a screen reader says: what it is, and what it is called. */
export interface SpokenLine {
  role: 'title' | 'heading' | 'text' | 'link' | 'button' | 'image' | 'list' | 'item' | 'row';
  /** Of a heading; of a list the number of items. */
  level?: number;
  name: string;
}

const BLOCKS = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'li', 'ul', 'ol', 'tr', 'table', 'br']);
const UNSEEN = new Set(['style', 'script']);

/**
 * What a screen reader makes of the HTML part of a mail, from top to bottom: headings with their level, links and buttons by their name,
 * lists with their length, rows of a table of facts. Tables with `role="presentation"` are only layout, and say nothing; what is hidden
 * is not read. It knows the HTML that Bijeen makes itself.
 */
export function readAloud(html: string): SpokenLine[] {
  const reader = new Reader();
  for (const token of htmlTokens(html)) {
    if ('text' in token) reader.say(token.text);
    else if (token.closing) reader.leave(token.tag);
    else reader.enter(token.tag, token.attributes);
  }
  return reader.finish();
}

class Reader {
  private readonly lines: SpokenLine[] = [];
  private words = '';
  private role: SpokenLine['role'] = 'text';
  private level: number | undefined;
  private unseen: { tag: string; depth: number } | null = null;
  private readonly lists: SpokenLine[] = [];
  private readonly tables: boolean[] = [];
  private back: { role: SpokenLine['role']; level: number | undefined } | null = null;

  say(text: string): void {
    if (!this.unseen) this.words += text.replace(/\s+/g, ' ');
  }

  enter(tag: string, attributes: Record<string, string>): void {
    if (this.unseen) return void (this.unseen.depth += tag === this.unseen.tag ? 1 : 0);
    if (UNSEEN.has(tag) || /display:\s*none/.test(attributes['style'] ?? '') || attributes['aria-hidden'] === 'true') return void (this.unseen = { tag, depth: 1 });
    if (BLOCKS.has(tag) && !(tag === 'br' && this.inFacts)) this.flush();
    this.begin(tag, attributes);
  }

  leave(tag: string): void {
    if (this.unseen) {
      if (tag === this.unseen.tag && (this.unseen.depth -= 1) === 0) this.unseen = null;
      return;
    }
    if (tag === 'a' || tag === 'title' || BLOCKS.has(tag)) this.flush();
    if (tag === 'a' && this.back) Object.assign(this, { ...this.back, back: null });
    if (tag === 'th' && this.words.trim() !== '') this.words = `${this.words.trim()}: `;
    if (BLOCKS.has(tag) || tag === 'title') Object.assign(this, { role: 'text', level: undefined });
    if (tag === 'ul' || tag === 'ol') this.lists.pop();
    if (tag === 'table') this.tables.pop();
  }

  finish(): SpokenLine[] {
    this.flush();
    return this.lines;
  }

  private get inFacts(): boolean {
    return this.tables.at(-1) === true;
  }

  private begin(tag: string, attributes: Record<string, string>): void {
    if (tag === 'table') this.tables.push(attributes['role'] !== 'presentation');
    else if (tag === 'tr' && this.inFacts) this.role = 'row';
    else if (/^h[1-6]$/.test(tag)) Object.assign(this, { role: 'heading', level: Number(tag[1]) });
    else if (tag === 'title') this.role = 'title';
    else if (tag === 'img') this.image(attributes['alt'] ?? '');
    else if (tag === 'a') this.link(attributes['class'] ?? '');
    else if (tag === 'ul' || tag === 'ol') this.lists.push(this.add({ role: 'list', level: 0, name: tag === 'ul' ? 'lijst' : 'genummerde lijst' }));
    else if (tag === 'li') this.item();
  }

  private link(className: string): void {
    this.flush();
    this.back = { role: this.role, level: this.level };
    this.role = /\bbutton\b/.test(className) ? 'button' : 'link';
  }

  private image(alt: string): void {
    this.flush();
    if (alt !== '') this.add({ role: 'image', name: alt });
  }

  private item(): void {
    const list = this.lists.at(-1);
    if (list) list.level = (list.level ?? 0) + 1;
    this.role = 'item';
  }

  private flush(): void {
    const name = this.words.replace(/\s+/g, ' ').trim();
    this.words = '';
    if (name !== '') this.add({ role: this.role, ...(this.level !== undefined && { level: this.level }), name });
  }

  private add(line: SpokenLine): SpokenLine {
    this.lines.push(line);
    return line;
  }
}
