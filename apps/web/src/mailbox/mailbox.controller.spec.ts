import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { MailLedger } from '@bijeen/mail';
import { TenantDatabase, type Actor } from '@bijeen/platform';
import { testMailing } from '@bijeen/testing';
import { createWebApp } from '../create-web-app.js';
import { RouteTable } from '../security/route-table.js';
import { testWeb } from '../testing/test-web.js';

const TRAVEL = { method: 'POST', url: '/postvak/klok' } as const;

describe('the mailbox', () => {
  const web = testWeb();
  const write = async (actor: Actor, count: number, key: string): Promise<void> => {
    const mailing = testMailing(count, {}, {});
    const recipients = mailing.recipients.map((recipient, n) => ({
      ...recipient, recipientKey: `${key}-${n}`, address: `${key}-${n}@zwolle.example.nl`,
      calendar: { method: 'REQUEST' as const, ics: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n' },
    }));
    await web.app.get(TenantDatabase).transaction(actor, async (tx) => web.app.get(MailLedger, { strict: false }).write(tx, actor, { ...mailing, recipients }));
  };
  const travel = async (now: unknown): Promise<{ statusCode: number; json: () => { now: string; done: boolean } }> => web.app.inject({ ...TRAVEL, payload: { now } as object });
  const listed = async (query: string): Promise<{ id: string; to: string; messageId: string; [key: string]: unknown }[]> => (await web.get(`/postvak/berichten.json?${query}`)).json().items;

  it('shows the mails that a travel in time sent, newest first and by recipient', async () => {
    const actor = await web.build.owner();
    await write(actor, 3, 'eerste');
    await web.sql(`update outgoing_mail set next_try_at = '2027-02-01T08:00:00Z'`);

    expect(await listed('to=eerste-')).toEqual([]);
    const answer = await travel('2027-02-01T09:00:00+01:00');

    expect(answer.json()).toEqual({ now: '2027-02-01T08:00:00.000Z', done: true });
    const items = await listed('to=eerste-');
    expect(items.map(({ to }) => to).sort()).toEqual(['eerste-0@zwolle.example.nl', 'eerste-1@zwolle.example.nl', 'eerste-2@zwolle.example.nl']);
    expect(items[0]).toMatchObject({ kind: 'test', subject: 'Uitnodiging: Inspiratiebijeenkomst Zwolle', from: 'bijeenkomsten@bijeen.example.org', hasCalendar: true, date: '2027-02-01T08:00:00.000Z', links: [] });
    const page = await web.get('/postvak?aan=eerste-1');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('eerste-1@zwolle.example.nl');
    expect(page.body).not.toContain('eerste-2@zwolle.example.nl');
    const first = (await listed('to=eerste-'))[0]!.id;
    expect(await listed(`to=eerste-&after=${first}`)).toHaveLength(2);
    expect(await listed('to=eerste-&after=2027-02-01T08:00:00Z')).toEqual([]);
  });

  it('shows one mail as page, as its own HTML in a cage, as bytes, and with its files', async () => {
    const actor = await web.build.owner();
    await write(actor, 1, 'tweede');
    await travel('2027-02-02T08:00:00Z');
    const { id } = (await listed('to=tweede-'))[0]!;

    const page = await web.get(`/postvak/berichten/${id}`);
    const html = await web.get(`/postvak/berichten/${id}.html`);
    const eml = await web.get(`/postvak/berichten/${id}.eml`);
    const file = await web.get(`/postvak/berichten/${id}/bijlagen/1`);

    expect(page.body).toContain(`src="/postvak/berichten/${id}.html"`);
    expect(page.body).toContain('U bent van harte welkom in Zwolle.');
    expect(page.body).toContain('List-Id');
    expect(html.headers['content-security-policy']).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';/);
    expect(html.body).toContain('<base target="_blank">');
    expect(eml.headers['content-type']).toBe('message/rfc822');
    expect(eml.body).toContain('\r\nTo: "Persoon 0" <tweede-0@zwolle.example.nl>\r\n');
    expect(file.headers['content-disposition']).toContain('attachment');
    expect(file.body).toContain('METHOD:REQUEST');
  });

  it.each(['../../etc/passwd', 'bestaat-niet', 'bestaat-niet.eml', 'bestaat-niet.html', '%2e%2e%2faccepted.jsonl'])('has no mail called %s', async (name) => {
    expect((await web.get(`/postvak/berichten/${name}`)).statusCode).toBe(404);
  });

  it('stops at every planned mail on the way, so that nothing on it comes too late', async () => {
    const actor = await web.build.owner();
    const meeting = await web.build.meeting(actor, { state: 'inviting', first_invited_at: '2027-01-12T09:00:00Z' });
    const { id } = await web.build.invitation(actor, meeting);
    for (const purpose of ['answer', 'next-step', 'unsubscribe']) {
      await web.build.insert('personal_link', { organisation_id: actor.organisationId, token_hash: randomBytes(32), purpose, meeting_id: meeting.id, invitation_id: id, nonce: randomBytes(16), expires_at: '2027-04-12T09:00:00Z' });
    }
    const plan = { organisation_id: actor.organisationId, meeting_id: meeting.id, rule: JSON.stringify({ anchor: 'answerBy', days: -10, time: '09:00', shiftTo: 'earlier' }) };
    await web.build.insert('planned_mail', { ...plan, kind: 'reminder-1', due_at: '2027-02-15T08:00:00Z' });
    await web.build.insert('planned_mail', { ...plan, kind: 'reminder-2', due_at: '2027-02-19T08:00:00Z' });

    const [first, second] = await Promise.all([travel('2027-03-01T12:00:00Z'), travel('2027-03-01T13:00:00Z')]);
    const plans = await web.sql('select kind, state, settled_at from planned_mail order by due_at');

    expect([first.json().now, second.json().now]).toEqual(['2027-03-01T12:00:00.000Z', '2027-03-01T13:00:00.000Z']);
    expect(plans).toEqual([
      { kind: 'reminder-1', state: 'done', settled_at: new Date('2027-02-15T08:00:00Z') },
      { kind: 'reminder-2', state: 'done', settled_at: new Date('2027-02-19T08:00:00Z') },
    ]);
  });

  it('travels by form to a day and a time in Amsterdam, and back', async () => {
    const answer = await web.postForm('/postvak/klok', { day: '2027-07-01', time: '09:00' });

    expect(answer.statusCode).toBe(303);
    expect(web.clock.now().toISOString()).toBe('2027-07-01T07:00:00.000Z');
    expect((await travel('nu')).json().now).toBe('2027-01-12T09:00:00.000Z');
  });

  it.each([{ now: 'morgen' }, { now: 12 }, { now: '2027-02-01T09:00:00' }, {}, [], null])('refuses to travel to %j', async (payload) => {
    const answer = await web.app.inject({ ...TRAVEL, headers: { 'content-type': 'application/json' }, payload: JSON.stringify(payload) });

    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'input.invalid' });
    expect(web.clock.now().toISOString()).toBe('2027-01-12T09:00:00.000Z');
  });

  it.each([[{ day: '2027-03-28', time: '02:30' }, 'bestaat 02:30 uur niet'], [{ day: 'x', time: '02:30' }, 'Vul een dag en een tijd in.']])('explains in the form why it cannot travel to %j', async (fields, reason) => {
    const answer = await web.postForm('/postvak/klok', fields);

    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(reason);
  });

  it.each<Record<string, string>>([{ host: 'bijeen.example.org' }, { host: 'evil.example.org:3000' }, { 'host': '127.0.0.1', 'x-forwarded-for': '192.0.2.1' }])('is not there for %j', async (headers) => {
    expect((await web.get('/postvak', headers)).statusCode).toBe(404);
    expect((await web.app.inject({ ...TRAVEL, headers, payload: { now: '2027-02-01T09:00:00Z' } })).statusCode).toBe(404);
  });

  it('does not exist where a relay is connected', async () => {
    const { config } = web.database;
    const routes = (app: typeof web.app): string[] => app.get(RouteTable).list().map(({ path }) => path).filter((path) => path.startsWith('/postvak'));
    config.smtpUrl = 'smtp://127.0.0.1:1';
    const other = await createWebApp(config, web.clock).finally(() => (config.smtpUrl = undefined));

    expect(routes(web.app)).toHaveLength(5);
    expect(routes(other)).toEqual([]);
    expect((await other.inject({ method: 'GET', url: '/postvak' })).statusCode).toBe(404);
    await other.close();
  });
});
