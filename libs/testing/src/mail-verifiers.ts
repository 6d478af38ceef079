import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Resolver } from 'node:dns/promises';
import type { PrivateDns } from './private-dns.js';

/** A mail as it came in at the receiver: from which machine, and with which envelope. */
export interface ReceivedMail {
  raw: Buffer;
  ip: string;
  helo: string;
  sender: string;
}

/** What a verifier made of one mail. */
export interface Verdict {
  /** One result per signature, such as `rsa-sha256 pass`. */
  dkim: string[];
  spf: string;
  /** Whether the domains of signature and envelope belong to the one in From. Absent where the verifier does not look at that. */
  dmarc?: string;
  aligned?: { dkim: boolean; spf: boolean };
}

/** A mail with two From headers, or none, has no domain that DMARC could be about. */
const NOT_LOOKED = 'not looked at';
const PYTHON = '/usr/bin/python3';
const SCRIPT = join(process.cwd(), 'libs/testing/src/verify-mail.py');

/** The first verifier: mailauth, in Node. Asks the private name server and nobody else. */
export async function verifyWithMailauth(mail: ReceivedMail, dns: PrivateDns): Promise<Verdict> {
  const { authenticate } = await import('mailauth');
  const resolver = new Resolver();
  resolver.setServers([dns.address]);
  const { dkim, spf, dmarc } = await authenticate(mail.raw, { ip: mail.ip, helo: mail.helo, sender: mail.sender, mta: 'mx.gemeente.example.nl', disableArc: true, disableBimi: true, resolver: async (name, type) => resolver.resolve(name, type) as Promise<string[]> });
  return {
    dkim: dkim.results.map(({ algo, status }) => `${algo} ${status.result}`),
    spf: spf === false ? NOT_LOOKED : spf.status.result,
    dmarc: dmarc === false ? NOT_LOOKED : dmarc.status.result,
    aligned: { dkim: dmarc !== false && Boolean(dmarc.alignment?.dkim?.result), spf: dmarc !== false && Boolean(dmarc.alignment?.spf?.result) },
  };
}

/** Whether the second verifier is there: dkimpy and pyspf, Debian's python3-dkim and python3-spf. In CI it must be. */
export function hasPythonVerifier(): boolean {
  return process.env['CI'] === 'true' || spawnSync(PYTHON, ['-c', 'import dkim, spf, nacl'], { stdio: 'ignore' }).status === 0;
}

/** The second verifier, in Python, for many mails in one process. It gets all records of the private name server beforehand. */
export function verifyWithPython(mails: readonly ReceivedMail[], dns: PrivateDns): Verdict[] {
  const input = { mails: mails.map(({ raw, ...envelope }) => ({ ...envelope, raw: raw.toString('base64') })), txt: dns.all('TXT'), a: dns.all('A'), mx: dns.all('MX') };
  const { stdout, stderr, status } = spawnSync(PYTHON, [SCRIPT], { input: JSON.stringify(input), maxBuffer: 50_000_000 });
  if (status !== 0) throw new Error(`The Python verifier ended with ${status}: ${stderr.toString()}`);
  return JSON.parse(stdout.toString()) as Verdict[];
}
