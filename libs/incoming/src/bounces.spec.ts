import { randomUUID } from 'node:crypto';
import { MailLedger, ReturnAddresses } from '@bijeen/mail';
import type { Actor, DomainError } from '@bijeen/platform';
import { testApp, testMailing, testRecipient } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { IncomingDesk } from './incoming-desk.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { IncomingModule } from './incoming.module.js';
import { NewAddresses } from './new-addresses.js';
import { ReceivedMails } from './received-mails.js';

const app = testApp(IncomingModule);

interface Guest {
  id: string;
  contactId: string;
  address: string;
}

async function meeting(): Promise<{ actor: Actor; meetingId: string; invite: (over?: Record<string, unknown>) => Promise<Guest> }> {
  const actor = await app.build.owner();
  const { id: meetingId } = await app.build.meeting(actor, { state: 'inviting' });
  const invite = async (over: Record<string, unknown> = {}): Promise<Guest> => {
    const address = `v${randomUUID().slice(0, 8)}@zwolle.example.nl`;
    const contact = await app.build.contact(actor, { email: address, email_key: address });
    const invitation = await app.build.invitation(actor, { id: meetingId }, { email: address, contact_id: contact.id, position_id: contact.positionId, ...over });
    await app.build.link(actor, { id: meetingId }, invitation);
    await mail(actor, meetingId, { ...invitation, address }, 0);
    return { ...invitation, address };
  };
  return { actor, meetingId, invite };
}

/** Writes an invitation into the ledger and says that the relay took it. */
async function mail(actor: Actor, meetingId: string, { id, contactId, address }: Guest, revision: number, kind: 'invitation' | 'reminder-1' = 'invitation'): Promise<void> {
  const recipient = testRecipient(1, { invitationId: id, recipientKey: contactId, address, revision });
  await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(0, { meetingId, kind, recipients: [recipient] })));
  await app.sql(`update outgoing_mail set state = 'sent', sent_at = $2 where invitation_id = $1 and state = 'queued'`, [id, app.clock.now()]);
}

/** The last mail to this guest comes back with this code. */
async function comesBack({ id }: Guest, status: string, words = 'refused'): Promise<void> {
  const [last] = await app.sql<{ id: string }>(`select id from outgoing_mail where invitation_id = $1 and state = 'sent' order by id desc limit 1`, [id]);
  await arrive(app.get(ReturnAddresses).address('bounce', last!.id), [
    'From: MAILER-DAEMON@zwolle.example.nl', 'Subject: Undelivered Mail', `Message-ID: <${randomUUID()}@x.example.nl>`, 'Content-Type: multipart/report; report-type=delivery-status; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'Sorry.', '--b',
    'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; x.example.nl', '', 'Final-Recipient: rfc822; someone@zwolle.example.nl', 'Action: failed', `Status: ${status}`, `Diagnostic-Code: smtp; 550 ${words}`, '', '--b--', '',
  ]);
}

async function arrive(to: string, lines: string[], from = ''): Promise<void> {
  await app.get(IncomingMailStore).keep(Buffer.from(lines.join('\r\n')), { from, to, via: 'smtp' });
  await app.get(IncomingDesk).work();
}

const stateOf = async ({ id }: Guest): Promise<string> => (await app.sql<{ state: string }>('select state from invitation where id = $1', [id]))[0]!.state;
const mailsTo = async ({ id }: Guest): Promise<object[]> => app.sql('select kind, revision, state, reason, to_address as address from outgoing_mail where invitation_id = $1 order by id', [id]);

