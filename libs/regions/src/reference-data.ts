import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import pg from 'pg';

type Row = Record<string, string>;

/** Only one process loads at a time; the number is arbitrary but fixed. */
const LOAD_LOCK = 7_265_103;

/** The Wadden islands: whoever lives there takes a boat (Texel, Ameland, Schiermonnikoog, Terschelling, Vlieland). */
const ISLANDS = ['GM0448', 'GM0060', 'GM0088', 'GM0093', 'GM0096'];

/**
 * Fills the facts that are the same for everybody (municipality, municipality_change, division, postcode) from the CSV files
 * in `../data`, in one transaction. Running it again changes nothing; newer files change only what differs. Municipalities are
 * never deleted: one that ends keeps its row and gets `ends_on`. Runs as the owner of the tables.
 * This file imports nothing of ours, so that test scripts can load it as it is.
 * Sources and licences: README.md of this library and the "over" page.
 */
export async function loadReferenceData(databaseUrl: string): Promise<void> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    await db.query('begin');
    await db.query('select pg_advisory_xact_lock($1)', [LOAD_LOCK]);
    await loadMunicipalities(db, read('gemeenten.csv'));
    await loadChanges(db, read('herindelingen.csv'));
    await loadDivisions(db, read('regios.csv'));
    await loadPostcodes(db, read('pc4.csv'));
    await db.query('commit');
  } finally {
    await db.end();
  }
}

async function loadMunicipalities(db: pg.Client, rows: Row[]): Promise<void> {
  const columns = ['code', 'naam', 'naam_kort', 'zoektermen', 'provincie', 'inwoners', 'bestuurscentrum', 'lat', 'lon', 'zwaartepunt_lat', 'zwaartepunt_lon'];
  await db.query(
    `insert into municipality as old (code, name, short_name, search_terms, province, inhabitants, seat, seat_lat, seat_lon, centre_lat, centre_lon, island)
     select new.*, new.code = any ($12) from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::float8[], $9::float8[], $10::float8[], $11::float8[])
       as new (code, name, short_name, search_terms, province, inhabitants, seat, seat_lat, seat_lon, centre_lat, centre_lon)
     on conflict (code) do update set (name, short_name, search_terms, province, inhabitants, seat, seat_lat, seat_lon, centre_lat, centre_lon, island)
       = (excluded.name, excluded.short_name, excluded.search_terms, excluded.province, excluded.inhabitants, excluded.seat, excluded.seat_lat, excluded.seat_lon, excluded.centre_lat, excluded.centre_lon, excluded.island)
     where (old.name, old.short_name, old.search_terms, old.province, old.inhabitants, old.seat, old.seat_lat, old.seat_lon, old.centre_lat, old.centre_lon, old.island)
       is distinct from (excluded.name, excluded.short_name, excluded.search_terms, excluded.province, excluded.inhabitants, excluded.seat, excluded.seat_lat, excluded.seat_lon, excluded.centre_lat, excluded.centre_lon, excluded.island)`,
    [...arrays(rows, columns), ISLANDS],
  );
}

/** A municipality gets its end date only from a change that is certain ('doorgevoerd'); a planned one ('voorgenomen') is shown, not applied. */
async function loadChanges(db: pg.Client, rows: Row[]): Promise<void> {
  await db.query(
    `insert into municipality_change as old (old_code, old_name, changed_on, kind, successor_codes, status)
     select old_code, old_name, changed_on, kind, string_to_array(successors, '|'), status
       from unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::text[], $6::text[]) as new (old_code, old_name, changed_on, kind, successors, status)
     on conflict (old_code, changed_on) do update set (old_name, kind, successor_codes, status) = (excluded.old_name, excluded.kind, excluded.successor_codes, excluded.status)
     where (old.old_name, old.kind, old.successor_codes, old.status) is distinct from (excluded.old_name, excluded.kind, excluded.successor_codes, excluded.status)`,
    arrays(rows, ['oude_code', 'oude_naam', 'datum', 'soort', 'opvolger_codes', 'status']),
  );
  await db.query(
    `update municipality m set ends_on = certain.on
       from (select code, min(changed_on) filter (where status = 'doorgevoerd') as on from municipality left join municipality_change on old_code = code group by code) certain
      where certain.code = m.code and m.ends_on is distinct from certain.on`,
  );
}

/** GGD regions have no code in the source: their name serves as one. */
async function loadDivisions(db: pg.Client, rows: Row[]): Promise<void> {
  const values = arrays(rows.map((row) => ({ ...row, code: row['code'] || row['naam']! })), ['indeling', 'code', 'naam', 'gemeenten']);
  await db.query(
    `insert into division as old (kind, code, name, municipality_codes)
     select kind, code, name, string_to_array(codes, '|') from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as new (kind, code, name, codes)
     on conflict (kind, code) do update set (name, municipality_codes) = (excluded.name, excluded.municipality_codes)
     where (old.name, old.municipality_codes) is distinct from (excluded.name, excluded.municipality_codes)`,
    values,
  );
  await db.query('delete from division where (kind, code) not in (select * from unnest($1::text[], $2::text[]))', values.slice(0, 2));
}

async function loadPostcodes(db: pg.Client, rows: Row[]): Promise<void> {
  await db.query(
    `insert into postcode as old (pc4, place, municipality_code, lat, lon)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[])
     on conflict (pc4) do update set (place, municipality_code, lat, lon) = (excluded.place, excluded.municipality_code, excluded.lat, excluded.lon)
     where (old.place, old.municipality_code, old.lat, old.lon) is distinct from (excluded.place, excluded.municipality_code, excluded.lat, excluded.lon)`,
    arrays(rows, ['pc4', 'plaats', 'gemeente_code', 'lat', 'lon']),
  );
}

function read(name: string): Row[] {
  return parse(readFileSync(new URL(`../data/${name}`, import.meta.url)), { columns: true, bom: true, skip_empty_lines: true });
}

/** One array per column, which is how PostgreSQL's unnest takes many rows in one statement. */
function arrays(rows: Row[], columns: string[]): string[][] {
  return columns.map((column) => rows.map((row) => row[column] ?? ''));
}
