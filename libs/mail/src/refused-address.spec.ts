import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { refusalOfAddress } from './refused-address.js';

/** What a relay answered to RCPT, and the code with which that closes the address; null: it is about us, about the mail, or not clear. */
interface Case {
  reply: string;
  to?: string;
  closes: string | null;
}

const CASES = JSON.parse(readFileSync(join(import.meta.dirname, '../corpus/refusals.json'), 'utf8')) as Case[];

describe('the corpus of refusals', () => {
  it('has three dozen that close nothing, and two dozen that close an address', () => {
    expect(CASES.filter(({ closes }) => closes === null).length).toBeGreaterThanOrEqual(36);
    expect(CASES.filter(({ closes }) => closes !== null).length).toBeGreaterThanOrEqual(24);
  });

  it.each(CASES)('$reply: $closes', ({ reply, to = 'a.de.boer@zwolle.example.nl', closes }) => {
    const [, domain] = to.split('@') as [string, string];
    expect(refusalOfAddress(reply.replaceAll('{{to}}', to).replaceAll('{{domain}}', domain), to) ?? null).toBe(closes);
  });
});
