import { Answer, AnswersService, UnsubscribeService } from '@bijeen/invitations';
import { addressHash, MailSender } from '@bijeen/mail';
import { MailingsModule, MeetingMoves, Reschedule, TakenBackMoves } from '@bijeen/mailings';
import { type Actor, Config, presentedToken } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { CallList } from './call-list.js';
import { CallLists } from './call-lists.service.js';
import { RecordCall } from './calls-input.js';
import { CallsModule } from './calls.module.js';
import { CallsService } from './calls.service.js';

interface Guest {
  meetingId: string;
  invitationId: string;
  answerLink: Buffer | null;
  stopLink: Buffer | null;
}

describe('the call list, for people who come and want no mail at all', () => {
  const app = testApp(CallsModule, MailingsModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: app.clock.now() });
  });
  const guest = async (name: string, values: object = { answer: 'yes' }): Promise<Guest> => {
    const email = `${name.toLowerCase()}@zwolle.example.nl`;
    const { id: contactId } = await app.build.contact(noor, { email, email_key: email, email_hash: addressHash(app.get(Config).secretKey, email) });
    const invitation = await app.build.invitation(noor, meeting, { contact_id: contactId, display_name: name, sort_name: name, email, ...values });
    const link = async (purpose: 'answer' | 'unsubscribe'): Promise<Buffer | null> => presentedToken(await app.build.link(noor, meeting, invitation, { purpose }));
    return { meetingId: meeting.id, invitationId: invitation.id, answerLink: await link('answer'), stopLink: await link('unsubscribe') };
  };
  const stop = async ({ stopLink }: Guest, scope: 'organisation' | 'everything' = 'everything'): Promise<void> => app.get(UnsubscribeService).optOut(stopLink, scope, 'page');
  const later = async (minutes: number): Promise<void> => {
    app.clock.set(new Date(app.clock.now().getTime() + minutes * 60_000));
    await app.get(MailSender).send(noor.organisationId);
  };
  const list = async (): Promise<CallList> => app.get(CallLists).find(noor, meeting.id);
  const reasons = async (): Promise<string[]> => (await list()).calls.map(({ name, reason }) => `${name} ${reason}`);
  const call = async (which: Guest, outcome: string): Promise<unknown> => app.get(CallsService).record(noor, which, RecordCall.parse({ outcome }));
  const moves = (): MeetingMoves => app.get(MeetingMoves);
  const cancel = async (): Promise<unknown> => moves().cancel(noor, meeting.id, 'Te weinig wethouders');
  const reschedule = async (): Promise<unknown> => moves().reschedule(noor, meeting.id, Reschedule.parse({ date: '2027-04-08', from: '13:30', to: '17:00', reason: 'Te weinig wethouders' }));

  it('holds them until somebody spoke to them; nobody whom mail still reaches, and nobody who does not come', async () => {
    const aarts = await guest('Aarts');
    await stop(aarts);
    await stop(await guest('Bos'), 'organisation');
    await guest('Cate');
    await stop(await guest('Dijk', { answer: 'no' }));
    await stop(await guest('Evers', { answer: 'none' }));
    await stop(await guest('Fens', { answer: 'yes', place: 'lapsed' }));
    expect(await list()).toMatchObject({ open: 1, calls: [{ name: 'Aarts', reason: 'stopped', answer: 'yes' }] });

    await later(1);
    await call(aarts, 'not-reached');
    expect(await reasons()).toEqual(['Aarts stopped']);
    await call(aarts, 'yes');
    expect(await list()).toMatchObject({ open: 0, calls: [], spoken: [{ name: 'Aarts' }] });
  });

  it('lets them go when they take the stop back', async () => {
    const aarts = await guest('Aarts');
    await stop(aarts);
    await app.get(UnsubscribeService).withdraw(aarts.stopLink, 'everything');
    expect(await reasons()).toEqual([]);
  });

  it('holds them again when the meeting moves, until they are spoken to or answer themselves', async () => {
    const [aarts, bos] = [await guest('Aarts'), await guest('Bos')];
    for (const each of [aarts, bos]) {
      await stop(each);
      await app.get(CallsService).leave(noor, each);
    }
    await guest('Cate');
    await later(1);
    await reschedule();
    expect(await reasons()).toEqual([]);

    await later(60);
    expect(await reasons()).toEqual(['Aarts untold', 'Bos untold']);
    await call(aarts, 'yes');
    await app.get(AnswersService).answer(bos.answerLink, Answer.parse({ coming: 'yes' }));
    expect(await reasons()).toEqual([]);
  });

  it.each([['cancelled', cancel], ['postponed', async (): Promise<unknown> => moves().postpone(noor, meeting.id, 'Ziekte')]])('holds them alone when it is %s, until they know', async (_, stopMeeting) => {
    const aarts = await guest('Aarts');
    await stop(aarts);
    await stop(await guest('Bos', { answer: 'no' }));
    await guest('Cate');
    await later(1);
    await stopMeeting();
    await later(60);
    expect(await list()).toMatchObject({ over: true, open: 1, calls: [{ name: 'Aarts', reason: 'untold' }] });

    await app.get(CallsService).leave(noor, aarts);
    expect(await list()).toMatchObject({ over: true, open: 0, calls: [] });
  });

  it('does not hold who was told by mail and stopped everything after that', async () => {
    const aarts = await guest('Aarts');
    await later(1);
    await cancel();
    await later(60);
    await stop(aarts);
    expect(await reasons()).toEqual([]);
  });

  it('forgets a cancellation that is taken back', async () => {
    await stop(await guest('Aarts'));
    await later(1);
    await cancel();
    await app.get(TakenBackMoves).undo(noor, meeting.id);
    await later(60);
    expect(await reasons()).toEqual(['Aarts stopped']);
  });

  it('holds them when a change of time or place could not be mailed to them', async () => {
    const aarts = await guest('Aarts');
    await stop(aarts);
    await app.get(CallsService).leave(noor, aarts);
    app.clock.set(new Date(app.clock.now().getTime() + 60_000));
    const mailing = await app.build.insert('mailing', { organisation_id: noor.organisationId, meeting_id: meeting.id, kind: 'change', content: '{}', created_at: app.clock.now() });
    await app.build.insert('outgoing_mail', { organisation_id: noor.organisationId, mailing_id: mailing.id, meeting_id: meeting.id, invitation_id: aarts.invitationId, kind: 'change', recipient_key: 'a', to_address: 'a@example.nl', to_name: 'A', address_hash: Buffer.alloc(32), message_id: 'a', state: 'withdrawn', reason: 'unsubscribed-everything', next_try_at: app.clock.now(), created_at: app.clock.now() });
    expect(await reasons()).toEqual(['Aarts untold']);
  });

  it('looks at the secretariat when mail goes there', async () => {
    const email = 'secretariaat@zwolle.example.nl';
    const secretariat = await app.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Secretariaat', email, email_key: email, email_hash: addressHash(app.get(Config).secretKey, email) });
    await stop(await guest('Aarts', { answer: 'yes', secretariat_id: secretariat.id, email }));
    expect(await reasons()).toEqual(['Aarts stopped']);
  });

  it('says nothing once the meeting has begun, and costs as many queries for many as for one', async () => {
    const cost = async (): Promise<number> => {
      const queries = countQueries(app.get(DataSource));
      await list();
      return queries();
    };
    await stop(await guest('Aarts'));
    const one = await cost();
    for (let n = 0; n < 20; n += 1) await stop(await guest(`Persoon${n}`));
    expect([await cost(), (await list()).open]).toEqual([one, 21]);

    app.clock.set('2027-03-11T12:30:00Z');
    expect(await list()).toMatchObject({ open: 0, calls: [] });
  });
});
