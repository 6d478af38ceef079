import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testApp, testMailing, testRecipient, until } from '@bijeen/testing';
import { MAIL_CLASSES } from './mail-classes.js';
import { MAIL_KINDS, type MailKind } from './mail-content.js';
import { MailLedger } from './mail-ledger.js';
import { MailModule } from './mail.module.js';
import { MailSender } from './mail-sender.js';
import { DEFAULT_SENDER_SETTINGS } from './sender-settings.js';

const STATE: Partial<Record<MailKind, string>> = { cancellation: 'cancelled', postponement: 'postponed' };
const ORGANISATION = `insert into suppression (organisation_id, email_hash, scope, origin, at) select organisation_id, address_hash, 'organisation', 'page', $1 from outgoing_mail`;
const MEETING = `insert into suppression (organisation_id, email_hash, scope, meeting_id, origin, at) select organisation_id, address_hash, 'meeting', meeting_id, 'page', $1 from outgoing_mail`;
const EVERYTHING = `insert into platform_stop (email_hash, origin, at) select distinct address_hash, 'page', $1::timestamptz from outgoing_mail`;
const BEFORE = '2027-01-01T09:00:00Z';
const AFTER = '2027-01-13T09:00:00Z';

describe('what a stop does to a kind of mail', () => {
  const app = testApp(MailModule);
  /** One mail of this kind that nothing else would hold back, to a guest who comes, or does not. */
  const mail = async (kind: MailKind, { coming = false, calendar = false, about = {} } = {}): Promise<Actor> => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor, { state: STATE[kind] ?? 'inviting' });
    const saidYes = { previous_answer: 'yes', previous_starts_at: BEFORE };
    const came = kind === 'asked-again' ? saidYes : { answer: 'yes', place: kind === 'offer' ? 'offered' : 'confirmed', ...(kind === 'offer' && { offer_until: '2027-02-01T09:00:00Z' }), answered_at: BEFORE };
    const invitation = await app.build.invitation(actor, meeting, coming ? came : about);
    const ics = { method: 'CANCEL' as const, ics: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' };
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(0, { meetingId: meeting.id, kind, recipients: [testRecipient(1, { invitationId: invitation.id, calendar: calendar ? ics : null })] })));
    await app.sql(`update outgoing_mail set revision = (select answer_revision from invitation where id = $1)`, [invitation.id]);
    return actor;
  };
  const reason = async (): Promise<unknown> => (await app.sql<{ reason: string | null }>('select stopped.reason from outgoing_mail o cross join mail_stop_reason(o, $1) stopped', [app.clock.now()]))[0]!.reason;
  const claimed = async (actor: Actor): Promise<unknown> => {
    await app.get(MailSender).send(actor.organisationId);
    return (await app.sql<{ reason: string | null }>('select reason from outgoing_mail'))[0]!.reason;
  };

  it('is written down once: the database says the same, and takes an unknown kind for news', async () => {
    const rows = await app.sql('select kind, mail_class(kind) as class from unnest($1::text[]) kind', [[...MAIL_KINDS, 'unheard-of']]);
    expect(rows).toEqual([...MAIL_KINDS.map((kind) => ({ kind, class: MAIL_CLASSES[kind] })), { kind: 'unheard-of', class: 'news' }]);
  });

  describe.each([['organisation', ORGANISATION], ['meeting', MEETING]])('opting out of this %s', (_scope, stop) => {
    it.each(MAIL_KINDS.map((kind) => [MAIL_CLASSES[kind], kind] as const))('%s: %s', async (mailClass, kind) => {
      const actor = await mail(kind);
      await app.sql(stop, [AFTER]);
      expect((await reason()) === 'unsubscribed').toBe(mailClass === 'news' || mailClass === 'agreed');
      if (mailClass === 'news') expect(await claimed(actor)).toBe('unsubscribed');
    });

    it.each(MAIL_KINDS.filter((kind) => MAIL_CLASSES[kind] === 'agreed'))('leaves the %s to who comes', async (kind) => {
      const actor = await mail(kind, { coming: true });
      await app.sql(stop, [AFTER]);
      expect(await claimed(actor)).toBeNull();
    });
  });

  it('leaves what is agreed to who has the item in the calendar, and takes it out of there', async () => {
    await mail('postponement', { about: { calendar_stamp: BEFORE } });
    await app.sql(ORGANISATION, [AFTER]);
    expect(await reason()).toBeNull();
    await mail('cancellation', { calendar: true });
    await app.sql(`delete from outgoing_mail where kind <> 'cancellation'`);
    await app.sql(ORGANISATION, [AFTER]);
    expect(await reason()).toBeNull();
  });

  it.each(MAIL_KINDS.map((kind) => [MAIL_CLASSES[kind], kind] as const))('opting out of everything: %s, %s to who comes', async (mailClass, kind) => {
    const actor = await mail(kind, { coming: true, calendar: kind === 'cancellation' });
    await app.sql(EVERYTHING, [AFTER]);
    expect(await claimed(actor)).toBe(mailClass === 'colleague' ? null : 'unsubscribed-everything');
  });

  it.each(MAIL_KINDS.filter((kind) => MAIL_CLASSES[kind] === 'own-act'))('sends the %s after everything was stopped, because the person acted after that', async (kind) => {
    const actor = await mail(kind, { coming: true });
    await app.sql(EVERYTHING, [BEFORE]);
    expect(await claimed(actor)).toBeNull();
  });

  it.each(MAIL_KINDS.map((kind) => [MAIL_CLASSES[kind], kind] as const))('does not send where mail comes back: %s, %s', async (mailClass, kind) => {
    const actor = await mail(kind, { coming: true });
    const bounced = async (at: string): Promise<unknown> => app.sql(`insert into undeliverable_address (organisation_id, address_hash, kind, said, outgoing_mail_id, at) select organisation_id, address_hash, 'hard', '550 5.1.1 unknown', id, $1 from outgoing_mail`, [at]);
    await bounced(AFTER);
    expect(await reason()).toBe('undeliverable');
    await app.sql('delete from undeliverable_address');
    await bounced(BEFORE);
    expect(await claimed(actor)).toBe(mailClass === 'own-act' ? null : 'undeliverable');
  });

  it('ends with taking it back', async () => {
    const actor = await mail('invitation');
    await app.sql(EVERYTHING, [AFTER]);
    await app.sql('update platform_stop set withdrawn_at = $1', [AFTER]);
    expect(await claimed(actor)).toBeNull();
  });

  it('lets out at most the mails in flight when somebody opts out of everything in mid-send (R12)', async () => {
    const actor = await app.build.owner();
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(2000, { kind: 'invitation' })));
    await app.sql(`update outgoing_mail set address_hash = decode(repeat('ab', 32), 'hex')`);
    const sent = async (): Promise<number> => (await app.sql<{ mails: number }>(`select count(*)::int as mails from outgoing_mail where state = 'sent'`))[0]!.mails;
    const inHand = async (): Promise<number> => (await app.sql<{ mails: number }>(`select count(*)::int as mails from outgoing_mail where state in ('sent', 'sending')`))[0]!.mails;
    const sending = app.get(MailSender).send(actor.organisationId);
    await until(async () => (await sent()) > 100);

    await app.sql(EVERYTHING, [app.clock.now()]);
    const before = await inHand();
    await sending;

    expect((await sent()) - before).toBeLessThanOrEqual(DEFAULT_SENDER_SETTINGS.lines);
    expect(await app.sql(`select distinct reason from outgoing_mail where state <> 'sent'`)).toEqual([{ reason: 'unsubscribed-everything' }]);
  });
});

