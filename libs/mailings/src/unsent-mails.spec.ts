import { Answer, AnswersService, InviteService } from '@bijeen/invitations';
import { MailDrafts, MailLedger, MailReviews, MailSender, MailTexts } from '@bijeen/mail';
import { MeetingsService, PlanMeeting, planOf } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { countQueries, ScriptedRelay, testApp, testContent, testMailing, until } from '@bijeen/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { DataSource } from 'typeorm';
import { MailingsModule } from './mailings.module.js';
import { type ChangedMeeting, MeetingChanges } from './meeting-changes.service.js';

/** What one mail says of the meeting, and what its item in the calendar says. */
interface Said {
  name: string;
  kind: string;
  state: string;
  time: string;
  starts: string | null;
  sequence: number | null;
}

describe('a change of a meeting while mails about it wait', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let meeting: { id: string };

  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { capacity: null });
  });

  const contact = async (surname: string): Promise<unknown> => app.build.contact(noor, { surname, sort_name: surname, email: `${surname}@kampen.example.nl`, email_key: `${surname}@kampen.example.nl` });
  const invite = async (...names: string[]): Promise<void> => {
    for (const name of names) await contact(name);
    await app.get(InviteService).invite(noor, meeting.id);
  };
  const withButtons = async (): Promise<unknown> => app.sql('update organisation set calendar_buttons = true');
  const change = async (wish: object): Promise<ChangedMeeting> => app.get(MeetingChanges).change(noor, meeting.id, PlanMeeting.parse({ ...planOf(await app.get(MeetingsService).find(noor, meeting.id)), ...wish }));
  const set = async (name: string, state: string): Promise<unknown> => app.sql(`update outgoing_mail set state = $2, sent_at = case when $2 = 'sent' then $3::timestamptz end, lease_until = case when $2 = 'sending' then clock_timestamp() + interval '1 hour' end where to_name like '%' || $1`, [name, state, app.clock.now()]);
  const said = async (): Promise<Said[]> => app.sql<Said & { [key: string]: unknown }>(
    `select split_part(o.to_name, ' ', -1) as name, o.kind, o.state, g.content->'values'->>'begintijd' as time, substring(o.calendar->>'ics' from 'DTSTART:(\\S+)') as starts, substring(o.calendar->>'ics' from 'SEQUENCE:(\\d+)')::int as sequence
     from outgoing_mail o join mailing g on g.id = o.mailing_id order by o.to_name, o.id`);
  const answer = async (coming: string): Promise<unknown> => app.get(AnswersService).record(noor, { meetingId: meeting.id, invitationId: (await app.sql<{ id: string }>('select id from invitation order by id limit 1'))[0]!.id }, Answer.parse({ coming }), 'phone');

  it('writes anew what waits, in the text and in the calendar, and tells nobody of a change who knew of nothing', async () => {
    await withButtons();
    await invite('bos', 'kok', 'mol');
    const keys = await app.sql('select id, message_id from outgoing_mail order by id');
    await set('kok', 'deferred');

    expect(await change({ from: '14:15' })).toMatchObject({ told: 0 });

    expect(await said()).toEqual(['bos', 'kok', 'mol'].map((name) => ({ name, kind: 'invitation', state: name === 'kok' ? 'deferred' : 'queued', time: '14.15', starts: '20270311T131500Z', sequence: 1 })));
    expect(await app.sql('select id, message_id from outgoing_mail order by id')).toEqual(keys);
    expect(await app.sql('select from mailing')).toHaveLength(1);
    expect(await change({ from: '14:15' })).toMatchObject({ told: 0 });
    expect(new Set((await said()).map(({ sequence }) => sequence))).toEqual(new Set([1]));
  });

  it('leaves what is on its way as it leaves, and gives it the new text when it comes back', async () => {
    await withButtons();
    await invite('bos', 'kok', 'mol');
    for (const [name, state] of [['bos', 'sent'], ['kok', 'sending']] as const) await set(name, state);

    await change({ from: '14:15' });
    expect((await said()).map(({ name, kind, time, starts }) => [name, kind, time, starts])).toEqual([
      ['bos', 'invitation', '13.30', '20270311T123000Z'], ['bos', 'change', '14.15', '20270311T131500Z'],
      ['kok', 'invitation', '13.30', '20270311T123000Z'], ['kok', 'change', '14.15', '20270311T131500Z'], ['mol', 'invitation', '14.15', '20270311T131500Z'],
    ]);

    await app.sql(`update outgoing_mail set state = 'deferred' where state = 'sending'`);
    expect((await said()).filter(({ name, kind }) => name === 'kok' && kind === 'invitation')).toEqual([expect.objectContaining({ state: 'deferred', time: '14.15', starts: '20270311T131500Z' })]);
    expect(await app.sql('select from outgoing_mail where next_mailing_id is not null or next_parts is not null')).toEqual([]);
  });

  it('keeps the text of what left after all', async () => {
    await invite('bos');
    await set('bos', 'sending');
    await change({ from: '14:15' });
    await set('bos', 'sent');
    expect(await said()).toEqual([expect.objectContaining({ state: 'sent', time: '13.30' })]);
    expect(await app.sql('select from outgoing_mail where next_mailing_id is not null')).toEqual([]);
  });

  it('tells who comes once: in the confirmation or the change that waits, or else in a mail of its own', async () => {
    await invite('bos');
    await set('bos', 'sent');
    await answer('yes');
    expect(await change({ from: '14:15' })).toMatchObject({ told: 0 });
    await set('bos', 'sent');
    expect(await change({ from: '14:30' })).toMatchObject({ told: 1 });
    expect(await change({ from: '14:45' })).toMatchObject({ told: 0 });

    expect((await said()).map(({ kind, time, starts, sequence }) => [kind, time, starts, sequence])).toEqual([['invitation', '13.30', null, null], ['confirmation', '14.15', '20270311T131500Z', 1], ['change', '14.45', '20270311T134500Z', 3]]);
    expect(await app.sql(`select s.reason from outgoing_mail o, mail_stop_reason(o, $1) s where o.kind = 'change'`, [app.clock.now()])).toEqual([{ reason: null }]);
  });

  it('gives another venue with its journey, also to drafts and to a text that somebody wrote for one person', async () => {
    await app.get(MailReviews).save(noor, meeting.id, ['invitation']);
    await app.as(noor, async (tx) => app.get(MailTexts).save(tx, noor, meeting.id, { kind: 'invitation', variant: '' }, { subject: 'Komt u naar {plaats}?', body: 'Want {waarom_u}' }));
    await invite('bos', 'kok');
    const { items } = await app.get(MailDrafts).list(noor, meeting.id);
    const content = (await app.sql<{ texts: number }>(`select (select count(*)::int from jsonb_array_elements(content->'blocks') b where b->>'kind' in ('text', 'rich')) as texts from mailing`))[0]!;
    await app.get(MailDrafts).edit(noor, meeting.id, items[0]!.id, { subject: 'Voor u: {plaats}', texts: Array.from({ length: content.texts }, () => 'Tot ziens.') });
    const before = await app.sql<{ reistijd: string }>(`select "values"->>'reistijd' as reistijd from outgoing_mail`);

    await change({ venue: { name: 'Het Huis', address: 'Dorpsweg 2', postcode: '9712', place: 'Groningen' } });

    expect((await app.get(MailDrafts).list(noor, meeting.id)).items.map(({ subject, editedBy }) => [subject, editedBy])).toEqual([['Voor u: Groningen', noor.name], ['Komt u naar Groningen?', null]]);
    const after = await app.sql<{ reistijd: string; waarom: string; minutes: number | null }>(`select o."values"->>'reistijd' as reistijd, o."values"->>'waarom_u' as waarom, i.travel_minutes as minutes from outgoing_mail o join invitation i on i.id = o.invitation_id`);
    for (const { reistijd, waarom, minutes } of after) expect([waarom.endsWith('in de omgeving van Groningen.'), reistijd]).toEqual([true, minutes === null ? 'niet bekend' : `circa ${minutes} minuten (schatting)`]);
    expect(before).toHaveLength(2);
  });

  it('leaves a date poll its own day to answer by', async () => {
    const values = { titel: 'Inspiratiebijeenkomst Zwolle', antwoord_voor: 'maandag 1 februari 2027' };
    await app.sql(`update meeting set first_invited_at = $1, state = 'inviting'`, [app.clock.now()]);
    await app.as(noor, async (tx) => app.get(MailLedger).write(tx, noor, testMailing(1, { meetingId: meeting.id, kind: 'date-poll', content: testContent({ values }) })));
    await app.sql(`update outgoing_mail set state = 'draft'`);
    await change({ title: 'Samen verder', answerBy: '2027-02-18' });
    expect(await app.sql(`select content->'values' as values from mailing`)).toEqual([{ values: { ...values, titel: 'Samen verder' } }]);
  });

  it('is refused when mails that wait would get a certain mistake in them', async () => {
    await invite('bos');
    await expect(change({ title: 'Samen {werktitel}' })).rejects.toMatchObject({ code: 'mail.blocked' });
    expect(await app.sql(`select m.title = g.content->'values'->>'titel' as same from meeting m, mailing g`)).toEqual([{ same: true }]);
  });

  it('asks as many statements for many mails as for one', async () => {
    await withButtons();
    const statements: number[] = [];
    for (const [more, from] of [[['a'], '14:15'], [Array.from({ length: 20 }, (_, n) => `v${n}`), '14:30']] as const) {
      await invite(...more);
      const stop = countQueries(app.get(DataSource));
      await change({ from });
      statements.push(stop());
    }
    expect(statements[1]).toBe(statements[0]);
    expect(new Set((await said()).map(({ time }) => time))).toEqual(new Set(['14.30']));
  });
});


