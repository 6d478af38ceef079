import { setTimeout as pause } from 'node:timers/promises';
import { RestoreGuard } from '../../dist/libs/mail/src/index.js';
import { total, until } from './house.mjs';
import { compare } from './ledgers.mjs';

export const name = 'F26';
export const what = 'a backup is restored after 500 mails left, and workers are started; real Postfix';
/** It mostly waits. */
export const waits = true;

const MAILS = 700;
const SENT = 500;
/** Seconds that workers get to do what they must not. */
const TEMPTED = 8;

export default async function run(faults) {
  const times = faults.dose(3, 10);
  const postfix = await faults.postfix();
  const desks = [];
  let before = 0;
  let known = 0;
  try {
    const rows = [];
    for (let time = 0; time < times; time += 1) {
      const desk = await faults.desk(postfix.env);
      desks.push(desk);
      await desk.write(MAILS, { from: time * MAILS });
      const backup = await dump(desk);
      const first = desk.worker();
      await desk.sent(SENT);
      await first.signal('SIGTERM');
      await restore(desk, backup);
      const sofar = total(postfix.accepted());
      desk.worker();
      desk.worker();
      await pause(TEMPTED * 1000);
      before += total(postfix.accepted()) - sofar;
      known += await desk.count(`state = 'sent'`);
      await desk.house.get(RestoreGuard).release(desk.actor, 'all');
      await desk.settled();
      rows.push(...(await desk.owner.query('select message_id, state from outgoing_mail')).rows);
    }
    await until(() => total(postfix.received()) >= total(postfix.accepted()));
    const ledgers = compare(rows, { accepted: postfix.accepted(), received: postfix.received() });
    return { dose: `${times} times ${MAILS} mails`, ledgers, ok: before === 0 && ledgers.twice === 0 && ledgers.received === times * MAILS, note: `${before} mails before confirmation; of ${known} the relay said that it had them already` };
  } finally {
    for (const desk of desks) await desk.close();
    await postfix.stop();
  }
}

/** Every row of every table, as a dump has them; Debian's pg_dump is older than our server. */
async function dump(desk) {
  const tables = (await desk.owner.query(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migrations'`)).rows.map(({ name: table }) => table);
  const contents = {};
  for (const table of tables) contents[table] = (await desk.owner.query(`select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as rows from "${table}" t`)).rows[0].rows;
  return contents;
}

/** The same rows, written anew in one go. */
async function restore(desk, contents) {
  const client = await desk.owner.connect();
  try {
    await client.query('begin');
    await client.query(`set local session_replication_role = 'replica'`);
    await client.query(`truncate ${Object.keys(contents).map((table) => `"${table}"`).join(', ')}`);
    for (const [table, rows] of Object.entries(contents)) await client.query(`insert into "${table}" overriding system value select * from jsonb_populate_recordset(null::"${table}", $1::jsonb)`, [rows]);
    await client.query('commit');
  } finally {
    client.release();
  }
}
