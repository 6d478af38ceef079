import { connect } from 'node:net';
import { once } from 'node:events';
import { startRedis } from '../bench/servers.mjs';

export const name = 'F8, F9';
export const what = 'Redis emptied or killed while mail is being sent';

const MAILS = 600;

export default async function run(faults) {
  const times = faults.dose(3, 30);
  const rows = [];
  rows.push(await onRedis(faults, { name: 'F8', what: 'FLUSHALL on Redis while mail is being sent', times, aof: true, hit: async (redis) => redis.flush() }));
  rows.push(await onRedis(faults, { name: 'F9', what: 'kill -9 of a Redis that writes all down (AOF)', times, aof: true, hit: async (redis) => redis.crash() }));
  rows.push(await onRedis(faults, { name: 'F9', what: 'kill -9 of a Redis with snapshots only (RDB)', times, aof: false, hit: async (redis) => redis.crash() }));
  return rows;
}

async function onRedis(faults, { times, aof, hit, ...about }) {
  const begun = performance.now();
  const redis = await server(faults.folder('redis'), aof).catch((error) => Promise.reject(Object.assign(error, { skip: true })));
  const relay = await faults.relay(async (stage) => (stage === 'dot' ? void (await new Promise((resolve) => setTimeout(resolve, 20))) : undefined));
  const desk = await faults.desk({ SMTP_URL: `${relay.url}?ignoreTLS=true`, QUEUE_URL: redis.url });
  const resumed = [];
  try {
    const worker = desk.worker();
    for (let time = 0; time < times; time += 1) {
      const before = time * MAILS;
      await desk.write(MAILS - 50, { from: before });
      await desk.wake();
      await desk.sent(before + 100);
      await hit(redis);
      const struck = performance.now();
      await desk.write(50, { from: before + MAILS - 50 });
      await desk.wake();
      await desk.sent(before + MAILS, 120);
      resumed.push((performance.now() - struck) / 1000);
    }
    const alive = await worker.signal(0);
    const ledgers = await desk.compared({ accepted: relay.copies(), received: relay.copies() });
    return { ...about, dose: `${times} times in ${MAILS} mails`, seconds: Math.round((performance.now() - begun) / 1000), ledgers, ok: ledgers.twice === 0 && ledgers.received === times * MAILS && alive, note: `all sent, without a restart, at most ${Math.max(...resumed).toFixed(1)} s later` };
  } finally {
    await desk.close();
    await redis.stop();
    await relay.stop();
  }
}

/** A Redis that comes back at the same address after a crash. */
async function server(folder, aof) {
  let running = await startRedis(folder, { aof });
  const { url, port } = running;
  const flush = async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('FLUSHALL\r\n');
    const [answer] = await once(socket, 'data');
    socket.destroy();
    if (!String(answer).startsWith('+OK')) throw new Error(`Redis said ${answer}`);
  };
  const crash = async () => {
    await running.kill();
    running = await startRedis(folder, { aof, port });
  };
  return { url, flush, crash, stop: async () => running.stop() };
}
