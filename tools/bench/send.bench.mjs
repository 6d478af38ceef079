// G2, G3, G4: composing and signing, and the whole way of a mailing (wake, claim, compose, SMTP, durable mark) against the sender alone, nodemailer and smtp-source.
import { InvitationsModule, InviteService } from '../../dist/libs/invitations/src/index.js';
import { MailLedger } from '../../dist/libs/mail/src/index.js';
import { WorkerModule } from '../../dist/apps/worker/src/worker.module.js';
import { median, must, rsaPerSecond } from './frame.mjs';
import { makeContacts, makeMeeting, makeOrganisation, ownerOf, startHouse } from './house.mjs';
import { mailFrameworks } from './mail-frameworks.mjs';
import { composerAlone, ledgerMails, nodemailerSender, senderAlone, signatures, smtpSource } from './mail-peers.mjs';
import { startRedis, startSink } from './servers.mjs';

export const MAILS = Number(process.env.BENCH_MAILS ?? 5_000);
const ROUNDS = 5;
const HOUR = 3_600_000;
/** The frameworks send this part of the mails, for they need ten times as long. */
const PART = 10;
/** Makes an invitation of some 20 KB of HTML, the size for which G4 was set. */
const LONG_PROGRAMME = Array.from({ length: 60 }, (_, n) => `- ${9 + (n % 8)}.${n % 6}0 uur: één van de gesprekken aan tafel ${n + 1}, over wat mensen hielp om weer grip te krijgen op hun leven, en wat dat vraagt van uw gemeente.`).join('\n');

export default async function run(bench) {
  const sink = await startSink();
  bench.uses('sink', sink.name);
  const redis = await startRedis(bench.directory).catch((error) => ({ missing: error.message, stop: async () => {} }));
  const posts = [];
  try {
    posts.push(await postOffice(bench, { SMTP_URL: sink.url }));
    if (redis.url) posts.push(await postOffice(bench, { SMTP_URL: sink.url, QUEUE_URL: redis.url }));
    if (redis.version) bench.uses('redis', redis.version);
    return await measure(bench, { sink, posts, redis });
  } finally {
    for (const post of posts) await post.close();
    await redis.stop();
    await sink.stop();
  }
}

async function measure(bench, { sink, posts: [own, onRedis], redis }) {
  const source = smtpSource(sink);
  const alone = senderAlone(own.worker);
  const compose = composerAlone(own.worker);
  const signed = await signatures(own);
  const redisSigned = onRedis && (await signatures(onRedis));
  const native = nodemailerSender(sink, own.config);
  const nativeSigned = nodemailerSender(sink, own.config, signed.key);
  const frameworks = mailFrameworks(sink, own.config, signed.key);
  for (const [name, version] of Object.entries(frameworks?.versions ?? {})) bench.uses(name, version);
  let mails = [];
  const counted = async (count, work) => {
    const before = sink.accepted();
    const seconds = await work();
    await until(() => sink.accepted() - before >= count, 2_000);
    must(sink.accepted() - before === count, `the relay got ${sink.accepted() - before} of ${count} mails`);
    return seconds;
  };
  const cases = {
    whole: async (round) => {
      const seconds = await counted(MAILS, async () => signed.none(async () => own.send(round * 2)));
      mails = await signed.none(async () => ledgerMails(own, MAILS));
      return seconds;
    },
    ...(onRedis && { redis: async (round) => counted(MAILS, async () => redisSigned.none(async () => onRedis.send(round))) }),
    alone: async () => counted(MAILS, async () => signed.none(async () => alone(mails))),
    composed: async () => signed.rsa(async () => compose(mails)),
    wholeSigned: async (round) => counted(MAILS, async () => signed.rsa(async () => own.send(round * 2 + 1))),
    aloneSigned: async () => counted(MAILS, async () => signed.rsa(async () => alone(mails))),
    native: async () => counted(MAILS, async () => native.send(mails)),
    nativeSigned: async () => counted(MAILS, async () => nativeSigned.send(mails)),
    ...(frameworks && {
      nestMailer: async () => (await counted(MAILS / PART, async () => frameworks.nestMailer(mails.slice(0, MAILS / PART)))) * PART,
      emailTemplates: async () => (await counted(MAILS / PART, async () => frameworks.emailTemplates(mails.slice(0, MAILS / PART)))) * PART,
    }),
    ...(source && { source: async () => (await counted(MAILS * 5, async () => source(MAILS * 5, mails[0].size))) / 5 }),
  };
  const seconds = await bench.interleaved(ROUNDS, cases);
  native.close();
  nativeSigned.close();
  await frameworks?.close();
  return rows({ seconds, redis, size: median(mails.map(({ size }) => size)), source, frameworks });
}

