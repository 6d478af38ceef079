import { Answer, AnswersService } from '@bijeen/invitations';
import { ReturnAddresses } from '@bijeen/mail';
import { type Actor, presentedToken } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it, jest } from '@jest/globals';
import { IncomingDesk } from './incoming-desk.js';
import { IncomingFile } from './incoming-file.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { IncomingModule } from './incoming.module.js';

interface Said {
  partstat: string;
  sequence: number;
  /** DTSTAMP, and when the mail reached us. */
  at: string;
  received: string;
}
type Message = { reply: Said } | { link: 'yes' | 'no' | 'maybe'; at: string };

const UID = 'a@bijeen.example.org';
const stampOf = (at: string): string => at.replace(/[-:]/g, '');

describe('answers by calendar and by link', () => {
  const app = testApp(IncomingModule);
  let actor: Actor;
  let meeting: { id: string };
  const invited = async (values: object = {}): Promise<{ id: string; token: string }> => {
    actor = await app.build.owner();
    meeting = await app.build.meeting(actor, { state: 'inviting', capacity: null });
    return another(values);
  };
  const another = async (values: object = {}): Promise<{ id: string; token: string }> => {
    const { id } = await app.build.invitation(actor, meeting, { email: 'f.bos@zwolle.example.nl', calendar_uid: UID, calendar_buttons: true, calendar_stamp: '2027-01-11T08:00:00Z', ...values });
    await app.build.link(actor, meeting, { id }, { purpose: 'unsubscribe' });
    return { id, token: await app.build.link(actor, meeting, { id }) };
  };
  const calendar = ({ partstat, sequence, at }: Said, more: string[] = []): Buffer => Buffer.from([
    'From: F. Bos <f.bos@zwolle.example.nl>', 'Content-Type: text/calendar; charset=utf-8; method=REPLY', '', 'BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:REPLY', 'BEGIN:VEVENT', `UID:${UID}`,
    `SEQUENCE:${sequence}`, `DTSTAMP:${stampOf(at)}`, `ATTENDEE;PARTSTAT=${partstat}:mailto:f.bos@zwolle.example.nl`, ...more, 'END:VEVENT', 'END:VCALENDAR', '',
  ].join('\r\n'));
  const press = async ({ id }: { id: string }, said: Partial<Said>, more: string[] = []): Promise<void> => {
    const whole = { partstat: 'ACCEPTED', sequence: 0, at: '2027-01-12T08:59:00Z', received: app.clock.now().toISOString(), ...said };
    app.clock.set(whole.received);
    await app.get(IncomingMailStore).keep(calendar(whole, more), { from: 'f.bos@zwolle.example.nl', to: app.get(ReturnAddresses).address('reply', id), via: 'smtp' });
    await app.get(IncomingDesk).work();
  };
  const answer = async ({ token }: { token: string }, coming: 'yes' | 'no' | 'maybe'): Promise<void> => void (await app.get(AnswersService).answer(presentedToken(token), Answer.parse({ coming })));
  const mails = async (): Promise<Record<string, unknown>[]> => app.sql(`select o.kind, m.variant, o.calendar->>'method' as method, replace(o.calendar->>'ics', E'\\r\\n ', '') as ics, m.content->'blocks'->0->>'text' as text from outgoing_mail o join mailing m on m.id = o.mailing_id order by o.id`);
  const state = async ({ id }: { id: string }): Promise<Record<string, unknown>> => (await app.sql('select answer, answer_origin, said_at, place, calendar_uid, calendar_sequence, calendar_stamp from invitation where id = $1', [id]))[0]!;

  it.each([['ACCEPTED', 'yes', 'confirmed'], ['DECLINED', 'no', null], ['TENTATIVE', 'maybe', null]])('make %s the answer %s, with history and one mail that leaves the calendar alone', async (partstat, coming, place) => {
    const guest = await invited();
    await press(guest, { partstat }, ['COMMENT:Tot dan']);

    expect(await state(guest)).toMatchObject({ answer: coming, answer_origin: 'calendar', place, said_at: new Date('2027-01-12T08:59:00Z'), calendar_uid: UID, calendar_sequence: 0 });
    expect(await app.sql('select answer, origin, remark, recorded_by from answer_history')).toEqual([{ answer: coming, origin: 'calendar', remark: 'Tot dan', recorded_by: 'agenda van de genodigde' }]);
    expect(await mails()).toMatchObject([{ kind: 'confirmation', variant: coming, method: null, text: expect.stringContaining('Wij hebben het antwoord uit uw agenda ontvangen.') }]);
  });

  it('send nothing more when the calendar says the same again', async () => {
    const guest = await invited();
    await press(guest, {});
    await press(guest, { at: '2027-01-12T09:30:00Z', received: '2027-01-12T09:31:00Z' });

    expect(await mails()).toHaveLength(1);
    expect(await state(guest)).toMatchObject({ answer: 'yes', said_at: new Date('2027-01-12T09:30:00Z') });
  });

  it('mean the same when the process died between the answer and settling the mail', async () => {
    const guest = await invited();
    const dying = jest.spyOn(app.get(IncomingFile), 'file').mockRejectedValueOnce(new Error('The process died.'));
    await press(guest, {});
    dying.mockRestore();
    expect(await app.sql('select state from incoming_mail')).toEqual([{ state: 'waiting' }]);

    await app.sql('update incoming_mail set lease_until = null');
    await app.get(IncomingDesk).work();

    expect(await app.sql('select state, reason from incoming_mail')).toEqual([{ state: 'done', reason: 'Het antwoord uit de agenda is overgenomen.' }]);
    expect(await app.sql('select answer from answer_history')).toEqual([{ answer: 'yes' }]);
    expect(await mails()).toHaveLength(1);
  });

  it('take the item out of the calendar again where there is no place for a yes', async () => {
    const guest = await invited();
    await app.sql('update meeting set capacity = 1');
    await app.build.invitation(actor, meeting, { answer: 'yes' });
    await press(guest, {});

    expect(await state(guest)).toMatchObject({ answer: 'yes', place: 'waiting', calendar_stamp: null });
    expect(await mails()).toMatchObject([{ variant: 'waiting', method: 'CANCEL', ics: expect.stringContaining(`UID:${UID}`) }]);
  });

  it('go on under the same UID by link, and keep the item of who does not know yet', async () => {
    const guest = await invited();
    await answer(guest, 'maybe');
    await answer(guest, 'yes');
    await answer(guest, 'no');

    const files = (await mails()).map(({ method, ics }) => [method, /UID:(.*)\r/.exec(String(ics))![1], /SEQUENCE:(\d+)/.exec(String(ics))![1], /PARTSTAT=([A-Z-]+)/.exec(String(ics))![1]]);
    expect(files).toEqual([['REQUEST', UID, '1', 'TENTATIVE'], ['REQUEST', UID, '2', 'ACCEPTED'], ['CANCEL', UID, '3', 'DECLINED']]);
    const address = app.get(ReturnAddresses).address('reply', guest.id);
    expect((await mails()).every(({ ics }) => String(ics).includes(`ORGANIZER;CN="De Werkplaats":mailto:${address}`))).toBe(true);
  });

  it('still count when the button is pressed on the first mail after an answer by link', async () => {
    const guest = await invited();
    await answer(guest, 'yes');
    await press(guest, { partstat: 'DECLINED', sequence: 0, at: '2027-01-12T10:00:00Z', received: '2027-01-12T10:00:05Z' });

    expect(await state(guest)).toMatchObject({ answer: 'no', answer_origin: 'calendar', calendar_sequence: 1 });
  });

  it('are kept and shown when the meeting had another time', async () => {
    const guest = await invited({ calendar_sequence: 3, calendar_since: 2 });
    await press(guest, { sequence: 1 });
    expect(await state(guest)).toMatchObject({ answer: 'none' });
    expect(await app.sql('select verdict, reason, awaits from calendar_reply')).toEqual([{ verdict: 'kept', reason: 'older-version', awaits: true }]);
    await press(guest, { sequence: 2 });
    expect(await state(guest)).toMatchObject({ answer: 'yes' });
  });

  it('are kept and shown after the closing date', async () => {
    const guest = await invited();
    app.clock.set('2027-03-01T09:00:00Z');
    await press(guest, { at: '2027-03-01T08:00:00Z' });

    expect(await state(guest)).toMatchObject({ answer: 'none' });
    expect([await app.sql('select verdict, reason, awaits from calendar_reply'), await mails()]).toEqual([[{ verdict: 'kept', reason: 'closed', awaits: true }], []]);
  });

  it('come from the guest as well when a secretariat was invited', async () => {
    const guest = await invited({ email: 'secretariaat@zwolle.example.nl' });
    await app.sql(`update contact set email = 'f.bos@zwolle.example.nl', email_key = 'f.bos@zwolle.example.nl'`);
    await press(guest, {});
    expect(await state(guest)).toMatchObject({ answer: 'yes' });
  });

  const STORIES: Record<string, { messages: Message[]; ends: string }> = {
    'that calendars tell alone': {
      ends: 'maybe',
      messages: [
        { reply: { partstat: 'ACCEPTED', sequence: 1, at: '2027-01-12T10:00:00Z', received: '2027-01-12T10:01:00Z' } },
        { reply: { partstat: 'ACCEPTED', sequence: 2, at: '2027-01-12T10:02:00Z', received: '2027-01-12T13:00:00Z' } },
        { reply: { partstat: 'DECLINED', sequence: 2, at: '2027-01-12T10:05:00Z', received: '2027-01-12T10:06:00Z' } },
        { reply: { partstat: 'DECLINED', sequence: 1, at: '2027-01-12T10:09:00Z', received: '2027-01-12T10:10:00Z' } },
        { reply: { partstat: 'TENTATIVE', sequence: 2, at: '2027-01-12T10:07:00Z', received: '2027-01-12T12:00:00Z' } },
      ],
    },
    'with a link at its end': {
      ends: 'no',
      messages: [
        { reply: { partstat: 'ACCEPTED', sequence: 2, at: '2027-01-12T10:00:00Z', received: '2027-01-12T10:01:00Z' } },
        { reply: { partstat: 'DECLINED', sequence: 2, at: '2027-01-12T10:05:00Z', received: '2027-01-12T10:06:00Z' } },
        { reply: { partstat: 'ACCEPTED', sequence: 1, at: '2027-01-12T10:08:00Z', received: '2027-01-12T10:10:00Z' } },
        { reply: { partstat: 'TENTATIVE', sequence: 2, at: '2027-01-12T10:07:00Z', received: '2027-01-12T12:00:00Z' } },
        { link: 'no', at: '2027-01-12T14:00:00Z' },
      ],
    },
  };

  it.each(Object.keys(STORIES))('end alike in all 120 orders of a story of five %s', async (name) => {
    const { messages, ends } = STORIES[name]!;
    await invited();
    const endings = new Set<string>();
    for (const order of permutations(messages)) {
      const guest = await another({ calendar_sequence: 2, calendar_since: 2 });
      for (const message of order) {
        if ('reply' in message) await press(guest, message.reply);
        else {
          app.clock.set(message.at);
          await answer(guest, message.link);
        }
      }
      const { answer: last, said_at } = await state(guest);
      const [{ replies } = { replies: 0 }] = await app.sql<{ replies: number }>('select count(*)::int as replies from calendar_reply where invitation_id = $1', [guest.id]);
      endings.add(`${String(last)} ${(said_at as Date).toISOString()} ${replies}`);
    }
    expect(permutations(messages)).toHaveLength(120);
    expect([...endings]).toEqual([`${ends} ${new Date('at' in messages[4]! ? messages[4].at : '2027-01-12T10:07:00Z').toISOString()} ${messages.filter((message) => 'reply' in message).length}`]);
  }, 300_000);
});

function permutations<T>(all: T[]): T[][] {
  return all.length < 2 ? [all] : all.flatMap((each, index) => permutations(all.filter((_, other) => other !== index)).map((rest) => [each, ...rest]));
}
