// G10: inviting 500 people: from the call to "accepted", against a bare insert … select of the very rows that it writes; and how often the queue is asked.
import { Redis } from 'ioredis';
import { InvitationsModule, InviteService } from '../../dist/libs/invitations/src/index.js';
import { must } from './frame.mjs';
import { makeContacts, makeMeeting, makeOrganisation, ownerOf, startHouse } from './house.mjs';
import { startRedis } from './servers.mjs';

const PEOPLE = 500;
const FEW = 5;
const ROUNDS = 9;
/** In the order in which they refer to each other. */
const WRITTEN = ['invitation', 'personal_link', 'mailing', 'outgoing_mail', 'planned_mail'];

export default async function run(bench) {
  const database = await bench.database({ SMTP_URL: 'smtp://127.0.0.1:9' });
  const owner = await ownerOf(database);
  const house = await startHouse(database.config, [InvitationsModule]);
  try {
    return [...(await speed(bench, { owner, house })), await queueOnPostgres({ owner, house }), await queueOnRedis(bench)];
  } finally {
    await house.close();
    await owner.end();
  }
}

async function speed(bench, { owner, house }) {
  const actor = await makeOrganisation(owner);
  await makeContacts(owner, actor, PEOPLE);
  let rows = 0;
  const cases = {
    invite: async () => {
      const meeting = await makeMeeting(owner, actor, house.clock.now());
      const begun = performance.now();
      const { invited } = await house.get(InviteService).invite(actor, meeting);
      const seconds = (performance.now() - begun) / 1000;
      must(invited === PEOPLE, `${invited} of ${PEOPLE} were invited`);
      rows = await keep(owner, meeting);
      must(rows === PEOPLE * 5 + 1, `${rows} rows were written for ${PEOPLE} people`);
      return seconds;
    },
    insert: async () => putBack(owner, actor),
  };
  const seconds = await bench.interleaved(ROUNDS, cases);
  return [{
    goal: 'G10', what: `invite ${PEOPLE}: rows/s from the call to accepted, against insert … select of the same rows`, ours: rows / seconds.invite, reference: rows / seconds.insert, ratio: seconds.insert / seconds.invite,
    floor: 0.7, target: 0.85, spread: [seconds.spread.invite, seconds.spread.insert], note: `${rows} rows, ${Math.round(seconds.invite * 1000)} ms; ours also works out the audience, makes ${PEOPLE * 3} links and checks rights`,
  }];
}

/** Copies what was written for a meeting aside and takes it away. */
async function keep(owner, meeting) {
  let rows = 0;
  await owner.query('create schema if not exists kept; drop table if exists kept.meeting; create table kept.meeting as select * from public.meeting where false');
  await owner.query('insert into kept.meeting select * from meeting where id = $1', [meeting]);
  for (const table of WRITTEN) {
    await owner.query(`drop table if exists kept.${table}; create table kept.${table} as select * from public.${table} where meeting_id = '${meeting}'`);
    const { rows: [{ count }] } = await owner.query(`select count(*)::int from kept.${table}`);
    rows += count;
  }
  await owner.query('delete from meeting where id = $1', [meeting]);
  return rows;
}

/** The same rows from the copies, with the same indexes, references and counters; then away with them. */
async function putBack(owner, { organisationId }) {
  await owner.query('insert into meeting select * from kept.meeting');
  const begun = performance.now();
  await owner.query('begin');
  for (const table of WRITTEN) await owner.query(`insert into ${table} select * from kept.${table}`);
  await owner.query('commit');
  const seconds = (performance.now() - begun) / 1000;
  await owner.query('delete from meeting where organisation_id = $1', [organisationId]);
  return seconds;
}

/** Jobs per call; nobody takes them out of the queue here. */
async function queueOnPostgres({ owner, house }) {
  const jobs = async () => Number((await owner.query('select count(*) from bullmq.job')).rows[0].count);
  const asked = async (people) => {
    const actor = await makeOrganisation(owner);
    await makeContacts(owner, actor, people);
    const meeting = await makeMeeting(owner, actor, house.clock.now());
    const before = await jobs();
    await house.get(InviteService).invite(actor, meeting);
    return (await jobs()) - before;
  };
  const [few, many] = [await asked(FEW), await asked(PEOPLE)];
  return { goal: 'G10', what: `invite ${PEOPLE}: jobs in the queue (PostgreSQL), against inviting ${FEW}`, ours: many, reference: few, ratio: many / few, floor: 1, lowerIsBetter: true, note: 'at most 3 are allowed' };
}

async function queueOnRedis(bench) {
  const what = `invite ${PEOPLE}: commands to Redis, against inviting ${FEW}`;
  let redis;
  try {
    redis = await startRedis(bench.directory);
  } catch (error) {
    return { goal: 'G10', what, skipped: error.message };
  }
  const database = await bench.database({ SMTP_URL: 'smtp://127.0.0.1:9', QUEUE_URL: redis.url });
  const owner = await ownerOf(database);
  const house = await startHouse(database.config, [InvitationsModule]);
  const looking = new Redis(redis.url);
  const asked = async (people) => {
    const actor = await makeOrganisation(owner);
    await makeContacts(owner, actor, people);
    const meeting = await makeMeeting(owner, actor, house.clock.now());
    await looking.config('RESETSTAT');
    await house.get(InviteService).invite(actor, meeting);
    const stats = await looking.info('commandstats');
    return [...stats.matchAll(/cmdstat_(evalsha|eval):calls=(\d+)/g)].reduce((sum, [, , calls]) => sum + Number(calls), 0);
  };
  try {
    await asked(FEW);
    const [few, many] = [await asked(FEW), await asked(PEOPLE)];
    must(many > 0 && many <= 3, `${many} commands to the queue for one call`);
    return { goal: 'G10', what, ours: many, reference: few, ratio: many / few, floor: 1, lowerIsBetter: true, note: 'scripts called, as INFO commandstats counts them' };
  } finally {
    looking.disconnect();
    await house.close();
    await owner.end();
    await redis.stop();
  }
}
