import { startProxy } from './proxy.mjs';

export const name = 'F17';
export const what = 'the connection to Postfix breaks around the final dot';
/** It mostly waits. */
export const waits = true;

const DOT = Buffer.from('\r\n.\r\n');

/** When it breaks: what the server still gets, and what the worker still hears. */
const MOMENTS = {
  'before the dot': { cutsAt: 'message', passes: false },
  'after the dot, before 250': { cutsAt: 'message', passes: true },
  'after 250': { cutsAt: 'answer' },
};

export default async function run(faults) {
  const times = faults.dose(100, 1_000);
  const rows = [];
  for (const [moment, how] of Object.entries(MOMENTS)) rows.push(await breaking(faults, times, { moment, ...how }));
  return rows;
}

async function breaking(faults, times, { moment, cutsAt, passes }) {
  const begun = performance.now();
  const postfix = await faults.postfix();
  const state = { left: times };
  const proxy = await startProxy(postfix.port, (link) => cutting(link, state, { cutsAt, passes }));
  const desk = await faults.desk({ ...postfix.env, SMTP_URL: `smtp://127.0.0.1:${proxy.port}?ignoreTLS=true` });
  try {
    await desk.write(times * 3);
    desk.worker();
    await desk.settled(180);
    const again = await desk.count('attempt > 1');
    const ledgers = await desk.compare(postfix);
    const right = cutsAt === 'answer' || passes ? again === 0 : again > 0;
    return { what: `the connection to Postfix breaks ${moment}`, dose: `${times} times, ${times * 3} mails`, seconds: Math.round((performance.now() - begun) / 1000), ledgers, ok: state.left === 0 && right && ledgers.twice === 0 && ledgers.parked === 0 && ledgers.received === times * 3, note: `${again} mails needed a second attempt` };
  } finally {
    await desk.close();
    await proxy.stop();
    await postfix.stop();
  }
}

/** Cuts in one message of each two that come through, as long as there are cuts left. */
function cutting(link, state, { cutsAt, passes }) {
  let ended = false;
  const due = () => state.left > 0;
  return {
    up: (data) => {
      ended = data.includes(DOT) || data.equals(DOT.subarray(2));
      if (!ended || cutsAt !== 'message' || !due()) return data;
      state.left -= 1;
      if (!passes) {
        setImmediate(() => link.cut());
        return data.subarray(0, Math.max(0, data.lastIndexOf(DOT)));
      }
      setImmediate(() => link.cut());
      return data;
    },
    down: (data) => {
      if (!ended || cutsAt !== 'answer' || !due() || !data.toString('latin1').startsWith('250')) return data;
      state.left -= 1;
      setImmediate(() => link.cut());
      return data;
    },
  };
}