function rows({ seconds, redis, size, source, frameworks }) {
  const rate = (name) => MAILS / seconds[name];
  const row = (goal, what, ours, reference, rest) => ({ goal, what, ours: rate(ours), reference: rate(reference), ratio: seconds[reference] / seconds[ours], spread: [seconds.spread[ours], seconds.spread[reference]], ...rest });
  const wire = `${(size / 1024).toFixed(1)} KB on the wire, no calendar file`;
  const made = 'RSA only, as nodemailer does; Bijeen adds an Ed25519 signature';
  const openssl = rsaPerSecond();
  return [
    openssl
      ? { goal: 'G2', what: 'compose + RSA-2048 signature, against openssl speed on one core, mails/s', ours: rate('composed'), reference: openssl, ratio: rate('composed') / openssl, floor: 0.75, target: 0.88, note: `${wire}; the signature is made on other threads` }
      : { goal: 'G2', what: 'compose + RSA-2048 signature', skipped: 'openssl cannot be had here' },
    row('G3', 'send: whole way, queue in PostgreSQL, against the sender alone, mails/s', 'whole', 'alone', { floor: 0.8, target: 0.93, note: `${MAILS} invitations a round, ${wire}, unsigned` }),
    redis.url
      ? row('G3', 'send: whole way, queue in Redis, against the sender alone, mails/s', 'redis', 'alone', { floor: 0.8, target: 0.93, note: 'the same' })
      : { goal: 'G3', what: 'send: whole way, queue in Redis', skipped: redis.missing },
    row('G3', 'send: both with an RSA-2048 signature, mails/s', 'wholeSigned', 'aloneSigned', { floor: 0.8, target: 0.93, note: made }),
    row('G4', 'send: whole way + RSA-2048, against nodemailer composing + its DKIM, mails/s', 'wholeSigned', 'nativeSigned', { floor: 2.8, target: 3.5, note: `${made}; openssl here: ${openssl ?? '?'} signatures/s` }),
    ...(frameworks
      ? [
          row('G4', 'send: whole way + RSA-2048, against @nestjs-modules/mailer + its DKIM, mails/s', 'wholeSigned', 'nestMailer', { floor: 3.5, target: 4.5, note: 'Handlebars, its defaults' }),
          row('G4', 'send: whole way + RSA-2048, against email-templates + DKIM, mails/s', 'wholeSigned', 'emailTemplates', { note: 'Handlebars, juice and html-to-text as it comes; no floor set' }),
        ]
      : [{ goal: 'G4', what: 'send: against @nestjs-modules/mailer and email-templates', skipped: 'they cannot be installed here' }]),
    row('G4', 'send: whole way, against nodemailer composing, both unsigned, mails/s', 'whole', 'native', { note: 'no floor set' }),
    source
      ? row('G4', 'send: whole way + RSA-2048, against smtp-source, mails/s', 'wholeSigned', 'source', { floor: 0.15, target: 0.22, note: 'both ends in C; 20 sessions kept open' })
      : { goal: 'G4', what: 'send: against smtp-source', skipped: 'smtp-source cannot be had here' },
    ...(source ? [row('G4', 'send: the sender alone, against smtp-source, mails/s', 'alone', 'source', { note: 'what transport and composing leave of the wire; no floor set' })] : []),
  ];
}

/** An organisation with its worker, and a planner who works ahead: what she writes is not due until the worker's clock gets there. */
export async function postOffice(bench, settings) {
  const database = await bench.database(settings);
  const owner = await ownerOf(database);
  const actor = await makeOrganisation(owner);
  await makeContacts(owner, actor, MAILS);
  const start = new Date();
  const planner = await startHouse(database.config, [InvitationsModule]);
  const worker = await startHouse(database.config, [WorkerModule]);
  const send = async (turn) => {
    const due = new Date(start.getTime() + (turn + 1) * HOUR);
    planner.clock.travelTo(due);
    const meeting = await makeMeeting(owner, actor, due, LONG_PROGRAMME);
    const { invited } = await planner.get(InviteService).invite(actor, meeting);
    must(invited === MAILS, `${invited} of ${MAILS} were invited`);
    await owner.query('checkpoint');
    worker.clock.travelTo(new Date(due.getTime() + HOUR / 2));
    const begun = performance.now();
    await planner.get(MailLedger).wake(actor.organisationId);
    // The counters, and not the ledger: looking into the queue 60 times per second took 4 % of a core from what is measured.
    await until(async () => (await owner.query(`select from mail_tally where meeting_id = $1 and state in ('queued', 'deferred', 'sending') and mails > 0`, [meeting])).rowCount === 0);
    const seconds = (performance.now() - begun) / 1000;
    const { rows: [done] } = await owner.query(`select count(*)::int as mails from outgoing_mail m join invitation i on i.id = m.invitation_id where m.meeting_id = $1 and m.state = 'sent' and m.attempt = 1 and i.state = 'sent'`, [meeting]);
    must(done.mails === MAILS, `${done.mails} of ${MAILS} were marked as sent at the first attempt`);
    return seconds;
  };
  const close = async () => {
    await planner.close();
    await worker.close();
    await owner.end();
  };
  return { ...database, owner, actor, planner, worker, send, close };
}

async function until(condition, most = 120_000) {
  for (const end = performance.now() + most; performance.now() < end; await new Promise((resolve) => setTimeout(resolve, 15))) if (await condition()) return;
}
