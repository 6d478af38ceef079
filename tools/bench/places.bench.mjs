// R15 at speed: 500 people say yes over HTTP in the same moment, for the last 100 places of a meeting.
import { createHash, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { must } from './frame.mjs';
import { makeMeeting, makeOrganisation, ownerOf } from './house.mjs';
import { startWeb } from './servers.mjs';

const ROUNDS = 5;
const GUESTS = 500;
const PLACES = 100;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

export default async function run(bench) {
  const database = await bench.database({ SMTP_URL: 'smtp://127.0.0.1:9' });
  const owner = await ownerOf(database);
  const web = await startWeb(database.env);
  try {
    const actor = await makeOrganisation(owner);
    const rounds = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const seen = await atOnce(owner, actor, web);
      if (round > 0) rounds.push(seen);
    }
    const p99 = median(rounds.map((each) => each.p99));
    const perSecond = median(rounds.map((each) => each.perSecond));
    return [
      { goal: 'R15', what: `${GUESTS} yeses at once for ${PLACES} places: p99 in ms`, ours: p99, note: `exactly ${PLACES} confirmed in each of ${ROUNDS} rounds, no error; the last one waits for all before it` },
      { goal: 'R15', what: `${GUESTS} yeses at once for ${PLACES} places: answers per s, one by one for one meeting`, ours: perSecond, note: 'load generator, HTTP and database share the cores' },
    ];
  } finally {
    await web.stop();
    await owner.end();
  }
}

async function atOnce(owner, actor, web) {
  const tokens = Array.from({ length: GUESTS }, () => [...randomBytes(26)].map((byte) => ALPHABET[byte % 32]).join(''));
  const meeting = await fill(owner, actor, tokens);
  const agent = new Agent({ keepAlive: true, maxSockets: GUESTS });
  const started = performance.now();
  const answers = await Promise.all(tokens.map(async (token) => post(`${web.url}/u/${token}`, agent)));
  const took = (performance.now() - started) / 1000;
  agent.destroy();
  must(answers.every(({ status }) => status === 303), `answers: ${JSON.stringify(answers.filter(({ status }) => status !== 303).slice(0, 3))}`);
  const { rows: [found] } = await owner.query(`select count(*) filter (where place = 'confirmed')::int as confirmed, count(*) filter (where place = 'waiting')::int as waiting from invitation where meeting_id = $1`, [meeting]);
  must(found.confirmed === PLACES && found.waiting === GUESTS - PLACES, `places: ${JSON.stringify(found)}`);
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return { p99: times[Math.ceil(times.length * 0.99) - 1], perSecond: GUESTS / took };
}

async function post(url, agent) {
  const body = 'coming=yes';
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode, ms: performance.now() - started }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** A meeting with as few places as that, and everybody's link. */
async function fill(owner, { organisationId }, tokens) {
  const meeting = await makeMeeting(owner, { organisationId }, new Date());
  await owner.query(`update meeting set state = 'inviting', capacity = $2 where id = $1`, [meeting, PLACES]);
  const hashes = tokens.map((token) => createHash('sha256').update(token).digest());
  await owner.query(
    `with person as (insert into contact (organisation_id, surname, sort_name, source, basis) select $1, 'P', 'P', 'x', 'x' from generate_series(1, $3::int) returning id),
     guest as (
       insert into invitation (organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, municipality_code, email, state, calendar_uid, invited_at)
       select $1, $2, id, 'A. Persoon', 'Geachte A. Persoon', 'Persoon', 'POLICY_OFFICER', 'Gemeente Zwolle', 'GM0193', 'p@zwolle.example.nl', 'sent', gen_random_uuid() || '@bijeen.example.org', now() from person returning id
     ), numbered as (select id, row_number() over () as n from guest)
     insert into personal_link (token_hash, organisation_id, purpose, meeting_id, invitation_id, nonce, expires_at)
     select h.hash, $1, 'answer', $2, g.id, substr(h.hash, 1, 16), now() + interval '90 days' from unnest($4::bytea[]) with ordinality as h (hash, n) join numbered g using (n)`,
    [organisationId, meeting, tokens.length, hashes],
  );
  await owner.query('analyze');
  return meeting;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
