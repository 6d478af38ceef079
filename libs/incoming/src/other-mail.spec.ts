import { MailLedger, ReturnAddresses } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { testApp, testMailing, testRecipient } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { IncomingCleaner } from './incoming-cleaner.js';
import { IncomingDesk } from './incoming-desk.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { IncomingModule } from './incoming.module.js';
import { ReceivedMails } from './received-mails.js';

const app = testApp(IncomingModule);

/** A guest whose invitation was sent. */
async function invited(): Promise<{ actor: Actor; meetingId: string; guest: { id: string }; mailId: string }> {
  const actor = await app.build.owner();
  const meeting = await app.build.meeting(actor, { state: 'inviting' });
  const guest = await app.build.invitation(actor, meeting);
  await app.build.link(actor, meeting, guest);
  const recipient = testRecipient(1, { invitationId: guest.id, recipientKey: guest.contactId });
  await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(0, { meetingId: meeting.id, kind: 'invitation', recipients: [recipient] })));
  const [mail] = await app.sql<{ id: string }>(`update outgoing_mail set state = 'sent', sent_at = $1 returning id`, [app.clock.now()]);
  return { actor, meetingId: meeting.id, guest, mailId: mail!.id };
}

async function arrive(to: string, lines: string[], from = ''): Promise<void> {
  await app.get(IncomingMailStore).keep(Buffer.from(lines.join('\r\n')), { from, to, via: 'smtp' });
  await app.get(IncomingDesk).work();
}

describe('other mail that comes in', () => {
  const FROM = 'From: Anna de Boer <anna@zwolle.example.nl>';

  it('is a wish for no more mail when somebody reports spam', async () => {
    const { actor, guest, mailId } = await invited();
    const report = ['From: fbl@example.net', 'Content-Type: multipart/report; report-type=feedback-report; boundary=b', '', '--b', 'Content-Type: message/feedback-report', '', 'Feedback-Type: abuse', 'Version: 1', '', '--b--', ''];

    for (const extra of ['X: 1', 'X: 2']) await arrive(app.get(ReturnAddresses).address('bounce', mailId), [extra, ...report], 'fbl@example.net');

    expect(await app.sql('select scope, origin, email_hash = (select address_hash from outgoing_mail) as same from suppression')).toEqual([{ scope: 'organisation', origin: 'complaint', same: true }]);
    expect((await app.get(ReceivedMails).ofGuest(actor, guest.id)).map(({ verdict }) => verdict)).toEqual(['ignored', 'applied']);
    expect(await app.sql('select state from invitation')).toEqual([{ state: 'sent' }]);
  });

  it('shows until when somebody is away', async () => {
    const { actor, guest } = await invited();

    await arrive(app.get(ReturnAddresses).address('reply', guest.id), [FROM, 'Subject: Automatisch antwoord: Uitnodiging', 'Auto-Submitted: auto-replied', '', 'Ik ben weer aanwezig op maandag 25 januari.']);

    expect(await app.get(ReceivedMails).ofGuest(actor, guest.id)).toMatchObject([{ kind: 'auto-reply', absentUntil: '2027-01-25', reason: 'Een automatisch antwoord: afwezig tot maandag 25 januari 2027.' }]);
    expect(await app.sql('select count(*)::int as mails from outgoing_mail')).toEqual([{ mails: 1 }]);
  });

  it('waits to be read when a person wrote it; reading is an act', async () => {
    const { actor, meetingId, guest } = await invited();
    await arrive(app.get(ReturnAddresses).address('reply', guest.id), [FROM, 'Subject: Vraag', 'Content-Type: text/html', '', '<p>Is er <b>parkeerruimte</b>?</p><script>alert(1)</script>'], 'anna@zwolle.example.nl');
    const received = app.get(ReceivedMails);
    const [mail] = await received.ofGuest(actor, guest.id);

    expect((await received.find(actor, meetingId, mail!.id)).mail.body).toBe('Is er parkeerruimte ?');
    expect((await received.count(actor, meetingId)).unread).toBe(1);
    await received.seen(actor, meetingId, mail!.id);
    expect((await received.count(actor, meetingId)).unread).toBe(0);
  });

  it('has an end date', async () => {
    const { actor, guest } = await invited();
    await arrive(app.get(ReturnAddresses).address('reply', guest.id), [FROM, '', 'Dag']);
    const left = async (): Promise<object> => ({ incoming: (await app.sql('select from incoming_mail')).length, received: (await app.get(ReceivedMails).ofGuest(actor, guest.id)).length });

    app.clock.set(new Date(app.clock.now().getTime() + 31 * 86_400_000));
    await app.get(IncomingCleaner).clean();
    expect(await left()).toEqual({ incoming: 0, received: 1 });
    app.clock.set(new Date(app.clock.now().getTime() + 150 * 86_400_000));
    expect(await app.get(IncomingCleaner).clean()).toBe(1);
    expect(await left()).toEqual({ incoming: 0, received: 0 });
  });
});
