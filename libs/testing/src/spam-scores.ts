import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What SpamAssassin makes of a mail: 5 is spam. */
export interface SpamScore {
  score: number;
  rules: string[];
}

/** Only its own rules count: nothing it learned, and nobody it knows. */
const PREFERENCES = 'use_bayes 0\nuse_auto_welcomelist 0\nreport_safe 0\nadd_header all Status "_YESNO_, score=_SCORE_ required=_REQD_ tests=_TESTS_"\n';

/** Whether SpamAssassin is there (Debian's `spamassassin`). In CI it must be. */
export function hasSpamAssassin(): boolean {
  return process.env['CI'] === 'true' || spawnSync('spamassassin', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Scores many mails in one process, without a network; it gives them back in an order of its own, so each carries its place. Each comes in over a public address, as it does at a municipality. */
export function spamScores(mails: readonly { raw: Buffer; ip: string; helo: string; sender: string; at: Date }[]): SpamScore[] {
  const home = mkdtempSync(join(tmpdir(), 'bijeen-spam-'));
  writeFileSync(join(home, 'preferences'), PREFERENCES);
  const mailbox = Buffer.concat(mails.flatMap((mail, at) => [Buffer.from(`From ${mail.sender} Tue Jan 12 09:00:00 2027\n${received(mail)}X-Place: ${at}\n`), Buffer.from(escaped(mail.raw), 'latin1'), Buffer.from('\n\n')]));
  const { stdout, stderr, status } = spawnSync('spamassassin', ['--local', '--test-mode', '--mbox', `--prefspath=${home}/preferences`], { input: mailbox, env: { ...process.env, HOME: home, LC_ALL: 'C' }, maxBuffer: 200_000_000 });
  rmSync(home, { recursive: true, force: true });
  if (status !== 0) throw new Error(`spamassassin ended with ${status}: ${stderr.toString()}`);
  const scores = new Map([...stdout.toString('latin1').matchAll(/^X-Spam-Status: \w+, score=(-?[\d.]+) required=\S+\s+tests=((?:[A-Z0-9_]+(?:,\s*)?)*)[\s\S]*?^X-Place: (\d+)/gm)].map(([, score, rules, place]) => [Number(place), { score: Number(score), rules: rules!.split(/,\s*/) }]));
  return mails.map((_, at) => scores.get(at) ?? fail(`spamassassin left out mail ${at}`));
}

function fail(problem: string): never {
  throw new Error(problem);
}

/** How the mail came in, a moment after it was made. */
function received({ ip, helo, at }: { ip: string; helo: string; at: Date }): string {
  const date = at.toUTCString().replace('GMT', '+0000');
  return `Received: from ${helo} (${helo} [${ip}])\n\tby mx.zwolle.example.nl (Postfix) with ESMTPS id 4TqZ1x2y3z\n\tfor <postvak@zwolle.example.nl>; ${date}\n`;
}

/** In a mailbox, lines end with LF and no line of a mail begins with "From ". */
function escaped(raw: Buffer): string {
  return raw.toString('latin1').replaceAll('\r\n', '\n').replace(/^From /gm, '>From ');
}
