// Moving a meeting with 5,000 guests to another date: one transaction, from the call to its commit, against an insert … select of as many mails.
import { MailingsModule, MeetingMoves, Reschedule } from '../../dist/libs/mailings/src/index.js';
import { Clock } from '../../dist/libs/platform/src/index.js';
import { must } from './frame.mjs';
import { makeMeeting, makeOrganisation, ownerOf, startHouse } from './house.mjs';

const ROUNDS = 3;
const GUESTS = 5_000;

export default async function run(bench) {
  const { config, ...database } = await bench.database({ SMTP_URL: 'smtp://127.0.0.1:9' });
  const owner = await ownerOf(database);
  const house = await startHouse(config, [MailingsModule], new Clock());
  try {
    const actor = await makeOrganisation(owner);
    const rate = await bench.interleaved(ROUNDS, {
      move: async () => GUESTS / (await seconds(async () => move(house, actor, await crowd(owner, actor)))),
      insert: async () => GUESTS / (await seconds(async () => bare(owner, await crowd(owner, actor)))),
    });
    return [{ goal: 'G10', what: `move ${GUESTS} guests to another date: guests/s, against insert … select of as many mails`, ours: rate.move, reference: rate.insert, ratio: rate.move / rate.insert, spread: [rate.spread.move, rate.spread.insert], note: 'answers kept as history, calendar files made, mails written, before-images kept: one transaction' }];
  } finally {
    await house.close();
    await owner.end();
  }
}

/** Only the work counts, not what it needs. */
async function seconds(work) {
  const took = await work();
  return took / 1000;
}

async function move(house, actor, meeting) {
  const day = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  const started = performance.now();
  const { told } = await house.get(MeetingMoves).reschedule(actor, meeting, Reschedule.parse({ date: day, from: '13:30', to: '17:00', reason: 'De zaal is bezet' }));
  const took = performance.now() - started;
  must(told === GUESTS, `${told} guests were told`);
  return took;
}

async function bare(owner, meeting) {
  const started = performance.now();
  const { rowCount } = await owner.query(
    `insert into outgoing_mail (organisation_id, mailing_id, meeting_id, invitation_id, kind, recipient_key, revision, to_address, to_name, address_hash, "values", links, calendar, message_id, next_try_at, created_at)
     select o.organisation_id, mailing_id, meeting_id, invitation_id, 'asked-again', recipient_key, 1, to_address, to_name, address_hash, "values", links, jsonb_build_object('method', 'REQUEST', 'ics', repeat('x', 900)), message_id || '-again', now(), now()
     from outgoing_mail o where meeting_id = $1`, [meeting]);
  must(rowCount === GUESTS, `${rowCount} rows`);
  return performance.now() - started;
}

/** Everybody has the invitation and says yes. */
async function crowd(owner, { organisationId }) {
  const meeting = await makeMeeting(owner, { organisationId }, new Date());
  await owner.query(`update meeting set state = 'inviting', first_invited_at = now() - interval '1 day' where id = $1`, [meeting]);
  await owner.query(
    `with letter as (insert into mailing (organisation_id, meeting_id, kind, content, created_at) values ($1, $2, 'invitation', '{}', now()) returning id),
     person as (insert into contact (organisation_id, surname, sort_name, source, basis) select $1, 'P', 'P', 'x', 'x' from generate_series(1, $3::int) returning id),
     guest as (
       insert into invitation (organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, municipality_code, email, state, answer, place, place_since, answered_at, answer_revision, calendar_uid, calendar_stamp, invited_at)
       select $1, $2, id, 'A. Persoon', 'Geachte A. Persoon', 'Persoon', 'ALDERMAN', 'Gemeente Zwolle', 'GM0193', 'p@zwolle.example.nl', 'sent', 'yes', 'confirmed', now(), now(), 1, gen_random_uuid() || '@bijeen.example.org', now(), now() from person returning id, contact_id
     )
     insert into outgoing_mail (organisation_id, mailing_id, meeting_id, invitation_id, kind, recipient_key, to_address, to_name, address_hash, message_id, state, next_try_at, sent_at, created_at)
     select $1, letter.id, $2, guest.id, 'invitation', contact_id, 'p@zwolle.example.nl', 'A. Persoon', sha256(guest.id::text::bytea), '<' || guest.id || '@bench.example.org>', 'sent', now(), now(), now() from guest, letter`,
    [organisationId, meeting, GUESTS],
  );
  await owner.query(`insert into personal_link (token_hash, organisation_id, purpose, meeting_id, invitation_id, nonce, expires_at)
     select sha256((i.id || p)::bytea), $1, p, $2, i.id, substr(sha256(i.id::text::bytea), 1, 16), now() + interval '90 days' from invitation i, unnest(array['answer', 'unsubscribe']) p where i.meeting_id = $2`, [organisationId, meeting]);
  await owner.query('analyze');
  return meeting;
}
