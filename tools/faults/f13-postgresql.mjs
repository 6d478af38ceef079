import { setTimeout as pause } from 'node:timers/promises';
import { InvitationsModule } from '../../dist/libs/invitations/src/index.js';
import { until } from './house.mjs';

export const name = 'F13, F14';
export const what = 'PostgreSQL crashes or cuts connections while mail is being written and sent, real Postfix';

export default async function run(faults) {
  const bench = await faults.ownServer();
  try {
    return [
      await hit(faults, bench, { name: 'F13', what: 'kill -9 inside PostgreSQL: all connections die, recovery from its log, real Postfix', times: faults.dose(5, 20), strike: crash }),
      await hit(faults, bench, { name: 'F14', what: 'connections cut and deadlocks in mid-send, real Postfix', times: faults.dose(20, 200), strike: cut }),
    ];
  } finally {
    await bench.server.stop();
  }
}

async function hit(faults, bench, { times, strike, ...about }) {
  const begun = performance.now();
  const postfix = await faults.postfix();
  const desk = await faults.desk(postfix.env, { modules: [InvitationsModule], bench });
  const part = 150;
  const promised = [];
  try {
    desk.worker();
    for (let time = 0; time < times; time += 1) {
      await desk.write(part, { from: time * 1_000 });
      promised.push(part);
      await until(async () => (await known(desk, `state = 'sent'`)) >= time * part + part / 3);
      await strike(desk, time);
      // What is answered with "written" while the server falls must be there afterwards; what fails must not be there in part.
      const late = await desk.write(5, { from: time * 1_000 + 500 }).then(() => 5, () => 0);
      await until(async () => (await known(desk, 'true')) >= 0);
      promised.push(late > 0 ? late : await atOnce(desk, time));
    }
    await until(async () => (await known(desk, `state in ('queued', 'deferred', 'sending')`)) === 0, 180);
    const ledgers = await desk.compare(postfix);
    const expected = promised.reduce((sum, mails) => sum + mails, 0);
    return { ...about, dose: `${times} times, ${expected} mails`, seconds: Math.round((performance.now() - begun) / 1000), ledgers, ok: ledgers.intended === expected && ledgers.received === expected && ledgers.twice === 0 && ledgers.parked === 0, note: 'every acknowledged mail is there once' };
  } finally {
    await desk.close();
    await postfix.stop();
  }
}

/** A write that failed: all of it or nothing, and repeating it makes exactly one of each. */
async function atOnce(desk, time) {
  const there = await known(desk, `recipient_key ~ '^persoon-${time}5\\d\\d$'`);
  if (there > 0 && there < 5) throw new Error(`half a write: ${there} of 5`);
  await until(async () => desk.write(5, { from: time * 1_000 + 500 }).then(() => true, () => false));
  return 5;
}

/** A count, or -1 while the server does not answer. */
async function known(desk, where) {
  return desk.count(where).catch(() => -1);
}

/** One backend dies by SIGKILL; the server then ends all others and recovers, as after a crash of the whole. */
async function crash(desk) {
  const { rows: [{ pid }] } = await desk.owner.query(`select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'bijeen' limit 1`);
  process.kill(pid, 'SIGKILL');
  await pause(50);
}

async function cut(desk, time) {
  if (time % 2 === 0) return void (await desk.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'bijeen'`));
  // Somebody locks rows in the opposite order until PostgreSQL ends one of the two.
  const client = await desk.owner.connect();
  try {
    await client.query('begin');
    await client.query(`select id from outgoing_mail where state in ('queued', 'sending') order by id desc limit 50 for update`);
    await client.query(`set local lock_timeout = '200ms'`);
    await client.query(`select id from outgoing_mail order by id for update`);
    await client.query('rollback');
  } catch {
    await client.query('rollback').catch(() => undefined);
  } finally {
    client.release();
  }
}
