import { beforeAll, describe, expect, it } from '@jest/globals';

import { testApp } from '@bijeen/testing';
import { MunicipalityDirectory } from './municipality-directory.js';
import type { Resolution } from './municipality-names.js';
import { RegionsModule } from './regions.module.js';

/** A resolution in one line. */
function short(resolution: Resolution): string {
  switch (resolution.kind) {
    case 'found':
      return `${resolution.municipality.name}${resolution.via ? ` (${resolution.via})` : ''}`;
    case 'ambiguous':
      return `${resolution.because}? ${resolution.candidates.map(({ name }) => name).join(' | ')}`;
    case 'unknown':
      return `unknown, ${resolution.suggestions.map(({ name }) => name).join(' | ') || 'no idea'}`;
  }
}

describe('the directory of municipalities', () => {
  const app = testApp(RegionsModule);
  let directory: MunicipalityDirectory;
  beforeAll(() => {
    directory = app.get(MunicipalityDirectory);
  });

  it.each([
    ['Zwolle', 'Zwolle'], ['  zwolle ', 'Zwolle'], ['ZWOLLE', 'Zwolle'], ['Gemeente Zwolle', 'Zwolle'], ['gem. Zwolle', 'Zwolle'], ['Zwolle (gemeente)', 'Zwolle'], ['GM0193', 'Zwolle'], ['gm0193', 'Zwolle'],
    ['Bergen (NH)', 'Bergen (NH.)'], ['Bergen (NH.)', 'Bergen (NH.)'], ['Bergen NH', 'Bergen (NH.)'], ['bergen n.h.', 'Bergen (NH.)'], ['Bergen, Noord-Holland', 'Bergen (NH.)'], ['Bergen noord holland', 'Bergen (NH.)'], ['Bergen (Limburg)', 'Bergen (L.)'],
    ['Hengelo', 'Hengelo (O.)'], ['Hengelo (O.)', 'Hengelo (O.)'], ['Hengelo Ov', 'Hengelo (O.)'], ['Utrecht (stad)', 'Utrecht'], ['Groningen', 'Groningen'],
    ['Den Haag', "'s-Gravenhage"], ["'s-Gravenhage", "'s-Gravenhage"], ['’s Gravenhage', "'s-Gravenhage"], ['s-gravenhage', "'s-Gravenhage"], ['Den Bosch', "'s-Hertogenbosch"],
    ['Ljouwert', 'Leeuwarden'], ['Sudwest Fryslan', 'Súdwest-Fryslân'], ['Zuidwest-Friesland', 'Súdwest-Fryslân'], ['tietjerksteradeel', 'Tytsjerksteradiel'], ['It Hearrenfean', 'Heerenveen'],
    ['Alphen a/d Rijn', 'Alphen aan den Rijn'], ['Capelle a.d. IJssel', 'Capelle aan den IJssel'], ['Krimpen aan de IJssel', 'Krimpen aan den IJssel'], ['Nuenen, Gerwen & Nederwetten', 'Nuenen, Gerwen en Nederwetten'], ['De Bilt', 'De Bilt'],
  ])('knows %j', async (typed, name) => {
    expect(short(await directory.resolve(typed))).toBe(name);
  });

  it.each([
    ['Boxmeer', 'Land van Cuijk (old-name)'], ['St. Anthonis', 'Land van Cuijk (old-name)'], ['Sint-Oedenrode', 'Meierijstad (old-name)'], ['gemeente Weesp', 'Amsterdam (old-name)'], ['Haren (Gn)', 'Groningen (old-name)'],
    ['Groesbeek', 'Berg en Dal (old-name)'], ['De Friese Meren', 'De Fryske Marren (old-name)'], ['GM1685', 'Maashorst (old-name)'], ['het Bildt', 'Waadhoeke (old-name)'],
  ])('leads the former municipality %j to its successor', async (typed, name) => {
    expect(short(await directory.resolve(typed))).toBe(name);
  });

  it('asks which one when two share a name', async () => {
    expect(short(await directory.resolve('Bergen'))).toBe('same-name? Bergen (L.) | Bergen (NH.)');
  });

  it('asks where to when a municipality was split', async () => {
    expect(short(await directory.resolve('Haaren'))).toBe('split? Oisterwijk | Vught | Boxtel | Tilburg');
    expect(short(await directory.resolve('Littenseradiel'))).toBe('split? Waadhoeke | Leeuwarden | Súdwest-Fryslân');
  });

  it.each([
    ['Zwole', 'unknown, Zwolle'], ['Heino', 'unknown, Raalte'], ['Antwerpen', 'unknown, no idea'], ['', 'unknown, no idea'], ['Gemeente', 'unknown, no idea'], ['GM9999', 'unknown, no idea'],
    ['Hengelo (Gld)', 'unknown, Hengelo (O.)'], ['provincie Utrecht', 'unknown, no idea'], ['Utrecht (provincie)', 'unknown, no idea'], ['S?dwest-Frysl?n', 'unknown, Súdwest-Fryslân'], ['__proto__', 'unknown, no idea'],
  ])('never guesses at %j, but suggests', async (typed, answer) => {
    expect(short(await directory.resolve(typed))).toBe(answer);
  });

  it('shows a merger that is only planned, and does not apply it', async () => {
    app.clock.set('2027-06-01T10:00:00Z');

    expect(short(await directory.resolve('Wijdemeren'))).toBe('Wijdemeren');
    expect(await directory.find('GM1696')).toMatchObject({ endsOn: null, plannedEnd: '2027-01-01', successors: ['GM0402'] });
  });

  it('finds its way among 10,000 names of a file', async () => {
    const resolve = await directory.resolver();
    const names = (await directory.list()).map(({ name }) => name);
    const found = Array.from({ length: 10_000 }, (_, i) => resolve(i % 10 === 0 ? `Onbekend ${i % 500}` : names[i % names.length]!)).filter(({ kind }) => kind === 'found');

    expect(found).toHaveLength(9_000);
  });

  it('searches by name, seat and province, and reads on by key', async () => {
    const first = await directory.search('gelder', 2);
    const second = await directory.search('gelder', 2, first.next);

    expect((await directory.search('ljouw', 10)).items.map(({ name }) => name)).toEqual(['Leeuwarden']);
    expect((await directory.search('den bosch', 10)).items.map(({ name }) => name)).toEqual(["'s-Hertogenbosch"]);
    expect((await directory.search('xyz', 10)).items).toEqual([]);
    expect(first.items.map(({ name }) => name)).toEqual(['Aalten', 'Apeldoorn']);
    expect(second.items.map(({ name }) => name)).toEqual(['Arnhem', 'Barneveld']);
    expect((await directory.search('Zeeland', 100)).next).toBeNull();
  });

  it('orders what lies outside by how near it is', async () => {
    const outside = await directory.outside(['GM0193', 'GM0166']);

    expect(outside).toHaveLength(340);
    expect(outside.slice(0, 3).map(({ name }) => name)).toEqual(['Hattem', 'Zwartewaterland', 'Dalfsen']);
    expect(outside.at(-1)!.name).toBe('Sluis');
  });

  it('refuses a code that nobody has', async () => {
    await expect(directory.find('GM9999')).rejects.toMatchObject({ code: 'municipality.unknown' });
  });
});

describe('a municipality that ends for certain', () => {
  const app = testApp(RegionsModule);
  beforeAll(async () => {
    await app.sql(`update municipality_change set status = 'doorgevoerd' where old_code = 'GM1696'`);
    await app.sql(`update municipality set ends_on = '2027-01-01' where code = 'GM1696'`);
  });

  it('is itself until the day before, and its successor from that day on', async () => {
    const directory = app.get(MunicipalityDirectory);

    app.clock.set('2026-12-31T22:59:59Z');
    expect(short(await directory.resolve('Wijdemeren'))).toBe('Wijdemeren');
    expect(await directory.list()).toHaveLength(342);

    app.clock.set('2026-12-31T23:00:00Z');
    expect(short(await directory.resolve('Wijdemeren'))).toBe('Hilversum (old-name)');
    expect(await directory.list()).toHaveLength(341);
    expect((await directory.living(['GM1696', 'GM0193'])).map(({ name }) => name)).toEqual(['Hilversum', 'Zwolle']);
    expect(await directory.find('GM1696')).toMatchObject({ name: 'Wijdemeren', endsOn: '2027-01-01', plannedEnd: null });
  });
});
