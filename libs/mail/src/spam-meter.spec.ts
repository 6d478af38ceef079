import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { scoreIn, SpamMeter } from './spam-meter.js';

const MAIL = Buffer.from('Subject: Uitnodiging\r\n\r\nKomt u ook?\r\n');
const REPORT = 'X-Spam-Status: No, score=2.1 required=5.0 tests=HTML_MESSAGE,\n\tSUBJ_ALL_CAPS,MISSING_DATE autolearn=no autolearn_force=no\n\tversion=4.0.1\n';

describe('the spam score', () => {
  /** A program that says the same to everybody. */
  const saying = (script: string): SpamMeter => {
    const command = join(mkdtempSync(join(tmpdir(), 'bijeen-spam-')), 'spamassassin');
    writeFileSync(command, `#!/bin/sh\n${script}\n`);
    chmodSync(command, 0o755);
    return Object.assign(new SpamMeter(), { command });
  };

  it('is read from the report, over its folded lines', () => {
    expect(scoreIn(`Received: x\n${REPORT}\nBody`)).toEqual({ score: 2.1, rules: ['HTML_MESSAGE', 'SUBJ_ALL_CAPS', 'MISSING_DATE'] });
    expect(scoreIn('X-Spam-Status: No, score=-0.0 required=5.0 tests=none autolearn=no\n')).toEqual({ score: -0, rules: [] });
    expect(scoreIn('Hello')).toBeNull();
  });

  it('is measured once for a text, and kept', async () => {
    const meter = saying(`cat >/dev/null; echo x >> "$0.asked"; printf '${REPORT.replaceAll('\n', '\\n').replaceAll('\t', '\\t')}'`);
    expect(meter.known('a')).toBeNull();
    const both = await Promise.all([meter.measure('a', MAIL), meter.measure('a', MAIL)]);
    expect(both.map((score) => score?.score)).toEqual([2.1, 2.1]);
    expect(meter.known('a')?.rules).toContain('SUBJ_ALL_CAPS');
    expect(scoreIn(REPORT)).toEqual(meter.known('a'));
  });

  it.each([['is not there', 'exec /nothing/here'], ['breaks', 'exit 1'], ['says something else', 'cat >/dev/null; echo Hello'], ['does not listen', 'exec true']])('is not measured when the program %s', async (_what, script) => {
    const meter = saying(script);
    expect(await meter.measure('a', Buffer.alloc(300_000, 'x'))).toBeNull();
    expect(meter.known('a')).toBeNull();
  });

  it('is not measured where SpamAssassin is not installed', async () => {
    expect(await Object.assign(new SpamMeter(), { command: '/nothing/spamassassin' }).measure('a', MAIL)).toBeNull();
  });
});
