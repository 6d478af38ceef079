import { Clock, Logger, readConfig } from '@bijeen/platform';
import { createWebApp } from './create-web-app.js';

/** The web process on its own. SIGTERM and Ctrl-C answer what was asked, then stop. */
async function main(): Promise<void> {
  const config = readConfig();
  if (!config.databaseUrl) throw new Error('DATABASE_URL is missing. A web process on its own has no database; `npm start` brings one.');
  const web = await createWebApp(config, new Clock());
  await web.listen(config.port, config.host);
  config.listensOn(Number(new URL(await web.getUrl()).port));
  new Logger(config).log(`Bijeen listens on ${config.host}:${config.port}`, 'Web');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), 30_000).unref();
      void web.close().then(() => process.exit(0), (error: unknown) => fail(error));
    });
  }
}

function fail(error: unknown): never {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
