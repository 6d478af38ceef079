import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadMeeting } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { MailPlanClock } from './mail-plan-clock.js';
import { MailPlanService } from './mail-plan.service.js';
import type { PlannedKind } from './mail-rules.js';
import { MailingsModule } from './mailings.module.js';

interface Written {
  name: string;
  variant: string;
}

describe('planned mail', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let meetingId: string;
  beforeEach(async () => {
    noor = await app.build.owner();
    meetingId = await meeting();
  });
  const meeting = async (overrides: object = {}): Promise<string> => {
    const { id } = await app.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-12T09:00:00Z', ...overrides });
    await app.as(noor, async (tx) => app.get(MailPlanService).recompute(tx, noor, await loadMeeting(tx, id)));
    return id;
  };
  const guest = async (name: string, overrides: object = {}): Promise<{ id: string }> => app.build.invitation(noor, { id: meetingId }, { display_name: name, sort_name: name, invited_at: '2027-01-12T09:00:00Z', ...overrides });
  const at = async (moment: string): Promise<number> => {
    app.clock.set(moment);
    return app.get(MailPlanClock).runDue();
  };
  const written = async (kind: PlannedKind): Promise<Written[]> => app.sql(`select o.to_name as name, m.variant from outgoing_mail o join mailing m on m.id = o.mailing_id where o.kind = $1 order by o.to_name`, [kind]);
  const row = async (kind: PlannedKind): Promise<object> => (await app.sql('select state, recipients, reason, settled_by from planned_mail where meeting_id = $1 and kind = $2', [meetingId, kind]))[0]!;

  it('reminds who did not answer, and nobody else', async () => {
    await guest('Stil');
    for (const answer of ['yes', 'no', 'maybe']) await guest(answer, { answer });
    await guest('Kapot adres', { state: 'bounced' });
    await guest('Nooit bereikt', { state: 'queued' });
    await guest('Gisteren uitgenodigd', { invited_at: '2027-02-14T08:00:00Z' });

    expect(await at('2027-02-15T07:59:59Z')).toBe(0);
    expect(await at('2027-02-15T08:00:00Z')).toBe(1);

    expect(await written('reminder-1')).toEqual([{ name: 'Stil', variant: 'alderman' }]);
    expect(await row('reminder-1')).toEqual({ state: 'done', recipients: 1, reason: null, settled_by: 'Bijeen' });
    expect(await at('2027-02-15T08:00:05Z')).toBe(0);
  });

  it('reminds somebody whose invitation left although its state was not kept up', async () => {
    const { id } = await guest('Onderweg', { state: 'queued' });
    const mailing = await app.build.insert('mailing', { organisation_id: noor.organisationId, meeting_id: meetingId, kind: 'invitation', content: '{}', created_at: app.clock.now() });
    await app.build.insert('outgoing_mail', { organisation_id: noor.organisationId, mailing_id: mailing.id, meeting_id: meetingId, invitation_id: id, kind: 'invitation', recipient_key: id, to_address: 'o@example.nl', to_name: 'Onderweg', address_hash: Buffer.alloc(32), message_id: '<1@example.nl>', state: 'sent', next_try_at: app.clock.now(), created_at: app.clock.now() });

    await at('2027-02-15T08:00:00Z');

    expect(await written('reminder-1')).toEqual([{ name: 'Onderweg', variant: 'alderman' }]);
  });

  it('carries the ways to answer, the salutation and the date by which', async () => {
    await guest('A. de Boer', { salutation: 'Geachte mevrouw De Boer', travel_minutes: 25 });
    await at('2027-02-15T08:00:00Z');

    const [mail] = await app.sql(`select m.content, o."values", o.links from outgoing_mail o join mailing m on m.id = o.mailing_id`);
    expect(mail!['values']).toMatchObject({ aanhef: 'Geachte mevrouw De Boer', reistijd: 'circa 25 minuten (schatting)', functie: 'wethouder', gemeente: 'Zwolle', bron: 'Eigen adresboek' });
    expect(mail!['content'].values).toMatchObject({ antwoord_voor: 'donderdag 25 februari 2027' });
    expect(Object.keys(mail!['links']).sort()).toEqual(['answer', 'unsubscribe']);
    expect(await app.sql('select purpose from personal_link order by purpose')).toEqual([{ purpose: 'answer' }, { purpose: 'unsubscribe' }]);
  });

  it('leaves out, and does not count, who wants no more mail', async () => {
    const mailing = await app.build.insert('mailing', { organisation_id: noor.organisationId, meeting_id: meetingId, kind: 'invitation', content: '{}', created_at: app.clock.now() });
    const invited = async (name: string): Promise<Buffer> => {
      const { id } = await guest(name);
      const hash = Buffer.alloc(32, name);
      await app.build.insert('outgoing_mail', { organisation_id: noor.organisationId, mailing_id: mailing.id, meeting_id: meetingId, invitation_id: id, kind: 'invitation', recipient_key: id, to_address: 'o@example.nl', to_name: name, address_hash: hash, message_id: name, state: 'sent', next_try_at: app.clock.now(), created_at: app.clock.now() });
      return hash;
    };
    const stop = { organisation_id: noor.organisationId, origin: 'link', at: app.clock.now() };
    await app.build.insert('suppression', { ...stop, email_hash: await invited('Nooit meer'), scope: 'organisation' });
    await app.build.insert('suppression', { ...stop, email_hash: await invited('Niet over deze'), scope: 'meeting', meeting_id: meetingId });
    await app.build.insert('suppression', { ...stop, email_hash: await invited('Niet over een andere'), scope: 'meeting', meeting_id: await meeting() });
    await app.build.insert('suppression', { ...stop, email_hash: await invited('Toch weer wel'), scope: 'organisation', withdrawn_at: app.clock.now() });

    expect((await app.get(MailPlanService).find(noor, meetingId, 'reminder-1')).expectedRecipients).toBe(2);
    await at('2027-02-15T08:00:00Z');

    expect((await written('reminder-1')).map(({ name }) => name)).toEqual(['Niet over een andere', 'Toch weer wel']);
  });

  it('goes through the secretariat of whoever was invited that way, and says so there', async () => {
    const { id } = await app.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Bestuurssecretariaat', email: 'bestuur@zwolle.example.nl', email_key: 'bestuur@zwolle.example.nl' });
    await guest('A. de Boer', { secretariat_id: id, email: 'bestuur@zwolle.example.nl' });
    await guest('Stil');
    await at('2027-02-15T08:00:00Z');

    const mails = await app.sql(`select o.to_name, o.to_address, m.variant, coalesce(m.content->'blocks'->0->>'text', '') like '%secretariaat%' as says_so from outgoing_mail o join mailing m on m.id = o.mailing_id order by m.variant`);
    expect(mails).toEqual([
      expect.objectContaining({ to_name: 'Stil', variant: 'alderman', says_so: false }),
      { to_name: 'Secretariaat van A. de Boer', to_address: 'bestuur@zwolle.example.nl', variant: 'alderman-secretariat', says_so: true },
    ]);
    expect(await row('reminder-1')).toMatchObject({ recipients: 2 });
  });

  it('tells practical matters to who comes at that moment', async () => {
    await guest('Komt', { answer: 'yes' });
    await guest('Komt niet meer', { answer: 'no' });
    await guest('Kapot adres', { answer: 'yes', state: 'bounced' });
    await guest('Stil');
    await app.sql(`update planned_mail set state = 'skipped' where kind like 'reminder%'`);

    expect(await at('2027-03-10T08:00:00Z')).toBe(1);

    expect(await written('practical')).toEqual([{ name: 'Komt', variant: '' }]);
  });

  it('leaves up to twelve hours late, and is missed after that', async () => {
    await guest('Stil');
    await at('2027-02-15T20:00:00Z');
    expect(await row('reminder-1')).toMatchObject({ state: 'done', recipients: 1 });

    await at('2027-02-19T20:00:01Z');
    expect(await row('reminder-2')).toEqual({ state: 'missed', recipients: null, reason: 'too-late', settled_by: 'Bijeen' });
    expect(await written('reminder-2')).toEqual([]);
  });

  it('is missed when the meeting has begun, however little late it is', async () => {
    await guest('Komt', { answer: 'yes' });
    await app.sql(`update planned_mail set due_at = '2027-03-11T12:00:00Z', moved_by_hand = true where kind = 'practical'`);
    await at('2027-03-11T12:30:00Z');

    expect(await row('practical')).toMatchObject({ state: 'missed', reason: 'meeting-started' });
    expect(await written('practical')).toEqual([]);
  });

  it.each([['cancelled', { state: 'missed', reason: 'meeting-cancelled' }], ['postponed', { state: 'planned', reason: null }]])('is silent when the meeting is %s', async (stopped, left) => {
    await guest('Stil');
    await app.sql('update meeting set state = $1', [stopped]);
    await at('2027-02-15T08:00:00Z');

    expect(await row('reminder-1')).toMatchObject(left);
    expect(await app.sql('select from outgoing_mail')).toEqual([]);
  });

  it('is missed when nobody was invited by then', async () => {
    await app.sql(`update meeting set state = 'planned'`);
    await at('2027-02-15T08:00:00Z');
    expect(await row('reminder-1')).toMatchObject({ state: 'missed', reason: 'not-invited' });
  });

  it('leaves once when eight workers look at the same time', async () => {
    for (let index = 0; index < 20; index += 1) await guest(`Stil ${index}`);
    app.clock.set('2027-02-15T08:00:00Z');

    const settled = await Promise.all(Array.from({ length: 8 }, async () => app.get(MailPlanClock).runDue()));

    expect(settled.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await written('reminder-1')).toHaveLength(20);
    expect(await app.sql(`select count(*)::int as mailings from mailing`)).toEqual([{ mailings: 1 }]);
    expect(await app.sql(`select count(*)::int as lines from audit_log where action = 'mail-plan.sent'`)).toEqual([{ lines: 1 }]);
  });

  it('lets a mail that cannot be written keep no other from leaving', async () => {
    await guest('Stil');
    await app.sql(`update planned_mail set rule = '{}', due_at = '2027-02-15T07:00:00Z' where kind = 'reminder-2'`);
    await app.sql(`create function refuse() returns trigger language plpgsql as $$ begin if new.kind = 'reminder-2' then raise 'no'; end if; return new; end $$`);
    await app.sql('create trigger refuse before insert on mailing for each row execute function refuse()');
    try {
      expect(await at('2027-02-15T08:00:00Z')).toBe(1);
    } finally {
      await app.sql('drop function refuse() cascade');
    }
    expect(await row('reminder-2')).toMatchObject({ state: 'planned' });
    expect(await row('reminder-1')).toMatchObject({ state: 'done', recipients: 1 });
  });
});
