import { spawn } from 'node:child_process';
import { Injectable } from '@nestjs/common';
import type { SpamScore } from './preflight.js';

const MOST_KEPT = 200;
/** Reading its rules takes SpamAssassin a few seconds; after this it is told to stop. */
const PATIENCE_MS = 30_000;
const LARGEST_REPORT = 1_000_000;

/**
 * Asks SpamAssassin, where it is installed, what it makes of a mail: offline (`-L`), in a process of its own, one at a time, and only when somebody
 * asks. What was measured is kept in memory by the hash of the text.
 */
@Injectable()
export class SpamMeter {
  private readonly kept = new Map<string, SpamScore>();
  private last: Promise<unknown> = Promise.resolve();

  /** The program, for tests another one. */
  command = 'spamassassin';

  /** What was measured before for this text; null when it was not. */
  known(hash: string): SpamScore | null {
    return this.kept.get(hash) ?? null;
  }

  /** Measures a mail. Null when SpamAssassin is not there, does not answer in time, or says something else than a score. */
  async measure(hash: string, mime: Buffer): Promise<SpamScore | null> {
    const turn = this.last.then(async () => this.known(hash) ?? scoreIn(await this.ask(mime)));
    this.last = turn;
    const score = await turn;
    if (score) this.kept.set(hash, score);
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    return score;
  }

  /** Whatever goes wrong, what was said so far is the answer. */
  private async ask(mime: Buffer): Promise<string> {
    return new Promise((resolve) => {
      const child = spawn(this.command, ['-L', '-t'], { stdio: ['pipe', 'pipe', 'ignore'], signal: AbortSignal.timeout(PATIENCE_MS), killSignal: 'SIGKILL' });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (piece: string) => {
        if (said.length < LARGEST_REPORT) said += piece;
      });
      child.once('error', () => resolve(''));
      child.once('close', () => resolve(said));
      child.stdin.on('error', () => undefined);
      child.stdin.end(mime);
    });
  }
}

/** The score in a report, from its `X-Spam-Status` header; null when there is none. */
export function scoreIn(report: string): SpamScore | null {
  const header = /^X-Spam-Status: (?:Yes|No), score=(-?[\d.]+)[^\n]*(?:\n[ \t][^\n]*)*/m.exec(report);
  if (!header) return null;
  const tests = /tests=([\s\S]*?)(?:\sautolearn=|\sversion=|$)/.exec(header[0])?.[1] ?? '';
  return { score: Number(header[1]), rules: tests.replace(/\s+/g, '').split(',').filter((name) => name !== '' && name !== 'none') };
}