describe('a mail that comes back because the address does not exist', () => {
  it('closes that address for this organisation: what waits is withdrawn, what is written later too', async () => {
    const { actor, meetingId, invite } = await meeting();
    const guest = await invite();
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(0, { meetingId, kind: 'reminder-1', recipients: [testRecipient(1, { invitationId: guest.id, recipientKey: guest.contactId, address: guest.address })] })));

    await comesBack(guest, '5.1.1', '<script>alert(1)</script> User unknown');
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(0, { meetingId, kind: 'practical', recipients: [testRecipient(1, { invitationId: guest.id, recipientKey: guest.contactId, address: guest.address.toUpperCase() })] })));

    expect(await mailsTo(guest)).toMatchObject([{ kind: 'invitation', state: 'sent' }, { kind: 'reminder-1', state: 'withdrawn', reason: 'undeliverable' }, { kind: 'practical', state: 'withdrawn', reason: 'undeliverable' }]);
    expect((await app.get(MailLedger).list(actor, meetingId)).items.map(({ reason, bounceKind }) => [bounceKind, reason])).toEqual([['hard', null], [null, 'Mail naar dit adres komt terug. Zoek het nieuwe adres.'], [null, 'Mail naar dit adres komt terug. Zoek het nieuwe adres.']]);
  });

  it('is told to other organisations by nobody', async () => {
    const [mine, theirs] = [await meeting(), await meeting()];
    const guest = await mine.invite();
    await comesBack(guest, '5.1.1');
    const same = await theirs.invite();
    await app.sql('update invitation set email = $2 where id = $1', [same.id, guest.address]);

    await mail(theirs.actor, theirs.meetingId, { ...same, address: guest.address }, 1);

    expect(await mailsTo(same)).toMatchObject([{ state: 'sent' }, { revision: 1, state: 'sent' }]);
  });

  it('makes an invitation to a next meeting bounce at once, without mailing', async () => {
    const { actor, invite } = await meeting();
    const guest = await invite();
    await comesBack(guest, '5.1.1');
    const next = await app.build.meeting(actor, { state: 'inviting' });
    const again = await app.build.invitation(actor, next, { email: guest.address, contact_id: guest.contactId, state: 'queued' });

    await mail(actor, next.id, { ...again, address: guest.address }, 0);

    expect(await stateOf({ ...again, address: guest.address })).toBe('bounced');
  });

  it('is the first thing to do when the guest decides', async () => {
    const { actor, meetingId, invite } = await meeting();
    const [alderman, clerk] = [await invite({ display_name: 'wethouder De Boer' }), await invite({ function: 'POLICY_OFFICER' })];
    await comesBack(alderman, '5.1.1');
    await comesBack(clerk, '5.1.1');

    expect(await app.get(ReceivedMails).count(actor, meetingId)).toEqual({ lostDeciding: 1, firstDeciding: { invitationId: alderman.id, name: 'wethouder De Boer' }, lost: 1, unread: 0 });
    expect((await app.get(ReceivedMails).list(actor, meetingId, { limit: 50, kind: undefined, verdict: undefined, after: undefined })).lost.map(({ invitationId }) => invitationId)).toEqual([alderman.id, clerk.id]);
  });
});

describe('a mail that comes back for another reason', () => {
  it.each([['4.2.2', 'over quota', 'soft'], ['5.7.1', 'blocked by policy', 'policy'], ['5.0.0', 'no', 'unknown']])('changes nothing but is shown: %s', async (status, words, kind) => {
    const { actor, meetingId, invite } = await meeting();
    const guest = await invite();

    await comesBack(guest, status, words);

    expect(await stateOf(guest)).toBe('sent');
    expect((await app.get(MailLedger).list(actor, meetingId)).items).toMatchObject([{ state: 'sent', bounceKind: kind }]);
    expect(await app.sql('select * from undeliverable_address')).toEqual([]);
  });

  it('closes the address when it happens to three mails within three weeks', async () => {
    const { actor, meetingId, invite } = await meeting();
    const guest = await invite();
    const after: string[] = [];
    for (const [revision, day] of [[1, '2027-01-12T09:00:00Z'], [2, '2027-02-10T09:00:00Z'], [3, '2027-02-15T09:00:00Z'], [4, '2027-02-20T09:00:00Z']] as const) {
      app.clock.set(day);
      await mail(actor, meetingId, guest, revision);
      await comesBack(guest, '4.2.2', 'mailbox full');
      await comesBack(guest, '4.2.2', 'mailbox full, still');
      after.push(await stateOf(guest));
    }
    expect(after).toEqual(['sent', 'sent', 'sent', 'bounced']);
  });
});

