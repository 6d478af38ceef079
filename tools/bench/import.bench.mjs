// G5, G6: importing a list against bare streamed COPY of the same rows into the same tables; importing it again.
import { createReadStream, createWriteStream, existsSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const TABLES = ['contact_organisation', 'contact', 'position'];
const SIZES = { small: Number(process.env.BENCH_IMPORT_SMALL ?? 100_000), large: Number(process.env.BENCH_IMPORT_LARGE ?? 1_000_000) };

/** A heap that a whole file would never fit into: what streams, does. V8 would otherwise take what it is given before it cleans up. */
const TIGHT = ['--max-old-space-size=96', '--max-semi-space-size=4'];

export default async function run(bench) {
  const database = await bench.database();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rows: [{ id }] } = await owner.query(`insert into organisation (kind, name, sender_name) values ('ZHO', 'Bench', 'Bench') returning id`);
  const given = { bench, database, owner, organisationId: id };
  const small = await measure({ ...given, count: SIZES.small, rounds: 5 });
  const large = bench.large ? await measure({ ...given, count: SIZES.large, rounds: 1 }) : undefined;
  await owner.end();
  if (!large) return [...small, { goal: 'G5', what: 'import of 1,000,000 rows, and memory against 100,000 rows', skipped: 'takes minutes; npm run bench -- import --large' }];
  const [ours, reference] = [large[1].ours, small[1].ours];
  const growth = { goal: 'G5', what: `peak memory, MB, ${SIZES.large / 1000}k against ${SIZES.small / 1000}k rows`, ours, reference, ratio: ours / reference, floor: 1.2, lowerIsBetter: true };
  return [...small, ...large, growth];
}

async function measure(given) {
  const { bench, owner, organisationId, count, rounds } = given;
  const file = await list(bench.directory, count);
  const empty = async () => owner.query('truncate contact, contact_organisation, secretariat, contact_import cascade');
  const load = async () => importing(given, file);
  await empty();
  const first = await load();
  if (first.counts.new !== count) throw new Error(`Imported ${first.counts.new} of ${count} rows`);
  for (const table of TABLES) await pipeline(owner.query(copyTo(`copy ${table} to stdout`)), createWriteStream(join(bench.directory, table)));
  let again;
  let fresh = first;
  const seconds = await bench.interleaved(rounds, {
    copy: async () => {
      await empty();
      const start = performance.now();
      for (const table of TABLES) await pipeline(createReadStream(join(bench.directory, table), { highWaterMark: 256 * 1024 }), owner.query(copyFrom(`copy ${table} from stdin`)));
      return (performance.now() - start) / 1000;
    },
    import: async () => {
      await empty();
      fresh = await load();
      return fresh.seconds;
    },
    again: async () => {
      const before = await writes(owner, organisationId);
      again = await load();
      if (again.counts.same !== count || (await writes(owner, organisationId)) !== before) throw new Error(`The second import wrote something: ${JSON.stringify(again.counts)}`);
      return again.seconds;
    },
  });
  const name = `${count / 1000}k rows`;
  return [
    { goal: 'G5', what: `import of ${name}, rows/s, against streamed COPY of the same rows`, ours: count / seconds.import, reference: count / seconds.copy, ratio: seconds.copy / seconds.import, floor: 0.45, target: 0.65, note: `reading process ${fresh.childMegabytes} MB at most` },
    { goal: 'G5', what: `peak memory of the importing process, MB, ${name} (limit 200)`, ours: fresh.megabytes, reference: 200, ratio: fresh.megabytes / 200, floor: 1, lowerIsBetter: true },
    { goal: 'G6', what: `the same list again (0 rows written), s, against the first time, ${name}`, ours: seconds.again, reference: seconds.import, ratio: seconds.again / seconds.import, floor: 1, target: 0.75, lowerIsBetter: true },
  ];
}

/** Newest row versions of the tables: another number means that something was written. */
async function writes(owner) {
  const { rows: [row] } = await owner.query(`select concat_ws(' ', (select max(xmin::text::bigint) from contact), (select max(xmin::text::bigint) from position), (select max(xmin::text::bigint) from contact_organisation), (select count(*) from contact)) as mark`);
  return row.mark;
}

/** One import in a process of its own, so that its memory is its own. */
async function importing({ database, organisationId }, file) {
  const child = fork(fileURLToPath(new URL('./import-once.mjs', import.meta.url)), { execArgv: TIGHT, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send({ environment: { NODE_ENV: 'production', DATABASE_URL: database.ownerUrl, SECRET_KEY: database.config.secretKey, BIJEEN_HOME: database.config.home, LOG_LEVEL: 'error' }, organisationId, file });
  const [result] = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => Promise.reject(new Error(`import-once.mjs stopped with ${code}`)))]);
  await once(child, 'exit');
  return result;
}

/** A semicolon list of invented people at every municipality, quotes and accents included. */
async function list(directory, count) {
  const file = join(directory, `list-${count}.csv`);
  if (existsSync(file)) return file;
  writeFileSync(file, 'Aanhef;Voorletters;Voornaam;Tussenvoegsel;Achternaam;E-mail;Telefoon;Functie;Organisatie;Gemeente\r\n');
  const places = ['Zwolle', 'Kampen', 'Deventer', 'Súdwest-Fryslân', 'Landerd', 'Groningen', "'s-Hertogenbosch", 'Utrecht', 'Ede', 'Emmen'];
  const jobs = ['wethouder Zorg', 'beleidsadviseur Wmo', 'bestuurder', 'directeur-bestuurder', 'strateeg'];
  const out = createWriteStream(file, { flags: 'a' });
  for (let i = 0; i < count; i += 1) {
    const organisation = i % 3 === 0 ? `"GGZ ""Regio"" ${i % 400}"` : '';
    const line = `${i % 2 ? 'mevrouw' : 'dhr.'};${String.fromCharCode(65 + (i % 26))}.;Voornaam${i % 900};${i % 4 ? '' : 'van der'};Achternaam${(i * 7919) % count}é;Persoon${i}@organisatie${i % 500}.example.nl;038-${1_000_000 + (i % 8_999_999)};${jobs[i % 5]};${organisation};${places[i % 10]}\r\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return file;
}
