import type { Point } from './geography.js';

/** Water that a straight line may not cross. Whoever must reach the other side goes by one of the ways. */
export interface Barrier {
  name: string;
  /** Roughly the middle of the water. */
  line: Point[];
  ways: Way[];
}

/** A dam, bridge, tunnel or pont: the points it leads along, in either direction. */
export interface Way {
  /** With its article, to follow on "via". */
  name: string;
  along: Point[];
  /** Waiting and sailing of a pont, in minutes. */
  extraMinutes?: number;
}

/** An island without a road: the ferry that serves it. */
export interface Ferry {
  island: string;
  /** Where it leaves, on the mainland. */
  from: Point & { name: string };
  /** Where it arrives. */
  to: Point;
  /** Sailing plus being there in time, in minutes. A missed boat costs more: a timetable is not part of an estimate. */
  minutes: number;
}

const points = (...pairs: [lat: number, lon: number][]): Point[] => pairs.map(([lat, lon]) => ({ lat, lon }));

/**
 * The waters where a straight line errs by more than ten minutes, drawn by hand from common knowledge of the map. Rivers and
 * inlets with a crossing every few kilometres are not here: the factor 1.3 of the estimate covers them.
 */
export const BARRIERS: Barrier[] = [
  {
    name: 'het IJsselmeer en het Markermeer',
    line: points([53.45, 4.85], [53.2, 5.02], [53.0, 5.19], [52.85, 5.25], [52.7, 5.36], [52.61, 5.36], [52.5, 5.25], [52.4, 5.1], [52.345, 5.09]),
    ways: [
      { name: 'de Afsluitdijk', along: points([52.935, 5.04], [53.07, 5.34]) },
      { name: 'de Houtribdijk', along: points([52.69, 5.275], [52.535, 5.435]) },
      { name: 'de Hollandse Brug', along: points([52.322, 5.13], [52.335, 5.15]) },
    ],
  },
  {
    name: 'het IJsselmeer bij Lemmer',
    line: points([52.62, 5.37], [52.74, 5.45], [52.835, 5.62]),
    ways: [{ name: 'Lemmer', along: points([52.845, 5.71]) }],
  },
  {
    name: 'de Westerschelde',
    line: points([51.5, 3.2], [51.42, 3.45], [51.42, 3.57], [51.365, 3.82], [51.415, 4.0], [51.385, 4.18], [51.31, 4.28], [51.22, 4.39], [51.12, 4.21]),
    ways: [
      { name: 'de Westerscheldetunnel', along: points([51.4, 3.82], [51.335, 3.79]) },
      { name: 'de Liefkenshoektunnel', along: points([51.295, 4.25], [51.3, 4.31]) },
      { name: 'Antwerpen', along: points([51.205, 4.37], [51.21, 4.42]) },
    ],
  },
  {
    name: 'het Haringvliet en het Hollands Diep',
    line: points([51.88, 3.9], [51.83, 4.05], [51.8, 4.12], [51.765, 4.25], [51.71, 4.38], [51.7, 4.6], [51.7, 4.75], [51.76, 4.82], [51.8, 4.87]),
    ways: [
      { name: 'de Haringvlietdam', along: points([51.84, 4.06], [51.815, 4.03]) },
      { name: 'de Haringvlietbrug', along: points([51.725, 4.415], [51.7, 4.39]) },
      { name: 'de Moerdijkbrug', along: points([51.73, 4.65], [51.7, 4.63]) },
      { name: 'de Merwedebrug', along: points([51.835, 4.945], [51.81, 4.94]) },
    ],
  },
  {
    name: 'de Lek',
    line: points([51.885, 4.6], [51.893, 4.68], [51.92, 4.76], [51.942, 4.85], [51.955, 4.96], [51.995, 5.07]),
    ways: [
      { name: 'de Van Brienenoordbrug', along: points([51.92, 4.585], [51.905, 4.543], [51.855, 4.65]) },
      { name: 'het pontje bij Schoonhoven', along: points([51.942, 4.848]), extraMinutes: 10 },
      { name: 'de Lekbrug bij Vianen', along: points([52.005, 5.085], [51.99, 5.1]) },
    ],
  },
];

/** The Wadden islands, by the code of their municipality. Sailing times of the car ferries: about 20, 95, 120, 50 and 45 minutes. */
export const FERRIES: Ferry[] = [
  { island: 'GM0448', from: { name: 'Den Helder', lat: 52.963, lon: 4.785 }, to: { lat: 53.005, lon: 4.78 }, minutes: 40 },
  { island: 'GM0096', from: { name: 'Harlingen', lat: 53.175, lon: 5.41 }, to: { lat: 53.295, lon: 5.075 }, minutes: 125 },
  { island: 'GM0093', from: { name: 'Harlingen', lat: 53.175, lon: 5.41 }, to: { lat: 53.36, lon: 5.22 }, minutes: 150 },
  { island: 'GM0060', from: { name: 'Holwert', lat: 53.395, lon: 5.875 }, to: { lat: 53.435, lon: 5.775 }, minutes: 80 },
  { island: 'GM0088', from: { name: 'Lauwersoog', lat: 53.41, lon: 6.2 }, to: { lat: 53.47, lon: 6.17 }, minutes: 75 },
];
