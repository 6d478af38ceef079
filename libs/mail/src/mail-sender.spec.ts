import { describe, expect, it, jest } from '@jest/globals';
import { DueWork, TenantDatabase } from '@bijeen/platform';
import { testApp, testContent, testMailing, testRecipient, until } from '@bijeen/testing';
import { MailCatcher } from './mail-catcher.js';
import { MailLedger } from './mail-ledger.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';
import type { Mailing } from './mail-content.js';
import { DEFAULT_SENDER_SETTINGS } from './sender-settings.js';
import type { Actor } from '@bijeen/platform';

describe('the mail sender, with the catcher as relay', () => {
  const app = testApp(MailModule);
  const sender = (): MailSender => app.get(MailSender);
  const write = async (actor: Actor, mailing: Mailing): Promise<number> => (await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, mailing))).written;
  const states = async (): Promise<object[]> => app.sql('select state, reason, count(*)::int as mails from outgoing_mail group by 1, 2 order by 1, 2');
  const caught = async (actor: Actor): Promise<string[]> => {
    const own = new Set((await app.sql<{ message_id: string }>('select message_id from outgoing_mail where organisation_id = $1', [actor.organisationId])).map(({ message_id }) => message_id));
    return (await app.get(MailCatcher).list()).filter(({ messageId }) => own.has(messageId)).map(({ messageId }) => messageId);
  };

  it('sends every mail once, to its one address', async () => {
    const actor = await app.build.owner();
    await write(actor, testMailing(700));

    expect(await sender().send(actor.organisationId)).toBe(700);

    expect(await states()).toEqual([{ state: 'sent', reason: null, mails: 700 }]);
    const ids = await caught(actor);
    expect(ids).toHaveLength(700);
    expect(new Set(ids).size).toBe(700);
    const mails = await app.get(MailCatcher).list({ to: 'persoon-1@' });
    expect(mails.map(({ to }) => to)).toEqual([['persoon-1@zwolle.example.nl']]);
  });

  it('makes one mail of a double click, and of two senders at once', async () => {
    const actor = await app.build.owner();
    await Promise.all([write(actor, testMailing(200)), write(actor, testMailing(200))]);

    await Promise.all([sender().send(actor.organisationId), sender().send(actor.organisationId), sender().sendDue()]);

    expect(await caught(actor)).toHaveLength(200);
  });

  it('says of an invitation that it was sent, in the same breath', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    const invitation = await app.build.invitation(actor, meeting, { state: 'queued' });
    const other = await app.build.invitation(actor, meeting, { state: 'queued' });
    await write(actor, testMailing(0, { meetingId: meeting.id, kind: 'invitation', recipients: [testRecipient(1, { invitationId: invitation.id })] }));
    await write(actor, testMailing(0, { meetingId: meeting.id, kind: 'practical', recipients: [testRecipient(2, { invitationId: other.id })] }));

    await sender().send(actor.organisationId);

    expect(await app.sql('select id, state from invitation order by id')).toEqual([{ id: invitation.id, state: 'sent' }, { id: other.id, state: 'queued' }]);
  });

  it('leaves mail of later alone until its time has come', async () => {
    const actor = await app.build.owner();
    await write(actor, testMailing(1));
    await app.sql(`update outgoing_mail set next_try_at = '2027-01-12T10:00:00Z'`);

    expect(await sender().sendDue()).toBe(0);
    app.clock.set('2027-01-12T10:00:00Z');
    expect(await sender().sendDue()).toBe(1);
  });

  it('lets a mail that cannot be made fail alone, without another try', async () => {
    const actor = await app.build.owner();
    await write(actor, testMailing(300, { recipients: [...testMailing(300).recipients.slice(0, 299), testRecipient(999, { values: {} })], content: testContent({ blocks: [{ kind: 'text', text: '{naam}' }] }) }, {}));
    await app.sql(`update outgoing_mail set "values" = '{"naam": "Noor"}' where recipient_key <> 'persoon-999'`);

    await sender().sendDue();

    expect(await states()).toEqual([
      { state: 'failed', reason: 'Deze mail kon niet gemaakt worden. Voor {naam} is niets ingevuld.', mails: 1 },
      { state: 'sent', reason: null, mails: 299 },
    ]);
    expect(await sender().sendDue()).toBe(0);
  });

  it('never gives another address to the relay than the one in the row', async () => {
    const actor = await app.build.owner();
    await write(actor, testMailing(1));
    await app.sql(`update outgoing_mail set to_address = 'a@zwolle.example.nl, evil@x.example.org'`);

    await sender().sendDue();

    expect(await states()).toMatchObject([{ state: 'failed', mails: 1 }]);
    expect(await caught(actor)).toEqual([]);
  });

  it.each([
    ['the meeting is cancelled', `update meeting set state = 'cancelled'`, 'meeting-cancelled'],
    ['the meeting is postponed', `update meeting set state = 'postponed'`, 'meeting-postponed'],
    ['the person answered', `update invitation set answer = 'no'`, 'already-answered'],
    ['the meeting has begun', `update meeting set starts_at = '2027-01-01T09:00:00Z', ends_at = '2027-01-01T12:00:00Z'`, 'too-late'],
    ['the person unsubscribed', `insert into suppression (organisation_id, email_hash, scope, origin, at) select organisation_id, address_hash, 'organisation', 'link', now() from outgoing_mail`, 'unsubscribed'],
  ])('withdraws a reminder when %s', async (_when, stop, reason) => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    const invitation = await app.build.invitation(actor, meeting);
    await write(actor, testMailing(0, { meetingId: meeting.id, kind: 'reminder-1', recipients: [testRecipient(1, { invitationId: invitation.id })] }));
    await app.sql(stop);

    await sender().sendDue();

    expect(await states()).toEqual([{ state: 'withdrawn', reason, mails: 1 }]);
    expect(await caught(actor)).toEqual([]);
  });

  it('lets out at most the mails in flight when the meeting is cancelled in mid-send', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    await write(actor, testMailing(2000, { meetingId: meeting.id, kind: 'invitation' }));
    const sending = sender().send(actor.organisationId);
    await until(async () => (await caught(actor)).length > 100);

    await app.sql(`update meeting set state = 'cancelled'`);
    const before = (await caught(actor)).length;
    await sending;

    const after = (await caught(actor)).length;
    expect(after - before).toBeLessThanOrEqual(DEFAULT_SENDER_SETTINGS.lines);
    expect(await states()).toEqual([{ state: 'sent', reason: null, mails: after }, { state: 'withdrawn', reason: 'meeting-cancelled', mails: 2000 - after }]);
  });

  it('gives back what it took when the answer of the database got lost, and sends that once (F14)', async () => {
    const actor = await app.build.owner();
    await write(actor, testMailing(100));
    const db = app.get(TenantDatabase);
    const ask = db.statement.bind(db);
    let asked = 0;
    jest.spyOn(db, 'statement').mockImplementation(async (...statement) => {
      const rows = await ask(...statement);
      if (++asked % 3 === 1) throw new Error('Connection terminated unexpectedly');
      return rows;
    });

    await sender().sendDue();
    jest.restoreAllMocks();

    expect(await states()).toEqual([{ state: 'sent', reason: null, mails: 100 }]);
    expect(new Set(await caught(actor)).size).toBe(100);
    expect(await caught(actor)).toHaveLength(100);
    expect(await app.sql('select count(*)::int as mails from outgoing_mail where attempt > 1')).not.toEqual([{ mails: 0 }]);
  });

  it('finds mail that nobody woke it for, as due work', async () => {
    const actor = await app.build.owner();
    await write(actor, testMailing(3));
    app.get(DueWork).register('mail', async () => sender().sendDue());

    await app.get(DueWork).runUntilNothingIsDue();

    expect(await states()).toEqual([{ state: 'sent', reason: null, mails: 3 }]);
  });

  it('keeps organisations apart', async () => {
    const [one, two] = [await app.build.owner(), await app.build.owner()];
    await write(one, testMailing(20));
    await write(two, testMailing(30));

    expect(await sender().send(one.organisationId)).toBe(20);

    expect(await caught(two)).toEqual([]);
    expect(await sender().sendDue()).toBe(30);
    expect(await caught(one)).toHaveLength(20);
  });
});
