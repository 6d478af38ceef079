import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { MailCatcher, MailSender, type ReadMail } from '@bijeen/mail';
import { type Actor, presentedToken } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { Answer } from '../answer.js';
import { AnswersService } from '../answers.service.js';
import { InvitationsModule } from '../invitations.module.js';
import { MeetingMails } from '../meeting-mails.service.js';

/** What three readers that know nothing of us must agree on. */
interface Read {
  uid: string;
  sequence: number;
  start: string;
  end: string;
}

describe('the mails about an answer, as they arrive', () => {
  const app = testApp(InvitationsModule);
  let actor: Actor;
  let meeting: { id: string };
  let token: string;
  const begin = async (values: object = {}): Promise<void> => {
    actor = await app.build.owner();
    meeting = await app.build.meeting(actor, { state: 'inviting', title: 'Samen <leren> & "herstellen"', contact_phone: '038 123 45 67', ...values });
    token = await app.build.link(actor, meeting, await app.build.invitation(actor, meeting, { email: 'f.bos@zwolle.example.nl', salutation: 'Geachte mevrouw Bos', display_name: 'mevrouw F. Bos' }));
  };
  const answer = async (given: object): Promise<unknown> => app.get(AnswersService).answer(presentedToken(token), Answer.parse(given));
  /** Sends what is due and reads the mails that this caused. */
  const arrived = async (): Promise<ReadMail[]> => {
    const catcher = app.get(MailCatcher);
    const before = new Set((await catcher.list()).map(({ id }) => id));
    await app.get(MailSender).send(actor.organisationId);
    const fresh = (await catcher.list()).filter(({ id }) => !before.has(id));
    return Promise.all(fresh.map(async ({ id }) => (await catcher.read(id))!));
  };
  const one = async (): Promise<ReadMail> => {
    const mails = await arrived();
    expect(mails).toHaveLength(1);
    return mails[0]!;
  };

  it('say what was answered, with everything filled in and the same link back', async () => {
    await begin();
    for (const [given, subject, words] of [
      [{ coming: 'yes', diet: 'geheim' }, 'U komt naar Samen <leren> & "herstellen"', ['Geachte mevrouw Bos', 'donderdag 11 maart 2027, 13.30 tot 17.00 uur', 'De Werkplaats, Grote Markt 1, Zwolle', '038 123 45 67', 'Wijzig uw antwoord']],
      [{ coming: 'maybe' }, 'U weet nog niet of u komt naar Samen <leren> & "herstellen"', ['uiterlijk donderdag 25 februari 2027', 'uit uw agenda', 'Laat weten of u komt']],
      [{ coming: 'no' }, 'U komt niet naar Samen <leren> & "herstellen"', ['goed dat u het laat weten', 'Kunt u toch komen?']],
    ] as const) {
      await answer(given);
      const mail = await one();
      expect([mail.subject, mail.to]).toEqual([subject, ['f.bos@zwolle.example.nl']]);
      for (const word of words) expect(mail.text.replace(/\s+/g, ' ')).toContain(word);
      expect(mail.links.filter((link) => link.includes('/u/'))).toEqual([expect.stringMatching(new RegExp(`/u/${token}$`))]);
      expect(mail.links.some((link) => link.includes('/afmelden/'))).toBe(true);
      expect(`${mail.text}${mail.html}`).not.toMatch(/\{[a-z_]+\}|undefined|geheim/);
    }
  });

  it('point to a person instead of the link when the closing date is past', async () => {
    await begin({ answer_by: '2027-01-11T22:59:00Z' });
    const [{ id }] = await app.sql<{ id: string }>('select id from invitation') as [{ id: string }];
    await app.get(AnswersService).record(actor, { meetingId: meeting.id, invitationId: id }, Answer.parse({ coming: 'no' }), 'phone');
    const { text } = await one();
    expect(text).toContain('Wij hebben uw antwoord voor u genoteerd.');
    expect(text.replace(/\s+/g, ' ')).toContain('Kunt u toch komen? Neem contact op met Noor Verhoeven: noor@werkplaats.example.nl.');
  });

  it('carry a calendar that appears, moves and disappears, and means the same to three readers (R16, R17)', async () => {
    await begin();
    await answer({ coming: 'yes' });
    const mails = [await one()];
    await app.sql(`update meeting set starts_at = '2027-03-28T01:30:00Z', ends_at = '2027-03-28T04:00:00Z', revision = revision + 1`);
    await app.as(actor, async (tx) => app.get(MeetingMails).writeChangeMails(tx, actor, meeting.id));
    mails.push(await one());
    await answer({ coming: 'no' });
    mails.push(await one());

    expect(mails.map(({ subject }) => subject.split(' ').slice(0, 3).join(' '))).toEqual(['U komt naar', 'Gewijzigd: Samen <leren>', 'U komt niet']);
    const files = mails.map(({ attachments }) => attachments.find(({ type }) => /calendar|ics/.test(type))!.content.toString('utf8'));
    expect(files.map((file) => /METHOD:(\w+)/.exec(file)?.[1])).toEqual(['REQUEST', 'REQUEST', 'CANCEL']);
    const [{ uid }] = files.map(readWithIcalJs) as [Read];
    const expected = [
      { uid, sequence: 0, start: '2027-03-11T12:30:00Z', end: '2027-03-11T16:00:00Z' },
      { uid, sequence: 1, start: '2027-03-28T01:30:00Z', end: '2027-03-28T04:00:00Z' },
      { uid, sequence: 2, start: '2027-03-28T01:30:00Z', end: '2027-03-28T04:00:00Z' },
    ];
    expect(files.map(readWithIcalJs)).toEqual(expected);
    expect(files.map(readWithNodeIcal)).toEqual(expected);
    expect(readWithPython(files) ?? expected).toEqual(expected);
  });

  it('take an item out of the calendar even when the guest has changed the answer again meanwhile', async () => {
    await begin();
    await answer({ coming: 'yes' });
    const first = await one();
    await answer({ coming: 'no' });
    await answer({ coming: 'yes' });

    const files = [first, ...(await arrived())].map(({ attachments }) => attachments[0]!.content.toString('utf8'));

    const read = files.map((file) => ({ ...readWithIcalJs(file), method: /METHOD:(\w+)/.exec(file)?.[1] }));
    expect(read.filter(({ uid }) => uid === read[0]!.uid).map(({ method }) => method)).toEqual(['REQUEST', 'CANCEL']);
    expect(read.filter(({ uid }) => uid !== read[0]!.uid).map(({ method }) => method)).toEqual(['REQUEST']);
  });

  it('say nothing about a change to who answered after it', async () => {
    await begin();
    await answer({ coming: 'yes' });
    await one();
    await app.sql(`update meeting set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day', revision = revision + 1`);
    await app.as(actor, async (tx) => app.get(MeetingMails).writeChangeMails(tx, actor, meeting.id));
    app.clock.set('2027-01-12T09:00:01Z');
    await answer({ coming: 'no' });

    expect((await arrived()).map(({ subject }) => subject.slice(0, 12))).toEqual(['U komt niet ']);
    expect(await app.sql(`select state from outgoing_mail where kind = 'change'`)).toEqual([{ state: 'withdrawn' }]);
  });

  it('never hold a token that a stolen database would give away (R10)', async () => {
    await begin();
    await answer({ coming: 'yes' });
    await one();
    const tables = await app.sql<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('municipality', 'postcode', 'division', 'municipality_change')`);
    const dump = (await Promise.all(tables.map(async ({ name }) => app.sql(`select t::text from ${name} t`)))).flat();
    expect(JSON.stringify(dump)).not.toContain(token);
  });
});

function readWithIcalJs(file: string): Read {
  const event = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent')!;
  const text = (name: string): string => String(event.getFirstPropertyValue(name));
  return { uid: text('uid'), sequence: Number(text('sequence')), start: text('dtstart'), end: text('dtend') };
}

function readWithNodeIcal(file: string): Read {
  const event = Object.values(nodeIcal.sync.parseICS(file)).find((each) => each?.type === 'VEVENT');
  if (event?.type !== 'VEVENT') throw new Error('node-ical found no meeting.');
  const moment = (date: Date): string => date.toISOString().replace('.000', '');
  return { uid: event.uid, sequence: Number(event.sequence), start: moment(event.start), end: moment(event.end!) };
}

/** Undefined where Debian's python3-icalendar is not installed; `.ci/run` installs it. */
function readWithPython(files: string[]): Read[] | undefined {
  const python = ['python3', '/usr/bin/python3'].find((command) => spawnSync(command, ['-c', 'import icalendar']).status === 0);
  if (!python) return undefined;
  const code = `
import json, sys
from icalendar import Calendar
def read(text):
    [event] = Calendar.from_ical(text).walk('VEVENT')
    moment = lambda name: event[name].dt.strftime('%Y-%m-%dT%H:%M:%SZ')
    assert event['DTSTART'].dt.utcoffset().total_seconds() == 0
    return {'uid': str(event['UID']), 'sequence': int(event['SEQUENCE']), 'start': moment('DTSTART'), 'end': moment('DTEND')}
print(json.dumps([read(text) for text in json.load(sys.stdin)]))`;
  const { stdout, stderr, status } = spawnSync(python, ['-c', code], { input: JSON.stringify(files), encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Read[];
}
