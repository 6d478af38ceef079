import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadMeeting } from '@bijeen/meetings';
import { MailPlanService } from '@bijeen/mailings';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import { testWeb } from '../../testing/test-web.js';

describe('mail plan, attendance and commitments by API', () => {
  const web = testWeb();
  let noor: Actor;
  let token: string;
  let meetingId: string;
  beforeEach(async () => {
    noor = await web.build.owner();
    token = await web.token(noor);
    ({ id: meetingId } = await web.build.meeting(noor, { state: 'inviting', first_invited_at: web.clock.now() }));
    const plans = web.app.get(MailPlanService, { strict: false });
    await web.app.get(TenantDatabase, { strict: false }).transaction(noor, async (tx) => plans.recompute(tx, noor, await loadMeeting(tx, meetingId)));
  });
  const guest = async (overrides: Record<string, unknown> = {}): Promise<string> => (await web.build.invitation(noor, { id: meetingId }, overrides)).id;
  const plan = async (body: object): Promise<{ status: number; body: { code?: string; sent?: number; items?: { kind: string; dueAt: string; state: string }[]; errors?: object[] } }> => {
    const answer = await web.api(token, 'PATCH', `/meetings/${meetingId}/mail-plan`, body);
    return { status: answer.statusCode, body: answer.json() };
  };

  it('shows the plan with rules, moments and numbers', async () => {
    await guest({ answer: 'yes' });
    const answer = await web.api(token, 'GET', `/meetings/${meetingId}/mail-plan`);
    expect(answer.json().items.map(({ kind }: { kind: string }) => kind)).toEqual(['reminder-1', 'reminder-2', 'practical', 'follow-up', 'call-to-action-reminder']);
    expect(answer.json().items[2]).toEqual({
      kind: 'practical', dueAt: '2027-03-10T08:00:00.000Z', state: 'planned', movedByHand: false, rule: { anchor: 'start', days: -1, workingDays: true, time: '09:00', shiftTo: 'earlier' },
      ruleInWords: '1 werkdag voor de bijeenkomst, om 09.00 uur', expectedRecipients: 1, perVariant: [{ variant: '', people: 1 }], recipients: null, reason: null, settledAt: null, settledBy: null, warning: null, maySendNow: true,
    });
  });

  it('moves by instant or by wall clock, skips, resumes and sends', async () => {
    await guest();
    const due = async (body: object, kind: string): Promise<string | undefined> => (await plan(body)).body.items?.find((item) => item.kind === kind)?.dueAt;
    expect(await due({ kind: 'practical', dueAt: '2027-03-09T15:00:00+01:00' }, 'practical')).toBe('2027-03-09T14:00:00.000Z');
    expect(await due({ kind: 'follow-up', date: '2027-03-30', time: '10:00' }, 'follow-up')).toBe('2027-03-30T08:00:00.000Z');
    expect((await plan({ kind: 'reminder-2', state: 'skipped' })).body.items?.[1]?.state).toBe('skipped');
    expect((await plan({ kind: 'reminder-2', state: 'planned' })).body.items?.[1]?.state).toBe('planned');
    const sent = await plan({ kind: 'reminder-1', sendNow: true });
    expect([sent.status, sent.body.sent, sent.body.items?.[0]?.state]).toEqual([200, 1, 'done']);
  });

  it.each([
    [{ kind: 'nieuwsbrief', state: 'skipped' }, 422, 'input.invalid'],
    [{ kind: 'practical' }, 422, 'input.invalid'],
    [{ kind: 'practical', date: '2027-03-09' }, 422, 'input.invalid'],
    [{ kind: 'practical', dueAt: '2027-03-09T15:00:00' }, 422, 'input.invalid'],
    [{ kind: 'practical', dueAt: '2027-03-12T15:00:00Z' }, 422, 'mail-plan.after-start'],
    [{ kind: 'practical', date: '2027-02-30', time: '09:00' }, 422, 'input.invalid'],
    [{ kind: 'practical', sendNow: true, state: 'skipped' }, 422, 'input.invalid'],
    [{ kind: 'practical', sendNow: true }, 409, 'mail-plan.nobody'],
    [{ kind: 'follow-up', sendNow: true }, 422, 'mail-plan.before-end'],
  ])('refuses %j with %i %s', async (body, status, code) => {
    const answer = await plan(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('notes attendance by list or in one go', async () => {
    const [yes, walkIn] = [await guest({ answer: 'yes' }), await guest()];
    const put = async (body: object): Promise<unknown> => (await web.api(token, 'PUT', `/meetings/${meetingId}/attendance`, body)).json();
    expect(await put({ all: 'yes-came' })).toEqual({ saidYes: 1, present: 1, absent: 0, noted: 1 });
    expect(await put([{ invitationId: yes, attended: false }, { invitationId: walkIn, attended: true }])).toEqual({ saidYes: 1, present: 1, absent: 1, noted: 2 });
    expect(await put({ items: [{ invitationId: walkIn, attended: null }] })).toEqual({ saidYes: 1, present: 0, absent: 1, noted: 1 });
    expect(await put({})).toMatchObject({ code: 'input.invalid' });
    expect(await put([{ invitationId: 'x', attended: true }])).toMatchObject({ code: 'input.invalid' });
    expect(await put([{ invitationId: meetingId, attended: true }])).toMatchObject({ code: 'attendance.not-invited' });
    expect((await web.api(token, 'GET', `/meetings/${meetingId}/attendance?limit=1`)).json()).toMatchObject({ items: [{ invitationId: yes, attended: false }], next: expect.any(String) });
  });

  it('adds, lists and settles commitments', async () => {
    const added = await web.api(token, 'POST', `/meetings/${meetingId}/commitments`, { name: 'Anna', step: 'werkbezoek' });
    expect([added.statusCode, added.json().stepLabel, added.json().dueOn]).toEqual([201, 'Op werkbezoek komen', '2027-01-26']);
    const path = `/meetings/${meetingId}/commitments/${added.json().id}`;
    expect((await web.api(token, 'PATCH', path, { state: 'done' })).json()).toMatchObject({ code: 'input.invalid', errors: [{ field: 'result' }] });
    expect((await web.api(token, 'PATCH', path, { state: 'done', result: 'Geweest' })).json()).toMatchObject({ state: 'done', result: 'Geweest' });
    expect((await web.api(token, 'GET', `/meetings/${meetingId}/commitments`)).json()).toMatchObject({ items: [{ name: 'Anna', state: 'done' }], next: null });
    expect((await web.api(token, 'GET', `/meetings/${meetingId}/commitments?state=open`)).json()).toEqual({ items: [], next: null });
    expect((await web.api(token, 'GET', '/commitments')).json().items).toHaveLength(1);
  });

  it('is closed for viewers who change and for other organisations', async () => {
    const viewer = await web.token({ ...noor, role: 'viewer' });
    const stranger = await web.token(await web.build.owner({ name: 'Het Anker' }));
    const writes: ['PATCH' | 'PUT' | 'POST', string, object][] = [['PATCH', 'mail-plan', { kind: 'practical', state: 'skipped' }], ['PUT', 'attendance', { all: 'yes-came' }], ['POST', 'commitments', { name: 'A', step: 'b' }]];
    for (const [method, path, body] of writes) {
      expect((await web.api(viewer, method, `/meetings/${meetingId}/${path}`, body)).statusCode).toBe(403);
      expect((await web.api(stranger, method, `/meetings/${meetingId}/${path}`, body)).statusCode).toBe(404);
      expect((await web.api(stranger, 'GET', `/meetings/${meetingId}/${path}`)).statusCode).toBe(404);
    }
    expect(await web.sql(`select from planned_mail where state <> 'planned'`)).toEqual([]);
  });

  it('shows, keeps and forgets texts per kind of people', async () => {
    await guest();
    const path = `/meetings/${meetingId}/mail-texts`;
    const texts = async (kind: string): Promise<Record<string, unknown>[]> => (await web.api(token, 'GET', `${path}/${kind}`)).json().items;
    expect((await texts('reminder-1')).map(({ variant, people, source }) => [variant, people, source])).toEqual([['alderman', 1, 'ours'], ['board', 0, 'ours'], ['policy', 0, 'ours'], ['general', 0, 'ours']]);
    expect((await texts('follow-up')).map(({ variant }) => variant)).toEqual(['came', 'absent', 'declined']);

    const saved = await web.api(token, 'PUT', `${path}/invitation/general`, { subject: 'Kom', bodyHtml: '<p>{aanhef},</p><p>Kom <b>ook</b>, met cliënten.</p>' });
    expect(saved.json()).toEqual({ variant: 'general', subject: 'Kom', body: '{aanhef},\n\nKom **ook**, met cliënten.', html: '<div>{aanhef},<br><br>Kom <strong>ook</strong>, met cliënten.</div>', source: 'own', people: 0, jargon: [{ word: 'cliënten', line: 3, advice: 'Schrijf liever: mensen, bezoekers of inwoners.' }] });
    expect((await texts('invitation'))[0]).toMatchObject({ variant: 'alderman', source: 'general', subject: 'Kom' });
    expect((await web.api(token, 'DELETE', `${path}/invitation/general`)).statusCode).toBe(204);
    expect((await texts('invitation'))[0]).toMatchObject({ source: 'ours', subject: 'Uitnodiging: {titel} op {datum}' });
  });

  it.each([
    ['reminder-1/alderman', { subject: 'x', body: '<script>' }, 422, 'mail.unsafe-text'],
    ['reminder-1/alderman', { subject: 'x', bodyHtml: '<img src="https://x.example.org/p">' }, 422, 'input.invalid'],
    ['reminder-1/alderman', { subject: 'x', body: '{wie}' }, 422, 'mail.unknown-placeholder'],
    ['reminder-1/came', { subject: 'x', body: 'y' }, 404, 'not-found'],
    ['nieuwsbrief/general', { subject: 'x', body: 'y' }, 404, 'not-found'],
  ])('refuses the text %s %j with %i %s', async (which, body, status, code) => {
    const answer = await web.api(token, 'PUT', `/meetings/${meetingId}/mail-texts/${which}`, body);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(await web.sql('select from mail_text')).toEqual([]);
  });
});
