import { Answer, AnswersService, InviteService, SendSubstitute, SubstitutesService } from '@bijeen/invitations';
import { addressHash, emailKey, MailCatcher, MailSender } from '@bijeen/mail';
import { type Actor, Config, presentedToken } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { MailingsModule } from './mailings.module.js';
import { MeetingMoves } from './meeting-moves.service.js';
import { Reschedule } from './moves-input.js';

const MINUTE = 60_000;
const APRIL = Reschedule.parse({ date: '2027-04-08', from: '13:30', to: '17:00', reason: 'Te weinig wethouders' });

describe('moving a meeting', () => {
  const app = testApp(MailingsModule);
  const moves = (): MeetingMoves => app.get(MeetingMoves);
  let noor: Actor;
  let meeting: { id: string };
  const begin = async (values: object = {}): Promise<void> => {
    uids.clear();
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: app.clock.now(), ...values });
  };
  const guest = async (name: string, values: object = {}): Promise<string> => {
    const invitation = await app.build.invitation(noor, meeting, { display_name: name, salutation: `Geachte ${name}`, email: `${name}@zwolle.example.nl`, sort_name: name, ...values });
    await app.build.link(noor, meeting, invitation, { purpose: 'unsubscribe' });
    return app.build.link(noor, meeting, invitation);
  };
  const answer = async (token: string, given: object): Promise<unknown> => app.get(AnswersService).answer(presentedToken(token), Answer.parse(given));
  const later = (minutes: number): void => app.clock.set(new Date(app.clock.now().getTime() + minutes * MINUTE).toISOString());
  /** Sends what is due and gives what arrived: to whom, what, and the calendar in it. */
  const arrived = async (): Promise<string[]> => {
    const catcher = app.get(MailCatcher);
    const before = new Set((await catcher.list()).map(({ id }) => id));
    await app.get(MailSender).send(noor.organisationId);
    const fresh = (await catcher.list()).filter(({ id }) => !before.has(id));
    const read = await Promise.all(fresh.map(async ({ id }) => (await catcher.read(id))!));
    return read.map(({ to, subject, attachments }) => `${to[0]!.split('@')[0]}: ${subject}${calendar(attachments.find(({ type }) => /calendar|ics/.test(type))?.content.toString('utf8'))}`).sort();
  };
  const rows = async (columns: string): Promise<object[]> => app.sql(`select ${columns} from invitation order by sort_name`);

  it('asks everybody again for another date, in the calendar that was there, and takes the answers (R17)', async () => {
    await begin();
    const [bos, visser] = [await guest('bos'), await guest('visser')];
    await answer(bos, { coming: 'yes' });
    await answer(visser, { coming: 'no', reason: 'date' });
    expect(await arrived()).toEqual(['bos: U komt naar Inspiratiebijeenkomst Zwolle | REQUEST A 0 ACCEPTED 2027-03-11', 'visser: U komt niet naar Inspiratiebijeenkomst Zwolle']);

    later(60);
    expect(await moves().reschedule(noor, meeting.id, APRIL)).toMatchObject({ told: 2, consequences: { calendar: 1 } });
    expect(await arrived()).toEqual([]);
    later(10);
    expect(await arrived()).toEqual([
      'bos: Nieuwe datum voor Inspiratiebijeenkomst Zwolle: komt u op donderdag 8 april 2027? | REQUEST A 1 NEEDS-ACTION 2027-04-08',
      'visser: Nieuwe datum voor Inspiratiebijeenkomst Zwolle: komt u op donderdag 8 april 2027?',
    ]);
    expect(await rows(`display_name as name, answer, previous_answer as before, place, (offer_until at time zone 'Europe/Amsterdam')::date::text as held`)).toEqual([
      { name: 'bos', answer: 'none', before: 'yes', place: 'offered', held: '2027-03-25' }, { name: 'visser', answer: 'none', before: 'no', place: null, held: null },
    ]);
    expect(await app.sql('select h.answer, i.sort_name as name from answer_history h join invitation i on i.id = h.invitation_id order by h.id')).toEqual([
      { answer: 'yes', name: 'bos' }, { answer: 'no', name: 'visser' }, { answer: 'none', name: 'bos' }, { answer: 'none', name: 'visser' },
    ]);

    later(60);
    await answer(bos, { coming: 'no' });
    await answer(visser, { coming: 'yes' });
    expect(await arrived()).toEqual(['bos: U komt niet naar Inspiratiebijeenkomst Zwolle | CANCEL A 2 DECLINED 2027-04-08', 'visser: U komt naar Inspiratiebijeenkomst Zwolle | REQUEST B 0 ACCEPTED 2027-04-08']);
  });

  it('keeps the item of who says yes again, with the next version', async () => {
    await begin();
    const bos = await guest('bos');
    await answer(bos, { coming: 'yes' });
    await arrived();
    await moves().reschedule(noor, meeting.id, APRIL);
    later(60);
    await answer(bos, { coming: 'yes' });
    expect(await arrived()).toEqual(['bos: U komt naar Inspiratiebijeenkomst Zwolle | REQUEST A 2 ACCEPTED 2027-04-08']);
    expect(await app.sql(`select kind, state, reason from outgoing_mail where kind = 'asked-again'`)).toEqual([{ kind: 'asked-again', state: 'withdrawn', reason: 'already-answered' }]);
    expect(await rows('place')).toEqual([{ place: 'confirmed' }]);
  });

  it('takes a postponed meeting out of calendars, and asks again under another UID when it has a date', async () => {
    await begin();
    const [bos, visser] = [await guest('bos'), await guest('visser', { state: 'queued' })];
    await answer(bos, { coming: 'yes' });
    await arrived();

    await moves().postpone(noor, meeting.id, 'Te weinig wethouders');
    later(10);
    expect(await arrived()).toEqual(['bos: Uitgesteld: Inspiratiebijeenkomst Zwolle | CANCEL A 1 DECLINED 2027-03-11']);
    await expect(answer(visser, { coming: 'yes' })).rejects.toMatchObject({ code: 'answer.meeting-postponed' });

    later(60 * 24 * 90);
    await moves().reschedule(noor, meeting.id, Reschedule.parse({ ...APRIL, date: '2027-06-10' }));
    later(10);
    expect(await arrived()).toEqual(['bos: Nieuwe datum voor Inspiratiebijeenkomst Zwolle: komt u op donderdag 10 juni 2027?']);
    expect(await rows('place')).toEqual([{ place: 'offered' }, { place: null }]);
    await answer(bos, { coming: 'yes' });
    expect(await arrived()).toEqual(['bos: U komt naar Inspiratiebijeenkomst Zwolle | REQUEST B 0 ACCEPTED 2027-06-10']);
    expect(await app.sql('select state from meeting')).toEqual([{ state: 'inviting' }]);
  });

  it('cancels with a text for who came, who waited and who had not decided, and with nobody else', async () => {
    await begin();
    const bos = await guest('bos');
    await answer(bos, { coming: 'yes' });
    await guest('bakker', { answer: 'yes', place: 'waiting' });
    await guest('mulder');
    await guest('smit', { state: 'queued' });
    await arrived();

    expect((await moves().cancel(noor, meeting.id, 'Te weinig wethouders')).told).toBe(3);
    later(10);

    expect(await arrived()).toEqual(['bakker: Gaat niet door: Inspiratiebijeenkomst Zwolle', 'bos: Gaat niet door: Inspiratiebijeenkomst Zwolle | CANCEL A 1 DECLINED 2027-03-11', 'mulder: Gaat niet door: Inspiratiebijeenkomst Zwolle']);
    const texts = await app.sql<{ variant: string; text: string }>(`select variant, content->'blocks'->0->>'text' as text from mailing where kind = 'cancellation' order by variant`);
    expect(texts.map(({ variant, text }) => [variant, /U zou komen|wachtlijst|hoeft ons niet meer/.exec(text)?.[0]])).toEqual([['came', 'U zou komen'], ['none', 'hoeft ons niet meer'], ['waiting', 'wachtlijst']]);
    await expect(moves().cancel(noor, meeting.id, 'Nog eens')).rejects.toMatchObject({ code: 'meeting.wrong-state' });
  });

  it('leaves in peace who declined for another reason, and who opted out without having said yes (R12)', async () => {
    await begin();
    const optOut = async (name: string): Promise<unknown> => app.build.insert('suppression', {
      organisation_id: noor.organisationId, email_hash: addressHash(app.get(Config).secretKey, emailKey(`${name}@zwolle.example.nl`)), scope: 'organisation', origin: 'page', at: app.clock.now(),
    });
    await guest('bakker', { answer: 'no', reason: 'not-my-subject' });
    await guest('bos', { answer: 'yes' });
    for (const name of ['mulder', 'visser']) await guest(name);
    for (const name of ['bos', 'visser']) await optOut(name);

    expect((await moves().reschedule(noor, meeting.id, APRIL)).consequences).toMatchObject({ leftInPeace: 1, notAsked: 1, mails: [{ variant: 'came', people: 1 }, { variant: 'none', people: 1 }] });
    await optOut('mulder');
    later(10);

    expect(await arrived()).toEqual(['bos: Nieuwe datum voor Inspiratiebijeenkomst Zwolle: komt u op donderdag 8 april 2027?']);
    expect(await app.sql(`select to_name as name, reason from outgoing_mail where state = 'withdrawn'`)).toEqual([{ name: 'mulder', reason: 'unsubscribed' }]);
    expect(await rows('display_name as name, answer')).toEqual([{ name: 'bakker', answer: 'no' }, { name: 'bos', answer: 'none' }, { name: 'mulder', answer: 'none' }, { name: 'visser', answer: 'none' }]);
  });

  it('lets no invitation leave with the old date, and writes it again with the new one', async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor);
    for (const name of ['bos', 'visser']) await app.build.contact(noor, { surname: name, sort_name: name, email: `${name}@zwolle.example.nl`, email_key: `${name}@zwolle.example.nl` });
    await app.get(InviteService).invite(noor, meeting.id);

    later(1);
    expect((await moves().reschedule(noor, meeting.id, APRIL)).consequences).toMatchObject({ mails: [], invitations: 2 });

    expect(await arrived()).toEqual([]);
    later(10);
    expect(await arrived()).toEqual(['bos: Uitnodiging: Inspiratiebijeenkomst Zwolle op donderdag 8 april 2027', 'visser: Uitnodiging: Inspiratiebijeenkomst Zwolle op donderdag 8 april 2027']);
    expect(await rows('state')).toEqual([{ state: 'sent' }, { state: 'sent' }]);
  });

  it('keeps the order of the waiting list, takes offers back, and makes them again for the new date', async () => {
    await begin();
    await guest('bos', { answer: 'yes', place: 'waiting', place_since: '2027-01-02T09:00:00Z' });
    await guest('visser', { answer: 'yes', place: 'offered', place_since: '2027-01-01T09:00:00Z', offer_until: '2027-01-20T09:00:00Z' });
    await guest('smit', { answer: 'yes', place: 'lapsed', place_since: '2027-01-01T09:00:00Z' });

    expect((await moves().postpone(noor, meeting.id, 'Te weinig wethouders')).consequences).toMatchObject({ offers: 1, mails: [{ variant: 'waiting', people: 2 }, { variant: 'none', people: 1 }] });
    later(11);
    await moves().reschedule(noor, meeting.id, APRIL);

    expect(await rows('display_name as name, answer, place, place_since')).toEqual([
      { name: 'bos', answer: 'none', place: 'waiting', place_since: new Date('2027-01-02T09:00:00Z') },
      { name: 'smit', answer: 'none', place: null, place_since: null },
      { name: 'visser', answer: 'none', place: 'offered', place_since: new Date('2027-01-01T09:00:00Z') },
    ]);
  });

  it('asks a substitute, and whoever sent one hears of it and may come back', async () => {
    await begin();
    const visser = await guest('visser');
    await app.get(SubstitutesService).send({ tokenHash: presentedToken(visser) }, SendSubstitute.parse({ name: 'Mevrouw A. Bos', email: 'bos@zwolle.example.nl', function: 'POLICY_OFFICER' }));
    await arrived();
    later(60);
    expect((await moves().reschedule(noor, meeting.id, APRIL)).consequences.mails).toEqual([{ variant: 'none', people: 1 }, { variant: 'substitute', people: 1 }]);
    later(10);
    expect((await arrived()).map((mail) => mail.split(' ')[0])).toEqual(['bos:', 'visser:']);
    expect(await app.sql(`select answer from invitation order by display_name = 'visser'`)).toEqual([{ answer: 'none' }, { answer: 'substitute' }]);

    await answer(visser, { coming: 'yes' });

    expect(await app.sql(`select answer, place from invitation order by display_name = 'visser'`)).toEqual([{ answer: 'no', place: null }, { answer: 'yes', place: 'confirmed' }]);
    expect(await app.sql('select undone_at is not null as over from substitution')).toEqual([{ over: true }]);
  });
});

const uids = new Map<string, string>();
function calendar(ics: string | undefined): string {
  if (!ics) return '';
  const whole = new ICAL.Component(ICAL.parse(ics));
  const event = whole.getFirstSubcomponent('vevent')!;
  const text = (name: string): string => String(event.getFirstPropertyValue(name));
  const uid = text('uid');
  const [method, partstat] = [whole.getFirstPropertyValue('method'), event.getFirstProperty('attendee')!.getFirstParameter('partstat')];
  if (text('sequence') === '0' && method === 'REQUEST' && !uids.has(uid)) uids.set(uid, uids.size === 0 ? 'A' : 'B');
  return ` | ${String(method)} ${uids.get(uid)} ${text('sequence')} ${String(partstat)} ${text('dtstart').slice(0, 10)}`;
}
