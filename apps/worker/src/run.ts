import { Clock, Logger, readConfig } from '@bijeen/platform';
import { createWorker } from './create-worker.js';

/** The worker on its own. SIGTERM and Ctrl-C finish what is in flight. */
async function main(): Promise<void> {
  const config = readConfig();
  if (!config.databaseUrl) throw new Error('DATABASE_URL is missing. A worker on its own has no database; `npm start` brings one.');
  const logger = new Logger(config);
  const worker = await createWorker(config, new Clock());
  logger.log('The worker is looking for work', 'Worker');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), 35_000).unref();
      void worker.close().then(() => process.exit(0), (error: unknown) => fail(error));
    });
  }
}

function fail(error: unknown): never {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
