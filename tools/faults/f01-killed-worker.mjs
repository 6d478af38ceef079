import { setTimeout as pause } from 'node:timers/promises';
import { until } from './house.mjs';

export const name = 'F1';
export const what = 'kill -9 of the worker while it sends, against a real Postfix that is asked by its log';

export default async function run(faults) {
  const kills = faults.dose(40, 200);
  const mails = faults.dose(2_000, 10_000);
  const postfix = await faults.postfix();
  const desk = await faults.desk(postfix.env);
  try {
    await desk.invite(mails);
    const resumed = [];
    let worker = desk.worker();
    for (let kill = 1; kill <= kills; kill += 1) {
      await until(async () => (await desk.count(`state = 'sent'`)) >= ((mails * 0.95) / kills) * (kill - 0.5));
      await pause(Math.random() * 20);
      await worker.signal('SIGKILL');
      const [died, sent] = [performance.now(), await desk.count(`state = 'sent'`)];
      worker = desk.worker();
      await until(async () => (await desk.count(`state = 'sent'`)) > sent);
      resumed.push((performance.now() - died) / 1000);
    }
    const stranded = await desk.count(`state = 'sending' and lease_until < clock_timestamp() + interval '9 seconds'`);
    await desk.settled();
    const ledgers = await desk.compare(postfix);
    return { dose: `${mails} mails, ${kills} kills`, ledgers, ok: ledgers.twice === 0 && ledgers.parked === 0 && ledgers.received === mails, note: `Postfix ${postfix.version}; ${stranded} still stranded after the last kill; going on after at most ${Math.max(...resumed).toFixed(1)} s`, figures: { resumed } };
  } finally {
    await desk.close();
    await postfix.stop();
  }
}