describe('the new address of a guest', () => {
  it('takes the place of the old one, and gets the invitation with the same link', async () => {
    const { actor, meetingId, invite } = await meeting();
    const guest = await invite();
    await comesBack(guest, '5.1.1');

    expect(await app.get(NewAddresses).set(actor, { meetingId, invitationId: guest.id }, { email: 'nieuw@zwolle.example.nl' })).toEqual({ invited: 1 });

    expect(await mailsTo(guest)).toMatchObject([{ revision: 0, state: 'sent', address: guest.address }, { revision: 1, state: 'queued', address: 'nieuw@zwolle.example.nl' }]);
    expect(await app.sql('select email from contact where id = $1', [guest.contactId])).toEqual([{ email: 'nieuw@zwolle.example.nl' }]);
    expect(await app.sql(`select count(*)::int as links from personal_link where invitation_id = $1 and purpose = 'answer'`, [guest.id])).toEqual([{ links: 1 }]);
    expect(await stateOf(guest)).toBe('queued');
  });

  it('may be the old one: then mail goes there again', async () => {
    const { actor, meetingId, invite } = await meeting();
    const guest = await invite();
    await comesBack(guest, '5.1.1');

    await app.get(NewAddresses).set(actor, { meetingId, invitationId: guest.id }, { email: guest.address });

    expect(await mailsTo(guest)).toMatchObject([{ state: 'sent' }, { revision: 1, state: 'queued', address: guest.address }]);
  });

  it('of a secretariat finds everybody back who was invited through it, and mails who has not answered', async () => {
    const { actor, meetingId, invite } = await meeting();
    const secretariat = await app.build.insert('secretariat', { organisation_id: actor.organisationId, name: 'Bestuurssecretariaat', email: 'bestuur@zwolle.example.nl', email_key: 'bestuur@zwolle.example.nl' });
    const through = { email: 'bestuur@zwolle.example.nl', secretariat_id: secretariat.id };
    const [one, other] = [await invite(through), await invite({ ...through, answer: 'no', answer_revision: 1 })];
    await app.sql(`update outgoing_mail set to_address = 'bestuur@zwolle.example.nl', address_hash = (select address_hash from outgoing_mail where invitation_id = $1)`, [one.id]);
    for (const guest of [one, other]) await comesBack(guest, '5.1.1');

    expect(await app.get(NewAddresses).set(actor, { meetingId, invitationId: one.id }, { email: 'college@zwolle.example.nl' })).toEqual({ invited: 1 });

    expect([await stateOf(one), await stateOf(other)]).toEqual(['queued', 'sent']);
    expect(await app.sql('select email from secretariat')).toEqual([{ email: 'college@zwolle.example.nl' }]);
    expect(await app.sql('select distinct email from invitation')).toEqual([{ email: 'college@zwolle.example.nl' }]);
  });

  it('is refused when mail arrives, or when it is somebody else’s; nothing changes then', async () => {
    const { actor, meetingId, invite } = await meeting();
    const [guest, fine] = [await invite(), await invite()];
    await comesBack(guest, '5.1.1');
    const set = async (one: Guest, email: string): Promise<unknown> => app.get(NewAddresses).set(actor, { meetingId, invitationId: one.id }, { email }).catch((error: DomainError) => error.code);

    expect(await set(fine, 'nieuw@zwolle.example.nl')).toBe('incoming.not-lost');
    expect(await set(guest, fine.address)).toBe('contact.email-taken');
    expect([await stateOf(guest), (await mailsTo(guest)).length]).toEqual(['bounced', 1]);
    expect(await set(guest, 'nieuw@zwolle.example.nl')).toEqual({ invited: 1 });
    expect(await set(guest, 'nog@zwolle.example.nl')).toBe('incoming.not-lost');
  });
});
