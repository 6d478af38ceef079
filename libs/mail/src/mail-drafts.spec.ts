import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor, DomainError } from '@bijeen/platform';
import { countQueries, testApp, testContent, testMailing, testRecipient } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import type { MailContent, MailKind, MailRecipient } from './mail-content.js';
import { MailCatcher } from './mail-catcher.js';
import { MailDesk } from './mail-desk.js';
import { MailDrafts } from './mail-drafts.js';
import { MailLedger } from './mail-ledger.js';
import { MailReviews } from './mail-reviews.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';
import type { OwnText } from './own-text.js';

const LINKS = { answer: Buffer.alloc(16, 1).toString('base64'), unsubscribe: Buffer.alloc(16, 2).toString('base64') };
const CONTENT = testContent({ unsubscribe: true, blocks: [...testContent().blocks, { kind: 'buttons', buttons: [{ label: 'Ik kom', link: 'answer', style: 'primary' }] }] });
describe('looking at mail before it leaves', () => {
  const app = testApp(MailModule);
  let noor: Actor;
  let meetingId: string;
  beforeEach(async () => {
    noor = await app.build.owner();
    ({ id: meetingId } = await app.build.meeting(noor, { state: 'inviting' }));
  });
  const drafts = (): MailDrafts => app.get(MailDrafts);
  const review = async (...kinds: MailKind[]): Promise<void> => app.get(MailReviews).save(noor, meetingId, kinds);
  const write = async (kind: MailKind, recipients: MailRecipient[], content = CONTENT): Promise<number> =>
    (await app.as(noor, async (tx) => app.get(MailLedger).write(tx, noor, { meetingId, kind, variant: '', content, recipients: recipients.map((recipient) => ({ ...recipient, links: LINKS })) }))).written;
  const send = async (): Promise<void> => void (await app.get(MailSender).send(noor.organisationId));
  const states = async (): Promise<string[]> => (await app.sql<{ state: string }>('select state from outgoing_mail order by id')).map(({ state }) => state);
  const ids = async (): Promise<string[]> => (await drafts().list(noor, meetingId)).items.map(({ id }) => id);
  const subjects = async (address: string): Promise<string[]> => (await app.get(MailCatcher).summaries(await app.get(MailCatcher).list({ to: address }))).map(({ subject }) => subject);
  const refused = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', ({ code }: DomainError) => code);
  const text = (body: string, subject = 'Voor u'): OwnText => ({ subject, texts: [body] });

  it('keeps what is to be looked at as drafts that nobody takes, and lets the rest leave', async () => {
    await review('reminder-1');
    expect([await write('reminder-1', [testRecipient(1), testRecipient(2)]), await write('follow-up', [testRecipient(1)])]).toEqual([2, 1]);

    await send();

    expect(await states()).toEqual(['draft', 'draft', 'sent']);
    expect(await app.get(MailLedger).tally(noor, meetingId)).toEqual({ 'reminder-1': { draft: 2 }, 'follow-up': { sent: 1 } });
    app.clock.set('2027-01-20T09:00:00Z');
    expect(await app.get(MailLedger).lag()).toBe(0);
  });

  it('lets everybody get one mail, and whoever has a text of their own that text', async () => {
    await review('reminder-1');
    await write('reminder-1', [1, 2, 3].map((n) => testRecipient(n, { address: `p${n}.${meetingId}@example.nl` })));
    const before = await app.sql('select id, message_id from outgoing_mail order by id');
    const [, second] = await ids();

    await drafts().edit(noor, meetingId, second!, text('{aanhef},\n\nWij spraken elkaar laatst.', 'Nog even, {aanhef}'));
    expect((await drafts().list(noor, meetingId)).items.map(({ subject, editedBy }) => [subject, editedBy])).toEqual([
      ['Uitnodiging: Inspiratiebijeenkomst Zwolle', null], ['Nog even, Geachte persoon 2', 'Noor Verhoeven'], ['Uitnodiging: Inspiratiebijeenkomst Zwolle', null],
    ]);
    expect(await drafts().release(noor, meetingId, {})).toEqual({ released: 3, stopped: 0 });
    await send();

    expect(await states()).toEqual(['sent', 'sent', 'sent']);
    expect(await Promise.all([1, 2, 3].map(async (n) => subjects(`p${n}.${meetingId}`)))).toEqual([['Uitnodiging: Inspiratiebijeenkomst Zwolle'], ['Nog even, Geachte persoon 2'], ['Uitnodiging: Inspiratiebijeenkomst Zwolle']]);
    expect(await app.sql('select id, message_id from outgoing_mail order by id')).toEqual(before);
    expect(await app.sql('select count(*)::int as n from mailing')).toEqual([{ n: 2 }]);
  });

  it('lets a mail go once when two people let it go at the same time', async () => {
    await review('follow-up');
    await write('follow-up', Array.from({ length: 20 }, (_, n) => testRecipient(n)));

    const done = await Promise.all(Array.from({ length: 8 }, async () => drafts().release(noor, meetingId, {})));

    expect(done.reduce((sum, { released }) => sum + released, 0)).toBe(20);
    expect(await app.sql(`select count(*)::int as n from audit_log where action = 'mail.drafts-released'`)).toEqual([{ n: 1 }]);
  });

  it('lets only those go that were chosen, or those of a kind', async () => {
    await review('follow-up', 'change');
    await write('follow-up', [testRecipient(1), testRecipient(2), testRecipient(3)]);
    await write('call-to-action-reminder', [testRecipient(1)]);
    await write('change', [testRecipient(4)]);

    await drafts().release(noor, meetingId, { ids: (await ids()).slice(1, 2) });
    expect(await states()).toEqual(['draft', 'queued', 'draft', 'queued', 'draft']);
    await drafts().release(noor, meetingId, { kind: 'follow-up' });
    expect(await states()).toEqual(['queued', 'queued', 'queued', 'queued', 'draft']);
  });

  it('shows whom a draft may no longer go to, and withdraws it instead of letting it go', async () => {
    await review('follow-up');
    await write('follow-up', [testRecipient(1), testRecipient(2)]);
    await app.sql(`insert into suppression (organisation_id, email_hash, scope, at, origin) select organisation_id, address_hash, 'organisation', now(), 'link' from outgoing_mail where recipient_key = 'persoon-1'`);

    expect((await drafts().list(noor, meetingId)).items.map(({ stop }) => stop)).toEqual(['Deze persoon wil geen mail meer.', null]);
    expect(await drafts().release(noor, meetingId, {})).toEqual({ released: 1, stopped: 1 });
    await send();
    expect(await states()).toEqual(['withdrawn', 'sent']);
  });

  it('counts an invitation from the moment that it is let go', async () => {
    await review('invitation');
    const guest = await app.build.invitation(noor, { id: meetingId }, { state: 'queued', invited_at: '2027-01-12T09:00:00Z' });
    await write('invitation', [testRecipient(1, { invitationId: guest.id })]);
    app.clock.set('2027-01-15T09:00:00Z');

    await drafts().release(noor, meetingId, {});
    await send();

    expect(await app.sql('select state, invited_at from invitation')).toEqual([{ state: 'sent', invited_at: new Date('2027-01-15T09:00:00Z') }]);
  });

  it('does not hurry a mail that has to wait for another reason', async () => {
    await review('follow-up');
    const later = new Date('2027-01-12T09:10:00Z');
    await app.as(noor, async (tx) => app.get(MailLedger).write(tx, noor, { ...testMailing(1), content: CONTENT, meetingId, kind: 'follow-up', notBefore: later }));
    app.clock.set('2027-01-12T09:05:00Z');

    await drafts().release(noor, meetingId, {});

    expect(await app.sql('select state, next_try_at from outgoing_mail')).toEqual([{ state: 'queued', next_try_at: later }]);
  });

  it.each<[string, OwnText, string]>([
    ['a word that nobody knows', text('Beste {voornaam}'), 'mail.unknown-placeholder'],
    ['a word that is empty for this mail', text('Tot op {datum}'), 'mail.cannot-be-filled'],
    ['more texts than the mail has', { subject: 'Voor u', texts: ['Een', 'Twee'] }, 'mail.draft-changed'],
  ])('refuses %s, and keeps what was there', async (_what, own, code) => {
    await review('follow-up');
    await write('follow-up', [testRecipient(1)]);
    const before = await app.sql('select o.mailing_id, m.content from outgoing_mail o join mailing m on m.id = o.mailing_id');

    expect(await refused(drafts().edit(noor, meetingId, (await ids())[0]!, own))).toBe(code);
    expect(await app.sql('select o.mailing_id, m.content from outgoing_mail o join mailing m on m.id = o.mailing_id')).toEqual(before);
  });

  it('changes nothing of a mail that is no draft any more', async () => {
    await review('follow-up');
    await write('follow-up', [testRecipient(1)]);
    const [id] = await ids();
    await drafts().release(noor, meetingId, {});

    expect(await refused(drafts().edit(noor, meetingId, id!, text('Te laat')))).toBe('mail.not-a-draft');
    await send();
    expect(await refused(app.get(MailDesk).withdraw(noor, meetingId, id!, 'Toch niet'))).toBe('mail.already-left');
  });

  it('takes back a draft, a mail that waits and one that is tried again later, with the reason', async () => {
    await write('follow-up', [testRecipient(1), testRecipient(2)]);
    await app.sql(`update outgoing_mail set state = 'deferred', deferrals = 1 where recipient_key = 'persoon-2'`);
    await review('follow-up');
    await write('follow-up', [testRecipient(3)]);
    const all = await app.sql<{ id: string }>('select id from outgoing_mail order by id');

    for (const { id } of all) await app.get(MailDesk).withdraw(noor, meetingId, id, 'Zij belde al');
    await send();

    expect((await app.get(MailLedger).list(noor, meetingId)).items.map(({ state, reason }) => [state, reason])).toEqual(all.map(() => ['withdrawn', 'Ingetrokken door Noor Verhoeven: Zij belde al']));
    expect(await app.sql(`select count(*)::int as n from audit_log where action = 'mail.withdrawn'`)).toEqual([{ n: 3 }]);
  });

  it('follows the choice of the organisation until the meeting has one of its own', async () => {
    const reviews = app.get(MailReviews);
    await reviews.save(noor, null, ['follow-up']);
    await write('follow-up', [testRecipient(1)]);
    await review('change');
    await write('follow-up', [testRecipient(2)]);
    expect(await reviews.find(noor, meetingId)).toEqual({ kinds: ['change'], own: true });
    await reviews.forget(noor, meetingId);
    await write('follow-up', [testRecipient(3)]);

    expect(await states()).toEqual(['draft', 'queued', 'draft']);
    expect(await reviews.find(noor, meetingId)).toEqual({ kinds: ['follow-up'], own: false });
    expect(await reviews.find(await app.build.owner({ name: 'Het Anker' }), meetingId)).toEqual({ kinds: [], own: false });
  });

  it('lists and lets go of 5,000 drafts in as many statements as of one', async () => {
    await review('follow-up');
    await write('follow-up', Array.from({ length: 5000 }, (_, n) => testRecipient(n)));
    const stop = countQueries(app.get(DataSource));
    const page = await drafts().list(noor, meetingId, { limit: 200 });
    const listed = stop();
    const again = countQueries(app.get(DataSource));
    const { released } = await drafts().release(noor, meetingId, {});

    expect([page.items.length, page.next, listed]).toEqual([200, page.items.at(-1)!.id, 2]);
    expect([released, again()]).toEqual([5000, 7]);
  });

  it.each<[string, Partial<MailContent>, string]>([
    ['a link that leads nowhere', { subject: 'Kijk op https://localhost/a' }, 'link-to-nowhere'],
    ['a word that cannot be filled', { blocks: [{ kind: 'text', text: '{aanhef}, wij schrijven u vanwege {bron}' }] }, 'unfilled'],
    ['no way to opt out', { unsubscribe: false }, 'missing-opt-out'],
  ])('lets none go with %s in one of them, says what to mend, and lets go of the others', async (_what, wrong, code) => {
    await review('follow-up', 'change');
    await write('follow-up', [testRecipient(1)]);
    await write('follow-up', [testRecipient(2)], { ...CONTENT, ...wrong });
    await write('change', [testRecipient(3)]);
    const [good, bad] = await ids();

    for (const which of [{}, { kind: 'follow-up' as const }, { ids: [good!, bad!] }, { ids: [bad!] }]) {
      await expect(drafts().release(noor, meetingId, which)).rejects.toMatchObject({ code: 'mail.blocked', status: 422, members: { findings: [{ kind: 'follow-up', code }] } });
    }
    expect(await states()).toEqual(['draft', 'draft', 'draft']);
    expect(await app.sql(`select from audit_log where action = 'mail.drafts-released'`)).toEqual([]);

    expect(await drafts().release(noor, meetingId, { ids: [good!] })).toEqual({ released: 1, stopped: 0 });
    expect(await drafts().release(noor, meetingId, { kind: 'change' })).toEqual({ released: 1, stopped: 0 });
    expect(await states()).toEqual(['queued', 'draft', 'queued']);
  });

  it('says whose mail it is when somebody wrote it for one person', async () => {
    await review('follow-up');
    await write('follow-up', [testRecipient(1), testRecipient(2)]);
    await drafts().edit(noor, meetingId, (await ids())[1]!, text('{aanhef},\n\nKijk op https://localhost/a.'));

    await expect(drafts().release(noor, meetingId, {})).rejects.toMatchObject({
      message: 'Er is niets verstuurd. Dit moet eerst anders: De link https://localhost/a werkt niet voor wie de mail krijgt. (de tekst voor Persoon 2) Zet het echte adres van de pagina in de tekst.',
    });
  });
});
