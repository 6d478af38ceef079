// Draws the outlines of the municipalities from the PC4 points and the seats, and writes libs/regions/data/outlines.json. Run once, by hand, when
// the facts change: `node tools/draw-map.mjs`. Every postcode gets its Voronoi cell; points strewn over sea and abroad keep the cells
// at the coast small; cells of one municipality melt together; the lines between are smoothed, each once, so that neighbours fit.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Delaunay } from 'd3-delaunay';
import { project } from '../libs/regions/src/map/projection.ts';

const DATA = new URL('../libs/regions/data/', import.meta.url);
/** All lengths in units of the map: 100 metres. */
const GRID = 12;
const MARGIN = 400;
/** How far from its point a postcode may reach at the coast: its distance to the third nearest point, within bounds. */
const REACH = { least: 22, most: 42, factor: 1.1 };
/** A dent smaller than this many square units is smoothed away. */
const SMALLEST_CORNER = 12;
/** Parts of a municipality under 1 km² are left out, and so is a lone postcode at sea (the lock-keepers of the Afsluitdijk). */
const SMALLEST_PART = 100;
const SMALLEST_ISLET = 2000;

/** Half the width of an inlet of the sea: strewn with points along its middle, where few postcodes leave room. */
const INLET = 7;
/** The middle of the inlets, drawn by hand from common knowledge of the map: latitude and longitude. */
const INLETS = [
  [[51.43, 3.4], [51.415, 3.6], [51.375, 3.75], [51.365, 3.85], [51.395, 3.95], [51.43, 4.02], [51.395, 4.1], [51.385, 4.2]],
  [[51.66, 3.6], [51.63, 3.72], [51.62, 3.85], [51.6, 3.95], [51.54, 4.02], [51.5, 4.12], [51.47, 4.2]],
  [[51.61, 3.97], [51.64, 4.08], [51.64, 4.14]],
  [[51.77, 3.78], [51.75, 3.88], [51.72, 3.98], [51.69, 4.1]],
  [[51.83, 3.95], [51.8, 4.1], [51.765, 4.22], [51.73, 4.32], [51.71, 4.42], [51.7, 4.52], [51.705, 4.62]],
  [[51.65, 4.18], [51.67, 4.28], [51.69, 4.36]],
];
/** Islands that are long and have few postcodes: Vlieland, Terschelling, Ameland, Schiermonnikoog. Points in a row hold them together. */
const LONG_ISLANDS = ['GM0096', 'GM0093', 'GM0060', 'GM0088'];

const read = (name) => parse(readFileSync(new URL(name, DATA)), { columns: true });
const seats = read('gemeenten.csv').map(({ code, lat, lon }) => ({ gemeente_code: code, lat, lon }));
const settled = [...read('pc4.csv'), ...seats];
const places = [...settled, ...LONG_ISLANDS.flatMap((code) => between(settled.filter((place) => place.gemeente_code === code)))];
const land = places.map(({ lat, lon }) => project(Number(lat), Number(lon)));
const sea = [...seaPoints(land), ...INLETS.flatMap(inletPoints)];
const labels = [...places.map((row) => row.gemeente_code), ...sea.map(() => 'sea')];
const arcs = boundaries(Delaunay.from([...land, ...sea]), labels).map((arc) => ({ ...arc, points: simplify(smooth(arc.points)) }));
const codes = [...new Set(labels)].filter((label) => label !== 'sea').sort();
const municipalities = Object.fromEntries(codes.map((code) => [code, outline(arcs.filter(({ left, right }) => left === code || right === code))]));
const made = 'Voronoi cells of the PC4 points (CBS) and the seats (GeoNames), merged by municipality and smoothed; see tools/draw-map.mjs. Units of 100 m from Amersfoort, y to the south.';
writeFileSync(new URL('outlines.json', DATA), `{"made":${JSON.stringify(made)},"municipalities":{\n${Object.entries(municipalities).map(([code, drawn]) => `"${code}":${JSON.stringify(drawn)}`).join(',\n')}\n}}\n`);

