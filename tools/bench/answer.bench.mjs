// G7: answering over HTTP (POST with a personal link: limits, statements, confirmation mail, wake-up) against pgbench with the same statements.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CONTACT, ID, INVITATION, MEETING, MEETINGS, PER_MEETING, pgbenchScript, recordedStatements, TOKEN } from './answer-statements.mjs';
import { findTool } from './debian.mjs';
import { must } from './frame.mjs';
import { makeContacts, makeMeeting, makeOrganisation, ownerOf } from './house.mjs';
import { startRedis, startWeb } from './servers.mjs';

const ROUNDS = 5;
const SECONDS = 3;
/** Milliseconds that somebody of the crowd takes between two answers. */
const THINKING = 2_000;
const CLIENTS = 20;
const PER_CLIENT = 150;

export default async function run(bench) {
  const skip = (reason) => [{ goal: 'G7', what: 'answer: POST over HTTP against pgbench', skipped: reason }];
  let wrk;
  let pgbench;
  try {
    wrk = findTool('wrk', 'wrk');
    pgbench = findTool('pgbench', 'postgresql-contrib');
  } catch (error) {
    return skip(error.message);
  }
  bench.uses('pgbench', /[\d.]+/.exec(pgbench.run(['--version']).split(') ').at(-1))?.[0]);
  const redis = await startRedis(bench.directory).catch((error) => ({ missing: error.message, stop: async () => {} }));
  const offices = [];
  try {
    offices.push(await office(bench, {}));
    if (redis.url) offices.push(await office(bench, { QUEUE_URL: redis.url }));
    return await measure(bench, { wrk, pgbench, offices, redis });
  } finally {
    for (const each of offices) await each.stop();
    await redis.stop();
  }
}

async function measure(bench, { wrk, pgbench, offices: [own, onRedis], redis }) {
  const statements = await recordedStatements(own);
  const scripts = { all: pgbenchScript(bench, 'answer', statements), save: pgbenchScript(bench, 'save', statements.filter(({ name }) => name === 'save-answer')) };
  const p99 = [];
  const cases = {
    http: async () => load(wrk, own, 50),
    pgbench: async () => transactions(pgbench, own, scripts.all),
    ...(onRedis && { redis: async () => load(wrk, onRedis, 50) }),
    save: async () => transactions(pgbench, own, scripts.save),
    crowd: async (round) => {
      const seen = await load(wrk, onRedis ?? own, 200, { wanted: 'p99', thinking: THINKING });
      if (round > 0) p99.push(seen);
      return seen;
    },
  };
  const rate = await bench.interleaved(ROUNDS, cases);
  const row = (what, ours, reference, rest) => ({ goal: 'G7', what, ours: rate[ours], reference: rate[reference], ratio: rate[ours] / rate[reference], spread: [rate.spread[ours], rate.spread[reference]], ...rest });
  const work = `${statements.length} statements in a transaction: ${statements.map(({ name }) => name).join(', ')}`;
  return [
    row('answer: POST /u/…, queue in PostgreSQL, against pgbench with the same transaction, per s', 'http', 'pgbench', { floor: 0.4, target: 0.55, note: work }),
    onRedis
      ? row('answer: POST /u/…, queue in Redis, against the same, per s', 'redis', 'pgbench', { floor: 0.4, target: 0.55, note: 'HTTP, load generator and database share the cores' })
      : { goal: 'G7', what: 'answer: POST /u/…, queue in Redis', skipped: redis.missing },
    { goal: 'G7', what: 'answer: p99 in ms at 200 connections, against 50 ms', ours: rate.crowd, reference: 50, ratio: rate.crowd / 50, floor: 1, lowerIsBetter: true, spread: [rate.spread.crowd], note: `200 people at once, each with an answer every ${THINKING / 1000} s` },
    row('answer: the statement that saves, alone in pgbench, against the whole transaction', 'save', 'pgbench', { note: 'what links, locks, mail and rights cost; no floor set' }),
  ];
}

/** 100,000 invitations to answer, each with its links, and a web process. */
async function office(bench, settings) {
  const database = await bench.database({ SMTP_URL: 'smtp://127.0.0.1:9', ...settings });
  const owner = await ownerOf(database);
  const actor = await makeOrganisation(owner);
  await fill(owner, actor);
  const web = await startWeb(database.env);
  const stop = async () => {
    await web.stop();
    await owner.end();
  };
  return { ...database, owner, actor, web, stop, next: 1, answered: 0 };
}

