import { randomUUID } from 'node:crypto';
import { MailLedger, MailSender, RefusedAddresses } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { countQueries, ScriptedRelay, testApp, testMailing, testRecipient } from '@bijeen/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { IncomingModule } from './incoming.module.js';
import { NewAddresses } from './new-addresses.js';
import { ReceivedMails } from './received-mails.js';

interface Guest {
  id: string;
  contactId: string;
  address: string;
}

const GONE = '550 5.1.1 User unknown';

describe('an address that the relay refuses while we send', () => {
  const app = testApp(IncomingModule);
  let relay: ScriptedRelay;
  let actor: Actor;
  let meetingId: string;

  beforeEach(async () => {
    relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
    actor = await app.build.owner();
    meetingId = (await app.build.meeting(actor, { state: 'inviting' })).id;
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await relay.stop();
  });

  const refuse = (reply: string, stage: 'rcpt' | 'data' | 'dot' = 'rcpt'): void => void (relay.script = (at, { to }) => (at === stage && to.startsWith('weg') ? reply : undefined));
  const write = async ({ id, contactId, address }: Guest, kind: 'invitation' | 'reminder-1' | 'practical' = 'invitation'): Promise<void> => {
    const recipient = testRecipient(1, { invitationId: id, recipientKey: contactId, address });
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(0, { meetingId, kind, recipients: [recipient] })));
  };
  /** Somebody whose invitation waits in the ledger. */
  const invite = async (box: string, domain = 'zwolle.example.nl', over: object = {}): Promise<Guest> => {
    const address = `${box}-${randomUUID().slice(0, 8)}@${domain}`;
    const contact = await app.build.contact(actor, { email: address, email_key: address });
    const invitation = await app.build.invitation(actor, { id: meetingId }, { email: address, contact_id: contact.id, position_id: contact.positionId, state: 'queued', ...over });
    await app.build.link(actor, { id: meetingId }, invitation);
    await write({ ...invitation, address });
    return { ...invitation, address };
  };
  const send = async (): Promise<number> => app.get(MailSender).send(actor.organisationId);
  const sendDue = async (): Promise<number> => app.get(MailSender).sendDue();
  const mails = async ({ id }: Guest): Promise<object[]> => app.sql('select kind, state, reason from outgoing_mail where invitation_id = $1 order by id', [id]);
  const states = async (): Promise<Record<string, number>> => Object.fromEntries((await app.sql<{ state: string; n: number }>('select state, count(*)::int as n from invitation group by 1')).map(({ state, n }) => [state, n]));
  const closed = async (): Promise<number> => (await app.sql<{ n: number }>('select count(*)::int as n from undeliverable_address'))[0]!.n;

  it('is closed as if a report had said so, and is the first thing to do when the guest decides', async () => {
    refuse(GONE);
    const [gone, other] = [await invite('weg', undefined, { display_name: 'wethouder De Boer' }), await invite('anna')];
    await send();

    expect(await states()).toEqual({ bounced: 1, sent: 1 });
    expect(await mails(gone)).toEqual([{ kind: 'invitation', state: 'failed', reason: `De mailserver weigert deze mail: ${GONE}` }]);
    expect(await mails(other)).toMatchObject([{ state: 'sent' }]);
    expect(await app.sql('select kind, said from undeliverable_address')).toEqual([{ kind: 'hard', said: `De mailserver weigert deze mail: ${GONE}` }]);
    expect(await app.get(ReceivedMails).count(actor, meetingId)).toMatchObject({ lostDeciding: 1, firstDeciding: { invitationId: gone.id, name: 'wethouder De Boer' } });

    await write(gone, 'practical');
    expect(await mails(gone)).toMatchObject([{ state: 'failed' }, { kind: 'practical', state: 'withdrawn', reason: 'undeliverable' }]);
    expect(await app.get(NewAddresses).set(actor, { meetingId, invitationId: gone.id }, { email: 'nieuw@zwolle.example.nl' })).toEqual({ invited: 1 });
    await send();
    expect(await states()).toEqual({ sent: 2 });
  });

  it('gets nothing of what waited for it', async () => {
    refuse(GONE);
    const gone = await invite('weg');
    await write(gone, 'reminder-1');
    await app.sql(`update outgoing_mail set next_try_at = next_try_at + interval '1 day' where kind = 'reminder-1'`);

    await send();

    expect(await mails(gone)).toMatchObject([{ state: 'failed' }, { kind: 'reminder-1', state: 'withdrawn', reason: 'undeliverable' }]);
  });

  it.each([
    ['rcpt', '550 5.7.1 Relay access denied'], ['rcpt', '554 5.7.1 Blocked'], ['rcpt', '552 5.2.2 Mailbox full'], ['rcpt', '552 5.3.4 Too large'], ['rcpt', '550 5.1.2 No route to this host'], ['rcpt', '450 4.1.1 User unknown'],
    ['data', '554 5.1.1 User unknown'], ['dot', '550 5.1.1 User unknown'], ['dot', '554 5.7.1 Spam'],
  ] as const)('stays open when the relay says something else (%s: %s)', async (stage, reply) => {
    refuse(reply, stage);
    await invite('weg');

    await send();

    expect([await closed(), await states()]).toEqual([0, { queued: 1 }]);
  });

  it('stays open when the relay refuses us as a sender with the same words', async () => {
    relay.script = (at) => (at === 'mail' ? GONE : undefined);
    await invite('weg');

    await send();

    expect([await closed(), await states()]).toEqual([0, { queued: 1 }]);
  });

  describe('together with many others', () => {
    const inviteMany = async (box: string, count: number, domains: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) await invite(box, `plaats-${n % domains}.example.nl`);
    };

    it('stays open when the same answer comes for many domains: then the relay means us', async () => {
      refuse(GONE);
      await inviteMany('weg', 12, 6);
      await inviteMany('anna', 4, 4);
      await send();
      expect([await closed(), await states()]).toEqual([0, { queued: 12, sent: 4 }]);

      await invite('weg', 'nog-een.example.nl');
      await send();
      expect([await closed(), await states()]).toEqual([0, { queued: 13, sent: 4 }]);

      app.clock.set(new Date(app.clock.now().getTime() + 25 * 60 * 60 * 1000));
      await invite('weg', 'plaats-1.example.nl');
      await send();
      expect([await closed(), await states()]).toEqual([1, { queued: 13, sent: 4, bounced: 1 }]);
    });

    it('is closed when all are of a few domains, or the relay takes mail for most', async () => {
      refuse(GONE);
      await inviteMany('weg', 15, 5);
      await send();
      expect(await closed()).toBe(15);

      await invite('weg', 'plaats-6.example.nl');
      await inviteMany('anna', 25, 25);
      await send();
      expect([await closed(), await states()]).toEqual([16, { bounced: 16, sent: 25 }]);
    });

    it('does not pay for another answer that is about us', async () => {
      relay.script = (at, { to }) => (at !== 'rcpt' || !to.startsWith('weg') ? undefined : to.endsWith('@zwolle.example.nl') ? '550 5.2.1 Mailbox disabled' : GONE);
      await inviteMany('weg', 6, 6);
      await invite('weg');
      await send();

      expect(await app.sql(`select to_address from undeliverable_address u join outgoing_mail o on o.id = u.outgoing_mail_id`)).toMatchObject([{ to_address: expect.stringContaining('@zwolle.example.nl') }]);
    });

    it('costs as many queries as alone', async () => {
      refuse(GONE);
      const cost = async (): Promise<number> => {
        jest.spyOn(app.get(RefusedAddresses), 'settle').mockResolvedValueOnce();
        await send();
        const queries = countQueries(app.get(DataSource));
        await app.get(RefusedAddresses).settle(actor.organisationId);
        return queries();
      };
      await invite('weg');
      const one = await cost();
      await inviteMany('weg', 40, 1);

      expect([await cost(), await closed()]).toEqual([one, 41]);
    });
  });

  it('is closed by whoever looks next, when the process died in between', async () => {
    refuse(GONE);
    const gone = await invite('weg');
    jest.spyOn(app.get(RefusedAddresses), 'settle').mockRejectedValueOnce(new Error('killed'));
    await expect(send()).rejects.toThrow('killed');
    expect([await mails(gone), await closed()]).toMatchObject([[{ state: 'failed' }], 0]);

    await sendDue();
    await sendDue();

    expect([await closed(), await states()]).toEqual([1, { bounced: 1 }]);
    expect(relay.recipients).toEqual([gone.address]);
    await app.sql('delete from undeliverable_address');
    await sendDue();
    expect(await closed()).toBe(0);
  });

  it('is closed once by two who look at the same time, and forgotten with the mail', async () => {
    refuse(GONE);
    for (let n = 0; n < 10; n += 1) await invite('weg');
    jest.spyOn(app.get(RefusedAddresses), 'settle').mockRejectedValueOnce(new Error('killed'));
    await expect(send()).rejects.toThrow('killed');
    await app.sql('delete from outgoing_mail where id in (select id from outgoing_mail limit 1)');

    await Promise.all(Array.from({ length: 4 }, async () => app.get(RefusedAddresses).settle(actor.organisationId)));

    expect([await closed(), await states()]).toEqual([9, { bounced: 9, queued: 1 }]);
    expect(await app.sql('select * from refused_address where settled_at is null')).toEqual([]);
  });

  it('is decided about anew when the same mail goes once more and is refused again', async () => {
    refuse(GONE);
    const gone = await invite('weg');
    await send();
    await app.sql('delete from undeliverable_address');
    await app.sql(`update outgoing_mail set state = 'queued'`);
    refuse('550 5.2.1 Mailbox disabled');
    await send();

    expect(await mails(gone)).toMatchObject([{ state: 'failed', reason: expect.stringContaining('Mailbox disabled') }]);
    expect(await app.sql('select code, settled_at is not null as settled from refused_address')).toEqual([{ code: '550 5.2.1', settled: true }]);
    expect(await closed()).toBe(1);
  });

  it('is no business of another organisation', async () => {
    refuse(GONE);
    await invite('weg');
    const stranger = await app.build.owner();
    await send();

    expect(await app.as(stranger, async (tx) => tx.query('select * from refused_address union all select null, outgoing_mail_id, said, at, at from undeliverable_address'))).toEqual([]);
  });
});
