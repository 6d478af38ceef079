import fc from 'fast-check';
import type { CalendarItem } from './calendar-file.js';

/** Both nights on which the clock in Amsterdam moves, and the usual afternoon. */
const STARTS = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2027-03-28T00:59:59Z', '2027-03-28T01:00:00Z', '2027-10-31T00:00:00Z', '2027-03-11T12:30:00Z', '2028-02-29T12:30:00Z', '2026-12-31T23:30:00Z'];
const TRAPS = ['\r\n', '\n', '\r', '\u0000', '\u2028', '\u2029', '\u0085', '\u202E', '\uFEFF', '\u200B', '\t', '"', '^', "^'", ';', ':', ',', '\\', '\\n', '\r\n.\r\n', '\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n', '\r\nATTENDEE:mailto:evil@x.example.org', '\uD800', '\uDC00', '👩🏽‍🚀', 'é', 'é', '</script>', '=HYPERLINK("x")', ' '];

const word = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...TRAPS) }, { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) }, { weight: 3, arbitrary: fc.lorem({ maxCount: 12 }) }, fc.string({ unit: 'grapheme', maxLength: 60 }));
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
const moment = fc.oneof(fc.constantFrom(...STARTS).map((start) => new Date(start)), fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true }));
const person = fc.record({ name: text, address: fc.nat(9999).map((number) => `v${number}@zwolle.example.nl`) });

/** Meetings with the worst texts and the worst hours, for property tests. */
export const nastyItems: fc.Arbitrary<CalendarItem> = fc
  .record({
    method: fc.constantFrom('REQUEST', 'CANCEL', 'PUBLISH'),
    uid: fc.uuid().map((id) => `${id}@bijeen.example.org`),
    sequence: fc.nat(500),
    stamp: moment,
    start: moment,
    minutes: fc.integer({ min: 1, max: 3 * 24 * 60 }),
    summary: text,
    location: text,
    description: text,
    organiser: person,
    attendee: person,
    partstat: fc.constantFrom('ACCEPTED', 'DECLINED', 'TENTATIVE', 'NEEDS-ACTION'),
  })
  .map(({ minutes, ...item }) => ({ ...item, end: new Date(item.start.getTime() + minutes * 60_000) }));
