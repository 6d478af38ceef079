import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { crosses } from './geography.js';
import { drivingMinutes, estimateTravel, type Place, travelText } from './travel-estimate.js';
import { BARRIERS, FERRIES } from './water.js';

const read = (name: string): Record<string, string>[] => parse(readFileSync(new URL(`../data/${name}`, import.meta.url)), { columns: true });
const municipalities = read('gemeenten.csv');
const postcodes = read('pc4.csv');

/** The seat of a municipality, or a place that is none. */
function at(name: string): Place {
  const row = municipalities.find((one) => one['naam_kort'] === name || one['zoektermen'] === name) ?? postcodes.find((one) => one['plaats'] === name);
  if (!row) throw new Error(`Unknown place ${name}`);
  return { lat: Number(row['lat']), lon: Number(row['lon']), island: FERRIES.find(({ island }) => island === row['code'])?.island ?? null };
}

const minutes = (from: string, to: string): number => estimateTravel(at(from), at(to)).minutes;

/**
 * Minutes by car outside rush hour, known from driving and rounded to 5; a route planner may differ by a few. The estimate may be
 * 10 minutes off, or 15 %: seats are up to 2 km off, traffic costs as much, and a limit of 60 minutes is itself a rule of thumb.
 * With a ferry or along a coast, where waiting and winding roads weigh most, it may be 30 %.
 */
const KNOWN: [from: string, to: string, minutes: number][] = [
  ['Zwolle', 'Kampen', 20], ['Zwolle', 'Deventer', 35], ['Zwolle', 'Rotterdam', 105], ['Zwolle', 'Leeuwarden', 65], ['Zwolle', 'Groningen', 70],
  ['Zwolle', 'Enschede', 60], ['Zwolle', 'Emmen', 60], ['Zwolle', 'Apeldoorn', 35], ['Zwolle', 'Utrecht', 65], ['Zwolle', 'Amsterdam', 75],
  ['Zwolle', 'Lelystad', 40], ['Zwolle', 'Steenwijk', 30], ['Zwolle', 'Hardenberg', 35], ['Zwolle', 'Nijmegen', 70], ['Zwolle', 'Maastricht', 150],
  ['Doetinchem', 'Rotterdam', 100], ['Doetinchem', 'Leeuwarden', 110], ['Doetinchem', 'Arnhem', 30], ['Doetinchem', 'Enschede', 55], ['Doetinchem', 'Aalten', 25],
  ['Leeuwarden', 'Groningen', 50], ['Leeuwarden', 'Amsterdam', 90], ['Leeuwarden', 'Den Helder', 65], ['Groningen', 'Assen', 25], ['Groningen', 'Amsterdam', 120],
  ['Utrecht', 'Rotterdam', 45], ['Utrecht', 'Arnhem', 45], ['Utrecht', 'Maastricht', 115], ['Rotterdam', 'Breda', 40], ['Rotterdam', 'Den Haag', 30],
  ['Amsterdam', 'Alkmaar', 40], ['Amsterdam', 'Den Helder', 70], ['Eindhoven', 'Venlo', 45], ['Middelburg', 'Rotterdam', 80],
  ['Vlissingen', 'Terneuzen', 35], ['Terneuzen', 'Goes', 30], ['Hulst', 'Bergen op Zoom', 50], ['Enkhuizen', 'Lelystad', 30], ['Hoorn', 'Lelystad', 45],
  ['Middelharnis', 'Hellevoetsluis', 30], ['Schoonhoven', 'Bleskensgraaf ca', 30],
];
const ROUNDABOUT: typeof KNOWN = [
  ['Enkhuizen', 'Lemmer', 65], ['Enkhuizen', 'Stavoren', 75], ['Stavoren', 'Urk', 60], ['Den Helder', 'Texel', 55], ['Amsterdam', 'Texel', 120], ['Leeuwarden', 'Ameland', 115],
  ['Leeuwarden', 'Terschelling', 185], ['Zwolle', 'Vlieland', 225], ['Groningen', 'Schiermonnikoog', 120],
];

describe('the estimated travel time', () => {
  it.each(KNOWN)('from %s to %s is about %i minutes', (from, to, real) => {
    expect(Math.abs(minutes(from, to) - real)).toBeLessThanOrEqual(Math.max(10, real * 0.15));
  });

  it.each(ROUNDABOUT)('from %s to %s, round the water or by ferry, is about %i minutes', (from, to, real) => {
    expect(Math.abs(minutes(from, to) - real)).toBeLessThanOrEqual(real * 0.3);
  });

  it('is on average neither too short nor too long', () => {
    const errors = KNOWN.map(([from, to, real]) => minutes(from, to) - real);

    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(2);
  });

  it('comes in steps of five, never under five', () => {
    expect(estimateTravel(at('Zwolle'), at('Zwolle'))).toEqual({ minutes: 5, remark: null });
    expect(minutes('Zwolle', 'Raalte') % 5).toBe(0);
  });

  it('is the same in both directions', () => {
    expect(minutes('Terneuzen', 'Zwolle')).toBe(minutes('Zwolle', 'Terneuzen'));
    expect(minutes('Texel', 'Enkhuizen')).toBe(minutes('Enkhuizen', 'Texel'));
  });

  it('rises with every kilometre, ever more slowly', () => {
    const speeds = [5, 20, 60, 150].map((km) => km / drivingMinutes(km));

    expect(speeds).toEqual(speeds.toSorted((a, b) => a - b));
    expect(drivingMinutes(101)).toBeGreaterThan(drivingMinutes(100));
  });

  it('says which way it goes round the water, when that costs time', () => {
    expect(estimateTravel(at('Enkhuizen'), at('Lemmer')).remark).toBe('via de Houtribdijk');
    expect(estimateTravel(at('Zwolle'), at('Amsterdam')).remark).toBeNull();
  });

  it('names the ferry, and both of them from island to island', () => {
    expect(estimateTravel(at('Zwolle'), at('Texel')).remark).toBe('met de veerboot vanuit Den Helder (met wachten circa 40 minuten, al meegerekend)');
    expect(estimateTravel(at('Texel'), at('Vlieland')).remark).toContain('Den Helder (met wachten circa 40 minuten, al meegerekend) en de veerboot vanuit Harlingen');
  });

  it('takes no ferry on the island itself', () => {
    const south = { lat: 53.01, lon: 4.78, island: 'GM0448' };

    expect(estimateTravel(south, at('Texel'))).toEqual({ minutes: 10, remark: null });
  });

  it('is written as an estimate', () => {
    expect(travelText({ minutes: 95, remark: null })).toBe('circa 95 minuten (schatting)');
  });

  it.each([['Hoorn', 'Medemblik'], ['Lelystad', 'Dronten'], ['Terneuzen', 'Hulst'], ['Vlissingen', 'Goes'], ['Hellevoetsluis', 'Brielle'], ['Almere', 'Bussum'], ['Lemmer', 'Stavoren']])(
    'sends nobody round the water from %s to %s, which lie on the same side',
    (from, to) => {
      const [a, b] = [at(from), at(to)];

      expect(BARRIERS.filter(({ line }) => crosses(a, b, line)).map(({ name }) => name)).toEqual([]);
    },
  );
});
