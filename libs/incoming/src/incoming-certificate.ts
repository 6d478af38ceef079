import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** What a server shows to those who ask for STARTTLS, as PEM. */
export interface Certificate {
  key: Buffer;
  cert: Buffer;
}

/**
 * Reads the files that `INCOMING_TLS_KEY` and `INCOMING_TLS_CERT` name.
 * @throws Error that names the setting and the file that is wrong; the start stops there, for senders that find a broken STARTTLS keep their mail
 */
export function readCertificate(files: { key: string; cert: string }): Certificate {
  const certificate = { key: read('INCOMING_TLS_KEY', files.key), cert: read('INCOMING_TLS_CERT', files.cert) };
  try {
    createSecureContext(certificate);
  } catch (error) {
    throw new Error(`Bijeen cannot start: INCOMING_TLS_KEY (${files.key}) and INCOMING_TLS_CERT (${files.cert}) must be a private key and its certificate, as PEM files. ${(error as Error).message}.`, { cause: error });
  }
  return certificate;
}

function read(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`Bijeen cannot start: ${setting} names a file that cannot be read. ${(error as Error).message}.`, { cause: error });
  }
}
