import type { AddressInfo } from 'node:net';
import { Config, Logger } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { SMTPServer, SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from 'smtp-server';
import { readCertificate } from './incoming-certificate.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { MOST_BYTES } from './read-incoming.js';

const MOST_CONNECTIONS = 50;
const MOST_RECIPIENTS = 20;

/**
 * The SMTP server on which mail comes back. It takes mail for addresses that we made, and for no others; it passes nothing on. `250` after the
 * message means that the mail is in the database: until then it is the sender's (RFC 5321 4.2.5).
 */
@Injectable()
export class IncomingSmtp {
  private server: SMTPServer | undefined;

  constructor(
    private readonly store: IncomingMailStore,
    private readonly config: Config,
    private readonly logger: Logger,
  ) {}

  /** Begins to listen where `INCOMING_SMTP` says; says on which port. Nothing without that setting. @throws Error when the certificate for STARTTLS is not in order */
  async listen(): Promise<number | undefined> {
    const { incomingSmtp } = this.config;
    if (!incomingSmtp) return undefined;
    const { SMTPServer } = await import('smtp-server');
    const server = (this.server = new SMTPServer(this.options()));
    server.on('error', (error) => this.logger.debug(`A sender was cut off: ${error.message}`, 'IncomingSmtp'));
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(incomingSmtp.port, incomingSmtp.host, resolve);
    });
    const { port } = server.server.address() as AddressInfo;
    this.logger.log(`Mail that comes back is taken in at ${incomingSmtp.host}:${port}`, 'IncomingSmtp');
    return port;
  }

  /** Finishes what is being taken in. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private options(): SMTPServerOptions {
    const tls = this.config.incomingTls;
    return {
      name: this.config.mailDomain,
      banner: 'Bijeen',
      disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
      ...(tls && readCertificate(tls)),
      disableReverseLookup: true,
      logger: false,
      size: MOST_BYTES,
      maxClients: MOST_CONNECTIONS,
      socketTimeout: 60_000,
      closeTimeout: 5_000,
      onRcptTo: ({ address }, session, done) => done(this.refusal(address, session)),
      onData: (stream, session, done) => void this.take(stream, session).then(() => done(null, 'Taken in'), (error: unknown) => done(error as Error)),
    };
  }

  private refusal(address: string, { envelope }: SMTPServerSession): Error | undefined {
    if (!this.store.accepts(address)) return reply(550, '5.1.1 No such address here');
    return envelope.rcptTo.length >= MOST_RECIPIENTS ? reply(452, '4.5.3 Too many recipients') : undefined;
  }

  private async take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= MOST_BYTES) chunks.push(chunk);
    }
    if (bytes > MOST_BYTES) throw reply(552, '5.3.4 Message too big');
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
    try {
      const raw = Buffer.concat(chunks);
      for (const { address } of envelope.rcptTo) await this.store.keep(raw, { from, to: address, via: 'smtp' });
    } catch (error) {
      this.logger.error('A mail could not be kept; its sender tries again', error, 'IncomingSmtp');
      throw reply(451, '4.3.0 Try again later');
    }
  }
}

function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
