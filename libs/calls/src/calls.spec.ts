import { beforeEach, describe, expect, it } from '@jest/globals';
import { Answer, AnswersService } from '@bijeen/invitations';
import type { Actor, DomainError } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import { CallLists } from './call-lists.service.js';
import type { CallList } from './call-list.js';
import { CallTasks } from './call-tasks.js';
import { RecordCall } from './calls-input.js';
import { CallsModule } from './calls.module.js';
import { CallsService } from './calls.service.js';

type Row = Record<string, unknown>;

describe('the call list of a meeting', () => {
  const app = testApp(CallsModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    app.clock.set('2027-02-22T09:00:00Z');
    noor = await app.build.owner();
    await app.build.colleague(noor, noor);
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-05T09:00:00Z' });
    await reminder({ state: 'done' });
  });
  const reminder = async (values: Row): Promise<void> => {
    await app.sql(`delete from planned_mail`);
    await app.build.insert('planned_mail', { organisation_id: noor.organisationId, meeting_id: meeting.id, kind: 'reminder-2', rule: '{}', due_at: '2027-02-19T08:00:00Z', ...values });
  };
  const invite = async (name: string, values: Row = {}, contact: Row = {}): Promise<{ meetingId: string; invitationId: string; contactId: string }> => {
    const { id: contactId } = await app.build.contact(noor, contact);
    const { id } = await app.build.invitation(noor, meeting, { contact_id: contactId, display_name: name, sort_name: name, invited_at: '2027-02-03T09:00:00Z', ...values });
    return { meetingId: meeting.id, invitationId: id, contactId };
  };
  const list = async (actor = noor): Promise<CallList> => app.get(CallLists).find(actor, meeting.id);
  const names = async (): Promise<string[]> => (await list()).calls.map(({ name }) => name);
  const call = async (which: { meetingId: string; invitationId: string }, input: object, by = noor): Promise<unknown> => app.get(CallsService).record(by, which, RecordCall.parse(input));
  const ask = async ({ invitationId }: { invitationId: string }, reason: 'substituted' | 'quorum' | 'by-hand', note?: string): Promise<void> =>
    app.as(noor, async (tx) => app.get(CallTasks).create(tx, noor, { meetingId: meeting.id, invitationId, reason, note }));
  const refused = async (work: Promise<unknown>): Promise<DomainError> => work.then(() => { throw new Error('It was not refused.'); }, (error: unknown) => error as DomainError);
  const linkAnswer = async (which: { meetingId: string; invitationId: string }): Promise<unknown> => app.get(AnswersService).record(noor, which, Answer.parse({ coming: 'no' }), 'secretariat');

  it('holds everybody without an answer whom the invitation reached or should have reached; those who decide first, then by municipality and name', async () => {
    for (const [name, values] of Object.entries<Row>({
      'Zwaan': { municipality_code: 'GM0166' }, 'Aarts': { municipality_code: 'GM0193' }, 'Bos': { municipality_code: 'GM0193', state: 'bounced' }, 'Ambtenaar': { function: 'POLICY_OFFICER', municipality_code: 'GM0166' },
      'Bestuurder': { function: 'DIRECTOR', municipality_code: null }, 'Komt': { answer: 'yes' }, 'Twijfelt': { answer: 'maybe' }, 'Wacht': { state: 'queued' }, 'Net gevraagd': { invited_at: '2027-02-20T09:00:01Z' },
    })) await invite(name, values);

    expect(await names()).toEqual(['Zwaan', 'Aarts', 'Bos', 'Bestuurder', 'Ambtenaar']);
    const { calls, open, deciding } = await list();
    expect([open, deciding, calls.map(({ bounced }) => bounced)]).toEqual([5, 4, [false, false, true, false, false]]);
    expect(calls[2]).toMatchObject({ reason: 'bounced', municipality: 'Zwolle', decides: true });
  });

  it('says whom to call on which number, who knows them and what they were mailed', async () => {
    const kees = await app.build.colleague(noor);
    const secretariat = await app.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Bestuurssecretariaat', email: 's@zwolle.example.nl', email_key: 's@zwolle.example.nl', phone: '038 555 0001' });
    const { invitationId } = await invite('Aarts', { travel_minutes: 25, secretariat_id: secretariat.id }, { phone: '038 555 0002', owner_id: kees.id });
    await invite('Bos', { secretariat_id: secretariat.id });
    const mailing = await app.build.insert('mailing', { organisation_id: noor.organisationId, meeting_id: meeting.id, kind: 'invitation', content: '{}', created_at: app.clock.now() });
    for (const [kind, state, sentAt] of [['reminder-1', 'failed', null], ['invitation', 'sent', '2027-02-03T09:00:00Z'], ['reminder-2', 'queued', null]]) {
      await app.build.insert('outgoing_mail', { organisation_id: noor.organisationId, mailing_id: mailing.id, meeting_id: meeting.id, invitation_id: invitationId, kind, recipient_key: 'a', to_address: 'a@example.nl', to_name: 'A', address_hash: Buffer.alloc(32), message_id: kind, state, sent_at: sentAt, next_try_at: app.clock.now(), created_at: app.clock.now() });
    }

    const { calls: [aarts, bos] } = await list();

    expect(aarts).toMatchObject({ phone: '038 555 0002', viaSecretariat: false, owner: { name: 'Kees Postma' }, travelMinutes: 25, bounced: false });
    expect(aarts!.mailed).toEqual([{ kind: 'invitation', at: new Date('2027-02-03T09:00:00Z'), arrived: true }, { kind: 'reminder-1', at: app.clock.now(), arrived: false }]);
    expect(bos).toMatchObject({ phone: '038 555 0001', viaSecretariat: true, owner: null });
  });

  it.each<[{ state: string; reason?: string; due_at?: string }, boolean]>([
    [{ state: 'done' }, true], [{ state: 'missed', reason: 'too-late' }, true], [{ state: 'planned', due_at: '2027-02-22T08:59:00Z' }, true], [{ state: 'skipped' }, true],
    [{ state: 'planned', due_at: '2027-02-22T09:01:00Z' }, false], [{ state: 'skipped', due_at: '2027-02-23T08:00:00Z' }, false],
  ])('opens when the second reminder has had its turn: %j gives %s', async (values, open) => {
    await reminder(values);
    await invite('Aarts');

    expect(await list()).toMatchObject({ open: open ? 1 : 0, opensAt: open ? null : new Date(values.due_at!) });
  });

  it('does not hold people who want no mail from us, nor anybody once nothing can be answered', async () => {
    await invite('Afgemeld', {}, { email_hash: Buffer.alloc(32, 'a') });
    await app.build.insert('suppression', { organisation_id: noor.organisationId, email_hash: Buffer.alloc(32, 'a'), scope: 'organisation', origin: 'link', at: app.clock.now() });
    await invite('Aarts');
    expect(await names()).toEqual(['Aarts']);

    await app.sql(`update meeting set state = 'cancelled'`);
    expect(await list()).toMatchObject({ over: true, open: 0, calls: [] });
  });

  it('gives people time to answer for a new date', async () => {
    const { invitationId } = await invite('Aarts');
    const mailing = await app.build.insert('mailing', { organisation_id: noor.organisationId, meeting_id: meeting.id, kind: 'asked-again', content: '{}', created_at: app.clock.now() });
    await app.build.insert('outgoing_mail', { organisation_id: noor.organisationId, mailing_id: mailing.id, meeting_id: meeting.id, invitation_id: invitationId, kind: 'asked-again', recipient_key: 'a', to_address: 'a@example.nl', to_name: 'A', address_hash: Buffer.alloc(32), message_id: 'a', state: 'sent', next_try_at: app.clock.now(), created_at: app.clock.now() });

    expect(await names()).toEqual([]);
    app.clock.set('2027-02-24T09:00:00Z');
    expect(await names()).toEqual(['Aarts']);
  });

  it('lets somebody go who answers in another way', async () => {
    const aarts = await invite('Aarts');
    expect(await names()).toEqual(['Aarts']);
    await linkAnswer(aarts);
    expect(await list()).toMatchObject({ calls: [], open: 0, spoken: [] });
  });

  it.each([['yes', 'yes', null], ['no', 'no', 'date'], ['maybe', 'maybe', null]])('makes the outcome "%s" the answer, by phone, and moves the person to those who were spoken to', async (outcome, answer, reason) => {
    const aarts = await invite('Aarts');

    await call(aarts, { outcome, reason: 'date', note: 'Belt zelf terug als het anders wordt' });

    expect(await app.sql('select answer, reason, answer_origin as origin from invitation')).toEqual([{ answer, reason, origin: 'phone' }]);
    expect(await app.sql('select answer, origin, recorded_by as by from answer_history')).toEqual([{ answer, origin: 'phone', by: 'Noor Verhoeven' }]);
    expect(await app.sql(`select kind from outgoing_mail`)).toEqual([{ kind: 'confirmation' }]);
    expect(await list()).toMatchObject({ calls: [], open: 0, spoken: [{ name: 'Aarts', outcome, answer, by: 'Noor Verhoeven', note: 'Belt zelf terug als het anders wordt', at: app.clock.now() }] });
  });

  it('says so when there is no place for who says yes', async () => {
    await app.sql('update meeting set capacity = 1');
    await app.build.invitation(noor, meeting, { answer: 'yes' });

    expect(await call(await invite('Aarts'), { outcome: 'yes' })).toMatchObject({ attempt: { outcome: 'yes' }, blockedBy: expect.any(String) });
    expect((await list()).spoken).toMatchObject([{ outcome: 'yes', answer: 'yes', waits: true }]);
  });

  it('counts each time nobody was there', async () => {
    const aarts = await invite('Aarts');
    await call(aarts, { outcome: 'not-reached' });
    app.clock.set('2027-02-23T09:00:00Z');
    await call(aarts, { outcome: 'not-reached', note: 'Voicemail' });

    const { calls: [found] } = await list();
    expect(found!.attempts.map(({ outcome, note, at }) => [outcome, note, at.toISOString()])).toEqual([['not-reached', 'Voicemail', '2027-02-23T09:00:00.000Z'], ['not-reached', null, '2027-02-22T09:00:00.000Z']]);
    expect(await app.sql('select answer from invitation')).toEqual([{ answer: 'none' }]);
  });

  it('puts a call off until its day', async () => {
    const aarts = await invite('Aarts');
    await call(aarts, { outcome: 'call-again', callAgainOn: '2027-02-27', note: 'Is met vakantie' });

    expect(await list()).toMatchObject({ open: 0, calls: [], later: [{ name: 'Aarts', callAgainOn: '2027-02-27', attempts: [{ outcome: 'call-again', note: 'Is met vakantie' }] }] });
    app.clock.set('2027-02-26T22:59:59Z');
    expect(await names()).toEqual([]);
    app.clock.set('2027-02-26T23:00:00Z');
    expect(await names()).toEqual(['Aarts']);

    await call(aarts, { outcome: 'yes' });
    expect(await list()).toMatchObject({ open: 0, later: [], spoken: [{ outcome: 'yes' }] });
    expect(await app.sql('select outcome, settled_by from call_task')).toEqual([{ outcome: 'yes', settled_by: 'Noor Verhoeven' }]);
  });

  it.each([['2027-02-21', 'Deze dag is al geweest.'], ['2027-03-12', 'Dan is de bijeenkomst al geweest.']])('puts no call off until %s', async (callAgainOn, sentence) => {
    const aarts = await invite('Aarts');
    expect(await refused(call(aarts, { outcome: 'call-again', callAgainOn }))).toMatchObject({ code: 'input.invalid', fields: { callAgainOn: expect.stringContaining(sentence) } });
    expect(await app.sql('select from call_attempt')).toEqual([]);
  });

  it.each(['yes', 'not-reached', 'call-again'])('keeps nothing of "%s" when the meeting is cancelled', async (outcome) => {
    const aarts = await invite('Aarts');
    await app.sql(`update meeting set state = 'cancelled'`);

    expect(await refused(call(aarts, { outcome, callAgainOn: '2027-02-27' }))).toMatchObject({ code: 'answer.meeting-cancelled' });
    for (const table of ['call_attempt', 'call_task', 'answer_history']) expect(await app.sql(`select from ${table}`)).toEqual([]);
  });

  it('holds whom somebody asked for, also before the second reminder and after an answer, until there is a newer one', async () => {
    await reminder({ state: 'planned', due_at: '2027-02-23T08:00:00Z' });
    const boer = await invite('De Boer', { answer: 'substitute', answered_at: app.clock.now() });
    await ask(boer, 'substituted', 'Stuurt een beleidsmedewerker');
    await ask(boer, 'quorum');
    expect(await list()).toMatchObject({ open: 1, opensAt: new Date('2027-02-23T08:00:00Z'), calls: [{ name: 'De Boer', answer: 'substitute', reason: 'substituted', note: 'Stuurt een beleidsmedewerker' }] });

    app.clock.set('2027-02-22T10:00:00Z');
    await linkAnswer(boer);
    expect(await names()).toEqual([]);
    app.clock.set('2027-02-22T11:00:00Z');
    await ask(boer, 'by-hand', 'Toch nog eens vragen');
    expect((await list()).calls).toMatchObject([{ answer: 'no', reason: 'by-hand', note: 'Toch nog eens vragen' }]);
    expect(await app.sql('select reason, outcome, settled_by from call_task order by id')).toEqual([{ reason: 'substituted', outcome: 'answered', settled_by: 'Bijeen' }, { reason: 'by-hand', outcome: null, settled_by: null }]);

    await app.as(noor, async (tx) => app.get(CallTasks).settle(tx, noor, { invitationId: boer.invitationId, outcome: 'not-needed', by: 'Bijeen' }));
    expect(await names()).toEqual([]);
  });

  it('gives a person to the first colleague who says "ik bel"', async () => {
    const kees = await app.build.colleague(noor);
    const aarts = await invite('Aarts');
    await app.get(CallsService).take(kees, aarts);

    expect(await refused(app.get(CallsService).take(noor, aarts))).toMatchObject({ code: 'call.taken' });
    expect((await list()).calls).toMatchObject([{ owner: { id: kees.id, name: 'Kees Postma' } }]);
  });

  it('is nobody else’s business', async () => {
    const aarts = await invite('Aarts');
    const other = await app.build.owner();
    const mine = await app.build.meeting(other, { state: 'inviting' });
    const calls = app.get(CallsService);

    const tries = [async () => list(other), async () => call(aarts, { outcome: 'not-reached' }, other), async () => calls.take(other, aarts), async () => calls.ask(other, aarts, { note: null })];
    for (const attempt of tries) expect(await refused(attempt())).toMatchObject({ status: 404 });
    for (const outcome of ['yes', 'not-reached']) expect(await refused(call({ ...aarts, meetingId: mine.id }, { outcome }, other))).toMatchObject({ code: 'invitation.not-found' });
    expect(await app.sql('select from call_attempt')).toEqual([]);
  });

  it('costs as many queries for 150 people as for 3', async () => {
    const cost = async (): Promise<number> => {
      const queries = countQueries(app.get(DataSource));
      await list();
      return queries();
    };
    for (let n = 0; n < 3; n += 1) await call(await invite(`Persoon ${n}`), { outcome: 'not-reached' });
    const few = await cost();
    for (let n = 3; n < 150; n += 1) await invite(`Persoon ${n}`);
    expect(await cost()).toBe(few);
    expect((await list()).open).toBe(150);
  });
});
