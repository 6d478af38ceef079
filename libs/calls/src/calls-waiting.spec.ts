import { Answer, AnswersService, PlacesClock, UnsubscribeService } from '@bijeen/invitations';
import { addressHash, MailSender } from '@bijeen/mail';
import { MailingsModule, MeetingMoves, Reschedule } from '@bijeen/mailings';
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

/** Sixteen working hours after an offer on Tuesday 12 January, one minute past ten. */
const HELD_UNTIL = new Date('2027-01-14T09:01:00Z');

describe('the call list, for people who wait for a place and want no mail at all', () => {
  const app = testApp(CallsModule, MailingsModule);
  let noor: Actor;
  let meeting: { id: string };
  /** Has the only place. */
  let aarts: Guest;
  /** Is the first who waits. */
  let bos: Guest;
  const guest = async (name: string): Promise<Guest> => {
    const email = `${name.toLowerCase()}@zwolle.example.nl`;
    const { id: contactId } = await app.build.contact(noor, { email, email_key: email, email_hash: addressHash(app.get(Config).secretKey, email) });
    const invitation = await app.build.invitation(noor, meeting, { contact_id: contactId, display_name: name, sort_name: name, email });
    const link = async (purpose: 'answer' | 'unsubscribe'): Promise<Buffer | null> => presentedToken(await app.build.link(noor, meeting, invitation, { purpose }));
    return { meetingId: meeting.id, invitationId: invitation.id, answerLink: await link('answer'), stopLink: await link('unsubscribe') };
  };
  const say = async ({ answerLink }: Guest, coming: 'yes' | 'no'): Promise<unknown> => app.get(AnswersService).answer(answerLink, Answer.parse({ coming }));
  const stop = async ({ stopLink }: Guest): Promise<void> => app.get(UnsubscribeService).optOut(stopLink, 'everything', 'page');
  const later = async (minutes: number): Promise<void> => {
    app.clock.set(new Date(app.clock.now().getTime() + minutes * 60_000));
    await app.get(MailSender).send(noor.organisationId);
  };
  const list = async (): Promise<CallList> => app.get(CallLists).find(noor, meeting.id);
  const reasons = async (): Promise<string[]> => (await list()).calls.map(({ name, reason }) => `${name} ${reason}`);
  const leave = async (which: Guest): Promise<void> => app.get(CallsService).leave(noor, which);
  const reschedule = async (): Promise<unknown> => app.get(MeetingMoves).reschedule(noor, meeting.id, Reschedule.parse({ date: '2027-04-08', from: '13:30', to: '17:00', reason: 'Te weinig wethouders' }));
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', capacity: 1, first_invited_at: app.clock.now() });
    [aarts, bos] = [await guest('Aarts'), await guest('Bos')];
    for (const each of [aarts, bos]) await say(each, 'yes');
    await later(0);
  });

  it('holds them until somebody spoke to them, and again when there is a place for them', async () => {
    await stop(bos);
    expect(await list()).toMatchObject({ open: 1, calls: [{ name: 'Bos', reason: 'waiting', waits: true, offerUntil: null }] });
    await leave(bos);
    expect(await reasons()).toEqual([]);

    await later(1);
    await say(aarts, 'no');
    await later(0);
    expect(await app.sql(`select state, reason from outgoing_mail where kind = 'offer'`)).toEqual([{ state: 'withdrawn', reason: 'unsubscribed-everything' }]);
    expect(await list()).toMatchObject({ open: 1, calls: [{ name: 'Bos', reason: 'offered', waits: false, offerUntil: HELD_UNTIL }] });

    await app.get(CallsService).record(noor, bos, RecordCall.parse({ outcome: 'not-reached' }));
    expect(await reasons()).toEqual(['Bos offered']);
    await later(1);
    await app.get(CallsService).record(noor, bos, RecordCall.parse({ outcome: 'yes' }));
    expect(await app.sql('select place from invitation where id = $1', [bos.invitationId])).toEqual([{ place: 'confirmed' }]);
    expect(await reasons()).toEqual([]);
  });

  it('holds them no longer when the place went to the next', async () => {
    await stop(bos);
    await leave(bos);
    await later(1);
    await say(aarts, 'no');
    expect(await reasons()).toEqual(['Bos offered']);
    app.clock.set(HELD_UNTIL);
    await app.get(PlacesClock).runDue();
    expect(await reasons()).toEqual([]);
  });

  it('does not hold who heard of the place by mail and stopped everything after that', async () => {
    await say(aarts, 'no');
    await later(1);
    await stop(bos);
    expect(await app.sql(`select state from outgoing_mail where kind = 'offer'`)).toEqual([{ state: 'sent' }]);
    expect(await reasons()).toEqual([]);
  });

  it('holds only them: whom mail reaches waits for the mail', async () => {
    await app.get(UnsubscribeService).optOut(bos.stopLink, 'organisation', 'page');
    await say(aarts, 'no');
    expect(await reasons()).toEqual([]);
  });

  it('holds them when the meeting moves or is cancelled', async () => {
    await stop(bos);
    await leave(bos);
    await later(1);
    await reschedule();
    await later(60);
    expect(await list()).toMatchObject({ calls: [{ name: 'Bos', reason: 'untold', waits: true }] });

    await leave(bos);
    await later(1);
    await app.get(MeetingMoves).cancel(noor, meeting.id, 'Ziekte');
    await later(60);
    expect(await list()).toMatchObject({ over: true, open: 1, calls: [{ name: 'Bos', reason: 'untold' }] });
  });

  it('costs as many queries for many as for one', async () => {
    const cost = async (): Promise<number> => {
      const queries = countQueries(app.get(DataSource));
      await list();
      return queries();
    };
    await stop(bos);
    const one = await cost();
    for (let n = 0; n < 10; n += 1) {
      const each = await guest(`Persoon${n}`);
      await say(each, 'yes');
      await stop(each);
    }
    expect([await cost(), (await list()).open]).toEqual([one, 11]);
  });
});
