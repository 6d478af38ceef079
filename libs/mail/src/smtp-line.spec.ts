import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import DataStream from 'nodemailer/lib/smtp-connection/data-stream';
import { dataLines } from './smtp-line.js';

/** What nodemailer makes of a message, the final dot included. */
async function byNodemailer(message: Buffer): Promise<string> {
  const stream = new DataStream();
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => stream.once('end', resolve));
  stream.end(message);
  await ended;
  return Buffer.concat(parts).toString('latin1');
}

describe('a message between DATA and the final dot', () => {
  it.each([
    ['plain lines', 'a\r\nb\r\n', 'a\r\nb'],
    ['a dot at the start', '.a\r\n', '..a'],
    ['a dot on a line of its own', 'a\r\n.\r\nb\r\n', 'a\r\n..\r\nb'],
    ['a bare LF before a dot', 'a\n.\r\nb\r\n', 'a\r\n..\r\nb'],
    ['a bare CR before a dot', 'a\r.\rMAIL FROM:<x@example.org>\r\n', 'a\r\n..\r\nMAIL FROM:<x@example.org>'],
    ['no line end at the end', 'a', 'a'],
    ['a bare CR at the end', 'a\r', 'a'],
  ])('%s', (_what, message, lines) => {
    expect(dataLines(Buffer.from(message)).toString()).toBe(lines);
  });

  it('is what nodemailer makes of it, whatever it is', async () => {
    const text = fc.array(fc.constantFrom('\r', '\n', '\r\n', '.', 'a', 'é', '='), { minLength: 1 }).map((parts) => Buffer.from(parts.join(''), 'latin1'));
    await fc.assert(fc.asyncProperty(text, async (message) => {
      expect(`${dataLines(message).toString('latin1')}\r\n.\r\n`).toBe(await byNodemailer(message));
    }), { numRuns: 2_000 });
  });
});
