import { MailSender } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { countQueries, testApp, until } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { MailingsModule } from './mailings.module.js';
import { MeetingMoves } from './meeting-moves.service.js';
import { Reschedule } from './moves-input.js';
import { TakenBackMoves } from './taken-back.service.js';

/** So many mails are on their way at once. */
const CONNECTIONS = 20;
const APRIL = Reschedule.parse({ date: '2027-04-08', from: '13:30', to: '17:00', reason: 'Te weinig wethouders' });

describe('a move of a meeting with many guests', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let meeting: { id: string };
  /** Guests with an invitation that stands in the ledger, as inviting leaves them. */
  const crowd = async (people: number, invitation: { state: string; answered: boolean }): Promise<void> => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: app.clock.now(), capacity: null });
    const own = { organisation_id: noor.organisationId, meeting_id: meeting.id };
    const content = { subject: 'Uitnodiging', preheader: '', blocks: [{ kind: 'text', text: 'Komt u?' }], sender: { name: 'De Werkplaats', replyTo: null, colour: null }, unsubscribe: false };
    const mailing = await app.build.insert('mailing', { ...own, kind: 'invitation', content: JSON.stringify(content), created_at: app.clock.now() });
    await app.sql(
      `with person as (
         insert into contact (organisation_id, surname, sort_name, email, email_key, source, basis, search_text)
         select $1, 'v' || n, 'v' || n, 'v' || n || '@zwolle.example.nl', 'v' || n || '@zwolle.example.nl', 'Eigen adresboek', 'Gerechtvaardigd belang', 'v' || n from generate_series(1, $3::int) n returning id, sort_name, email
       ), invited as (
         insert into invitation (organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, email, state, calendar_uid, invited_at, answer, place, place_since, answered_at, calendar_stamp)
         select $1, $2, id, sort_name, 'Geachte ' || sort_name, sort_name, 'ALDERMAN', 'Gemeente Zwolle', email, $4, gen_random_uuid() || '@bijeen.example.org', $5::timestamptz, case when $6 then 'yes' else 'none' end,
           case when $6 then 'confirmed' end, case when $6 then $5::timestamptz end, case when $6 then $5::timestamptz end, case when $6 then $5::timestamptz end from person returning id, contact_id, sort_name, email
       )
       insert into outgoing_mail (organisation_id, mailing_id, meeting_id, invitation_id, kind, recipient_key, to_address, to_name, address_hash, message_id, state, next_try_at, created_at, "values")
       select $1, $7, $2, id, 'invitation', contact_id, email, sort_name, sha256(email::bytea), '<' || id || '@bijeen.example.org>', case when $4 = 'sent' then 'sent' else 'queued' end, $5::timestamptz, $5::timestamptz, '{"waarom_u": "", "bron": ""}' from invited`,
      [noor.organisationId, meeting.id, people, invitation.state, app.clock.now(), invitation.answered, mailing.id],
    );
  };
  const got = async (kind: string): Promise<string[]> => (await app.sql<{ name: string }>(`select to_name as name from outgoing_mail where kind = $1 and state = 'sent' order by 1`, [kind])).map(({ name }) => name);
  const sent = async (): Promise<number> => (await got('invitation')).length;

  it.each([[40, 500], [260, 500], [1_500, 5_000]])('cancelled in mid-send, after %i of %i invitations, tells everybody who has one exactly once, and nobody else', async (after, people) => {
    await crowd(people, { state: 'queued', answered: false });
    const sending = app.get(MailSender).send(noor.organisationId);
    await until(async () => (await sent()) >= after);

    const { told } = await app.get(MeetingMoves).cancel(noor, meeting.id, 'Te weinig wethouders');
    const atCommit = await sent();
    await sending;
    const invited = await got('invitation');
    app.clock.set('2027-01-12T09:10:00Z');
    await app.get(MailSender).send(noor.organisationId);

    expect(invited.length).toBeGreaterThanOrEqual(after);
    expect(invited.length).toBeLessThan(people);
    expect(invited.length - atCommit).toBeLessThanOrEqual(CONNECTIONS);
    expect(told).toBe(invited.length);
    expect(await got('cancellation')).toEqual(invited);
    expect(await got('invitation')).toEqual(invited);
  }, 120_000);

  it('asks five thousand again in one transaction, with as many statements as for five', async () => {
    const statements: number[] = [];
    for (const people of [5, 5_000]) {
      await app.empty();
      await crowd(people, { state: 'sent', answered: true });
      const stop = countQueries(app.get(DataSource));
      const { told } = await app.get(MeetingMoves).reschedule(noor, meeting.id, APRIL);
      statements.push(stop());
      expect(told).toBe(people);
    }
    expect(statements[1]).toBe(statements[0]);
    expect(await app.sql(`select count(distinct x)::int as transactions from (select xmin::text as x from invitation union all select xmin::text from outgoing_mail where kind = 'asked-again' union all select xmin::text from meeting) every`)).toEqual([{ transactions: 1 }]);

    const stop = countQueries(app.get(DataSource));
    await app.get(TakenBackMoves).undo(noor, meeting.id);
    expect(stop()).toBeLessThan(30);
    expect(await app.sql(`select answer, place, count(*)::int as people from invitation group by 1, 2`)).toEqual([{ answer: 'yes', place: 'confirmed', people: 5_000 }]);
  }, 120_000);
});
