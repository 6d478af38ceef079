import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@bijeen/testing';
import pg from 'pg';
import { loadReferenceData } from './reference-data.js';

describe('loading the reference data', () => {
  let database: TestDatabase;
  let sql: pg.Client;
  beforeEach(async () => {
    database = await testDatabase();
    sql = new pg.Client({ connectionString: database.ownerUrl });
    await sql.connect();
  });
  afterEach(async () => {
    await sql.end();
    await database.drop();
  });
  const rows = async (text: string): Promise<object[]> => (await sql.query(text)).rows;

  it('brings all facts', async () => {
    expect(await rows(`select (select count(*)::int from municipality) as municipalities, (select count(*)::int from division) as divisions, (select count(*)::int from postcode) as postcodes, (select count(*)::int from municipality_change) as changes`)).toEqual([
      { municipalities: 342, divisions: 170, postcodes: 4067, changes: 91 },
    ]);
    expect(await rows(`select name from municipality where island order by name`)).toEqual(['Ameland', 'Schiermonnikoog', 'Terschelling', 'Texel', 'Vlieland'].map((name) => ({ name })));
    expect(await rows(`select name, province, inhabitants, seat from municipality where code = 'GM0193'`)).toEqual([{ name: 'Zwolle', province: 'Overijssel', inhabitants: 132411, seat: 'Zwolle' }]);
  });

  it('touches no row when it runs again', async () => {
    const versions = 'select xmin::text, ctid::text from municipality union all select xmin::text, ctid::text from division union all select xmin::text, ctid::text from postcode union all select xmin::text, ctid::text from municipality_change';
    const before = await rows(versions);

    await loadReferenceData(database.ownerUrl);

    expect(await rows(versions)).toEqual(before);
  });

  it('repairs what differs and drops divisions that are gone', async () => {
    await sql.query(`update municipality set name = 'Zwol', island = true where code = 'GM0193'; insert into division values ('provincie', 'PV99', 'Verzonnen', '{GM0193}')`);

    await loadReferenceData(database.ownerUrl);

    expect(await rows(`select name, island from municipality where code = 'GM0193'`)).toEqual([{ name: 'Zwolle', island: false }]);
    expect(await rows(`select from division where code = 'PV99'`)).toEqual([]);
  });

  it('ends a municipality only when its merger is certain', async () => {
    const ends = `select ends_on from municipality where code = 'GM1696'`;
    expect(await rows(ends)).toEqual([{ ends_on: null }]);
    await sql.query(`update municipality set ends_on = '2027-01-01' where code = 'GM1696'`);

    await loadReferenceData(database.ownerUrl);

    expect(await rows(ends)).toEqual([{ ends_on: null }]);
  });

  it('leads every division, postcode and successor to a municipality that exists', async () => {
    expect(await rows(`select code from (select unnest(municipality_codes) as code from division union select unnest(successor_codes) from municipality_change) known where code not in (select code from municipality)`)).toEqual([]);
  });

  it('is loaded once when two processes start together', async () => {
    await sql.query('truncate municipality, division, postcode, municipality_change cascade');

    await Promise.all([loadReferenceData(database.ownerUrl), loadReferenceData(database.ownerUrl)]);

    expect(await rows('select count(*)::int as loaded from postcode')).toEqual([{ loaded: 4067 }]);
  });
});
