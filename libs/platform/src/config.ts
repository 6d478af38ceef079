import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), { error: `must be a URL that starts with ${protocols.join(' or ')}` });

const domainName = () => z.string().regex(/^[a-z0-9.-]+\.[a-z]{2,}$/, 'must be a domain name');
const list = () => z.string().default('').transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''));

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url('http:', 'https:').optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  QUEUE_URL: url('redis:', 'rediss:').optional(),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  RELAY_LOG: z.string().optional(),
  RELAY_TIMEOUT: z.coerce.number().int().min(1).max(3600).default(300),
  MAIL_DOMAIN_IN_FLIGHT: z.coerce.number().int().min(0).default(5),
  MAIL_DOMAIN_PER_MINUTE: z.coerce.number().int().min(0).default(600),
  MAIL_FROM_DOMAIN: domainName().default('bijeen.example.org'),
  MAIL_HOST: domainName().optional(),
  MAIL_SENDING_IPS: list().refine((all) => all.every((address) => isIP(address) > 0), { error: 'must be IP addresses, with commas between them' }),
  DNS_SERVERS: list(),
  INCOMING_SMTP: z.string().regex(/^[\w.:[\]-]+:\d{1,5}$/, 'must be an address to listen on, such as 127.0.0.1:2526').optional(),
  INCOMING_TLS_KEY: z.string().optional(),
  INCOMING_TLS_CERT: z.string().optional(),
  INCOMING_IMAP: url('imap:', 'imaps:').optional(),
  SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  BIJEEN_HOME: z.string().default('./.bijeen'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
}).refine((env) => (env.INCOMING_TLS_KEY === undefined) === (env.INCOMING_TLS_CERT === undefined), { path: ['INCOMING_TLS_KEY'], error: 'and INCOMING_TLS_CERT must be given both, or neither' });

/** The settings of this installation: read once, typed, handed to everything that needs them. */
export class Config {
  readonly environment: 'development' | 'production' | 'test';
  readonly host: string;
  /** 0 asks for a free port; the server fills in the real one with `listensOn`. */
  port: number;
  /** Where people reach us, without a slash at the end. */
  publicUrl: string;
  /** The owner's connection: migrations only. */
  databaseUrl: string;
  /** Absent: BullMQ keeps its queues in PostgreSQL. */
  readonly queueUrl: string | undefined;
  /** Absent: mails are caught and shown at /postvak. */
  smtpUrl: string | undefined;
  /** The log of the Postfix at `smtpUrl`, by which it can be asked whether it took a mail. Absent: it cannot be asked. */
  readonly relayLog: string | undefined;
  /** How long that Postfix waits for the rest of a message (`smtpd_timeout`), in milliseconds. */
  readonly relayTimeout: number;
  /** How many mails may go to one receiving domain at the same time, and per minute, of each sending process; 0 is as many as there are. */
  readonly mailsPerDomain: { inFlight: number; perMinute: number };
  readonly mailDomain: string;
  /** The server that sends our mail to the world and takes what comes back: where MX and SPF records point. */
  readonly mailHost: string;
  /** From which addresses mail leaves, when those of `mailHost` are not all. */
  readonly sendingAddresses: readonly string[];
  /** Which name servers are asked about mail domains (`192.0.2.1` or `192.0.2.1:5353`); none: those of the system. */
  dnsServers: readonly string[];
  /** Where to listen for mail that comes back; port 0 asks for a free one. */
  readonly incomingSmtp: { host: string; port: number } | undefined;
  /** Files with the key and the certificate for STARTTLS there. */
  readonly incomingTls: { key: string; cert: string } | undefined;
  /** A mailbox in which mail comes back. */
  readonly incomingImap: string | undefined;
  readonly secretKey: string;
  readonly home: string;
  readonly logLevel: string;
  private readonly publicUrlGiven: boolean;

  constructor(env: z.infer<typeof Environment>) {
    this.environment = env.NODE_ENV;
    this.host = env.HOST;
    this.port = env.PORT;
    this.publicUrlGiven = env.PUBLIC_URL !== undefined;
    this.publicUrl = (env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`).replace(/\/$/, '');
    this.databaseUrl = env.DATABASE_URL ?? '';
    this.queueUrl = env.QUEUE_URL;
    this.smtpUrl = env.SMTP_URL;
    this.relayLog = env.RELAY_LOG;
    this.relayTimeout = env.RELAY_TIMEOUT * 1000;
    this.mailsPerDomain = { inFlight: env.MAIL_DOMAIN_IN_FLIGHT, perMinute: env.MAIL_DOMAIN_PER_MINUTE };
    this.mailDomain = env.MAIL_FROM_DOMAIN;
    this.mailHost = env.MAIL_HOST ?? env.MAIL_FROM_DOMAIN;
    this.sendingAddresses = env.MAIL_SENDING_IPS;
    this.dnsServers = env.DNS_SERVERS;
    const listen = env.INCOMING_SMTP ?? (env.SMTP_URL === undefined ? '127.0.0.1:0' : undefined);
    this.incomingSmtp = listen === undefined ? undefined : { host: listen.replace(/:\d+$/, '').replace(/^\[|\]$/g, ''), port: Number(listen.replace(/^.*:/, '')) };
    this.incomingTls = env.INCOMING_TLS_KEY && env.INCOMING_TLS_CERT ? { key: env.INCOMING_TLS_KEY, cert: env.INCOMING_TLS_CERT } : undefined;
    this.incomingImap = env.INCOMING_IMAP;
    this.home = resolve(env.BIJEEN_HOME);
    this.secretKey = env.SECRET_KEY ?? keptSecret(this.home);
    this.logLevel = env.LOG_LEVEL;
  }

  /** Mails are caught inside the process instead of sent (and /postvak exists). */
  get catcherMode(): boolean {
    return this.smtpUrl === undefined;
  }

  /** What is sent to our return addresses reaches us, by a listener or out of a mailbox. While mails are caught nobody can be misled. */
  get hearsReplies(): boolean {
    return this.catcherMode || this.incomingSmtp !== undefined || this.incomingImap !== undefined;
  }

  /** Cookies get `Secure` and the `__Host-` prefix; plain HTTP is for loopback only. */
  get secure(): boolean {
    return this.publicUrl.startsWith('https:');
  }

  /** Only this machine can reach us: the condition for /postvak and its time machine. */
  get loopback(): boolean {
    return ['127.0.0.1', '::1', 'localhost'].includes(this.host);
  }

  /** Fills in the port that the system chose. */
  listensOn(port: number): void {
    this.port = port;
    if (!this.publicUrlGiven) this.publicUrl = `http://${this.host}:${port}`;
  }
}

/**
 * Reads the settings from the environment.
 * @throws Error that names each wrong setting and what it must be; the start stops there.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (result.success) return new Config(result.data);
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new Error(`Bijeen cannot start, because of ${problems.length} wrong setting(s): ${problems.join('; ')}.`);
}

/** The secret made at the first start, kept in the home folder for the next ones. */
function keptSecret(home: string): string {
  const file = join(home, 'secret-key');
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
}
