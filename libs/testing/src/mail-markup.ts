/** What the Word engine of Outlook does not know, Gmail throws away, or would load something; name → what it looks like in a style. */
const UNSUPPORTED: [string, RegExp][] = [
  ['flex', /display:\s*(inline-)?flex/i],
  ['grid', /display:\s*(inline-)?grid|grid-template/i],
  ['position', /(^|[;{\s])position:/i],
  ['float', /(^|[;{\s])float:/i],
  ['rgba or hsl', /\b(rgba?|hsla?)\(/i],
  ['variable', /var\(/i],
  ['calculation', /calc\(/i],
  ['background as shorthand', /(^|[;{\s])background:/i],
  ['picture from elsewhere', /url\(|@import|@font-face|image-set\(/i],
  ['behaviour', /expression\(|behavior:|javascript:/i],
];
/** What has no place in a mail. */
const REFUSED_TAGS = /<(script|link|iframe|object|embed|form|input|button|svg|video|audio|canvas|base|style [^>]*src)\b/gi;
const PURE = /#(000|fff|000000|ffffff)\b(?![0-9a-f])/i;

/** Gmail cuts a mail off at 102 KB. */
export const MOST_HTML = 100_000;

/**
 * What is wrong with the HTML part of a mail, in words: things that some mail program does not show, shows wrongly or fetches (R34, R39).
 * Empty when nothing is.
 */
export function markupFaults(html: string): string[] {
  const faults: string[] = [];
  const wrong = (fault: string, when: boolean): void => void (when && faults.push(fault));
  const seen = html.replace(/<!--[\s\S]*?-->/g, '');
  wrong(`larger than ${MOST_HTML} bytes`, Buffer.byteLength(html) >= MOST_HTML);
  wrong('no language', !/<html[^>]*\slang="nl"/.test(html));
  wrong('no title', !/<title>[^<]+<\/title>/.test(html));
  wrong('not one heading of the first level', (seen.match(/<h1\b/g) ?? []).length !== 1);
  wrong('no main part', !seen.includes('role="main"'));
  wrong('no colour scheme', !html.includes('name="color-scheme" content="light dark"') || !html.includes('prefers-color-scheme:dark') || !html.includes('[data-ogsc]') || !html.includes('[data-ogsb]'));
  wrong('rescaled by Apple Mail', !html.includes('name="x-apple-disable-message-reformatting"') || !html.includes('name="format-detection"'));
  wrong('VML', /<v:|urn:schemas-microsoft-com:vml/i.test(html));
  for (const [tag] of seen.matchAll(REFUSED_TAGS)) faults.push(`${tag} is refused`);
  for (const style of stylesOf(html)) for (const [name, pattern] of UNSUPPORTED) wrong(`${name} in “${style.slice(0, 60)}”`, pattern.test(style));
  wrong('pure black or white, which turns over by force', stylesOf(html).some((style) => PURE.test(style)));
  return [...faults, ...tableFaults(seen), ...imageFaults(seen), ...linkFaults(seen), ...textFaults(seen), ...ghostFaults(html)];
}

function stylesOf(html: string): string[] {
  return [...html.matchAll(/style="([^"]*)"/g), ...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, style]) => style!);
}

/** A table is for layout and says so, or holds data and has headers that say of what. */
function tableFaults(html: string): string[] {
  return [...html.matchAll(/<table([^>]*)>((?:(?!<\/?table)[\s\S])*)/g)].filter(([, attributes, inside]) => !attributes!.includes('role="presentation"') && !inside!.includes('<th scope="row"')).map(([table]) => `neither layout nor data: ${table.slice(0, 80)}`);
}

/** Pictures are parts of the mail itself, and are said in words. */
function imageFaults(html: string): string[] {
  const images = [...html.matchAll(/<img\b[^>]*>/gi)].map(([image]) => image);
  return [...images.filter((image) => !/\salt="/.test(image)).map((image) => `no text instead of ${image}`), ...images.filter((image) => !/\ssrc="(cid|data):/.test(image)).map((image) => `fetched: ${image}`), ...(/\s(background|srcset|poster)="/.test(html) ? ['a picture from elsewhere in an attribute'] : [])];
}

/** A link is seen as one, and a button is a cell with room in it: Word ignores margins and padding of links. */
function linkFaults(html: string): string[] {
  const cells = [...html.matchAll(/<td class="button[^>]*>/g)].map(([cell]) => cell);
  const links = [...html.matchAll(/<a\b[^>]*>/g)].map(([link]) => link);
  const buttons = cells.filter((cell) => !(/bgcolor="#/.test(cell) && cell.includes('border:') && cell.includes('mso-padding-alt')));
  return [
    ...buttons.map((cell) => `a button that Word does not show: ${cell}`),
    ...links.filter((link) => !/text-decoration:underline/.test(link) && !/display:inline-block;padding:1[2-9]px/.test(link)).map((link) => `neither underlined nor a button: ${link}`),
    ...links.filter((link) => !/href="(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)|mailto:|tel:|#)/.test(link)).map((link) => `leads nowhere: ${link}`),
    ...links.filter((link) => /[;"\s]margin/.test(link)).map((link) => `leans on a margin: ${link}`),
  ];
}

/** Nobody needs glasses for a footer. */
function textFaults(html: string): string[] {
  const sizes = [...html.matchAll(/<(?:p|h1|li|ul|th|a|td class="cell)[^>]*font-size:(\d+)px/g)].map(([, size]) => Number(size));
  return sizes.some((size) => size < 14) ? [`text of ${Math.min(...sizes)} px`] : [];
}

/** Word ignores `max-width`, so a table that has one stands in a table of that width which only Word sees. */
function ghostFaults(html: string): string[] {
  const wide = [...html.matchAll(/<table[^>]*max-width:(\d+)px/g)];
  return wide.filter(({ index, 1: width }) => !new RegExp(`<!--\\[if mso\\]><table[^>]*width="${width}"[\\s\\S]*<!\\[endif\\]-->\\s*$`).test(html.slice(0, index))).map(([table]) => `no ghost table around ${table}`);
}

/** Addresses that the HTML part can lead to and the text part does not name, and words that only the HTML part has (R39). */
export function missingInText(html: string, text: string): string[] {
  const words = (part: string): string[] => part.match(/[\p{L}\d]+/gu) ?? [];
  const shown = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(title|style)[\s\S]*?<\/\1>|<div style="display:none[\s\S]*?<\/div>/g, '').replace(/<[^>]*>/g, ' ');
  const unescaped = (part: string): string => part.replace(/&nbsp;|&zwnj;|&#847;/g, ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const said = new Set(words(text));
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, link]) => unescaped(link!)).filter((link) => !link.startsWith('tel:'));
  return [...words(unescaped(shown)).filter((word) => !said.has(word)), ...links.filter((link) => !text.includes(link.replace(/^mailto:/, '')))];
}
