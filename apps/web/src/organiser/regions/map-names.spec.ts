import { describe, expect, it } from '@jest/globals';
import { municipalityPaths } from '@bijeen/regions';
import { namesThatFit } from './map-names.js';

describe('the names on a map', () => {
  const { areas, extent } = municipalityPaths(['GM0193', 'GM0166', 'GM1896', 'GM0150']);
  const nameOf = (code: string): string => ({ GM0193: 'Zwolle', GM0166: 'Kampen', GM1896: 'Zwartewaterland', GM0150: 'Deventer' })[code] ?? '';

  it('all stand when there is room', () => {
    expect(namesThatFit(areas, nameOf, extent * 0.02).map(({ name }) => name).sort()).toEqual(['Deventer', 'Kampen', 'Zwartewaterland', 'Zwolle']);
  });

  it('stay away when they are wider than their area', () => {
    expect(namesThatFit(areas, nameOf, extent * 0.04).map(({ name }) => name)).not.toContain('Zwartewaterland');
  });

  it('never touch one another', () => {
    const country = municipalityPaths([]);
    const letter = country.extent * 0.019;
    const names = namesThatFit(country.areas, () => 'Gemeente', letter);

    const touching = names.filter((one) => names.some((other) => other !== one && Math.abs(one.y - other.y) < letter && Math.abs(one.x - other.x) < letter * 4));
    expect(names.length).toBeGreaterThan(10);
    expect(touching).toEqual([]);
  });

  it('move up for the dot of the venue', () => {
    const [zwolle] = namesThatFit(areas, (code) => (code === 'GM0193' ? 'Zwolle' : ''), 8);
    const [moved] = namesThatFit(areas, (code) => (code === 'GM0193' ? 'Zwolle' : ''), 8, [zwolle!.x, zwolle!.y]);

    expect(moved!.y).toBeLessThan(zwolle!.y - 8);
  });
});
