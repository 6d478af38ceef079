/** Our own teal: paper on it has a contrast of 6.2. */
export const TEAL = '#0B6B68';
/** What a mail is written on, in the light and in the dark; also the text on buttons. */
export const PAPER = '#FFFDF9';
export const DARK = '#1D2B36';

/** WCAG 2.2 1.4.3 for text of normal size. */
const ENOUGH = 4.5;
/** Text on a dark ground tires sooner: more than enough. */
const ENOUGH_AT_NIGHT = 6;

type Channels = [red: number, green: number, blue: number];

/** The organisation's own colour, darkened until paper-coloured text on it can be read; ours when it is no colour. */
export function readableColour(colour: string | null): string {
  const given = channelsOf(colour ?? '');
  if (!given) return TEAL;
  let channels = given;
  while (contrast(channels, channelsOf(PAPER)!) < ENOUGH) channels = each(channels, (channel) => Math.floor(channel * 0.95));
  return hex(channels);
}

/** The same colour for the dark: lightened until it can be read there. @param colour as `readableColour` gives it */
export function nightColour(colour: string): string {
  let channels = channelsOf(colour)!;
  while (contrast(channels, channelsOf(DARK)!) < ENOUGH_AT_NIGHT) channels = each(channels, (channel) => Math.ceil(channel + (255 - channel) * 0.05));
  return hex(channels);
}

function channelsOf(colour: string): Channels | undefined {
  const digits = /^#([0-9a-f]{6})$/i.exec(colour)?.[1];
  return digits === undefined ? undefined : ([0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as Channels);
}

function each(channels: Channels, change: (channel: number) => number): Channels {
  return channels.map(change) as Channels;
}

function hex(channels: Channels): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** WCAG 2.2: from 1 to 21. */
function contrast(one: Channels, other: Channels): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(channels: Channels): number {
  const [red, green, blue] = each(channels, (channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
