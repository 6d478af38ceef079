import { setTimeout as pause } from 'node:timers/promises';

export const name = 'F18';
export const what = 'the relay answers 250 long after the message';
/** It mostly waits. */
export const waits = true;

const MINUTE = 60;

export default async function run(faults) {
  const delays = faults.night ? [31, 5 * MINUTE, 9.5 * MINUTE, 11 * MINUTE] : [31];
  const each = faults.dose(10, 15);
  const relay = await faults.relay(async (stage, { to }) => (stage === 'dot' ? void (await pause(delays[Number(/\d+/.exec(to)[0]) % delays.length] * 1000)) : undefined));
  const desk = await faults.desk({ SMTP_URL: `${relay.url}?ignoreTLS=true` });
  try {
    await desk.write(each * delays.length);
    desk.worker();
    // A second worker looks on: it may take nothing of this.
    desk.worker();
    await desk.settled(faults.night ? 45 * MINUTE : 90);
    const ledgers = await desk.compared({ accepted: relay.copies(), received: relay.copies() });
    const states = await desk.states();
    // A relay that needs more than the ten minutes of RFC 5321 and cannot be asked leaves its mails to a person.
    const tooLate = delays.includes(11 * MINUTE) ? each : 0;
    return { dose: `${each * delays.length} mails, ${delays.join(', ')} s`, ledgers, ok: ledgers.twice === 0 && ledgers.parked === tooLate && (states.sent ?? 0) === each * delays.length - tooLate, note: 'no second attempt while the first may be answered' };
  } finally {
    await desk.close();
    await relay.stop();
  }
}
