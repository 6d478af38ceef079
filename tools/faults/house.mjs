// What every fault needs: a database with an organisation, mails to send, real workers to kill, and the comparison of the four ledgers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { InvitationsModule, InviteService } from '../../dist/libs/invitations/src/index.js';
import { MailLedger } from '../../dist/libs/mail/src/index.js';
import { readConfig, startEmbeddedPostgres, TenantDatabase } from '../../dist/libs/platform/src/index.js';
import { ScriptedRelay } from '../../dist/libs/testing/src/mail-catcher-relay.js';
import { Bench } from '../bench/frame.mjs';
import { makeContacts, makeMeeting, makeOrganisation, startHouse } from '../bench/house.mjs';
import { AS_IN_PRODUCTION } from '../bench/servers.mjs';
import { compare } from './ledgers.mjs';
import { mailing } from './mailing.mjs';
import { acceptedBy, startPostfix, TIMEOUT } from './postfix.mjs';

export const DOMAIN = 'bijeen.example.org';
const FLAGS = ['shared_buffers=256MB', 'max_wal_size=2GB', 'synchronous_commit=on', 'fsync=on'];

/** One run of the harness: a PostgreSQL server with durable writes, in which each fault gets its own database. */
export class Faults {
  static async start({ night }) {
    const directory = mkdtempSync(join(tmpdir(), 'bijeen-faults-'));
    // Postfix runs as a user of its own, which must be able to reach its folders.
    chmodSync(directory, 0o755);
    const server = await startEmbeddedPostgres({ directory: join(directory, 'server'), database: 'bijeen_faults', flags: FLAGS });
    return new Faults(directory, server, night);
  }

  constructor(directory, server, night) {
    this.directory = directory;
    this.night = night;
    this.bench = new Bench(directory, server);
  }

  /** The dose for a submission, or the one for the night. */
  dose(submission, night) {
    return this.night ? night : submission;
  }

  /** A folder of its own. */
  folder(name) {
    return mkdtempSync(join(this.directory, `${name}-`));
  }

  /** A PostgreSQL server of its own, to be killed. */
  async ownServer() {
    const directory = join(this.directory, 'other-server');
    return new Bench(this.directory, await startEmbeddedPostgres({ directory, database: 'bijeen_faults', flags: FLAGS }), {});
  }

  /** A scripted relay, its mails kept. */
  async relay(script) {
    const relay = await new ScriptedRelay().start();
    if (script) relay.script = script;
    return relay;
  }

  /** A real Postfix that delivers to a sink of ours. Without Postfix the fault is skipped with the reason. */
  async postfix() {
    const sink = await this.relay();
    const postfix = await startPostfix(this.folder('postfix'), { sinkPort: sink.port, domain: DOMAIN }).catch(async (error) => {
      await sink.stop();
      throw Object.assign(error, { skip: true });
    });
    const env = { SMTP_URL: postfix.url, RELAY_LOG: postfix.log, RELAY_TIMEOUT: String(TIMEOUT) };
    const stop = async () => {
      await postfix.stop();
      await sink.stop();
    };
    return { ...postfix, sink, env, accepted: () => acceptedBy(postfix.log), received: () => sink.copies(), stop };
  }

  /** An organisation on a database of its own. `env` holds settings of its workers; they and we reach PostgreSQL `through` another port when one is given. */
  async desk(env = {}, { modules = [InvitationsModule], bench = this.bench, through } = {}) {
    const database = await bench.database({ MAIL_FROM_DOMAIN: DOMAIN, ...env });
    if (through) database.env.DATABASE_URL = Object.assign(new URL(database.ownerUrl), { port: through }).href;
    if (through) database.config = readConfig(database.env);
    // A pool, because a fault may cut our own connection too.
    const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 }).on('error', () => undefined);
    const actor = await makeOrganisation(owner);
    const house = await startHouse(database.config, modules);
    return new Desk({ database, owner, actor, house });
  }

  async stop() {
    await this.bench.stop();
  }
}

/** An organiser's desk: writes mails, starts workers, and looks in the ledger. */
export class Desk {
  constructor({ database, owner, actor, house }) {
    Object.assign(this, { database, owner, actor, house, workers: [] });
  }

  /** Invites so many people to a new meeting, through the service that does so on the screen. */
  async invite(count) {
    await makeContacts(this.owner, this.actor, count);
    await this.inviteTo(await makeMeeting(this.owner, this.actor, this.house.clock.now()), count);
  }

  /** Invites everybody to a meeting that is there. */
  async inviteTo(meeting, count) {
    const { invited } = await this.house.get(InviteService).invite(this.actor, meeting);
    if (invited !== count) throw new Error(`${invited} of ${count} were invited`);
  }

  /** Writes plain mails into the ledger (see mailing.mjs). */
  async write(count, options) {
    const ledger = this.house.get(MailLedger);
    await this.house.get(TenantDatabase).transaction(this.actor, async (tx) => ledger.write(tx, this.actor, mailing(count, options)));
  }

  async wake() {
    await this.house.get(MailLedger).wake(this.actor.organisationId);
  }

  /** Starts a worker as production does; resolves at once. */
  worker(env = {}) {
    const child = spawn(process.execPath, [...AS_IN_PRODUCTION, 'dist/apps/worker/src/main.js'], { env: { PATH: process.env.PATH, ...this.database.env, LOG_LEVEL: 'fatal', ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
    this.workers.push(child);
    return { pid: child.pid, signal: async (name) => signal(child, name) };
  }

  async count(where) {
    return (await this.owner.query(`select count(*)::int as mails from outgoing_mail where ${where}`)).rows[0].mails;
  }

  async states() {
    const { rows } = await this.owner.query('select state, count(*)::int as mails from outgoing_mail group by 1 order by 1');
    return Object.fromEntries(rows.map(({ state, mails }) => [state, mails]));
  }

  /** Waits until no mail is on its way any more. */
  async settled(seconds = 120) {
    await until(async () => (await this.count(`state in ('queued', 'deferred', 'sending')`)) === 0, seconds).catch(async (error) => {
      throw new Error(`${error.message}; left: ${JSON.stringify(await this.states())}`);
    });
  }

  /** Waits until a part of so many mails is sent. */
  async sent(mails, seconds) {
    await until(async () => (await this.count(`state = 'sent'`)) >= mails, seconds);
  }

  /** The four ledgers, compared by Message-ID. `accepted` and `received` map a Message-ID to its copies; what Postfix took must have arrived first. */
  async compare({ accepted, received }) {
    await until(() => total(received()) >= total(accepted()));
    return this.compared({ accepted: accepted(), received: received() });
  }

  async compared({ accepted, received }) {
    const { rows } = await this.owner.query('select message_id, state from outgoing_mail');
    return compare(rows, { accepted, received });
  }

  async close() {
    for (const child of this.workers) await signal(child, 'SIGKILL');
    await this.house.close();
    await this.owner.end();
  }
}

async function signal(child, name) {
  const ends = name === 'SIGKILL' || name === 'SIGTERM';
  const gone = ends && child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  const alive = child.kill(name);
  await gone;
  return alive;
}

/** Waits until `condition` comes true. @throws Error when it does not */
export async function until(condition, seconds = 60) {
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`this did not come true within ${seconds} s: ${condition}`);
    await pause(10);
  }
}

/** How many mails there are, copies counted. */
export function total(copies) {
  return [...copies.values()].reduce((sum, number) => sum + number, 0);
}
