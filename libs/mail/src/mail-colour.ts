/** Our own teal: white on it has a contrast of 6.3. */
export const TEAL = '#0B6B68';

/** WCAG 2.2 1.4.3 for text of normal size. */
const ENOUGH = 4.5;

/** The organisation's own colour, darkened until white text on it can be read; ours when it is no colour. */
export function readableColour(colour: string | null): string {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour ?? '')?.[1];
  if (!hex) return TEAL;
  let channels = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  while (contrastWithWhite(channels) < ENOUGH) channels = channels.map((channel) => Math.floor(channel * 0.95));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

function contrastWithWhite(channels: number[]): number {
  const [red, green, blue] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red! + 0.7152 * green! + 0.0722 * blue! + 0.05);
}
