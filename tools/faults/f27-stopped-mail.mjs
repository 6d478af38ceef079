import { setTimeout as pause } from 'node:timers/promises';
import { makeContacts, makeMeeting } from '../bench/house.mjs';

export const name = 'F27, F28';
export const what = 'something changes while its mails are on their way';

/** Mails that one worker may have in an SMTP dialogue. */
const LINES = 20;
const GUESTS = 300;

/** Each acts in one statement, and says of whom no mail may leave from then on. */
const STOPS = {
  'cancelled': `update meeting set state = 'cancelled' where id = $1`,
  'postponed': `update meeting set state = 'postponed' where id = $1`,
  'guests opt out': `insert into suppression (organisation_id, email_hash, scope, origin, at) select distinct organisation_id, address_hash, 'organisation', 'link', now() from outgoing_mail where meeting_id = $1`,
  'guests are erased': `delete from contact where id in (select contact_id from invitation where meeting_id = $1)`,
};

export default async function run(faults) {
  return [await stopped(faults), await edited(faults)];
}

async function stopped(faults) {
  const begun = performance.now();
  const times = faults.dose(5, 50);
  let [most, late, twice, intended] = [0, 0, 0, 0];
  for (const sql of Object.values(STOPS)) {
    const { relay, desk } = await slowRelay(faults);
    try {
      desk.worker();
      for (let time = 0; time < times; time += 1) {
        const meeting = await inviteAll(desk, relay);
        await persist(async () => desk.owner.query(sql, [meeting]));
        const atCommit = relay.accepted.length;
        await desk.settled(30);
        const settled = relay.accepted.length;
        await pause(100);
        most = Math.max(most, settled - atCommit);
        late += relay.accepted.length - settled;
        await desk.owner.query('delete from suppression');
        intended += GUESTS;
      }
      twice += [...relay.copies().values()].filter((copies) => copies > 1).length;
    } finally {
      await desk.close();
      await relay.stop();
    }
  }
  return { name: 'F27', what: `${Object.keys(STOPS).join(', ')}: in mid-send`, dose: `${times * Object.keys(STOPS).length} times in ${intended} mails`, seconds: Math.round((performance.now() - begun) / 1000), ok: most <= LINES && late === 0 && twice === 0, note: `at most ${most} mails left after the commit, those that were being said` };
}

async function edited(faults) {
  const begun = performance.now();
  const times = faults.dose(10, 50);
  const { relay, desk } = await slowRelay(faults);
  try {
    desk.worker();
    for (let time = 0; time < times; time += 1) {
      const meeting = await inviteAll(desk, relay);
      await desk.owner.query(`insert into mail_text (organisation_id, meeting_id, kind, variant, subject, body, updated_by, updated_at) values ($1, $2, 'invitation', '', 'Nieuw', 'NIEUWE-TEKST', 'faults', now())`, [desk.actor.organisationId, meeting]);
      await desk.owner.query(`update contact set email = 'nieuw-' || email, email_key = 'nieuw-' || email_key where organisation_id = $1`, [desk.actor.organisationId]);
      await desk.settled(30);
      await desk.owner.query(`update contact set email = replace(email, 'nieuw-', ''), email_key = replace(email_key, 'nieuw-', '') where organisation_id = $1`, [desk.actor.organisationId]);
    }
    const mixed = relay.accepted.filter(({ raw, to }) => raw.includes('NIEUWE-TEKST') || to.startsWith('nieuw-') || !raw.includes(to)).length;
    const ledgers = await desk.compared({ accepted: relay.copies(), received: relay.copies() });
    return { name: 'F28', what: 'text and addresses edited in mid-send', dose: `${times} times in ${ledgers.intended} mails`, seconds: Math.round((performance.now() - begun) / 1000), ledgers, ok: mixed === 0 && ledgers.twice === 0 && ledgers.received === times * GUESTS, note: 'every mail wholly as it was when it was written; the ledger names that address' };
  } finally {
    await desk.close();
    await relay.stop();
  }
}

/** Does it again when PostgreSQL chose it as the one half of a deadlock: erasing all guests in one statement locks rows in another order than the sender. */
async function persist(act) {
  for (;;) {
    const error = await act().then(() => null, (failure) => failure);
    if (error === null) return;
    if (error.code !== '40P01') throw error;
  }
}

async function slowRelay(faults) {
  const relay = await faults.relay(async (stage) => (stage === 'dot' ? void (await pause(15)) : undefined));
  const desk = await faults.desk({ SMTP_URL: `${relay.url}?ignoreTLS=true` });
  return { relay, desk };
}

/** Invites everybody to a new meeting, and comes back when a third of the mails is out. */
async function inviteAll(desk, relay) {
  if ((await desk.owner.query('select from contact limit 1')).rowCount === 0) {
    await desk.owner.query('delete from contact_organisation');
    await makeContacts(desk.owner, desk.actor, GUESTS);
  }
  const meeting = await makeMeeting(desk.owner, desk.actor, desk.house.clock.now());
  const before = relay.accepted.length;
  await desk.inviteTo(meeting, GUESTS);
  while (relay.accepted.length < before + GUESTS / 3) await pause(5);
  return meeting;
}
