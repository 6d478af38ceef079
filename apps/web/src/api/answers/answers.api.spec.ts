import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testWeb } from '../../testing/test-web.js';

describe('noting an answer by API', () => {
  const web = testWeb();
  let actor: Actor;
  let token: string;
  let path: string;
  const invite = async (values: object = {}): Promise<void> => {
    actor = await web.build.owner();
    token = await web.token(actor);
    const meeting = await web.build.meeting(actor, { state: 'inviting', ...values });
    const { id } = await web.build.invitation(actor, meeting);
    path = `/meetings/${meeting.id}/invitations/${id}/answer`;
  };

  it('keeps it, with where it came from', async () => {
    await invite();
    const { statusCode, json } = await web.api(token, 'PUT', path, { coming: 'no', reason: 'date', remark: 'Zit in Brussel', origin: 'phone' });
    expect(statusCode).toBe(200);
    expect(json()).toMatchObject({ answer: 'no', reason: 'date', remark: 'Zit in Brussel', origin: 'phone', revision: 1, changed: true, answeredAt: web.clock.now().toISOString() });
    expect(await web.sql('select answer, origin, recorded_by from answer_history')).toEqual([{ answer: 'no', origin: 'phone', recorded_by: 'Noor Verhoeven' }]);
  });

  it('is the source itself when the program does not say otherwise, also after the closing date', async () => {
    await invite({ answer_by: '2027-01-11T22:59:00Z' });
    expect((await web.api(token, 'PUT', path, { coming: 'yes' })).json()).toMatchObject({ answer: 'yes', origin: 'api' });
  });

  it('changes nothing when it says the same again', async () => {
    await invite();
    await web.api(token, 'PUT', path, { coming: 'yes' });
    expect((await web.api(token, 'PUT', path, { coming: 'yes' })).json()).toMatchObject({ revision: 1, changed: false });
    expect(await web.sql(`select 1 from outgoing_mail`)).toHaveLength(1);
  });

  it('takes wishes and never gives them back (R35)', async () => {
    await invite();
    const { body } = await web.api(token, 'PUT', path, { coming: 'yes', diet: 'geheim' });
    expect(body).not.toContain('geheim');
    expect(await web.sql('select diet from invitation_wish')).toEqual([{ diet: 'geheim' }]);
  });

  it.each([
    [{}, 'coming'], [{ coming: 'ja' }, 'coming'], [{ coming: 'yes', origin: 'link' }, 'origin'], [{ coming: 'yes', origin: 'calendar' }, 'origin'], [{ coming: 'yes', remark: 'x'.repeat(1001) }, 'remark'], [{ coming: 'no', reason: 'zin' }, 'reason'], [{ coming: ['yes'] }, 'coming'],
  ])('refuses %j and names the field', async (body, field) => {
    await invite();
    const answer = await web.api(token, 'PUT', path, body);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([422, expect.stringContaining('application/problem+json')]);
    expect(answer.json()).toMatchObject({ code: 'input.invalid', errors: [{ field }] });
    expect(await web.sql('select 1 from answer_history')).toEqual([]);
  });

  it('is not for viewers, strangers and other organisations', async () => {
    await invite();
    const viewer = await web.token({ ...actor, role: 'viewer' });
    const stranger = await web.token(await web.build.owner({ name: 'Het Anker' }));
    const statuses = [];
    for (const who of [viewer, 'a'.repeat(26), stranger]) statuses.push((await web.api(who, 'PUT', path, { coming: 'yes' })).statusCode);
    expect(statuses).toEqual([403, 401, 404]);
    expect((await web.api(token, 'PUT', path.replace(/invitations\/[^/]+/, `invitations/${randomUUID()}`), { coming: 'yes' })).statusCode).toBe(404);
    expect((await web.api(token, 'PUT', path.replace(/meetings\/[^/]+/, `meetings/${randomUUID()}`), { coming: 'yes' })).statusCode).toBe(404);
    expect(await web.sql('select 1 from answer_history')).toEqual([]);
  });

  it('explains that a cancelled meeting takes no answers', async () => {
    await invite({ state: 'cancelled' });
    const answer = await web.api(token, 'PUT', path, { coming: 'yes' });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'answer.meeting-cancelled']);
  });
});
