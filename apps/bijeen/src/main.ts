import { parseArgs } from 'node:util';
import { readConfig } from '@bijeen/platform';
import { Bijeen } from './bijeen.js';
import { inWords, mailDoctor, mailRelease } from './mail-doctor.js';
import { say } from './say.js';

const HELP = `Bijeen

  npm start                     start met een voorbeeld als er nog niets is
  npm start -- --empty          start zonder voorbeeld
  npm start -- --json           één regel JSON op stdout zodra alles klaar is
  npm run bijeen -- migrate     werk alleen de database bij
  npm run bijeen -- mail:doctor [--to adres]
                                kijk of mail veilig vertrekt en vertrouwd wordt, en verstuur een testmail
  npm run bijeen -- mail:release
                                laat na een teruggezette back-up alle mail weer gaan

Instellingen komen uit de omgeving: PORT HOST PUBLIC_URL DATABASE_URL QUEUE_URL SMTP_URL RELAY_LOG RELAY_TIMEOUT MAIL_FROM_DOMAIN
MAIL_HOST MAIL_SENDING_IPS DNS_SERVERS SECRET_KEY BIJEEN_HOME
`;

/** The command line. Stdout belongs to what was asked for; everything else goes to stderr. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, empty: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, to: { type: 'string' }, cli: { type: 'boolean' } },
  });
  if (values.help) return void process.stdout.write(HELP);
  if (positionals[0] === 'mail:doctor') return doctor(values.to);
  if (positionals[0] === 'mail:release') return void process.stdout.write(`Alle mail gaat weer. Er wachtte mail van ${await mailRelease(readConfig())} organisatie(s).\n`);
  const bijeen = new Bijeen(readConfig(), { empty: values.empty ?? false, json: values.json ?? false });
  if (positionals[0] === 'migrate') return bijeen.migrateOnly();
  if (positionals.length > 0) throw new Error(`Onbekende opdracht "${positionals[0]}". Kijk met: npm run bijeen -- --help`);
  stopOnSignals(bijeen);
  const ready = await bijeen.start().catch(async (error: unknown) => {
    await bijeen.stop();
    throw error;
  });
  if (values.json) process.stdout.write(`${JSON.stringify(ready)}\n`);
  else say(ready, bijeen);
}

/** Prints what was found; the exit code says whether something is wrong. */
async function doctor(to: string | undefined): Promise<void> {
  const findings = await mailDoctor(readConfig(), to);
  process.stdout.write(`${inWords(findings)}\n`);
  if (findings.some(({ lines }) => lines.some(({ ok }) => !ok))) process.exitCode = 1;
}

/** SIGTERM and Ctrl-C: finish what is under way, at most 30 seconds. */
function stopOnSignals(bijeen: Bijeen): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(1), 30_000).unref();
      void bijeen.stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  }
}

function fail(error: unknown): never {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}

main().catch(fail);
