// G12: from process start to listening, against an empty Nest with Fastify; and how a worker's memory grows with the mails it sends.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { InvitationsModule } from '../../dist/libs/invitations/src/index.js';
import { MailLedger } from '../../dist/libs/mail/src/index.js';
import { TenantDatabase } from '../../dist/libs/platform/src/index.js';
import { must } from './frame.mjs';
import { makeOrganisation, ownerOf, startHouse } from './house.mjs';
import { AS_IN_PRODUCTION, startSink, stop } from './servers.mjs';

const ROUNDS = 7;
const EMPTY = fileURLToPath(new URL('./empty-nest.mjs', import.meta.url));

export default async function run(bench) {
  const sink = await startSink();
  try {
    const database = await bench.database({ SMTP_URL: sink.url, LOG_LEVEL: 'info' });
    return [...(await startUp(bench, database)), await memory(bench, database)];
  } finally {
    await sink.stop();
  }
}

async function startUp(bench, { env }) {
  const resident = { api: [], empty: [] };
  const starting = (name, script, environment) => async (round) => {
    const { seconds, megabytes } = await untilItListens(script, environment);
    if (round > 0) resident[name].push(megabytes);
    return seconds * 1000;
  };
  const ms = await bench.interleaved(ROUNDS, { api: starting('api', 'dist/apps/web/src/main.js', env), empty: starting('empty', EMPTY, {}) });
  const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const [ours, reference] = [middle(resident.api), middle(resident.empty)];
  return [
    { goal: 'G12', what: 'start: ms until the web process listens, against an empty Nest with Fastify', ours: ms.api, reference: ms.empty, ratio: ms.api / ms.empty, floor: 2.6, target: 2.2, lowerIsBetter: true, spread: [ms.spread.api, ms.spread.empty], note: 'database connected, all modules' },
    { goal: 'G12', what: 'start: MB of memory when it listens, against the same', ours, reference, ratio: ours / reference, lowerIsBetter: true, note: 'no floor set; the peer in performance.md had 1.35' },
  ];
}

/** Milliseconds and memory of a process from its start until it says that it listens. */
async function untilItListens(script, env) {
  const begun = performance.now();
  const child = spawn(process.execPath, [...AS_IN_PRODUCTION, script], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  for await (const part of child.stderr) {
    said += part;
    if (said.includes('listens on')) break;
  }
  const seconds = (performance.now() - begun) / 1000;
  must(said.includes('listens on'), `${script} does not listen: ${said.slice(-300)}`);
  const megabytes = peak(child.pid, 'VmRSS');
  await stop(child);
  return { seconds, megabytes };
}

/** A worker of its own sends the first thousand, then the rest; the kernel says how much memory it needed at most. */
async function memory(bench, database) {
  const mails = bench.large ? 100_000 : 10_000;
  const owner = await ownerOf(database);
  const actor = await makeOrganisation(owner);
  const house = await startHouse(database.config, [InvitationsModule]);
  const worker = spawn(process.execPath, [...AS_IN_PRODUCTION, 'dist/apps/worker/src/main.js'], { env: { PATH: process.env.PATH, ...database.env, LOG_LEVEL: 'error' }, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await write(house, actor, { from: 0, to: 1_000 });
    await allSent(owner, 1_000);
    const reference = peak(worker.pid, 'VmHWM');
    for (let from = 1_000; from < mails; from += 5_000) await write(house, actor, { from, to: Math.min(from + 5_000, mails) });
    await allSent(owner, mails);
    const ours = peak(worker.pid, 'VmHWM');
    return { goal: 'G12', what: `worker: most MB of memory after ${mails.toLocaleString('en')} mails, against after 1,000`, ours, reference, ratio: ours / reference, floor: 1.3, target: 1.15, lowerIsBetter: true, note: bench.large ? 'VmHWM' : 'VmHWM; 100,000 with --large' };
  } finally {
    await stop(worker);
    await house.close();
    await owner.end();
  }
}

async function write(house, actor, { from, to }) {
  const content = { subject: 'Uitnodiging', preheader: 'Komt u ook?', unsubscribe: false, sender: { name: 'De Werkplaats', replyTo: null, colour: null }, blocks: [{ kind: 'text', text: `{aanhef},\n\n${'U bent van harte welkom in Zwolle. '.repeat(150)}` }] };
  const recipients = Array.from({ length: to - from }, (_, n) => ({ invitationId: null, recipientKey: `persoon-${from + n}`, address: `persoon-${from + n}@zwolle.example.nl`, name: `Persoon ${from + n}`, values: { aanhef: `Geachte persoon ${from + n}` }, links: {}, calendar: null, revision: 0 }));
  const ledger = house.get(MailLedger);
  await house.get(TenantDatabase).transaction(actor, async (tx) => ledger.write(tx, actor, { meetingId: null, kind: 'test', variant: '', content, recipients }));
  await ledger.wake(actor.organisationId);
}

async function allSent(owner, count) {
  let sent = 0;
  for (const end = performance.now() + 180_000; sent < count && performance.now() < end; await pause(100)) sent = (await owner.query(`select count(*)::int as mails from outgoing_mail where state = 'sent'`)).rows[0].mails;
  must(sent === count, `${sent} of ${count} mails were sent`);
}

/** Megabytes as the kernel counts them: `VmHWM` is the most there ever was, `VmRSS` what there is now. */
function peak(pid, what) {
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
