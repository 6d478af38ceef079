import type { MapArea } from '@bijeen/regions';

/** A name on the map, centred on x and y, in units of the map. */
export interface MapName {
  code: string;
  name: string;
  x: number;
  y: number;
}

/** The average letter is about half as wide as it is high. */
const LETTER_WIDTH = 0.56;

/**
 * The names that fit in their area without touching another, the largest areas first; a name moves up for the dot of the venue.
 * @param letter height of the letters, in units of the map
 */
export function namesThatFit(areas: MapArea[], nameOf: (code: string) => string, letter: number, venue: [x: number, y: number] | null = null): MapName[] {
  const room = (box: MapArea['box']): number => (box[2] - box[0]) * (box[3] - box[1]);
  const placed: (MapName & { half: number })[] = [];
  for (const { code, box, middle: [x, middle] } of areas.toSorted((a, b) => room(b.box) - room(a.box))) {
    const name = nameOf(code);
    const half = (name.length * letter * LETTER_WIDTH) / 2;
    const y = venue && Math.abs(venue[0] - x) < half + letter && Math.abs(venue[1] - middle) < letter * 1.2 ? venue[1] - letter * 1.4 : middle;
    const touches = placed.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < letter * 1.1);
    if (name !== '' && !touches && 2 * half < (box[2] - box[0]) * 1.1) placed.push({ code, name, x, y, half });
  }
  return placed.map(({ half: _, ...name }) => name);
}