describe('a stop of everything', () => {
  const app = testApp(MailModule);
  const hash = (byte: string): Buffer => Buffer.alloc(32, byte);
  const seen = async (actor: Actor): Promise<unknown> => app.as(actor, async (tx) => tx.query(`select encode(email_hash, 'escape') like 'a%' as a from platform_stop`));

  it('is seen only of addresses that an organisation has among its own contacts', async () => {
    const [noor, other] = [await app.build.owner(), await app.build.owner()];
    await app.build.contact(noor, { email_hash: hash('a') });
    for (const byte of ['a', 'b']) await app.build.insert('platform_stop', { email_hash: hash(byte), origin: 'page', at: app.clock.now() });

    expect([await seen(noor), await seen(other)]).toEqual([[{ a: true }], []]);
    expect(await app.as(other, async (tx) => tx.query('select stopped_everywhere($1) is not null as asked, (select count(*)::int from stopped_among($2)) as among', [hash('b'), [hash('a'), hash('b'), hash('c')]]))).toEqual([{ asked: true, among: 2 }]);
  });

  it('is made and taken back only by who has that address in hand, never by an organisation', async () => {
    const noor = await app.build.owner();
    await app.build.contact(noor, { email_hash: hash('a') });
    await app.build.insert('platform_stop', { email_hash: hash('a'), origin: 'page', at: app.clock.now() });

    expect((await app.as(noor, async (tx) => tx.query<[unknown, number]>('update platform_stop set withdrawn_at = at')))[1]).toBe(0);
    await expect(app.as(noor, async (tx) => tx.query('insert into platform_stop (email_hash, origin, at) values ($1, $2, now())', [hash('b'), 'page']))).rejects.toThrow('row-level security');
    expect((await app.as(noor, async (tx) => tx.query<[unknown, number]>('delete from platform_stop')))[1]).toBe(0);
  });
});
