/** The paper and ink of our theme (libs/ui), light and dark: an own colour must be readable on both papers. */
const PAPER = { light: '#fffdf9', dark: '#161d23' };
/** WCAG 2.2, 1.4.3: text needs 4.5 to 1. */
const ENOUGH = 4.5;

type Rgb = [number, number, number];

/** A colour as a style sheet needs it: for text and lines on paper, and for the letters on a button of that colour. */
export interface OwnColours {
  light: { colour: string; on: string };
  dark: { colour: string; on: string };
}

/** The same hue, made darker step by step until it can be read on light paper (4.5 to 1). A colour that passes stays as it is. */
export function readableColour(colour: string, paper: string = PAPER.light): string {
  const towards: Rgb = luminance(rgb(paper)) > 0.5 ? [0, 0, 0] : [255, 255, 255];
  for (let step = 0; step <= 100; step += 1) {
    const moved = hex(mix(rgb(colour), towards, step / 100));
    if (contrast(moved, paper) >= ENOUGH) return moved;
  }
  return hex(towards);
}

/** The colour on light and on dark paper, each with white or black letters on it, whichever reads best. */
export function ownColours(colour: string): OwnColours {
  const on = (moved: string): string => (contrast(moved, '#ffffff') >= contrast(moved, '#0c1b1b') ? '#ffffff' : '#0c1b1b');
  const light = readableColour(colour, PAPER.light);
  const dark = readableColour(colour, PAPER.dark);
  return { light: { colour: light, on: on(light) }, dark: { colour: dark, on: on(dark) } };
}

/** The address of the style sheet for a colour. It holds nothing but the colour, so everybody may see it and keep it. */
export function ownColourHref(colour: string | null): string | undefined {
  return colour === null ? undefined : `/huisstijl/${colour.slice(1)}.css`;
}

/** From 1 (the same) to 21 (black on white); WCAG 2.2, "contrast ratio". */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(rgb(one)), luminance(rgb(other))].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number): number => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return from.map((part, index) => Math.round(part + (to[index]! - part) * share)) as Rgb;
}

function rgb(colour: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as Rgb;
}

function hex(parts: Rgb): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
