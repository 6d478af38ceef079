import { Answer, AnswersService, PlacesService, SendSubstitute, SubstitutesService } from '@bijeen/invitations';
import { MailDesk, MailDrafts, MailTexts } from '@bijeen/mail';
import { MeetingsService, PlanMeeting, planOf } from '@bijeen/meetings';
import { type Actor, presentedToken } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { MailingsModule } from './mailings.module.js';
import { MeetingChanges } from './meeting-changes.service.js';
import { MeetingMoves } from './meeting-moves.service.js';
import { Reschedule } from './moves-input.js';
import { TakenBackMoves } from './taken-back.service.js';

const REASON = 'Te weinig wethouders';
const APRIL = Reschedule.parse({ date: '2027-04-08', from: '13:30', to: '17:00', reason: REASON });
const BLOCKED = { code: 'mail.blocked', status: 422 };
const BRACES = 'Er staan nog accolades in de mail, zoals { of }.';

describe('a certain mistake in mails that follow from an act', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let meeting: { id: string };
  let invitationId: string;
  let token: string;

  /** A guest who comes, of a meeting whose title is not finished. */
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: app.clock.now(), title: 'Samen {werktitel}', capacity: 1 });
    const guest = await app.build.invitation(noor, meeting, { answer: 'yes', place: 'confirmed', place_since: app.clock.now(), answered_at: app.clock.now(), calendar_stamp: app.clock.now(), contact_organisation_name: 'Gemeente Zwolle' });
    invitationId = guest.id;
    token = await app.build.link(noor, meeting, guest);
  });

  const everything = async (): Promise<unknown> => app.sql(`select (select jsonb_agg(m) from meeting m) as meetings, (select jsonb_agg(i order by id) from invitation i) as guests, (select count(*) from outgoing_mail)::int as mails, (select count(*) from meeting_move)::int as moves, (select jsonb_agg(p order by id) from planned_mail p) as plan`);
  const mails = async (): Promise<string[]> => (await app.sql<{ mail: string }>(`select concat_ws(' ', kind, state, reason) as mail from outgoing_mail order by id`)).map(({ mail }) => mail);
  const title = async (text: string): Promise<unknown> => app.sql('update meeting set title = $1', [text]);
  const change = async (wish: object): Promise<unknown> => app.get(MeetingChanges).change(noor, meeting.id, PlanMeeting.parse({ ...planOf(await app.get(MeetingsService).find(noor, meeting.id)), ...wish }));

  it.each<[string, () => Promise<unknown>]>([
    ['postpones', async () => app.get(MeetingMoves).postpone(noor, meeting.id, REASON)],
    ['cancels', async () => app.get(MeetingMoves).cancel(noor, meeting.id, REASON)],
    ['moves it to another day', async () => app.get(MeetingMoves).reschedule(noor, meeting.id, APRIL)],
    ['moves it to another hour', async () => change({ from: '14:00' })],
    ['makes room, which offers a place to who waits', async () => change({ capacity: 2 })],
    ['names a substitute for a guest', async () => app.get(SubstitutesService).send({ actor: noor, meetingId: meeting.id, invitationId }, SendSubstitute.parse({ name: 'Amal Jansen', function: 'ALDERMAN', email: 'a.jansen@zwolle.example.nl' }))],
  ])('keeps an organiser who %s from doing so, and changes nothing', async (_what, act) => {
    await app.build.invitation(noor, meeting, { answer: 'yes', place: 'waiting', place_since: app.clock.now() });
    const before = await everything();

    await expect(act()).rejects.toMatchObject({ ...BLOCKED, findings: [expect.objectContaining({ what: BRACES })] });

    expect(await everything()).toEqual(before);
    await title('Samen verder');
    await act();
    expect(new Set((await mails()).map((mail) => mail.split(' ').slice(1).join()))).toEqual(new Set(['queued']));
  });

  it('never keeps an answer from being kept, whoever writes it down: the mails wait, with what is wrong with them', async () => {
    await app.get(AnswersService).answer(presentedToken(token), Answer.parse({ coming: 'no' }));
    await app.get(AnswersService).record(noor, { meetingId: meeting.id, invitationId }, Answer.parse({ coming: 'maybe' }), 'phone');

    expect(await app.sql('select answer from invitation')).toEqual([{ answer: 'maybe' }]);
    expect(await mails()).toEqual(['confirmation draft blocked', 'confirmation draft blocked']);
    const { items } = await app.get(MailDrafts).list(noor, meeting.id);
    expect(items.map(({ held }) => held)).toEqual([`${BRACES} Kies een invulwoord uit de lijst, of haal de accolades weg.`, `${BRACES} Kies een invulwoord uit de lijst, of haal de accolades weg.`]);
    await expect(app.get(MailDrafts).release(noor, meeting.id, {})).rejects.toMatchObject(BLOCKED);

    await change({ title: 'Samen verder' });
    expect((await app.get(MailDrafts).list(noor, meeting.id)).items.map(({ held, subject }) => [held, subject])).toEqual([[null, 'U komt niet naar Samen verder'], [null, 'U weet nog niet of u komt naar Samen verder']]);
    expect(await app.get(MailDrafts).release(noor, meeting.id, {})).toEqual({ released: 2, stopped: 0 });
  });

  it('never keeps a guest from sending somebody else: the invitation waits', async () => {
    await title('Samen verder');
    await app.as(noor, async (tx) => app.get(MailTexts).save(tx, noor, meeting.id, { kind: 'invitation', variant: 'alderman' }, { subject: 'Komt u?', body: 'Kijk op https://localhost/a' }));

    await app.get(SubstitutesService).send({ tokenHash: presentedToken(token) }, SendSubstitute.parse({ name: 'Amal Jansen', function: 'ALDERMAN', email: 'a.jansen@zwolle.example.nl' }));

    expect(await mails()).toEqual(['invitation draft blocked', 'confirmation queued']);
    const { items: [draft] } = await app.get(MailDrafts).list(noor, meeting.id);
    expect(draft).toMatchObject({ kind: 'invitation', name: 'Amal Jansen', held: expect.stringContaining('De link https://localhost/a werkt niet') });
    const { subject, texts } = (await app.get(MailDesk).find(noor, meeting.id, draft!.id)).ownText;
    await app.get(MailDrafts).edit(noor, meeting.id, draft!.id, { subject, texts: texts.map((text) => text.replace('localhost', 'www.zelfregie.nl')) });
    expect((await app.get(MailDrafts).list(noor, meeting.id)).items.map(({ held }) => held)).toEqual([null]);
    expect(await app.get(MailDrafts).release(noor, meeting.id, {})).toEqual({ released: 1, stopped: 0 });
    expect(await mails()).toEqual(['invitation queued', 'confirmation queued']);
  });

  it('never keeps places from being given, nor a move from being taken back: the mails wait', async () => {
    await app.build.invitation(noor, meeting, { answer: 'yes', place: 'waiting', place_since: app.clock.now() });
    await app.sql('update meeting set capacity = 2');
    await app.get(PlacesService).settle({ organisationId: noor.organisationId, meetingId: meeting.id });
    expect(await mails()).toEqual(['offer draft blocked']);

    await title('Samen verder');
    await app.get(MeetingMoves).reschedule(noor, meeting.id, APRIL);
    await app.get(AnswersService).answer(presentedToken(token), Answer.parse({ coming: 'yes' }));
    await app.sql(`update outgoing_mail set state = 'sent' where kind = 'confirmation'`);
    await title('Samen {werktitel}');
    await app.get(TakenBackMoves).undo(noor, meeting.id);
    expect((await mails()).filter((mail) => mail.startsWith('change'))).toEqual(['change draft blocked']);
  });

  it('asks the database nothing more for a list of drafts than two statements, however many are held', async () => {
    const statements = [];
    for (const more of [1, 12]) {
      for (let guests = 0; guests < more; guests += 1) await app.get(AnswersService).record(noor, { meetingId: meeting.id, invitationId: (await app.build.invitation(noor, meeting)).id }, Answer.parse({ coming: 'no' }), 'phone');
      const stop = countQueries(app.get(DataSource));
      await app.get(MailDrafts).list(noor, meeting.id);
      statements.push(stop());
    }
    expect(statements[1]).toBe(statements[0]);
  });
});