describe('a change of a meeting in mid-send', () => {
  const app = testApp(MailingsModule);
  const PEOPLE = 60;
  const UNLUCKY = 'v11@kampen.example.nl';
  let relay: ScriptedRelay;
  beforeEach(async () => {
    relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
  });
  afterEach(async () => relay.stop());

  it('leaves nobody with the old time, and mails nobody of a change who has no invitation', async () => {
    const noor = await app.build.owner({ calendar_buttons: true });
    const meeting = await app.build.meeting(noor, { capacity: null });
    for (let n = 0; n < PEOPLE; n += 1) await app.build.contact(noor, { surname: `v${n}`, sort_name: `v${n}`, email: `v${n}@kampen.example.nl`, email_key: `v${n}@kampen.example.nl` });
    await app.get(InviteService).invite(noor, meeting.id);
    let changed = (): void => undefined;
    const change = new Promise<void>((resolve) => (changed = resolve));
    let comesBack = true;
    relay.script = async (stage, { to }) => {
      if (stage !== 'dot' || (relay.accepted.length < 10 && to !== UNLUCKY)) return undefined;
      await change;
      if (to !== UNLUCKY || !comesBack) return undefined;
      comesBack = false;
      return '451 4.7.1 Try again';
    };
    const sending = app.get(MailSender).send(noor.organisationId);
    const inFlight = async (): Promise<string[]> => (await app.sql<{ address: string }>(`select to_address as address from outgoing_mail where state = 'sending'`)).map(({ address }) => address);
    await until(async () => relay.accepted.length >= 10 && (await inFlight()).includes(UNLUCKY) && (await inFlight()).length > 5);

    await app.get(MeetingChanges).change(noor, meeting.id, PlanMeeting.parse({ ...planOf(await app.get(MeetingsService).find(noor, meeting.id)), from: '14:15' }));
    const caught = await inFlight();
    changed();
    await sending;
    for (const at of ['2027-01-12T09:05:00Z', '2027-01-12T10:00:00Z']) {
      app.clock.set(at);
      await app.get(MailSender).send(noor.organisationId);
    }

    const got = await Promise.all(relay.accepted.map(async ({ to, raw }) => ({ to, kind: /^X-Bijeen-Kind: (\S+)/m.exec(raw)![1]!, time: /(\d\d\.\d\d) tot/.exec((await PostalMime.parse(`${raw}\r\n`)).text!)![1]! })));
    const byGuest = Array.from({ length: PEOPLE }, (_, n) => got.filter(({ to }) => to === `v${n}@kampen.example.nl`).map(({ kind, time }) => `${kind} ${time}`).sort().join());
    expect(caught.length).toBeGreaterThan(5);
    expect(new Set(byGuest)).toEqual(new Set(['change 14.15,invitation 13.30', 'invitation 14.15']));
    expect(byGuest[11]).toBe('invitation 14.15');
    expect(byGuest.filter((mails) => mails === 'invitation 14.15').length).toBeGreaterThan(5);
    expect(await app.sql(`select kind, reason, count(*)::int as mails from outgoing_mail where state <> 'sent' group by 1, 2`)).toEqual([{ kind: 'change', reason: 'not-invited-yet', mails: 1 }]);
  }, 60_000);
});
