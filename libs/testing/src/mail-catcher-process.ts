import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestApp } from './test-app.js';

const HERE = join(process.cwd(), 'libs/testing/src');

/** A sender in a process of its own on the database of a test, so that a test can kill or freeze it. */
export class SendingProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts sending at once what is due. `sending` holds measures of the sender, `env` more settings. */
  static async start({ database: { config }, clock }: TestApp, { sending = {}, env = {} }: { sending?: object; env?: Record<string, string> } = {}): Promise<SendingProcess> {
    const child = spawn(process.execPath, ['--import', join(HERE, 'run-typescript.mjs'), join(HERE, 'mail-catcher-sending.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], NODE_ENV: 'test', LOG_LEVEL: 'error', MAIL_DOMAIN_IN_FLIGHT: '0', MAIL_DOMAIN_PER_MINUTE: '0', DATABASE_URL: config.databaseUrl, SECRET_KEY: config.secretKey, BIJEEN_HOME: config.home, SENDING: JSON.stringify(sending), NOW: clock.now().toISOString(), ...env },
    });
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(async ([code]) => Promise.reject(new Error(`The sending process ended with ${code}`)))]);
    return new SendingProcess(child);
  }

  /** Sends a signal; resolves for SIGKILL and SIGTERM when the process is gone. */
  async signal(name: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const gone = this.child.exitCode === null && this.child.signalCode === null ? once(this.child, 'exit') : Promise.resolve();
    this.child.kill(name);
    if (name === 'SIGKILL' || name === 'SIGTERM') await gone;
  }
}
