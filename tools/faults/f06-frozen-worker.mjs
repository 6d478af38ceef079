import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const name = 'F6, F7';
export const what = 'workers that stand still beyond their lease, while another goes on, real Postfix';
/** It mostly waits. */
export const waits = true;

const BLOCKING = fileURLToPath(new URL('./blocking.mjs', import.meta.url));
/** Seconds that a worker stands still: longer than its lease and the quiet time of the look-up together. */
const STILL = 40;

export default async function run(faults) {
  const rounds = faults.dose(1, 8);
  const rows = [];
  for (let round = 1; round <= rounds; round += 1) rows.push(await standStill(faults));
  return rows.flat();
}

/** Five workers are frozen and three have a blocked event loop, each in the middle of sending; what they were sending is stranded meanwhile. */
async function standStill(faults) {
  const postfix = await faults.postfix();
  const desk = await faults.desk(postfix.env);
  const begun = performance.now();
  try {
    await desk.write(2_400);
    const frozen = [];
    for (let worker = 1; worker <= 8; worker += 1) {
      const blocks = worker > 5;
      const one = desk.worker(blocks ? { NODE_OPTIONS: `--import=${BLOCKING}`, BLOCK_SECONDS: String(STILL) } : {});
      await desk.sent(worker * 200);
      await one.signal(blocks ? 'SIGUSR2' : 'SIGSTOP');
      if (!blocks) frozen.push(one);
    }
    const stranded = await desk.count(`state = 'sending'`);
    desk.worker();
    await pause(STILL * 1000);
    const undecided = await desk.count(`state = 'sending'`);
    const before = await desk.states();
    for (const one of frozen) await one.signal('SIGCONT');
    await pause(3_000);
    await desk.settled();
    const ledgers = await desk.compare(postfix);
    const row = { dose: '2400 mails', seconds: Math.round((performance.now() - begun) / 1000), ledgers, ok: ledgers.twice === 0 && ledgers.parked === 0 && undecided === 0 && before.sent === 2_400, note: `${stranded} mails in their hands, all settled before they woke up` };
    return [{ ...row, name: 'F6', what: '5 workers frozen (SIGSTOP) beyond their lease, real Postfix' }, { ...row, name: 'F7', what: '3 workers with a blocked event loop, in the same run' }];
  } finally {
    await desk.close();
    await postfix.stop();
  }
}
