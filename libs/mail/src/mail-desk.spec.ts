import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor, DomainError } from '@bijeen/platform';
import { countQueries, testApp, testContent, testRecipient } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import type { MailKind } from './mail-content.js';
import { type LedgerMail, MailDesk } from './mail-desk.js';
import { MailLedger } from './mail-ledger.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';

describe('one mail on the desk', () => {
  const app = testApp(MailModule);
  let noor: Actor;
  let meetingId: string;
  let guest: { id: string; contactId: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    ({ id: meetingId } = await app.build.meeting(noor, { state: 'inviting' }));
    guest = await app.build.invitation(noor, { id: meetingId }, { state: 'queued' });
  });
  const desk = (): MailDesk => app.get(MailDesk);
  /** One mail to the guest, sent or left as it is. */
  const mail = async (kind: MailKind, state: 'sent' | 'queued' = 'sent'): Promise<string> => {
    const recipient = testRecipient(1, { invitationId: guest.id, recipientKey: guest.contactId, address: 'oud@zwolle.example.nl' });
    await app.as(noor, async (tx) => app.get(MailLedger).write(tx, noor, { meetingId, kind, variant: '', content: testContent(), recipients: [recipient] }));
    if (state === 'sent') await app.get(MailSender).send(noor.organisationId);
    return (await app.sql<{ id: string }>('select id from outgoing_mail order by id desc limit 1'))[0]!.id;
  };
  const found = async (id: string): Promise<LedgerMail> => desk().find(noor, meetingId, id);
  const refused = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', ({ code }: DomainError) => code);

  it('shows what a mail looked like and where it stands, in two queries', async () => {
    const id = await mail('invitation');
    const stop = countQueries(app.get(DataSource));
    const shown = await found(id);

    expect(stop()).toBe(3);
    expect(shown).toMatchObject({ state: 'sent', attempt: 1, address: 'oud@zwolle.example.nl', mayWithdraw: false, mayResend: true, stop: null, copy: 0, acts: [] });
    expect(shown.rendered?.text).toContain('Geachte persoon 1');
    expect(shown.rendered?.html).not.toContain('http');
  });

  it('is not there for another organisation, nor under another meeting', async () => {
    const id = await mail('invitation');
    const other = await app.build.meeting(noor);

    expect(await refused(desk().find(await app.build.owner({ name: 'Het Anker' }), meetingId, id))).toBe('not-found');
    expect(await refused(desk().withdraw(noor, other.id, id, 'Mag niet'))).toBe('not-found');
  });

  it('is sent once more as a mail of its own, to the address of now', async () => {
    const id = await mail('invitation');
    await app.sql(`update contact set email = 'nieuw@zwolle.example.nl', email_key = 'nieuw@zwolle.example.nl' where id = $1`, [guest.contactId]);

    const copy = await desk().sendCopy(noor, meetingId, id, 0);
    await app.get(MailSender).send(noor.organisationId);

    const rows = await app.sql('select to_address, state, revision, copy from outgoing_mail order by copy');
    expect(rows).toEqual([{ to_address: 'oud@zwolle.example.nl', state: 'sent', revision: 0, copy: 0 }, { to_address: 'nieuw@zwolle.example.nl', state: 'sent', revision: 0, copy: 1 }]);
    expect((await found(copy)).messageId).not.toBe((await found(id)).messageId);
    expect((await found(id)).acts).toMatchObject([{ by: 'Noor Verhoeven', action: 'mail.sent-once-more' }]);
  });

  it('makes one copy when the button is pressed twice', async () => {
    const id = await mail('invitation');
    const presses = await Promise.all([1, 2, 3, 4].map(async () => refused(desk().sendCopy(noor, meetingId, id, 0))));

    expect(presses.sort()).toEqual(['done', 'mail.copied-already', 'mail.copied-already', 'mail.copied-already']);
    expect(await app.sql('select count(*)::int as n from outgoing_mail')).toEqual([{ n: 2 }]);
  });

  it('leaves the way free for the next real mail of that kind', async () => {
    const id = await mail('follow-up');
    await desk().sendCopy(noor, meetingId, id, 0);
    const recipient = testRecipient(1, { invitationId: guest.id, recipientKey: guest.contactId, revision: 1 });

    expect(await app.as(noor, async (tx) => app.get(MailLedger).write(tx, noor, { meetingId, kind: 'follow-up', variant: '', content: testContent(), recipients: [recipient] }))).toEqual({ written: 1 });
  });

  it.each<[string, string, string]>([
    ['opted out', `insert into suppression (organisation_id, email_hash, scope, at, origin) select organisation_id, address_hash, 'organisation', now(), 'link' from outgoing_mail`, 'Deze persoon wil geen mail meer.'],
    ['answered', `update invitation set answer = 'yes', place = 'confirmed', place_since = now()`, 'Deze persoon had al geantwoord.'],
    ['has no address any more', `update contact set email = null, email_key = null`, 'Er is geen e-mailadres meer van deze persoon.'],
  ])('is not sent once more to somebody who %s', async (_who, change, reason) => {
    const id = await mail('invitation');
    await app.sql(change);

    await expect(desk().sendCopy(noor, meetingId, id, 0)).rejects.toThrow(reason);
    expect(await app.sql('select copy from outgoing_mail')).toEqual([{ copy: 0 }]);
  });

  it('goes to the new address when mail to the old one comes back, and to neither when both do', async () => {
    const id = await mail('follow-up');
    const comesBack = `insert into undeliverable_address (organisation_id, address_hash, kind, said, outgoing_mail_id, at) select organisation_id, address_hash, 'hard', 'User unknown', id, now() from outgoing_mail order by copy desc limit 1`;
    const moves = async (address: string): Promise<unknown> => app.sql('update contact set email = $2, email_key = $2 where id = $1', [guest.contactId, address]);
    await app.sql(comesBack);
    await moves('oud@zwolle.example.nl');
    expect((await found(id)).mayResend).toBe(false);
    await moves('nieuw@zwolle.example.nl');
    await desk().sendCopy(noor, meetingId, id, 0);
    await app.get(MailSender).send(noor.organisationId);
    expect(await app.sql('select to_address, state from outgoing_mail where copy = 1')).toEqual([{ to_address: 'nieuw@zwolle.example.nl', state: 'sent' }]);
    await app.sql(comesBack);
    await expect(desk().sendCopy(noor, meetingId, id, 1)).rejects.toThrow('Mail naar nieuw@zwolle.example.nl komt terug. Vul bij de relatie eerst het nieuwe adres in.');
  });

  it('is not sent once more while it is still on its way, and a test not at all', async () => {
    expect([(await found(await mail('invitation', 'queued'))).mayResend, (await found(await mail('test'))).mayResend]).toEqual([false, false]);
  });

  it('can be found by a part of the name or the address', async () => {
    await mail('invitation');
    const count = async (person: string): Promise<number> => (await app.get(MailLedger).list(noor, meetingId, { person })).items.length;

    expect([await count('persoon'), await count('OUD@'), await count('iemand anders'), await count('%')]).toEqual([1, 1, 0, 0]);
  });
});
