export const name = 'F2';
export const what = 'SIGTERM to the worker while it sends, real Postfix';

export default async function run(faults) {
  const stops = faults.dose(20, 80);
  const mails = faults.dose(1_000, 4_000);
  const postfix = await faults.postfix();
  const desk = await faults.desk(postfix.env);
  try {
    await desk.write(mails);
    let slowest = 0;
    let left = 0;
    for (let stop = 1; stop <= stops; stop += 1) {
      const worker = desk.worker();
      await desk.sent(((mails * 0.9) / stops) * stop);
      const begun = performance.now();
      await worker.signal('SIGTERM');
      slowest = Math.max(slowest, (performance.now() - begun) / 1000);
      left += await desk.count(`state = 'sending'`);
    }
    desk.worker();
    await desk.settled();
    const ledgers = await desk.compare(postfix);
    return { dose: `${mails} mails, ${stops} stops`, ledgers, ok: ledgers.twice === 0 && ledgers.parked === 0 && slowest <= 30 && left === 0, note: `slowest stop ${slowest.toFixed(1)} s; ${left} mails left undecided` };
  } finally {
    await desk.close();
    await postfix.stop();
  }
}
