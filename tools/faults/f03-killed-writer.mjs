import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const name = 'F3, F4';
export const what = 'kill -9 of the process that writes the mails, around its commit';

const ACTING = fileURLToPath(new URL('./acting.mjs', import.meta.url));

export default async function run(faults) {
  return [
    await writers(faults, 'after-commit', { name: 'F3', what: 'kill -9 of the writing process between commit and waking the sender' }),
    await writers(faults, 'before-commit', { name: 'F4', what: 'kill -9 of the writing process before its commit, then once more' }),
  ];
}

async function writers(faults, when, about) {
  const times = faults.dose(50, 400);
  const relay = await faults.relay();
  const desk = await faults.desk({ SMTP_URL: `${relay.url}?ignoreTLS=true` });
  const begun = performance.now();
  try {
    const act = async (moment, from) => {
      const child = spawn(process.execPath, [ACTING, moment, String(from)], { env: { PATH: process.env.PATH, ...desk.database.env, ACTOR: JSON.stringify(desk.actor) }, stdio: ['ignore', 'ignore', 'inherit'] });
      await once(child, 'exit');
      return child.signalCode;
    };
    desk.worker();
    const next = Array.from({ length: times }, (_, n) => n * 3);
    let killed = 0;
    let early = 0;
    const actInTurn = async () => {
      for (let from = next.pop(); from !== undefined; from = next.pop()) {
        const signal = await act(when, from);
        const written = when === 'before-commit' ? await desk.count(`recipient_key = 'persoon-${from}'`) : 0;
        if (when === 'before-commit') await desk.write(3, { from });
        if (signal === 'SIGKILL') killed += 1;
        early += written;
      }
    };
    await Promise.all([actInTurn(), actInTurn(), actInTurn()]);
    await desk.settled(60);
    const ledgers = await desk.compared({ accepted: relay.copies(), received: relay.copies() });
    return { ...about, seconds: Math.round((performance.now() - begun) / 1000), dose: `${times} kills`, ledgers, ok: killed === times && early === 0 && ledgers.twice === 0 && ledgers.received === times * 3, note: when === 'after-commit' ? 'found by the worker\'s clock alone' : `${early} mails before the commit` };
  } finally {
    await desk.close();
    await relay.stop();
  }
}
