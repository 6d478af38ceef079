import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressHash, ReturnAddresses } from '@bijeen/mail';
import { type Actor, Config, readConfig } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { IncomingDesk } from './incoming-desk.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { IncomingModule } from './incoming.module.js';

/** One file of the corpus and what must become of it; `none`: the listener does not even take it. */
interface Case {
  file: string;
  from: string;
  to: string;
  kind: string;
  bounce: string | null;
  invitation: string;
  verdict?: string;
  good?: boolean;
}

const FOLDER = join(import.meta.dirname, '../corpus/bounces');
const CASES = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as Case[];
const app = testApp(IncomingModule);

interface Guest {
  actor: Actor;
  invitationId: string;
  mailId: string;
  address: string;
}

const DAY = 24 * 60 * 60 * 1000;
const ago = (days: number): Date => new Date(app.clock.now().getTime() - days * DAY);

/** An invitation that was mailed, with the mail in the ledger. */
async function mailed(actor: Actor, meeting: { id: string }, { state = 'sent', sentAt = ago(0) }: { state?: string; sentAt?: Date | null } = {}): Promise<Guest> {
  const address = `v${randomUUID().slice(0, 8)}@zwolle.example.nl`;
  const invitation = await app.build.invitation(actor, meeting, { email: address });
  await app.build.link(actor, meeting, invitation);
  const mailing = await app.build.insert('mailing', { organisation_id: actor.organisationId, meeting_id: meeting.id, kind: 'invitation', content: '{}', created_at: ago(1) });
  const { id: mailId } = await app.build.insert('outgoing_mail', {
    organisation_id: actor.organisationId, mailing_id: mailing.id, meeting_id: meeting.id, invitation_id: invitation.id, kind: 'invitation', recipient_key: invitation.contactId, to_address: address, to_name: 'A. de Boer',
    address_hash: addressHash(app.get(Config).secretKey, address), message_id: `<${randomUUID()}@bijeen.example.org>`, state, sent_at: sentAt, next_try_at: ago(1), created_at: ago(1),
  });
  return { actor, invitationId: invitation.id, mailId, address };
}

/** Everything a file may refer to, for one case. */
async function scene(one: { actor: Actor; meeting: { id: string }; foreign: Guest; other: Guest }): Promise<{ guest: Guest; fill: (text: string) => string }> {
  const addresses = app.get(ReturnAddresses);
  const strangers = new ReturnAddresses(readConfig({ SECRET_KEY: 'a key that is not the one of this installation' }));
  const unsent = one.meeting;
  const guest = await mailed(one.actor, unsent);
  const verp = addresses.address('bounce', guest.mailId);
  const token = (id: string): string => /\+(\w+)@/.exec(addresses.address('bounce', id))![1]!;
  const filling: Record<string, string> = {
    'VERP': verp, 'ENVID': token(guest.mailId), 'RCPT': guest.address, 'REPLY': addresses.address('reply', guest.invitationId),
    'CUT_VERP': verp.replace(/.{9}@/, '@'), 'CHANGED_VERP': verp.replace(/(.)(.{9})@/, (_all, letter: string, rest: string) => `${letter === 'a' ? 'b' : 'a'}${rest}@`),
    'PURPOSE_VERP': addresses.address('reply', guest.mailId).replace('antwoord+', 'retour+'), 'FORGED_VERP': strangers.address('bounce', guest.mailId), 'GONE_VERP': addresses.address('bounce', randomUUID()),
    'OTHER_ENVID': token(one.other.mailId), 'FOREIGN_ENVID': token(one.foreign.mailId), 'HUGE': 'A'.repeat(300_000),
  };
  return { guest, fill: (text) => text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => filling[name] ?? _all) };
}

