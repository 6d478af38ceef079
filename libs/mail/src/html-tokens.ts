/** One piece of well-formed HTML: a tag with its attributes, or text with its entities read. */
export type HtmlToken = { tag: string; closing: boolean; attributes: Record<string, string> } | { text: string };

const TOKEN = /<!--[^]*?-->|<!doctype[^>]*>|<(\/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)/gi;
const ATTRIBUTE = /([a-z:-]+)(?:="([^"]*)")?/gi;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', zwnj: '\u200c' };

/** Cuts HTML that we made ourselves, or that the sanitiser made, into tokens. It is no parser for what others write. */
export function htmlTokens(html: string): HtmlToken[] {
  return [...html.matchAll(TOKEN)].flatMap(([, closing, tag, attributes, text]): HtmlToken[] => {
    if (text !== undefined) return [{ text: readEntities(text) }];
    if (tag === undefined) return [];
    return [{ tag: tag.toLowerCase(), closing: closing === '/', attributes: Object.fromEntries([...attributes!.matchAll(ATTRIBUTE)].map(([, name, value]) => [name!.toLowerCase(), readEntities(value ?? '')])) }];
  });
}

function readEntities(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|nbsp|zwnj)|#(\d{1,7}));/g, (_entity, name: string | undefined, code: string) => (name ? ENTITIES[name]! : String.fromCodePoint(Math.min(Number(code), 0x10ffff)))).replaceAll('\u00a0', ' ');
}
