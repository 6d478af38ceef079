// A real Postfix on loopback with folders and a port of its own; the one of the machine, if any, is not touched.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installPackage, onMachine } from '../bench/debian.mjs';
import { freePort, isOpen } from '../bench/servers.mjs';

/** Seconds that it waits for the rest of a message: short, so that a run need not wait long before "it was not accepted" is certain. */
export const TIMEOUT = 5;

const SERVICES = [
  ...['cleanup unix n - n - 0 cleanup', 'qmgr unix n - n 300 1 qmgr', 'rewrite unix - - n - - trivial-rewrite', 'smtp unix - - n - - smtp', 'relay unix - - n - - smtp'],
  ...['bounce', 'defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`),
  ...['error', 'retry'].map((name) => `${name} unix - - n - - error`),
  ...['discard unix - - n - - discard', 'proxymap unix - - n - - proxymap', 'scache unix - - n - 1 scache', 'anvil unix - - n - 1 anvil', 'postlog unix-dgram n - n - 1 postlogd'],
];

/** Its log counts in whole seconds, so of what leaves right after a start nobody can tell whether this Postfix or the one before had it (decision 17). */
const UNTIL_IT_CAN_BE_ASKED = 4_000;

/** Starts Postfix, which passes everything on to `sinkPort`. @throws Error with the reason when it cannot be had */
export async function startPostfix(directory, { sinkPort, domain }) {
  if (process.getuid?.() !== 0) throw new Error('Postfix wants to be started by root');
  if (!onMachine('postfix')) installPackage('postfix');
  const port = await freePort();
  const at = (name) => join(directory, name);
  for (const folder of ['', 'config', 'spool', 'data']) mkdirSync(at(folder), { recursive: true, mode: 0o755 });
  chmodSync(directory, 0o755);
  chownSync(at('data'), numberOf('passwd', 'postfix'), 0);
  const settings = {
    compatibility_level: '3.6', queue_directory: at('spool'), data_directory: at('data'), command_directory: '/usr/sbin', daemon_directory: '/usr/lib/postfix/sbin',
    maillog_file: at('mail.log'), maillog_file_prefixes: directory, myhostname: `mail.${domain}`, mydestination: '', local_transport: 'error:no local mail', local_recipient_maps: '',
    alias_maps: '', inet_interfaces: '127.0.0.1', inet_protocols: 'ipv4', mynetworks: '127.0.0.0/8', smtpd_relay_restrictions: 'permit_mynetworks, reject', relayhost: `[127.0.0.1]:${sinkPort}`,
    smtpd_timeout: `${TIMEOUT}s`, enable_long_queue_ids: 'yes', smtpd_tls_security_level: 'none', smtp_tls_security_level: 'none', smtpd_client_connection_count_limit: '0', smtp_destination_concurrency_limit: '20',
    minimal_backoff_time: '5s', queue_run_delay: '5s', maximal_backoff_time: '20s',
  };
  writeFileSync(at('config/main.cf'), Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join(''));
  writeFileSync(at('config/master.cf'), [`127.0.0.1:${port} inet n - n - - smtpd`, ...SERVICES, ''].join('\n'));
  const command = (word) => execFileSync('postfix', ['-c', at('config'), word], { stdio: 'pipe' });
  const masterPid = () => Number(readFileSync(at('spool/pid/master.pid'), 'utf8').trim());
  const start = async () => {
    command('start');
    for (let tries = 0; tries < 200 && !(await isOpen(port)); tries += 1) await pause(50);
    await pause(UNTIL_IT_CAN_BE_ASKED);
  };
  await start();
  return {
    port, domain, log: at('mail.log'), config: at('config'), url: `smtp://127.0.0.1:${port}?ignoreTLS=true`, start, command, masterPid,
    version: execFileSync('postconf', ['-h', 'mail_version'], { encoding: 'utf8' }).trim(),
    stop: async () => void command('stop'),
  };
}

/** Message-IDs that Postfix took, with how often: read by two plain expressions, apart from the code that is on trial here. */
export function acceptedBy(log) {
  const text = readFileSync(log, 'utf8');
  const active = new Set([...text.matchAll(/qmgr\[\d+\]: (\w+): from=.*queue active/g)].map(([, id]) => id));
  const accepted = new Map();
  for (const [, id, messageId] of text.matchAll(/cleanup\[\d+\]: (\w+): message-id=(<.*>)$/gm)) if (active.has(id)) accepted.set(messageId, (accepted.get(messageId) ?? 0) + 1);
  return accepted;
}

function numberOf(file, name) {
  return Number(readFileSync(`/etc/${file}`, 'utf8').split('\n').find((line) => line.startsWith(`${name}:`)).split(':')[2]);
}
