import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarFile } from './calendar-file.js';
import { nastyItems } from './calendar-items.arbitrary.js';
import { type CalendarReply, readReply } from './read-reply.js';

const LINES = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//NL', 'METHOD:REPLY', 'BEGIN:VEVENT', 'UID:a@bijeen.example.org', 'SEQUENCE:2', 'DTSTAMP:20270112T090000Z',
  'DTSTART:20270311T123000Z', 'DTEND:20270311T160000Z', 'ORGANIZER:mailto:antwoord@bijeen.example.org',
  'ATTENDEE;CN="Bos, F.";PARTSTAT=ACCEPTED:mailto:f.bos@zwolle.example.nl', 'COMMENT:Tot dan\\, met de trein', 'END:VEVENT', 'END:VCALENDAR',
];
const file = (lines = LINES, end = '\r\n'): string => lines.join(end) + end;
const changed = (from: string, to: string | string[]): string[] => LINES.flatMap((line) => (line === from ? to : line));
const read = (text: string | Uint8Array): CalendarReply => {
  const result = readReply(text);
  if (!result.ok) throw new Error(`not read: ${result.problem}`);
  return result.reply;
};
const problem = (lines: string[]): string | null => {
  const result = readReply(file(lines));
  return result.ok ? null : result.problem;
};
const WHOLE: CalendarReply = {
  method: 'REPLY', uid: 'a@bijeen.example.org', sequence: 2, repeats: false, stamp: new Date('2027-01-12T09:00:00Z'), start: new Date('2027-03-11T12:30:00Z'), end: new Date('2027-03-11T16:00:00Z'),
  comment: 'Tot dan, met de trein', attendees: [{ address: 'f.bos@zwolle.example.nl', name: 'Bos, F.', partstat: 'ACCEPTED', sentBy: null, delegatedTo: null }],
};

describe('reading a reply', () => {
  it.each([
    ['as it should be', file()],
    ['with LF alone', file(LINES, '\n')],
    ['with CR alone', file(LINES, '\r')],
    ['with a byte order mark', `\uFEFF${file()}`],
    ['in small letters', file(changed('METHOD:REPLY', 'method:reply'))],
    ['folded in the middle of a name', file(changed('UID:a@bijeen.example.org', ['UID:a@bij', ' een.example.org']))],
    ['folded without the space', file(changed('ATTENDEE;CN="Bos, F.";PARTSTAT=ACCEPTED:mailto:f.bos@zwolle.example.nl', ['ATTENDEE;CN="Bos, F.";PARTSTAT=ACCEP', 'TED:mailto:f.bos@zwolle.example.nl']))],
    ['without ORGANIZER', file(LINES.filter((line) => !line.startsWith('ORGANIZER')))],
    ['with blank lines', file(LINES.flatMap((line) => [line, '']))],
    ['with an alarm', file(changed('END:VEVENT', ['BEGIN:VALARM', 'ACTION:DISPLAY', 'UID:not-this-one', 'TRIGGER:-PT15M', 'END:VALARM', 'END:VEVENT']))],
    ['with a zone of Windows', file(LINES.map((line) => line.replace(/^(DTSTART|DTEND):(\d{8}T)(\d\d)(\d{4})Z$/, (_, name, day, hour, rest) => `${name};TZID="W. Europe Standard Time":${day}${Number(hour) + 1}${rest}`)))],
    ['with a duration', file(changed('DTEND:20270311T160000Z', 'DURATION:PT3H30M'))],
  ])('works %s', (_, text) => expect(read(text)).toEqual(WHOLE));

  it.each(['utf-16le', 'utf-16be'])('works in %s, with or without a mark', (encoding) => {
    const bytes = Buffer.from(`\uFEFF${file()}`, 'utf16le');
    if (encoding === 'utf-16be') bytes.swap16();
    expect(read(bytes)).toEqual(WHOLE);
    expect(read(bytes.subarray(2))).toEqual(WHOLE);
  });

  it('reads Windows-1252 where the text is not UTF-8', () => {
    expect(read(Buffer.from(file(changed(LINES[12]!, 'COMMENT:café')), 'latin1')).comment).toBe('café');
  });

  it('reads who pressed the button, and for whom', () => {
    const { attendees } = read(file(changed(LINES[11]!, 'ATTENDEE;PARTSTAT=DELEGATED;SENT-BY="MAILTO:s@zwolle.example.nl";DELEGATED-TO="mailto:p@zwolle.example.nl":MAILTO:f.bos@zwolle.example.nl')));
    expect(attendees).toEqual([{ address: 'f.bos@zwolle.example.nl', name: null, partstat: 'DELEGATED', sentBy: 's@zwolle.example.nl', delegatedTo: 'p@zwolle.example.nl' }]);
  });

  it('takes 0 where no version is said, and no moment where there is none', () => {
    expect(read(file(LINES.filter((line) => !/^(SEQUENCE|DTSTAMP|DTSTART)/.test(line))))).toMatchObject({ sequence: 0, stamp: null, start: null });
    expect(read(file(changed('DTSTAMP:20270112T090000Z', 'DTSTAMP:morgen')))).toMatchObject({ stamp: null });
  });

  it.each([
    ['not-a-calendar', ['Beste mensen,', 'Ik kom.']],
    ['no-method', LINES.filter((line) => !line.startsWith('METHOD'))],
    ['two-methods', changed('METHOD:REPLY', ['METHOD:REPLY', 'METHOD:REQUEST'])],
    ['no-event', LINES.filter((_, index) => index < 4 || index > 13)],
    ['several-events', [...LINES.slice(0, 14), ...LINES.slice(4)]],
    ['no-uid', LINES.filter((line) => !line.startsWith('UID'))],
    ['cut-off', LINES.slice(0, 8)],
    ['unreadable', changed('SEQUENCE:2', 'SEQUENCE:-1')],
    ['too-big', changed(LINES[12]!, Array.from({ length: 20_000 }, () => `COMMENT:${'x'.repeat(60)}`))],
  ])('says %s', (reason, lines) => expect(problem(lines)).toBe(reason));

  it('notices a series and never works it out', () => {
    expect(read(file(changed('SEQUENCE:2', ['SEQUENCE:2', 'RRULE:FREQ=SECONDLY;COUNT=2000000000', `RDATE:${'20270311T123000Z,'.repeat(50_000)}`])))).toMatchObject({ repeats: true, sequence: 2 });
  });

  it('reads back what we made ourselves', () => {
    fc.assert(fc.property(nastyItems, (item) => {
      const { method, uid, sequence, stamp, attendees } = read(calendarFile(item));
      const [guest] = item.method === 'PUBLISH' ? [] : [{ address: item.attendee!.address, partstat: item.partstat }];
      expect({ method, uid, sequence, stamp: stamp?.getTime(), guest: attendees[0]?.address }).toEqual({ method: item.method, uid: item.uid, sequence: item.sequence, stamp: Math.floor(item.stamp.getTime() / 1000) * 1000, guest: guest?.address });
    }), { numRuns: 300 });
  });

  it('never throws, whatever the bytes', () => {
    const garbage = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.array(fc.oneof(fc.constantFrom(...LINES), fc.string({ maxLength: 60 })), { maxLength: 30 }).map((lines) => Buffer.from(file(lines))));
    fc.assert(fc.property(garbage, (bytes) => expect(typeof readReply(bytes).ok).toBe('boolean')), { numRuns: 1000 });
  });
});
