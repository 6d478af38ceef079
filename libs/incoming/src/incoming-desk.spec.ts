import { ReturnAddresses } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { IncomingDesk } from './incoming-desk.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { IncomingModule } from './incoming.module.js';

const app = testApp(IncomingModule);

const mail = (lines: string[]): Buffer => Buffer.from(lines.join('\r\n'));
const HUMAN = ['From: Anna de Boer <anna@zwolle.example.nl>', 'Subject: Vraag', 'Content-Type: text/plain; charset=utf-8', '', 'Is er parkeerruimte?', ''];

async function guest(): Promise<{ actor: Actor; invitation: { id: string }; to: string }> {
  const actor = await app.build.owner();
  const meeting = await app.build.meeting(actor);
  const invitation = await app.build.invitation(actor, meeting);
  await app.build.link(actor, meeting, invitation);
  return { actor, invitation, to: app.get(ReturnAddresses).address('reply', invitation.id) };
}

const arrive = async (raw: Buffer, to: string, from = 'anna@zwolle.example.nl'): Promise<boolean> => app.get(IncomingMailStore).keep(raw, { from, to, via: 'smtp' });
const received = async (): Promise<Record<string, unknown>[]> => app.sql('select organisation_id, invitation_id, kind, verdict, reason, from_address, subject, body from received_mail order by id');

describe('mail that comes in', () => {
  it('is kept for the organisation whose guest wrote it', async () => {
    const { actor, invitation, to } = await guest();

    expect(await arrive(mail(HUMAN), to)).toBe(true);
    expect(await app.get(IncomingDesk).work()).toBe(1);

    expect(await received()).toMatchObject([{ organisation_id: actor.organisationId, invitation_id: invitation.id, kind: 'message', verdict: 'kept', from_address: 'anna@zwolle.example.nl', subject: 'Vraag', body: 'Is er parkeerruimte?' }]);
    expect(await app.sql('select state, raw from incoming_mail')).toEqual([{ state: 'done', raw: null }]);
  });

  it('counts once, however often it is handed over', async () => {
    const { to } = await guest();

    const kept = await Promise.all(Array.from({ length: 5 }, async () => arrive(mail(HUMAN), to)));
    await app.get(IncomingDesk).work();
    const again = await arrive(mail(HUMAN), to);
    await app.get(IncomingDesk).work();

    expect(kept.filter(Boolean)).toHaveLength(1);
    expect(again).toBe(false);
    expect(await received()).toHaveLength(1);
  });

  it('is nobody’s when the address belongs to nothing', async () => {
    const { to } = await guest();
    await app.sql('delete from personal_link');

    await arrive(mail(HUMAN), to);
    await app.get(IncomingDesk).work();

    expect(await received()).toEqual([]);
    expect(await app.sql('select state, raw from incoming_mail')).toEqual([{ state: 'done', raw: null }]);
  });

  it('is tried again when something broke, and then counts once', async () => {
    const { to } = await guest();
    await arrive(mail(HUMAN), to);
    await app.sql('alter table received_mail rename to elsewhere');
    await app.get(IncomingDesk).work();
    await app.sql('alter table elsewhere rename to received_mail');
    expect(await app.sql('select state, attempt from incoming_mail')).toEqual([{ state: 'waiting', attempt: 1 }]);

    expect(await app.get(IncomingDesk).work()).toBe(0);
    await app.sql(`update incoming_mail set lease_until = clock_timestamp() - interval '1 second'`);
    expect(await app.get(IncomingDesk).work()).toBe(1);

    expect(await received()).toHaveLength(1);
    expect(await app.sql('select state, attempt from incoming_mail')).toEqual([{ state: 'done', attempt: 2 }]);
  });

  it('is put aside when it breaks something every time', async () => {
    const { to } = await guest();
    await arrive(mail(HUMAN), to);
    await app.sql('update incoming_mail set attempt = 10');

    await app.get(IncomingDesk).work();

    expect(await app.sql('select state, reason from incoming_mail')).toEqual([{ state: 'quarantined', reason: 'Deze mail kon telkens niet worden verwerkt.' }]);
    expect(await received()).toEqual([]);
  });

  it('is settled by one of two processes that look at the same time', async () => {
    const { to } = await guest();
    for (let n = 0; n < 40; n += 1) await arrive(mail([`X-Number: ${n}`, ...HUMAN]), to);

    const handled = await Promise.all([app.get(IncomingDesk).work(), app.get(IncomingDesk).work(), app.get(IncomingDesk).work()]);

    expect(handled.reduce((sum, each) => sum + each, 0)).toBe(40);
    expect(await received()).toHaveLength(40);
  });

  it('is only for the eyes of the worker while it waits', async () => {
    const { actor, to } = await guest();
    await arrive(mail(HUMAN), to);

    expect(await app.as(actor, async (tx) => tx.query<object[]>('select * from incoming_mail'))).toEqual([]);
  });
});
