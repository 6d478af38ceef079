// Mail that comes back (R22): from the SMTP dialogue to the committed row, and from there to what it changes, beside a bare insert of the same bytes.
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import pg from 'pg';
import { IncomingDesk, IncomingModule, IncomingSmtp } from '../../dist/libs/incoming/src/index.js';
import { ReturnAddresses } from '../../dist/libs/mail/src/index.js';
import { must } from './frame.mjs';
import { makeContacts, makeMeeting, makeOrganisation, ownerOf, startHouse } from './house.mjs';

const MAILS = Number(process.env.BENCH_INCOMING ?? 1_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const LINES = 8;
const FLOOR = 200;

export default async function run(bench) {
  const database = await bench.database({ SMTP_URL: 'smtp://127.0.0.1:9', INCOMING_SMTP: '127.0.0.1:0' });
  const owner = await ownerOf(database);
  const house = await startHouse(database.config, [IncomingModule]);
  const bare = new pg.Pool({ connectionString: database.ownerUrl, max: LINES });
  try {
    const actor = await makeOrganisation(owner);
    await makeContacts(owner, actor, MAILS);
    await bare.query('create table bare_mail (id bigint generated always as identity primary key, raw bytea not null)');
    const port = await house.get(IncomingSmtp).listen();
    let waiting = [];
    const cases = {
      bare: async () => each(waiting.length > 0 ? waiting : await reports(owner, house, actor), async ({ raw }) => bare.query('insert into bare_mail (raw) values ($1)', [raw])),
      taken: async () => {
        waiting = await reports(owner, house, actor);
        return overSmtp(port, waiting);
      },
      dealtWith: async () => {
        const started = performance.now();
        const handled = await house.get(IncomingDesk).work();
        const seconds = (performance.now() - started) / 1000;
        must(handled === MAILS, `the desk dealt with ${handled} of ${MAILS} mails`);
        await mustHaveBounced(owner, waiting);
        return seconds;
      },
    };
    const seen = await bench.interleaved(ROUNDS, cases);
    const rates = Object.fromEntries(Object.keys(cases).map((name) => [name, MAILS / seen[name]]));
    const both = MAILS / (seen.taken + seen.dealtWith);
    return [
      { goal: 'R22', what: 'reports taken in over SMTP per s, each committed before its 250', ours: rates.taken, reference: rates.bare, ratio: rates.taken / rates.bare, note: `beside one bare insert per mail; ${LINES} connections` },
      { goal: 'R22', what: 'reports read and dealt with per s, each closing an address', ours: rates.dealtWith, note: `all ${MAILS} were right in each round` },
      { goal: 'R22', what: 'reports per s from the SMTP dialogue to the bounced invitation', ours: both, reference: FLOOR, ratio: both / FLOOR, floor: 1, note: 'the reference is the goal' },
    ];
  } finally {
    await house.get(IncomingSmtp).close();
    await house.close();
    await bare.end();
    await owner.end();
  }
}

/** Seconds that it takes to do this with every mail, some side by side. */
async function each(mails, work) {
  const left = [...mails];
  const started = performance.now();
  await Promise.all(Array.from({ length: LINES }, async () => {
    for (let mail = left.pop(); mail; mail = left.pop()) await work(mail);
  }));
  return (performance.now() - started) / 1000;
}

async function overSmtp(port, mails) {
  const left = [...mails];
  const started = performance.now();
  await Promise.all(Array.from({ length: LINES }, async () => {
    const say = await dialogue(port);
    await say('EHLO mx.zwolle.example.nl');
    for (let mail = left.pop(); mail; mail = left.pop()) {
      await say('MAIL FROM:<>');
      await say(`RCPT TO:<${mail.to}>`);
      await say('DATA');
      const answer = await say(`${mail.raw.toString()}\r\n.`);
      must(answer.startsWith('250'), answer);
    }
    await say('QUIT');
  }));
  return (performance.now() - started) / 1000;
}

/** Says one thing and gives the answer. */
async function dialogue(port) {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  let heard = '';
  let tell = () => {};
  let fail = () => {};
  const answer = () => new Promise((resolve, reject) => ([tell, fail] = [resolve, reject]));
  socket.on('error', (error) => fail(error));
  socket.on('data', (data) => {
    heard += data;
    if (!/(^|\r\n)\d{3} [^\r\n]*\r\n$/.test(heard)) return;
    const said = heard;
    heard = '';
    tell(said);
  });
  await answer();
  return async (line) => {
    socket.write(`${line}\r\n`);
    return answer();
  };
}

/** As many invitations that were mailed, and for each a report as Postfix writes it: that nobody lives there. */
async function reports(owner, house, actor) {
  const { organisationId } = actor;
  const meeting = await makeMeeting(owner, actor, new Date());
  const { rows } = await owner.query(
    `with guest as (
       insert into invitation (organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, email, state, calendar_uid, invited_at)
       select $1, $2, id, 'A. Persoon', 'Geachte A. Persoon', 'Persoon', 'ALDERMAN', 'Gemeente Zwolle', gen_random_uuid() || '@zwolle.example.nl', 'sent', gen_random_uuid() || '@bijeen.example.org', now()
       from contact where organisation_id = $1 limit $3 returning id, contact_id, email
     ), mailing as (insert into mailing (organisation_id, meeting_id, kind, content, created_at) values ($1, $2, 'invitation', '{}', now()) returning id)
     insert into outgoing_mail (organisation_id, mailing_id, meeting_id, invitation_id, kind, recipient_key, to_address, to_name, address_hash, message_id, state, sent_at, next_try_at, created_at)
     select $1, mailing.id, $2, guest.id, 'invitation', guest.contact_id::text, guest.email, 'A. Persoon', sha256(guest.email::bytea), gen_random_uuid()::text, 'sent', now(), now(), now()
     from guest, mailing returning id, to_address`,
    [organisationId, meeting, MAILS],
  );
  must(rows.length === MAILS, `${rows.length} mails were written`);
  const addresses = house.get(ReturnAddresses);
  return rows.map(({ id, to_address: address }) => ({ id, to: addresses.address('bounce', id), raw: report(address) }));
}

function report(address) {
  const boundary = randomUUID();
  return Buffer.from([
    'From: Mail Delivery System <MAILER-DAEMON@mail.zwolle.example.nl>', 'Subject: Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`, '', `--${boundary}`, 'Content-Type: text/plain; charset=utf-8', '', 'This is the mail system at host mail.zwolle.example.nl.', '', `<${address}>: unknown user`,
    '', `--${boundary}`, 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.zwolle.example.nl', '', `Final-Recipient: rfc822; ${address}`, 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: X-Postfix; unknown user', '',
    `--${boundary}`, 'Content-Type: text/rfc822-headers', '', 'From: De Werkplaats <info@bijeen.example.org>', `To: ${address}`, 'Subject: Uitnodiging: Samen sterk', '', `--${boundary}--`,
  ].join('\r\n'));
}

async function mustHaveBounced(owner, waiting) {
  const { rows: [found] } = await owner.query(
    `select count(*) filter (where o.bounce_kind = 'hard')::int as hard, count(*) filter (where i.state = 'bounced')::int as bounced, count(u.kind)::int as closed
     from outgoing_mail o join invitation i on i.id = o.invitation_id left join undeliverable_address u on u.address_hash = o.address_hash where o.id = any($1)`,
    [waiting.map(({ id }) => id)],
  );
  must(found.hard === MAILS && found.bounced === MAILS && found.closed === MAILS, `bounced: ${JSON.stringify(found)}`);
}
