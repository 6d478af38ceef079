import { mapPoint, municipalityPaths } from '@bijeen/regions';
import { namesThatFit } from './map-names.js';

/** What an area of the map means; its colour and pattern follow from it. `in`: belongs to the region, no more is known. */
export type AreaLook = 'in' | 'comes' | 'invited' | 'nothing' | 'far';

/** One municipality on the map. `note` is read when the pointer rests on it, and belongs as text beside the map too. */
export interface MapPlace {
  code: string;
  name: string;
  look: AreaLook;
  note?: string;
}

interface MapProps {
  /** What the picture shows, for who cannot see it. */
  title: string;
  places: MapPlace[];
  /** The meaning of each look on this map, in words; only these get a line in the legend. */
  legend?: Partial<Record<AreaLook, string>>;
  /** The venue, as a dot with its name. */
  venue?: { lat: number; lon: number; name: string } | null;
  /** A thumbnail has no names, no neighbours and no legend. */
  small?: boolean;
}

/** Height of the letters as a part of the map: smaller when there are many names. */
const LETTER = { few: 0.027, many: 0.019, fewIsUpTo: 20 };

/** Municipalities drawn from their postcodes. The numbers stand in the legend and, per municipality, in the list of the page. */
export function MunicipalityMap({ title, places, legend = {}, venue = null, small = false }: MapProps) {
  const { viewBox, extent, areas, around } = municipalityPaths(places.map(({ code }) => code));
  const placeOf = new Map(places.map((place) => [place.code, place]));
  const letter = extent * (areas.length <= LETTER.fewIsUpTo ? LETTER.few : LETTER.many);
  const names = small ? [] : namesThatFit(areas, (code) => placeOf.get(code)?.name ?? '', letter, venue && mapPoint(venue));
  return (
    <figure class={`map${small ? ' map--small' : ''}`}>
      <svg viewBox={viewBox} role="img" aria-label={title} focusable="false">
        {!small && <Hatching id="arcering" size={extent / 90} />}
        {!small && around.map(({ code, path }) => <path key={code} class="map__around" d={path} />)}
        {areas.map(({ code, path }) => <Area key={code} path={path} place={placeOf.get(code)} />)}
        {venue && <Venue {...venue} size={extent / 80} />}
        {names.map(({ code, name, x, y }) => <text key={code} class="map__name" x={x} y={y + letter / 3} fontSize={letter}>{name}</text>)}
      </svg>
      {!small && <Legend {...{ places, legend, venue }} />}
    </figure>
  );
}

function Area({ path, place, hatching = 'arcering' }: { path: string; place: MapPlace | undefined; hatching?: string }) {
  const look = place?.look ?? 'nothing';
  return (
    <>
      <path class={`map__area map__area--${look}`} d={path}>{place && <title>{[place.name, place.note].filter(Boolean).join(': ')}</title>}</path>
      {look === 'invited' && <path class="map__hatching" d={path} fill={`url(#${hatching})`} />}
    </>
  );
}

function Venue({ lat, lon, name, size }: { lat: number; lon: number; name: string; size: number }) {
  const [x, y] = mapPoint({ lat, lon });
  return <circle class="map__venue" cx={x} cy={y} r={size}><title>{name}</title></circle>;
}

/** Each look with its word and how many municipalities have it: colour never speaks alone. */
function Legend({ places, legend, venue }: Pick<MapProps, 'places' | 'legend' | 'venue'>) {
  const lines = Object.entries(legend ?? {}) as [AreaLook, string][];
  return (
    <figcaption>
      <ul class="legend">
        {lines.map(([look, words]) => (
          <li key={look}>
            <svg class="legend__sample" viewBox="0 0 24 16" aria-hidden="true" focusable="false">
              {look === 'invited' && <Hatching id="arcering-legenda" size={6} />}
              <Area path="M1 1h22v14h-22z" place={{ code: '', name: '', look }} hatching="arcering-legenda" />
            </svg>
            <span>{words}: <strong>{places.filter((place) => place.look === look).length}</strong></span>
          </li>
        ))}
        {venue && <li><svg class="legend__sample" viewBox="0 0 24 16" aria-hidden="true" focusable="false"><circle class="map__venue" cx="12" cy="8" r="6" /></svg><span>{venue.name}</span></li>}
      </ul>
    </figcaption>
  );
}

function Hatching({ id, size }: { id: string; size: number }) {
  return (
    <defs>
      <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="map__hatch" width={size / 2.5} height={size} />
      </pattern>
    </defs>
  );
}
