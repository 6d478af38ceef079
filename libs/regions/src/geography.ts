/** A place on earth in degrees (WGS 84). */
export interface Point {
  lat: number;
  lon: number;
}

/** Mean radius of the earth in kilometres (IUGG). */
const EARTH_KM = 6371.0088;

/** Distance over the great circle in kilometres (haversine; the error against the ellipsoid stays under 0.5 %). */
export function kilometresBetween(a: Point, b: Point): number {
  const haversine = half(b.lat - a.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(b.lon - a.lon);
  return 2 * EARTH_KM * Math.asin(Math.sqrt(haversine));
}

/** Length in kilometres of the line through these points. */
export function kilometresAlong(points: Point[]): number {
  return points.slice(1).reduce((sum, point, i) => sum + kilometresBetween(points[i]!, point), 0);
}

/** Whether the straight line from `a` to `b` passes through the line of these points. On the scale of the Netherlands the map is flat enough. */
export function crosses(a: Point, b: Point, line: Point[]): boolean {
  return line.slice(1).some((end, i) => {
    const start = line[i]!;
    return side(a, b, start) !== side(a, b, end) && side(start, end, a) !== side(start, end, b);
  });
}

function side(a: Point, b: Point, point: Point): number {
  return Math.sign((b.lon - a.lon) * (point.lat - a.lat) - (b.lat - a.lat) * (point.lon - a.lon));
}

function half(degrees: number): number {
  return Math.sin(radians(degrees) / 2) ** 2;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
