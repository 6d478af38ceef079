import { SheetRefused } from './sheet-refusal.js';

/** What happens while XML goes by. Names come without their namespace prefix; `attributes` is the raw text between name and `>`. */
export interface XmlListener {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

const MOST_TAG = 64 * 1024;
const TAG = /<(\/?)(?:[^\s<>/:]+:)?([^\s<>/:]+)((?:[^"'<>]|"[^"]*"|'[^']*')*)>/y;

/**
 * Goes through XML in pieces, in constant memory: just enough XML for spreadsheets. A document type is refused, so there are no
 * entities to expand and nothing to fetch (XXE, billion laughs).
 */
export class XmlTags {
  private rest = '';
  private readonly listener: XmlListener;

  constructor(listener: XmlListener) {
    this.listener = listener;
  }

  feed(piece: string): void {
    const xml = this.rest + piece;
    let at = 0;
    while (at < xml.length) {
      const next = xml.startsWith('<', at) ? this.tag(xml, at) : this.words(xml, at);
      if (next === at) break;
      at = next;
    }
    this.rest = xml.slice(at);
    if (this.rest.length > MOST_TAG) throw new SheetRefused('import.broken-file');
  }

  /** @throws SheetRefused when the text ended inside a tag */
  end(): void {
    if (this.rest.trim() !== '') throw new SheetRefused('import.broken-file');
  }

  /** Text up to the next tag; waits for that tag, so that no word or entity is cut in two. */
  private words(xml: string, at: number): number {
    const end = xml.indexOf('<', at);
    if (end < 0 && xml.length - at < MOST_TAG) return at;
    const until = end < 0 ? xml.length : end;
    this.listener.text(unescaped(xml.slice(at, until)));
    return until;
  }

  /** Handles the tag at `at` and says where it ends; `at` itself when it is not complete yet. */
  private tag(xml: string, at: number): number {
    if (xml.startsWith('<?', at)) return after(xml, '?>', at);
    if (xml.startsWith('<!--', at)) return after(xml, '-->', at);
    if (xml.startsWith('<![CDATA[', at)) return this.characterData(xml, at);
    if (xml.startsWith('<!', at) && xml.length - at > 9) throw new SheetRefused('import.broken-file');
    TAG.lastIndex = at;
    const [whole, slash, name, attributes] = TAG.exec(xml) ?? [];
    if (whole === undefined) return at;
    if (slash !== '') this.listener.close(name!);
    else {
      this.listener.open(name!, attributes!);
      if (attributes!.endsWith('/')) this.listener.close(name!);
    }
    return at + whole.length;
  }

  private characterData(xml: string, at: number): number {
    const end = after(xml, ']]>', at);
    if (end > at) this.listener.text(xml.slice(at + 9, end - 3));
    return end;
  }
}

/** The value of one attribute, or null. */
export function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found ? unescaped(found[1] ?? found[2] ?? '') : null;
}

function after(xml: string, mark: string, at: number): number {
  const end = xml.indexOf(mark, at);
  return end < 0 ? at : end + mark.length;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five entities of XML and numbered characters; others stay as they stand, for there is no document type to explain them. */
function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? parseInt(hexadecimal!, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
