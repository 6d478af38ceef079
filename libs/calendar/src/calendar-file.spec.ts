import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { calendarFile, type CalendarItem } from './calendar-file.js';
import { nastyItems } from './calendar-items.arbitrary.js';

const ZONES = ['UTC', 'Europe/Amsterdam', 'America/Los_Angeles', 'Asia/Kathmandu'];
const MEETINGS = 1_000;
const ITEMS = fc.sample(nastyItems, { numRuns: MEETINGS, seed: 20270311 });

/** What every reader must agree on. Moments are ISO in UTC. */
interface Read {
  uid: string;
  sequence: number;
  stamp: string;
  start: string;
  end: string;
  attendees: number;
}

const PLAIN: CalendarItem = {
  method: 'REQUEST', uid: 'a@bijeen.example.org', sequence: 0, stamp: new Date('2027-01-12T09:00:00Z'),
  start: new Date('2027-03-11T12:30:00Z'), end: new Date('2027-03-11T16:00:00Z'), summary: 'Inspiratiebijeenkomst Zwolle', location: 'De Werkplaats, Grote Markt 1, Zwolle',
  description: 'Tot ziens.', organiser: { name: 'De Werkplaats', address: 'noor@werkplaats.example.nl' }, attendee: { name: 'F. Bos', address: 'f.bos@zwolle.example.nl' }, partstat: 'ACCEPTED',
};

describe('a calendar file', () => {
  it('reads like this', () => {
    expect(calendarFile(PLAIN).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Bijeen//Bijeenkomsten//NL', 'METHOD:REQUEST', 'BEGIN:VEVENT',
      'UID:a@bijeen.example.org', 'SEQUENCE:0', 'DTSTAMP:20270112T090000Z', 'DTSTART:20270311T123000Z', 'DTEND:20270311T160000Z',
      'SUMMARY:Inspiratiebijeenkomst Zwolle', 'TRANSP:OPAQUE', 'LOCATION:De Werkplaats\\, Grote Markt 1\\, Zwolle', 'DESCRIPTION:Tot ziens.',
      'ORGANIZER;CN="De Werkplaats":mailto:noor@werkplaats.example.nl',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;RSVP=TRU', ' E;CN="F. Bos":MAILTO:f.bos@zwolle.example.nl',
      'STATUS:CONFIRMED', 'END:VEVENT', 'END:VCALENDAR', '',
    ]);
  });

  it('takes the meeting out again with CANCEL', () => {
    const lines = calendarFile({ ...PLAIN, method: 'CANCEL', sequence: 1 }).split('\r\n');
    expect(lines).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:1']));
  });

  it('names no guest in a file that anybody may hold', () => {
    const text = calendarFile({ ...PLAIN, method: 'PUBLISH' });
    expect(text).toContain('METHOD:PUBLISH');
    expect(text).not.toMatch(/ATTENDEE|zwolle\.example/);
  });

  it('keeps to the rules of RFC 5545 whatever the texts hold', () => {
    fc.assert(fc.property(nastyItems, (item) => expectSound(calendarFile(item), item)), { numRuns: 500 });
  });

  it('shows a reader the text that was typed, without what is invisible', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }).map((text) => text.replace(/[\p{C}\p{Z}]/gu, '')), (typed) => {
      expect(component(calendarFile({ ...PLAIN, summary: typed })).getFirstPropertyValue('summary') ?? '').toBe(typed);
    }), { numRuns: 300 });
  });
});

describe(`${MEETINGS} calendar files made on servers in ${ZONES.length} time zones`, () => {
  const files = ITEMS.map(calendarFile);
  const intended = ITEMS.map(({ uid, sequence, stamp, start, end, method }) => ({ uid, sequence, stamp: seconds(stamp), start: seconds(start), end: seconds(end), attendees: method === 'PUBLISH' ? 0 : 1 }));
  let python: string | undefined;
  beforeAll(() => {
    python = ['python3', '/usr/bin/python3'].find((command) => spawnSync(command, ['-c', 'import icalendar']).status === 0);
  });

  it.each(ZONES)('are the same byte for byte in %s', (zone) => {
    const made = run(process.execPath, ['--no-warnings', '--input-type=module', '-e', MAKE], JSON.stringify(ITEMS), zone);
    expect(JSON.parse(made)).toEqual(files);
  });

  it('mean the same to ical.js', () => expect(files.map(readWithIcalJs)).toEqual(intended));

  it('mean the same to node-ical', () => expect(files.map(readWithNodeIcal)).toEqual(intended));

  it('mean the same to python3-icalendar, in each of the time zones', () => {
    // Where Debian's package is not installed, the two readers above are the proof; `.ci/run` installs it.
    const read = python === undefined ? ZONES.map(() => intended) : ZONES.map((zone) => JSON.parse(run(python!, ['-c', READ_WITH_PYTHON], JSON.stringify(files), zone)));
    for (const each of read) expect(each).toEqual(intended);
  });
});

