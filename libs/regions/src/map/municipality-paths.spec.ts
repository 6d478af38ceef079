import { describe, expect, it } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { mapPoint, municipalityPaths } from './municipality-paths.js';
import type { MapPoint } from './projection.js';

const data = (name: string): URL => new URL(`../../data/${name}`, import.meta.url);
const municipalities: Record<string, string>[] = parse(readFileSync(data('gemeenten.csv')), { columns: true });

/** The rings of a path as lists of points. */
function rings(path: string): MapPoint[][] {
  return path.split('z').filter(Boolean).map((ring) => {
    const numbers = ring.match(/-?\d+/g)!.map(Number);
    const points: MapPoint[] = [];
    for (let i = 0; i < numbers.length; i += 2) {
      const [x, y] = points.at(-1) ?? [0, 0];
      points.push([x + numbers[i]!, y + numbers[i + 1]!]);
    }
    return points;
  });
}

/** Whether a point lies in a ring, by counting the lines to its right. */
function inside(ring: MapPoint[], [x, y]: MapPoint): boolean {
  return ring.filter(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length]!;
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
  }).length % 2 === 1;
}

describe('the map', () => {
  const { areas, viewBox } = municipalityPaths([]);

  it('has every municipality, and stays small', () => {
    expect(areas.map(({ code }) => code)).toEqual(municipalities.map((row) => row['code']).sort());
    expect(statSync(data('outlines.json')).size).toBeLessThan(200_000);
  });

  it('draws a municipality around its own seat', () => {
    const astray = municipalities.filter((row) => {
      const seat = mapPoint({ lat: Number(row['lat']), lon: Number(row['lon']) });
      return !rings(areas.find(({ code }) => code === row['code'])!.path).some((ring) => inside(ring, seat));
    });

    expect(astray.map((row) => row['naam'])).toEqual([]);
  });

  it('covers about the land that the municipalities have', () => {
    const area = (ring: MapPoint[]): number => Math.abs(ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length]![1] - ring[(i + 1) % ring.length]![0] * y, 0)) / 200;
    const drawn = areas.flatMap(({ path }) => rings(path)).reduce((sum, ring) => sum + area(ring), 0);
    const real = municipalities.reduce((sum, row) => sum + Number(row['oppervlakte_land_km2']), 0);

    expect(drawn / real).toBeGreaterThan(0.9);
    expect(drawn / real).toBeLessThan(1.1);
  });

  it('keeps north above south and fits the country', () => {
    expect(mapPoint({ lat: 53.2, lon: 5.39 })[1]).toBeLessThan(mapPoint({ lat: 51, lon: 5.39 })[1]);
    expect(mapPoint({ lat: 52.15616, lon: 5.38764 })).toEqual([0, -0]);
    const [, , width, height] = viewBox.split(' ').map(Number);
    expect(width).toBeGreaterThan(2500);
    expect(height).toBeGreaterThan(3000);
  });

  it('fits the view box to what is asked, and shows the neighbours', () => {
    const picture = municipalityPaths(['GM0193', 'GM0166', 'GM9999']);

    expect(picture.areas.map(({ code }) => code)).toEqual(['GM0166', 'GM0193']);
    expect(picture.extent).toBeLessThan(600);
    expect(picture.around.map(({ code }) => code)).toContain('GM0148');
    expect(picture.around.map(({ code }) => code)).not.toContain('GM0599');
  });
});
