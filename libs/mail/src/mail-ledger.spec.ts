import { describe, expect, it } from '@jest/globals';
import { testApp, testContent, testMailing, testRecipient } from '@bijeen/testing';
import { DomainError } from '@bijeen/platform';
import { MailLedger } from './mail-ledger.js';
import { MailModule } from './mail.module.js';

describe('the mail ledger', () => {
  const app = testApp(MailModule);
  const ledger = (): MailLedger => app.get(MailLedger);

  it('keeps a mailing once, however often it is written', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    const mailing = testMailing(3, { meetingId: meeting.id, kind: 'invitation' });

    const written = [];
    for (let click = 0; click < 3; click += 1) written.push((await app.as(actor, async (tx) => ledger().write(tx, actor, mailing))).written);

    expect(written).toEqual([3, 0, 0]);
    expect(await app.sql('select count(*)::int as n from outgoing_mail')).toEqual([{ n: 3 }]);
    expect(await app.sql('select count(*)::int as n from mailing')).toEqual([{ n: 1 }]);
  });

  it('keeps it once under fifty clicks at the same time', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);

    const clicks = await Promise.all(Array.from({ length: 50 }, async () => app.as(actor, async (tx) => ledger().write(tx, actor, testMailing(5, { meetingId: meeting.id, kind: 'invitation' })))));

    expect(clicks.reduce((sum, { written }) => sum + written, 0)).toBe(5);
    expect(await app.sql('select count(*)::int as n, count(distinct message_id)::int as ids from outgoing_mail')).toEqual([{ n: 5, ids: 5 }]);
  });

  it('writes new people and a new revision beside the old ones', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    const write = async (recipients: ReturnType<typeof testRecipient>[]): Promise<number> =>
      (await app.as(actor, async (tx) => ledger().write(tx, actor, testMailing(0, { meetingId: meeting.id, kind: 'confirmation', recipients })))).written;

    expect(await write([testRecipient(1)])).toBe(1);
    expect(await write([testRecipient(1), testRecipient(2)])).toBe(1);
    expect(await write([testRecipient(1, { revision: 1 })])).toBe(1);
    expect(await app.sql('select count(distinct message_id)::int as ids from outgoing_mail')).toEqual([{ ids: 3 }]);
  });

  it('writes 5,000 people in one statement', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    const { written } = await app.as(actor, async (tx) => ledger().write(tx, actor, testMailing(5000, { meetingId: meeting.id, kind: 'invitation' })));

    expect(written).toBe(5000);
    expect(await ledger().tally(actor, meeting.id)).toEqual({ invitation: { queued: 5000 } });
  });

  it('lets an address that cannot be mailed fail alone, with the reason', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    const recipients = [testRecipient(1), testRecipient(2, { address: 'a@zwolle.example.nl, evil@x.example.org' })];

    await app.as(actor, async (tx) => ledger().write(tx, actor, testMailing(0, { meetingId: meeting.id, kind: 'invitation', recipients })));

    const { items } = await ledger().list(actor, meeting.id);
    expect(items.map(({ state, reason }) => ({ state, reason }))).toEqual([
      { state: 'queued', reason: null },
      { state: 'failed', reason: 'Vul één e-mailadres in, zonder komma of puntkomma. Zet een tweede adres op een eigen regel.' },
    ]);
  });

  it('reads by page, kind and state, and only what is one’s own', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    await app.as(actor, async (tx) => ledger().write(tx, actor, testMailing(5, { meetingId: meeting.id, kind: 'invitation' })));
    await app.as(actor, async (tx) => ledger().write(tx, actor, testMailing(2, { meetingId: meeting.id, kind: 'practical' })));
    const stranger = await app.build.owner();

    const first = await ledger().list(actor, meeting.id, { limit: 3 });
    const second = await ledger().list(actor, meeting.id, { limit: 3, after: first.next });
    const third = await ledger().list(actor, meeting.id, { limit: 3, after: second.next });

    expect([first, second, third].flatMap(({ items }) => items.map(({ name }) => name))).toEqual(['Persoon 0', 'Persoon 1', 'Persoon 2', 'Persoon 3', 'Persoon 4', 'Persoon 0', 'Persoon 1']);
    expect(third.next).toBeNull();
    expect((await ledger().list(actor, meeting.id, { kind: 'practical', state: 'queued' })).items).toHaveLength(2);
    expect((await ledger().list(actor, meeting.id, { state: 'sent' })).items).toEqual([]);
    expect(await ledger().list(stranger, meeting.id)).toEqual({ items: [], next: null });
    expect(await ledger().tally(stranger, meeting.id)).toEqual({});
  });

  it('counts what the counters count', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    await app.as(actor, async (tx) => ledger().write(tx, actor, testMailing(7, { meetingId: meeting.id, kind: 'invitation' })));
    await app.sql(`update outgoing_mail set state = 'sent' where recipient_key in ('persoon-1', 'persoon-2')`);
    await app.sql(`delete from outgoing_mail where recipient_key = 'persoon-3'`);

    expect(await ledger().tally(actor, meeting.id)).toEqual({ invitation: { queued: 4, sent: 2 } });
  });

  it('waits for a person where a mail is uncertain, and for nobody elsewhere', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    await app.as(actor, async (tx) => ledger().write(tx, actor, testMailing(3, { meetingId: meeting.id, kind: 'reminder-1' })));
    await app.sql(`update outgoing_mail set state = 'uncertain', reason = 'x' where recipient_key <> 'persoon-2'`);
    const [again, arrived, queued] = (await ledger().list(actor, meeting.id)).items.map(({ id }) => id);
    const stranger = await app.build.owner();

    await ledger().resend(actor, again!);
    await ledger().markArrived(actor, arrived!);

    expect((await ledger().list(actor, meeting.id)).items.map(({ state }) => state)).toEqual(['queued', 'sent', 'queued']);
    expect(await app.sql(`select action, subject_id from audit_log order by id`)).toEqual([{ action: 'mail.resent', subject_id: again }, { action: 'mail.marked-arrived', subject_id: arrived }]);
    await expect(ledger().resend(actor, queued!)).rejects.toEqual(new DomainError('mail.not-uncertain'));
    await expect(ledger().markArrived(stranger, arrived!)).rejects.toEqual(new DomainError('not-found'));
  });

  it('says of an invitation that it was sent when a person knows that it arrived', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    const invitation = await app.build.invitation(actor, meeting, { state: 'queued' });
    await app.as(actor, async (tx) => ledger().write(tx, actor, testMailing(0, { meetingId: meeting.id, kind: 'invitation', recipients: [testRecipient(1, { invitationId: invitation.id })] })));
    const [mail] = await app.sql<{ id: string }>(`update outgoing_mail set state = 'uncertain' returning id`);

    await ledger().markArrived(actor, mail!.id);

    expect(await app.sql('select state from invitation')).toEqual([{ state: 'sent' }]);
  });

  it('writes nothing when the act is rolled back', async () => {
    const actor = await app.build.owner();

    await expect(app.as(actor, async (tx) => {
      await ledger().write(tx, actor, testMailing(3, { content: testContent() }));
      throw new Error('stop');
    })).rejects.toThrow('stop');

    expect(await app.sql('select 1 from outgoing_mail')).toEqual([]);
  });
});