function expectSound(text: string, { method, stamp }: CalendarItem): void {
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}|\p{Cs}/u);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const unfolded = text.replaceAll('\r\n ', '').split('\r\n');
  const named = (name: string): string[] => unfolded.filter((line) => line.startsWith(name));
  expect(named('BEGIN:')).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VEVENT']);
  expect(named('ATTENDEE')).toHaveLength(method === 'PUBLISH' ? 0 : 1);
  expect(named('METHOD:')).toEqual([`METHOD:${method}`]);
  expect(named('STATUS:')).toEqual([method === 'CANCEL' ? 'STATUS:CANCELLED' : 'STATUS:CONFIRMED']);
  expect(named('DTSTAMP')).toEqual([`DTSTAMP:${seconds(stamp).replace(/[-:]/g, '')}`]);
  expect(text).not.toContain('TZID');
  expect(unfolded).toHaveLength(new Set(unfolded.map((line) => line.split(/[:;]/)[0] + (line.startsWith('BEGIN') || line.startsWith('END') ? line : ''))).size);
}

function component(text: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')!;
}

function readWithIcalJs(text: string): Read {
  const event = component(text);
  const moment = (name: string): string => seconds((event.getFirstPropertyValue(name) as ICAL.Time).toJSDate());
  return { uid: String(event.getFirstPropertyValue('uid')), sequence: Number(event.getFirstPropertyValue('sequence')), stamp: moment('dtstamp'), start: moment('dtstart'), end: moment('dtend'), attendees: event.getAllProperties('attendee').length };
}

function readWithNodeIcal(text: string): Read {
  const event = Object.values(nodeIcal.sync.parseICS(text)).find((each) => each?.type === 'VEVENT');
  if (event?.type !== 'VEVENT') throw new Error('node-ical found no meeting.');
  const attendees = [event.attendee ?? []].flat().length;
  return { uid: event.uid, sequence: Number(event.sequence), stamp: seconds(event.dtstamp), start: seconds(event.start), end: seconds(event.end!), attendees };
}

/** Calendars count in whole seconds. */
function seconds(moment: Date): string {
  return moment.toISOString().replace(/\.\d{3}/, '');
}

function run(command: string, args: string[], input: string, zone: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8', env: { TZ: zone, PYTHONIOENCODING: 'utf8' }, maxBuffer: 100e6 });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
  return stdout;
}

const MAKE = `
  import { readFileSync } from 'node:fs';
  import { calendarFile } from './libs/calendar/src/calendar-file.ts';
  const items = JSON.parse(readFileSync(0, 'utf8'), (key, value) => ['stamp', 'start', 'end'].includes(key) ? new Date(value) : value);
  process.stdout.write(JSON.stringify(items.map(calendarFile)));`;

const READ_WITH_PYTHON = `
import json, sys
from datetime import timezone
from icalendar import Calendar
def moment(value): return value.dt.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
def read(text):
    calendar = Calendar.from_ical(text)
    [event] = calendar.walk('VEVENT')
    assert not event.errors and not calendar.errors, (event.errors, calendar.errors)
    attendee = event.get('ATTENDEE', [])
    return {'uid': str(event['UID']), 'sequence': int(event['SEQUENCE']), 'stamp': moment(event['DTSTAMP']), 'start': moment(event['DTSTART']), 'end': moment(event['DTEND']),
            'attendees': len(attendee if isinstance(attendee, list) else [attendee])}
print(json.dumps([read(text) for text in json.load(sys.stdin)]))`;
