import { MailModule, MailSender } from '../../dist/libs/mail/src/index.js';
import { makeMeeting } from '../bench/house.mjs';

export const name = 'F19, F20, F21';
export const what = 'relays that refuse, for a while or for good, or are away for hours';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LINES = 20;
/** The clock is ours here, so a relay that was away is asked again at once and not after a minute of real time. */
const MODULES = { modules: [MailModule.with({ pause: { first: 1, longest: 1 } })] };

export default async function run(faults) {
  return [await storm(faults), await refusedForGood(faults), await away(faults)];
}

/** A third meets two hours of 451, a third greylisting of five minutes, a third one 421 each. */
async function storm(faults) {
  return inTime(faults, 'F19', '4xx for two hours, greylisting, 421', async ({ relay, desk, mails, step }) => {
    const start = desk.house.clock.now().getTime();
    const first = new Map();
    relay.script = (stage, { to }) => {
      if (stage !== 'rcpt') return undefined;
      const now = desk.house.clock.now().getTime();
      const known = first.get(to);
      if (known === undefined) first.set(to, now);
      const [storming, greylisted, tooMany] = [now - start < 2 * HOUR, known === undefined || now - known < 5 * MINUTE, known === undefined];
      return [storming && '451 4.7.1 Not now', greylisted && '450 4.2.0 Greylisted', tooMany && '421 4.7.0 Too many'][number(to) % 3] || undefined;
    };
    await desk.write(mails);
    let busiest = 0;
    let steps = 0;
    for (; steps < 60 && (await desk.count(`state = 'sent'`)) < mails; steps += 1) {
      const before = relay.recipients.length;
      await step(5 * MINUTE);
      busiest = Math.max(busiest, relay.recipients.length - before);
    }
    const tries = relay.recipients.length / mails;
    return { ok: busiest <= mails && tries < 6 && relay.busiest <= LINES, note: `${tries.toFixed(1)} tries a mail; at most ${busiest} in five minutes; the last arrived after ${(steps * 5) / 60} h` };
  });
}

async function refusedForGood(faults) {
  return inTime(faults, 'F20', '5xx for one in twenty', async ({ relay, desk, mails, step }) => {
    relay.script = (stage, { to }) => (stage === 'rcpt' && number(to) % 20 === 0 ? '550 5.1.1 No such user' : undefined);
    await desk.write(mails);
    await step(MINUTE);
    const failed = await desk.count(`state = 'failed' and reason like '%No such user%' and substring(to_address from '\\d+')::int % 20 = 0`);
    const [{ closed }] = (await desk.owner.query('select count(*)::int as closed from undeliverable_address where organisation_id = $1', [desk.actor.organisationId])).rows;
    return { ok: failed === mails / 20 && closed === failed && (await desk.count(`state = 'sent'`)) === mails - failed, note: `${failed} failed, each with the reason; ${closed} addresses closed` };
  });
}

/** Reminders for a meeting that begins meanwhile are not sent afterwards; other mail is. */
async function away(faults) {
  return inTime(faults, 'F21', 'the relay is away for six hours', async ({ relay, desk, mails, step }) => {
    const now = desk.house.clock.now();
    const meetingId = await makeMeeting(desk.owner, desk.actor, now);
    await desk.owner.query(`update meeting set starts_at = $2, ends_at = $3 where id = $1`, [meetingId, new Date(now.getTime() + 3 * HOUR), new Date(now.getTime() + 6 * HOUR)]);
    await desk.write(mails / 2, { kind: 'reminder-2', meetingId });
    await desk.write(mails / 2, { from: mails });
    const { port } = relay;
    await relay.stop();
    for (let half = 0; half < 12; half += 1) await step(30 * MINUTE);
    const during = relay.accepted.length;
    await relay.start(port);
    for (let quarter = 0; quarter < 4; quarter += 1) await step(15 * MINUTE);
    const [late, sent] = [await desk.count(`kind = 'reminder-2' and state = 'withdrawn' and reason = 'too-late'`), await desk.count(`kind = 'test' and state = 'sent'`)];
    return { ok: during === 0 && late === mails / 2 && sent === mails / 2, note: `${late} reminders came too late and say so; ${sent} others arrived once` };
  });
}

async function inTime(faults, name, what, work) {
  const begun = performance.now();
  const mails = faults.dose(1_000, 5_000);
  const relay = await faults.relay();
  const desk = await faults.desk({ SMTP_URL: `${relay.url}?ignoreTLS=true` }, MODULES);
  const step = async (milliseconds) => {
    await desk.house.get(MailSender).send(desk.actor.organisationId);
    desk.house.clock.travelTo(new Date(desk.house.clock.now().getTime() + milliseconds));
  };
  try {
    const { ok, note } = await work({ relay, desk, mails, step });
    const ledgers = await desk.compared({ accepted: relay.copies(), received: relay.copies() });
    return { name, what, dose: `${mails} mails`, seconds: Math.round((performance.now() - begun) / 1000), ledgers, ok: ok && ledgers.twice === 0 && ledgers.parked === 0, note };
  } finally {
    await desk.close();
    await relay.stop();
  }
}

function number(address) {
  return Number(/\d+/.exec(address)[0]);
}