const fact = async (guest: Guest): Promise<{ bounce: string | null; invitation: string; kinds: string[]; verdicts: string[] }> => {
  const [row] = await app.sql<{ bounce: string | null; invitation: string; kinds: string[]; verdicts: string[] }>(
    `select o.bounce_kind as bounce, i.state as invitation,
       array(select kind from received_mail r where r.invitation_id = i.id) as kinds, array(select verdict from received_mail r where r.invitation_id = i.id) as verdicts
     from outgoing_mail o join invitation i on i.id = o.invitation_id where o.id = $1`,
    [guest.mailId],
  );
  return row!;
};

describe('the corpus of reports', () => {
  it('has a hundred files, of which a tenth is good', () => {
    expect(CASES).toHaveLength(100);
    expect(CASES.filter(({ good }) => good).length).toBeGreaterThanOrEqual(10);
    expect(new Set(CASES.map(({ file }) => file.split('-')[0]))).toEqual(new Set(['system', 'rfc3464', 'utf8', 'riddle', 'forged', 'other', 'broken']));
  });

  it('is judged right, every one, and touches nobody else', async () => {
    const [actor, stranger] = [await app.build.owner(), await app.build.owner()];
    const meeting = await app.build.meeting(actor);
    const [other, foreign] = [await mailed(actor, meeting), await mailed(stranger, await app.build.meeting(stranger))];
    const asked: { one: Case; guest: Guest }[] = [];
    for (const one of CASES) {
      const { guest, fill } = await scene({ actor, meeting, foreign, other });
      if (one.to === '{{OLD_VERP}}') await app.sql('update outgoing_mail set sent_at = $2 where id = $1', [guest.mailId, ago(40)]);
      if (one.to === '{{UNSENT_VERP}}') await app.sql(`update outgoing_mail set state = 'queued', sent_at = null where id = $1`, [guest.mailId]);
      const to = fill(one.to.replace(/OLD_VERP|UNSENT_VERP/, 'VERP'));
      const raw = readFileSync(join(FOLDER, one.file), 'latin1');
      const store = app.get(IncomingMailStore);
      if (store.accepts(to)) await store.keep(Buffer.from(fill(raw), 'latin1'), { from: fill(one.from), to, via: 'smtp' });
      asked.push({ one, guest });
    }

    await app.get(IncomingDesk).work();

    const wrong: unknown[] = [];
    for (const { one, guest } of asked) {
      const { bounce, invitation, kinds, verdicts } = await fact(guest);
      const expected = { file: one.file, bounce: one.bounce, invitation: one.invitation, kinds: one.kind === 'none' ? [] : [one.kind], verdicts: one.verdict ? [one.verdict] : verdicts };
      if (JSON.stringify({ file: one.file, bounce, invitation, kinds, verdicts }) !== JSON.stringify(expected)) wrong.push({ file: one.file, expected, found: { bounce, invitation, kinds, verdicts } });
    }
    expect(wrong).toEqual([]);
    for (const bystander of [other, foreign]) expect(await fact(bystander)).toEqual({ bounce: null, invitation: 'sent', kinds: [], verdicts: [] });
    expect(await app.sql(`select count(*)::int as waiting from incoming_mail where state = 'waiting'`)).toEqual([{ waiting: 0 }]);
  });

  it('changes nothing the second time', async () => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    const other = await mailed(actor, meeting);
    const { guest, fill } = await scene({ actor, meeting, foreign: other, other });
    const raw = Buffer.from(fill(readFileSync(join(FOLDER, 'system-01-postfix-unknown-local.eml'), 'latin1')), 'latin1');
    const to = app.get(ReturnAddresses).address('bounce', guest.mailId);

    for (const again of [raw, raw, Buffer.concat([Buffer.from('X-Another: hop\r\n'), raw])]) {
      await app.get(IncomingMailStore).keep(again, { from: '', to, via: 'imap' });
      await app.get(IncomingDesk).work();
    }

    expect(await fact(guest)).toEqual({ bounce: 'hard', invitation: 'bounced', kinds: ['bounce', 'bounce'], verdicts: ['applied', 'ignored'] });
    expect(await app.sql('select kind from undeliverable_address')).toEqual([{ kind: 'hard' }]);
  });
});
