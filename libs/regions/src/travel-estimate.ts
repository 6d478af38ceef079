import { crosses, kilometresAlong, kilometresBetween, type Point } from './geography.js';
import { BARRIERS, FERRIES, type Barrier, type Ferry, type Way } from './water.js';

/** A point on the map, and on which island it lies: the code of the island's municipality, or null on the mainland. */
export interface Place extends Point {
  island: string | null;
}

/** How long a trip takes by car (and ferry), door to door, outside rush hour. */
export interface TravelTime {
  /** Whole minutes, in steps of 5. */
  minutes: number;
  /** A Dutch sentence about a ferry or a way round the water, or null. */
  remark: string | null;
}

/** A way over land: how many kilometres of road, minutes lost on a pont, and which dams, bridges and tunnels it takes. */
interface Route {
  roadKm: number;
  extraMinutes: number;
  via: string[];
}

/** Roads are longer than the straight line: 1.3 times, on average in the Netherlands. */
const ROAD_FACTOR = 1.3;

/** Over a dam or bridge the road is nearly straight. */
const DAM_FACTOR = 1.05;

/** Getting to the car, out of the street, and parking: minutes per trip. */
const START_MINUTES = 4;

/**
 * Speed rises with distance: streets first, then provincial road and motorway. The kilometres are those of the factor 1.3; a long
 * trip in fact winds less, which is why the later speeds look high. Least squares over the trips in travel-estimate.spec.ts.
 */
const SPEEDS = [
  { fromKm: 0, kmPerHour: 60 },
  { fromKm: 15, kmPerHour: 100 },
  { fromKm: 40, kmPerHour: 110 },
];

/** A way round the water is worth mentioning when it costs this many minutes more than the straight line. */
const DETOUR_MINUTES = 10;

/**
 * Estimates a trip (lesson L1: too far away means nobody comes): great circle × 1.3 with a speed that rises with distance, round
 * large waters, with the ferry where there is one. Always show it as an estimate ("schatting"): it knows no roads and no traffic.
 */
export function estimateTravel(from: Place, to: Place): TravelTime {
  const ferries = from.island === to.island ? [] : [ferryOf(from), ferryOf(to)].filter((ferry) => ferry !== null);
  const legs = legsByRoad(from, to);
  const routes = legs.map(([start, end]) => landRoute(start, end, BARRIERS));
  const byRoad = drivingMinutes(sum(routes.map(({ roadKm }) => roadKm))) + sum(routes.map(({ extraMinutes }) => extraMinutes));
  const straight = drivingMinutes(sum(legs.map(([start, end]) => kilometresBetween(start, end) * ROAD_FACTOR)));
  const via = byRoad - straight >= DETOUR_MINUTES ? routes.flatMap((route) => route.via) : [];
  return { minutes: inStepsOfFive(byRoad + sum(ferries.map(({ minutes }) => minutes))), remark: remark(via, ferries) };
}

/** Minutes by car over so many kilometres of road. */
export function drivingMinutes(roadKm: number): number {
  const driving = SPEEDS.map(({ fromKm, kmPerHour }, i) => {
    const untilKm = SPEEDS[i + 1]?.fromKm ?? Infinity;
    return (Math.max(0, Math.min(roadKm, untilKm) - fromKm) / kmPerHour) * 60;
  });
  return START_MINUTES + sum(driving);
}

/** How a travel time is written for people: "circa 95 minuten (schatting)". */
export function travelText({ minutes }: TravelTime): string {
  return `circa ${minutes} minuten (schatting)`;
}

/** The pieces that go by road: all of it, or up to the harbour and from the other harbour. */
function legsByRoad(from: Place, to: Place): [Point, Point][] {
  if (from.island === to.island) return [[from, to]];
  const [out, back] = [ferryOf(from), ferryOf(to)];
  const pieces: [Point, Point][] = [[out?.from ?? from, back?.from ?? to]];
  if (out) pieces.unshift([from, out.to]);
  if (back) pieces.push([back.to, to]);
  return pieces;
}

/** The shortest way over land: straight, or along one of the ways past the first water that lies between, and so on past the others. */
function landRoute(from: Point, to: Point, barriers: Barrier[]): Route {
  const barrier = barriers.find(({ line }) => crosses(from, to, line));
  if (!barrier) return { roadKm: kilometresBetween(from, to) * ROAD_FACTOR, extraMinutes: 0, via: [] };
  const others = barriers.filter((other) => other !== barrier);
  const routes = barrier.ways.flatMap((way) => [routeAlong(from, to, way, others), routeAlong(from, to, { ...way, along: way.along.toReversed() }, others)]);
  return routes.reduce((best, route) => (cost(route) < cost(best) ? route : best));
}

function routeAlong(from: Point, to: Point, way: Way, barriers: Barrier[]): Route {
  const before = landRoute(from, way.along[0]!, barriers);
  const after = landRoute(way.along.at(-1)!, to, barriers);
  return {
    roadKm: before.roadKm + kilometresAlong(way.along) * DAM_FACTOR + after.roadKm,
    extraMinutes: before.extraMinutes + (way.extraMinutes ?? 0) + after.extraMinutes,
    via: [...before.via, way.name, ...after.via],
  };
}

function cost(route: Route): number {
  return drivingMinutes(route.roadKm) + route.extraMinutes;
}

function ferryOf(place: Place): Ferry | null {
  return FERRIES.find(({ island }) => island === place.island) ?? null;
}

function remark(via: string[], ferries: Ferry[]): string | null {
  const boat = ferries.map((ferry) => `de veerboot vanuit ${ferry.from.name} (met wachten circa ${ferry.minutes} minuten, al meegerekend)`);
  const parts = [via.length > 0 ? `via ${via.join(' en ')}` : null, boat.length > 0 ? `met ${boat.join(' en ')}` : null].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : null;
}

function inStepsOfFive(minutes: number): number {
  return Math.max(5, Math.round(minutes / 5) * 5);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
