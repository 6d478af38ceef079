import { type DoctorFinding, MailDoctor, MailModule, RestoreGuard } from '@bijeen/mail';
import { Clock, type Config, PlatformModule, runningPostgres } from '@bijeen/platform';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

@Module({})
class Beside {}

/** Examines how mail leaves an installation. */
export async function mailDoctor(config: Config, to: string | undefined): Promise<DoctorFinding[]> {
  return beside(config, MailDoctor, async (doctor) => doctor.examine(to));
}

/** After a restored backup: all mail of all organisations may leave again. Says of how many organisations mail was waiting. */
export async function mailRelease(config: Config): Promise<number> {
  return beside(config, RestoreGuard, async (guard) => guard.releaseAll());
}

/**
 * Works on an installation beside the processes that run it.
 * @throws Error when there is no database to look in
 */
async function beside<Part, Result>(config: Config, part: Type<Part>, work: (part: Part) => Promise<Result>): Promise<Result> {
  config.databaseUrl ||= runningPostgres(config.home) ?? '';
  if (!config.databaseUrl) throw new Error('Er draait hier geen Bijeen. Start het eerst (npm start), of zeg met DATABASE_URL waar de database is.');
  const modules = { module: Beside, imports: [PlatformModule.forRoot(config, new Clock()), MailModule] };
  const app = await NestFactory.createApplicationContext(modules, { logger: false, abortOnError: false });
  try {
    return await work(app.get(part, { strict: false }));
  } finally {
    await app.close();
  }
}

/** The findings for a person at a terminal. */
export function inWords(findings: readonly DoctorFinding[]): string {
  const wrong = findings.flatMap(({ lines }) => lines).filter(({ ok }) => !ok).length;
  const parts = findings.map(({ about, lines }) => [about, ...lines.map(({ ok, text }) => `  ${ok ? 'goed ' : 'FOUT '} ${text}`)].join('\n'));
  return [...parts, wrong === 0 ? 'Alles is in orde.' : `${wrong === 1 ? '1 ding is' : `${wrong} dingen zijn`} niet in orde.`].join('\n\n');
}
