import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type RefusalOfUs, refusalOfUs } from './refusal-of-us.js';

const REFUSALS = JSON.parse(readFileSync(join(import.meta.dirname, '../corpus/refusals.json'), 'utf8')) as { reply: string; closes: string | null }[];
const judge = (command: string, words: string): RefusalOfUs | undefined => refusalOfUs({ command, code: Number(/^\d{3}/.exec(words)?.[0] ?? 0), words });

describe('what a relay says', () => {
  it.each<[RefusalOfUs, string, string]>([
    ['session', 'CONN', '554 5.7.1 No SMTP service here'],
    ['session', 'EHLO', '550 5.7.1 Helo rejected'],
    ['sign-in', 'AUTH PLAIN', '535 5.7.8 Error: authentication failed'],
    ['sign-in', 'AUTH LOGIN', '535 Authentication Credentials Invalid'],
    ['session', 'MAIL FROM', '530 5.7.0 Must issue a STARTTLS command first'],
    ['session', 'MAIL FROM', '530 5.7.57 Client not authenticated to send mail'],
    ['sender', 'MAIL FROM', '550 5.7.1 Sender refused'],
    ['sender', 'MAIL FROM', '553 5.1.8 Domain of sender does not exist'],
    ['session', 'RCPT TO', '554 5.7.1 <unknown[203.0.113.9]>: Client host rejected: Access denied'],
    ['session', 'RCPT TO', '554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.example.org'],
    ['session', 'RCPT TO', '504 5.5.2 <web>: Helo command rejected: need fully-qualified hostname'],
    ['relaying', 'RCPT TO', '454 4.7.1 <a@zwolle.example.nl>: Relay access denied'],
    ['relaying', 'RCPT TO', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain'],
    ['relaying', 'RCPT TO', '550 relay not permitted'],
    ['sender', 'RCPT TO', '553 5.7.1 <b@x.example.nl>: Sender address rejected: not owned by user bijeen'],
    ['sender', 'RCPT TO', '450 4.1.8 <b@x.example.nl>: Sender address rejected: Domain not found'],
    ['sender', 'DATA', '554 Message rejected: Email address is not verified. The following identities failed the check in region EU'],
    ['sender', 'DATA', '550 The from address does not match a verified Sender Identity'],
    ['sender', 'DATA', '550 5.7.60 SMTP; Client does not have permissions to send as this sender'],
  ])('is about us (%s) when it answers %s with %s', (cause, command, words) => {
    expect(judge(command, words)).toBe(cause);
  });

  it.each([
    ['CONN', '421 4.7.0 Too many connections'],
    ['CONN', 'connect ECONNREFUSED 127.0.0.1:25'],
    ['AUTH PLAIN', '454 4.7.0 Temporary authentication failure'],
    ['MAIL FROM', '451 4.3.0 Later'],
    ['MAIL FROM', '503 5.5.1 Out of order'],
    ['MAIL FROM', '552 5.3.4 Message size exceeds fixed limit'],
    ['RCPT TO', '450 4.2.0 Greylisted, try again later'],
    ['RCPT TO', '451 4.7.1 Greylisting in action, please come back later'],
    ['RCPT TO', '550 5.7.1 Sender not authorized for delivery to this group'],
    ['RCPT TO', '550 5.1.1 User unknown'],
    ['DATA', '554 5.7.1 Spam'],
    ['DATA', '550 5.7.515 Access denied'],
  ])('is not about us when it answers %s with %s', (command, words) => {
    expect(judge(command, words)).toBeUndefined();
  });

  it('is never about us when it closes an address', () => {
    const closing = REFUSALS.filter(({ closes }) => closes !== null).map(({ reply }) => judge('RCPT TO', reply));
    expect([closing.length > 20, closing.filter((cause) => cause !== undefined)]).toEqual([true, []]);
  });
});
