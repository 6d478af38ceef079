import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpAddress } from './smtp-line.js';

/** What a relay said about itself. */
export interface RelayPortrait {
  /** The connection was encrypted, by STARTTLS or from the start. */
  encrypted: boolean;
  /** It reports what it could not deliver (RFC 3461). */
  reports: boolean;
}

/** Knocks, listens, signs in where that is asked, and leaves without sending. @throws Error with what went wrong */
export async function lookAtRelay({ auth, trusts, ...options }: SmtpAddress): Promise<RelayPortrait> {
  const connection = new SMTPConnection(options);
  try {
    return await new Promise((resolve, reject) => {
      connection.on('error', reject);
      connection.once('end', () => reject(new Error('De verbinding is verbroken.')));
      connection.connect((error) => {
        if (error) return reject(error);
        const portrait = { encrypted: connection.secure, reports: /^250[ -]DSN\b/im.test(connection.lastServerResponse || '') };
        if (trusts && !trusts(connection._socket as Parameters<typeof trusts>[0])) return reject(new Error('Het certificaat van de mailserver is niet dat van zijn DANE-record.'));
        if (!auth) return resolve(portrait);
        return connection.login(auth, (refused) => (refused ? reject(refused) : resolve(portrait)));
      });
    });
  } finally {
    connection.close();
  }
}
