/** Amersfoort, the centre of the Dutch national grid: there the map does not distort. */
const CENTRE = { lat: 52.15616, lon: 5.38764 };

/** Radius of the earth in units of the map: 100 metres. */
const EARTH = 63_710.088;

/** A point of the map, in units of 100 metres from Amersfoort: x to the east, y to the south (as SVG has it). */
export type MapPoint = [x: number, y: number];

/** Stereographic projection on a sphere round Amersfoort, the kind of map that people know from the Dutch national grid. */
export function project(lat: number, lon: number): MapPoint {
  const [phi, phi0, lambda] = [radians(lat), radians(CENTRE.lat), radians(lon - CENTRE.lon)];
  const scale = (2 * EARTH) / (1 + Math.sin(phi0) * Math.sin(phi) + Math.cos(phi0) * Math.cos(phi) * Math.cos(lambda));
  const north = Math.cos(phi0) * Math.sin(phi) - Math.sin(phi0) * Math.cos(phi) * Math.cos(lambda);
  return [scale * Math.cos(phi) * Math.sin(lambda), -scale * north];
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