async function fill(owner, actor) {
  const meeting = await makeMeeting(owner, actor, new Date());
  await makeContacts(owner, actor, 1);
  await owner.query(`create temporary table model as select * from meeting where id = $1`, [meeting]);
  await owner.query(`update model set state = 'inviting'`);
  const columns = await columnsOf(owner, 'meeting');
  await owner.query(`insert into meeting (id, ${columns}) select ${ID('n', 2)}, ${columns.replace('"calendar_uid"', "calendar_uid || n")} from model, generate_series(0, ${MEETINGS - 1}) n`);
  const people = await columnsOf(owner, 'contact');
  await owner.query(
    `insert into contact (id, ${people}) select ${ID('n', 3)}, ${people.replace('"email"', "n || email").replace('"email_key"', "n || email_key").replace('"sort_name"', 'sort_name || n')} from contact, generate_series(0, ${PER_MEETING - 1}) n`,
  );
  await owner.query(
    `insert into invitation (id, organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, municipality_code, email, state, travel_minutes, calendar_uid, invited_at)
     select ${INVITATION('n')}, $1, ${MEETING('n')}, ${CONTACT('n')}, 'A. Persoon ' || n, 'Geachte A. Persoon', 'Persoon ' || n, 'ALDERMAN', 'Gemeente Zwolle', 'GM0193', 'p' || n || '@zwolle.example.nl', 'sent', 25, n || '@bijeen.example.org', now()
     from generate_series(0, ${MEETINGS * PER_MEETING - 1}) n`,
    [actor.organisationId],
  );
  for (const [purpose, token] of [['answer', TOKEN('n')], ['unsubscribe', `'x' || ${TOKEN('n')}`]]) {
    await owner.query(
      `insert into personal_link (token_hash, organisation_id, purpose, meeting_id, invitation_id, nonce, expires_at)
       select sha256((${token})::bytea), $1, $2, ${MEETING('n')}, ${INVITATION('n')}, substr(sha256(n::text::bytea), 1, 16), now() + interval '90 days' from generate_series(0, ${MEETINGS * PER_MEETING - 1}) n`,
      [actor.organisationId, purpose],
    );
  }
  await owner.query('vacuum analyze');
}

async function columnsOf(owner, table) {
  const { rows } = await owner.query(`select string_agg('"' || column_name || '"', ', ') as names from information_schema.columns where table_name = $1 and column_name <> 'id'`, [table]);
  return rows[0].names;
}

/** Answers per second that pgbench gets through. */
async function transactions(pgbench, office, { file, defined }) {
  const { hostname, port, username, password, pathname } = new URL(office.appUrl);
  const most = PER_CLIENT * CLIENTS;
  const set = Object.entries({ ...defined, base: office.next, per: PER_CLIENT, k: 0 }).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  office.next += most;
  must(office.next < MEETINGS * PER_MEETING, 'more answers than invitations');
  const said = pgbench.run(['-n', '-M', 'prepared', '-c', String(CLIENTS), '-j', '2', '-t', String(PER_CLIENT), '-f', file, '-h', hostname, '-p', port, '-U', username, ...set, pathname.slice(1)], { env: { ...pgbench.env, PGPASSWORD: password } });
  must(said.includes(`processed: ${most}/${most}`) && !/failed transactions: [1-9]/.test(said), `pgbench: ${said}`);
  office.answered += most;
  await answersMust(office, 0);
  return Number(/tps = ([\d.]+) \(without/.exec(said)[1]);
}

const script = (thinking) => `
${thinking > 0 ? `function delay() return math.random(0, ${2 * thinking}) end` : ''}
local n, step, most = 0, 7919, ${MEETINGS * PER_MEETING}
local letters = { ['0']='a', ['1']='b', ['2']='c', ['3']='d', ['4']='e', ['5']='f', ['6']='g', ['7']='h', ['8']='i', ['9']='j' }
local headers = { ['Content-Type'] = 'application/x-www-form-urlencoded' }
function init(args) n = tonumber(args[1]) end
function request()
  local number = string.gsub(string.format('%d', (n * step) % most), '%d', letters)
  n = n + 1
  return wrk.format('POST', '/u/' .. string.rep('k', 26 - #number) .. number, headers, 'coming=yes')
end
function response(status) if status ~= 303 then print('status ' .. status) end end
function done(summary, latency) print('answers ' .. summary.requests .. ' p99 ' .. latency:percentile(99) / 1000 .. ' took ' .. summary.duration / 1e6 .. ' errors ' .. summary.errors.timeout + summary.errors.read + summary.errors.write + summary.errors.connect) end
`;

/** Answers per second over HTTP, or their p99 in milliseconds. */
async function load(wrk, office, connections, { wanted = 'rate', thinking = 0 } = {}) {
  const file = join(office.config.home, '..', 'answer.lua');
  writeFileSync(file, script(thinking));
  const child = wrk.start(['-t', '1', '-c', String(connections), '-d', `${SECONDS}s`, '--timeout', '10s', '-s', file, office.web.url, '--', String(office.next)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const part of child.stdout) said += part;
  const [, answers, p99, took, errors] = /answers (\d+) p99 ([\d.]+) took ([\d.]+) errors (\d+)/.exec(said) ?? [];
  must(answers > 0 && errors === '0' && !said.includes('status '), `wrk: ${said.slice(0, 500)}`);
  office.answered += Number(answers);
  office.next += Number(answers) + connections + 1;
  must(office.next < MEETINGS * PER_MEETING, 'more answers than invitations');
  await answersMust(office, connections);
  return wanted === 'p99' ? Number(p99) : answers / took;
}

/** Every answer is there with its history, and the tally agrees; of the answers under way when the load ended, some are there too. */
async function answersMust(office, underWay) {
  let found = await counted(office);
  for (let before = -1; before !== found.answers; found = await counted(office)) {
    before = found.answers;
    if (underWay > 0) await pause(200);
  }
  must(found.tally === found.answers && found.history === found.answers, `answers, tally and history differ: ${JSON.stringify(found)}`);
  const extra = found.answers - office.answered;
  must(extra >= 0 && extra <= underWay + 1, `${found.answers} answers were kept of ${office.answered}`);
  office.answered = found.answers;
}

async function counted({ owner }) {
  const { rows: [found] } = await owner.query(
    `select (select count(*)::int from invitation where answer = 'yes') as answers, (select coalesce(sum(people), 0)::int from meeting_tally where answer = 'yes') as tally, (select count(*)::int from answer_history) as history`,
  );
  return found;
}