/** Points on a grid, out of reach of every place, and connected to the outside: a clearing in the Veluwe is no sea. */
function seaPoints(points) {
  const delaunay = Delaunay.from(points);
  const reach = points.map((_, i) => reachOf(delaunay, points, i));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  const [columns, rows] = [Math.ceil((Math.max(...xs) + MARGIN - left) / GRID), Math.ceil((Math.max(...ys) + MARGIN - top) / GRID)];
  const at = (cell) => [left + ((cell % columns) + (Math.floor(cell / columns) % 2) / 2) * GRID, top + Math.floor(cell / columns) * GRID];
  const open = Array.from({ length: columns * rows }, (_, cell) => {
    const nearest = delaunay.find(...at(cell));
    return distance(points[nearest], at(cell)) > reach[nearest];
  });
  return flood(open, columns).map(at);
}

/** Points between the places of an island, from west to east. */
function between(island) {
  const row = island.toSorted((a, b) => a.lon - b.lon);
  return row.slice(1).flatMap((east, i) => [0.2, 0.4, 0.6, 0.8].map((part) => ({
    gemeente_code: east.gemeente_code,
    lat: Number(row[i].lat) * (1 - part) + Number(east.lat) * part,
    lon: Number(row[i].lon) * (1 - part) + Number(east.lon) * part,
  })));
}

/** A row of points along both banks of an inlet. */
function inletPoints(line) {
  const middle = line.map(([lat, lon]) => project(lat, lon));
  return middle.slice(1).flatMap(([bx, by], i) => {
    const [ax, ay] = middle[i];
    const [length, steps] = [distance([ax, ay], [bx, by]), Math.ceil(distance([ax, ay], [bx, by]) / GRID)];
    const [alongX, alongY] = [(bx - ax) / length, (by - ay) / length];
    return Array.from({ length: steps }, (_, step) => [ax + (alongX * length * step) / steps, ay + (alongY * length * step) / steps]).flatMap(([x, y]) => [[x - alongY * INLET, y + alongX * INLET], [x + alongY * INLET, y - alongX * INLET]]);
  });
}

function reachOf(delaunay, points, i) {
  const near = [...delaunay.neighbors(i)].map((j) => distance(points[i], points[j])).sort((a, b) => a - b);
  return Math.min(REACH.most, Math.max(REACH.least, REACH.factor * near[Math.min(2, near.length - 1)]));
}

/** The open cells that can be reached from the first corner of the grid. */
function flood(open, columns) {
  const seen = new Set([0]);
  for (const cell of seen) {
    for (const next of [cell - 1, cell + 1, cell - columns, cell + columns]) {
      const wraps = Math.abs((next % columns) - (cell % columns)) > 1;
      if (open[next] && !wraps) seen.add(next);
    }
  }
  return [...seen];
}

/** The lines between cells with different labels, cut where three labels meet. `left` and `right` say what lies beside a line. */
function boundaries({ triangles, halfedges, points }, labelOf) {
  const centres = Array.from({ length: triangles.length / 3 }, (_, t) => circumcentre(triangles, points, t));
  const ways = new Map();
  for (let edge = 0; edge < halfedges.length; edge += 1) {
    const [left, right] = [labelOf[triangles[edge]], labelOf[triangles[edge % 3 === 2 ? edge - 2 : edge + 1]]];
    if (halfedges[edge] < 0 || left === right) continue;
    const from = Math.floor(edge / 3);
    ways.set(from, [...(ways.get(from) ?? []), { from, to: Math.floor(halfedges[edge] / 3), left, right }]);
  }
  const used = new Set();
  const key = (a, b) => (a < b ? `${a}-${b}` : `${b}-${a}`);
  const walk = (start) => {
    const arc = { left: start.left, right: start.right, from: start.from, to: start.to, points: [centres[start.from]] };
    for (let way = start; way; ) {
      used.add(key(way.from, way.to));
      arc.points.push(centres[way.to]);
      arc.to = way.to;
      const here = ways.get(way.to);
      way = here.length === 2 ? here.find(({ from, to }) => !used.has(key(from, to))) : null;
    }
    return arc;
  };
  const starts = [...ways.values()].sort((a, b) => b.length - a.length).flat();
  return starts.flatMap((way) => (used.has(key(way.from, way.to)) ? [] : [walk(way)]));
}

