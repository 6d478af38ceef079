import { readFileSync } from 'node:fs';
import { type MapPoint, project } from './projection.js';

type Box = [left: number, top: number, right: number, bottom: number];

interface Outline {
  /** SVG path data. */
  path: string;
  box: Box;
  /** The centre of gravity, where a name fits best. */
  middle: MapPoint;
}

/** The shape of a municipality, drawn from its postcodes: recognisable, not exact. */
export interface MapArea extends Outline {
  code: string;
}

/** Everything for one `<svg>`: put `viewBox` on it and each `path` in it. Which colour an area gets is up to the page. */
export interface MapPicture {
  /** Fits around the areas, with a margin. */
  viewBox: string;
  /** The longest side of the view box in its own units (100 metres): letters and dots take their size from it. */
  extent: number;
  areas: MapArea[];
  /** The other municipalities that show in the picture. */
  around: MapArea[];
}

const MARGIN = 0.04;

let outlines: Map<string, Outline> | null = null;

/**
 * The paths of these municipalities with a view box that fits. Unknown codes are left out; without codes it is the whole country.
 * The shapes come from `data/outlines.json`; `tools/draw-map.mjs` says how they were made.
 */
export function municipalityPaths(codes: Iterable<string>): MapPicture {
  const all = [...drawn()].map(([code, outline]) => ({ code, ...outline }));
  const wanted = new Set(codes);
  const chosen = all.filter(({ code }) => wanted.has(code));
  const areas = chosen.length > 0 ? chosen : all;
  const [left, top, right, bottom] = boxAround(areas.map(({ box }) => box));
  const inView = ({ box }: MapArea): boolean => box[0] < right && box[2] > left && box[1] < bottom && box[3] > top;
  return { viewBox: [left, top, right - left, bottom - top].join(' '), extent: Math.max(right - left, bottom - top), areas, around: all.filter((area) => !areas.includes(area) && inView(area)) };
}

/** Where a place lies in the pictures of `municipalityPaths`. */
export function mapPoint({ lat, lon }: { lat: number; lon: number }): MapPoint {
  const [x, y] = project(lat, lon);
  return [Math.round(x), Math.round(y)];
}

function boxAround(boxes: Box[]): Box {
  const [left, top] = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1]))];
  const [right, bottom] = [Math.max(...boxes.map((box) => box[2])), Math.max(...boxes.map((box) => box[3]))];
  const margin = Math.ceil(Math.max(right - left, bottom - top) * MARGIN);
  return [left - margin, top - margin, right + margin, bottom + margin];
}

function drawn(): Map<string, Outline> {
  if (!outlines) {
    const file: { municipalities: Record<string, Outline> } = JSON.parse(readFileSync(new URL('../../data/outlines.json', import.meta.url), 'utf8'));
    outlines = new Map(Object.entries(file.municipalities));
  }
  return outlines;
}
