import type { TLSSocket } from 'node:tls';
import { Clock, Config, Logger } from '@bijeen/platform';
import { Dane, isBoundByDane } from '@bijeen/senders';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { MailCatcher } from './mail-catcher.js';
import { SENDER_SETTINGS, type SenderSettings } from './sender-settings.js';
import type { SmtpAddress } from './smtp-line.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;
const TLS = { minVersion: 'TLSv1.2' as const };

type Options = ReturnType<typeof parseConnectionUrl> & { auth?: { user: string; pass: string } };

/**
 * Where the relay is, and how safely to speak with it. Outside this machine nothing leaves unencrypted, unless SMTP_URL says `requireTLS=false`;
 * its certificate must be one that it is known by: by DANE where that counts, else by an authority.
 */
@Injectable()
export class RelayAddress implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly catcher: MailCatcher,
    private readonly dane: Dane,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  @Inject(SENDER_SETTINGS) private readonly settings: SenderSettings;

  onModuleInit(): void {
    if (this.config.smtpUrl && this.isOpen(options(this.config.smtpUrl))) {
      this.logger.warn('SMTP_URL says requireTLS=false: mail, with personal links in it, travels UNENCRYPTED to the relay. Do this only where nobody can listen', 'RelayAddress');
    }
  }

  /** Whether the relay is on this very machine, so that nobody can listen on the way. */
  get staysHere(): boolean {
    return this.config.smtpUrl === undefined || isHere(options(this.config.smtpUrl));
  }

  /** Asked for each new connection. */
  async find(): Promise<SmtpAddress> {
    const { auth, ...given } = options(this.config.smtpUrl ?? (await this.catcher.url()));
    const limits = { connectionTimeout: 20_000, greetingTimeout: 20_000, dnsTimeout: 10_000, socketTimeout: this.settings.dataTimeout };
    return { ...limits, ...given, ...(await this.encryption(given)), name: this.config.mailDomain, ...(auth ? { auth: { credentials: auth } } : {}) };
  }

  private async encryption(given: Options): Promise<Partial<SmtpAddress>> {
    if (isHere(given)) return {};
    if (this.isOpen(given)) return { tls: { ...TLS, ...given.tls } };
    const host = given.host ?? '';
    const always = { requireTLS: true, ignoreTLS: false, opportunisticTLS: false };
    const records = await this.dane.records(host, Number(given.port) || (given.secure ? 465 : 587));
    if (records.length === 0) return { ...always, tls: { ...TLS, servername: host, ...given.tls } };
    const trusts = (socket: TLSSocket): boolean => isBoundByDane(socket, records, { host, now: this.clock.now() });
    // Who issued the certificate says nothing now: the records do, and they are compared before anything is said (RFC 7672 3.1.1).
    return { ...always, tls: { ...TLS, ...given.tls, servername: host, rejectUnauthorized: false }, trusts };
  }

  private isOpen(given: Options): boolean {
    return !isHere(given) && !given.secure && (given.requireTLS === false || given.ignoreTLS === true);
  }
}

function options(url: string): Options {
  return parseConnectionUrl(url);
}

function isHere({ host }: Options): boolean {
  return LOOPBACK.test(host ?? '');
}