function circumcentre(triangles, points, t) {
  const [[ax, ay], [bx, by], [cx, cy]] = [0, 1, 2].map((corner) => [points[2 * triangles[3 * t + corner]], points[2 * triangles[3 * t + corner] + 1]]);
  const [dx, dy, ex, ey] = [bx - ax, by - ay, cx - ax, cy - ay];
  const [bl, cl, d] = [dx * dx + dy * dy, ex * ex + ey * ey, 0.5 / (dx * ey - dy * ex)];
  return [ax + (ey * bl - dy * cl) * d, ay + (dx * cl - ex * bl) * d];
}

/** Cuts the corners of a line once (Chaikin); its ends stay where they are. */
function smooth(points) {
  const middle = points.slice(1).flatMap(([x, y], i) => {
    const [px, py] = points[i];
    return [[px * 0.75 + x * 0.25, py * 0.75 + y * 0.25], [px * 0.25 + x * 0.75, py * 0.25 + y * 0.75]];
  });
  return [points[0], ...middle.slice(1, -1), points.at(-1)];
}

/** Takes away the least important corner, again and again (Visvalingam), and rounds to whole units. */
function simplify(points) {
  const kept = points.map(([x, y]) => [Math.round(x), Math.round(y)]);
  for (;;) {
    const areas = kept.slice(2).map((next, i) => triangle(kept[i], kept[i + 1], next));
    const least = areas.indexOf(Math.min(...areas));
    if (kept.length <= 4 || areas[least] >= SMALLEST_CORNER) return kept;
    kept.splice(least + 1, 1);
  }
}

/** The rings of a municipality as one SVG path, with the box around it. */
function outline(lines) {
  const rings = [];
  const rest = [...lines];
  while (rest.length > 0) {
    const first = rest.pop();
    const ring = [...first.points];
    let atSea = isCoast(first);
    for (let end = first.to; end !== first.from; ) {
      const [line] = rest.splice(rest.findIndex(({ from, to }) => from === end || to === end), 1);
      ring.push(...(line.from === end ? line.points : line.points.toReversed()).slice(1));
      end = line.from === end ? line.to : line.from;
      atSea &&= isCoast(line);
    }
    rings.push({ ring, size: area(ring), atSea });
  }
  rings.sort((a, b) => b.size - a.size);
  const large = rings.filter(({ size, atSea }, i) => i === 0 || size >= (atSea ? SMALLEST_ISLET : SMALLEST_PART)).map(({ ring }) => ring);
  const [xs, ys] = [large.flat().map(([x]) => x), large.flat().map(([, y]) => y)];
  return { path: large.map(pathOf).join(''), box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], middle: middleOf(large[0]) };
}

/** The centre of gravity of a ring, where its name goes. */
function middleOf(ring) {
  const pieces = ring.slice(1).map(([x, y], i) => ({ cross: ring[i][0] * y - x * ring[i][1], x: ring[i][0] + x, y: ring[i][1] + y }));
  const sum = (of) => pieces.reduce((total, piece) => total + of(piece), 0);
  const total = 3 * sum(({ cross }) => cross);
  return [Math.round(sum(({ cross, x }) => cross * x) / total), Math.round(sum(({ cross, y }) => cross * y) / total)];
}

function isCoast({ left, right }) {
  return left === 'sea' || right === 'sea';
}

function pathOf(ring) {
  const steps = ring.slice(1, -1).map(([x, y], i) => `${x - ring[i][0]} ${y - ring[i][1]}`);
  return `M${ring[0].join(' ')}l${steps.join(' ')}z`.replaceAll(' -', '-');
}

function area(ring) {
  return Math.abs(ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0)) / 2;
}

function triangle(a, b, c) {
  return area([a, b, c, a]);
}

function distance([ax, ay], [bx, by]) {
  return Math.hypot(ax - bx, ay - by);
}
