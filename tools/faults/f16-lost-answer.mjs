import { startProxy } from './proxy.mjs';

export const name = 'F16';
export const what = 'PostgreSQL commits, and the answer to that is lost: to who writes (who then repeats), and to who sends; real Postfix';

export default async function run(faults) {
  const times = faults.dose(20, 200);
  const postfix = await faults.postfix();
  const server = new URL(faults.bench.server.url);
  let cuts = 0;
  let wanted = 0;
  // Both TypeORM ("COMMIT" alone) and the sender (several statements in one trip) end with it; the answer never gets through.
  const proxy = await startProxy(Number(server.port), (link) => {
    let committing = false;
    return {
      up: (data) => {
        committing ||= wanted > 0 && isCommit(data);
        return data;
      },
      down: (data) => {
        if (!committing || wanted === 0) return data;
        wanted -= 1;
        cuts += 1;
        link.cut();
        return null;
      },
    };
  });
  const desk = await faults.desk(postfix.env, { through: proxy.port });
  try {
    let failed = 0;
    for (let time = 0; time < times; time += 1) {
      wanted = 1;
      const write = async () => desk.write(20, { from: time * 20 });
      await write().catch(async () => {
        failed += 1;
        await write();
      });
    }
    wanted = 0;
    desk.worker();
    for (let time = 1; time <= times; time += 1) {
      const write = async () => desk.write(40, { from: 10_000 + time * 40 });
      await write().catch(write);
      await desk.sent(time * 30);
      wanted = 1;
    }
    wanted = 0;
    await desk.settled();
    const ledgers = await desk.compare(postfix);
    const mails = times * 60;
    return { dose: `${cuts} cuts, ${mails} mails`, ledgers, ok: ledgers.intended === mails && ledgers.received === mails && ledgers.twice === 0 && ledgers.parked === 0 && failed === times && cuts > times, note: `${failed} acts were told they failed and were repeated; ${cuts - failed} answers to the worker were lost` };
  } finally {
    await desk.close();
    await proxy.stop();
    await postfix.stop();
  }
}

/** PostgreSQL's protocol ends a statement's text with a zero. */
function isCommit(data) {
  return data.toString('latin1').toLowerCase().includes('commit\0');
}
