import type { LoggerService } from '@nestjs/common';
import { type Logger as Pino, pino } from 'pino';
import type { Config } from './config.js';

/** Query strings and tokens never reach the log (R40). */
const REDACTED = /\/(u|v|s|afmelden|aanvraag|inloggen)\/[^\s/?"]{8,}/g;

/** What Nest says of every module and each of hundreds of routes while it starts: 400 lines that only a developer wants. */
const STARTING = new Set<string | undefined>(['InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** pino on stderr: JSON in production, readable on a terminal. Stdout stays free for `--json`. */
export class Logger implements LoggerService {
  private readonly pino: Pino;

  constructor(config: Pick<Config, 'environment' | 'logLevel'>) {
    const pretty = config.environment !== 'production' && process.stderr.isTTY;
    const options = { level: config.logLevel };
    this.pino = pretty
      ? pino({ ...options, transport: { target: 'pino-pretty', options: { destination: 2, translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } } })
      : pino(options, pino.destination({ dest: 2, sync: true }));
  }

  log(message: unknown, context?: string): void {
    if (STARTING.has(context)) return this.debug(message, context);
    this.pino.info({ context }, clean(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, clean(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const error = [message, ...rest].find((each) => each instanceof Error);
    this.pino.error({ context: rest.at(-1) instanceof Error ? undefined : rest.at(-1), err: error }, clean(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }

  debug(message: unknown, context?: string): void {
    if (this.pino.isLevelEnabled('debug')) this.pino.debug({ context }, clean(message));
  }
}

function clean(message: unknown): string {
  return (message instanceof Error ? message.message : String(message)).replace(REDACTED, '/$1/…');
}
