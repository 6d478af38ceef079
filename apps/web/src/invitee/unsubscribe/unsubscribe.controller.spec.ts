import { describe, expect, it } from '@jest/globals';
import { addressHash } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { databaseDump } from '../../testing/database-dump.js';
import { testWeb } from '../../testing/test-web.js';

const ONE_CLICK = 'List-Unsubscribe=One-Click';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('opting out of mail', () => {
  const web = testWeb();
  let actor: Actor;
  let meeting: { id: string };
  const guest = async (email = 'f.bos@zwolle.example.nl', link: object = {}): Promise<string> => {
    const invitation = await web.build.invitation(actor, meeting, { email });
    return web.build.link(actor, meeting, invitation, { purpose: 'unsubscribe', ...link });
  };
  const begin = async (): Promise<string> => {
    actor = await web.build.owner();
    meeting = await web.build.meeting(actor, { state: 'inviting' });
    return guest();
  };
  const standing = async (): Promise<object[]> => web.sql('select scope, origin, meeting_id is not null as "ofMeeting" from suppression where withdrawn_at is null order by scope');

  it('offers a choice, and does nothing by itself (R1)', async () => {
    const token = await begin();
    const before = await databaseDump(web);
    const { statusCode, body } = await web.get(`/afmelden/${token}`);
    expect(statusCode).toBe(200);
    for (const text of ['Alle mails over bijeenkomsten van De Werkplaats', 'Alleen de mails over Inspiratiebijeenkomst Zwolle', 'Meld mij af']) expect(body).toContain(text);
    expect(body).not.toContain('f.bos');
    expect(await databaseDump(web)).toEqual(before);
  });

  it.each([['organisation', 'U bent afgemeld voor alle mails van De Werkplaats.', false], ['meeting', 'U bent afgemeld voor mails over Inspiratiebijeenkomst Zwolle.', true]])('stops the mails of the %s, and can be taken back on the same page', async (scope, text, ofMeeting) => {
    const token = await begin();

    const posted = await web.postForm(`/afmelden/${token}`, { scope });
    expect([posted.statusCode, posted.headers.location]).toEqual([303, `/afmelden/${token}`]);
    expect(await standing()).toEqual([{ scope, origin: 'page', ofMeeting }]);
    expect((await web.get(`/afmelden/${token}`)).body).toContain(text);

    await web.postForm(`/afmelden/${token}`, { withdraw: scope });
    expect(await standing()).toEqual([]);
    expect(await web.sql('select action from audit_log order by id')).toEqual([{ action: 'invitee.unsubscribed' }, { action: 'invitee.unsubscribe-withdrawn' }]);
  });

  it('stops everything, in a table that knows no organisation, and says what a guest who comes gives up', async () => {
    await begin();
    const invitation = await web.build.invitation(actor, meeting, { email: 'k.smit@zwolle.example.nl', answer: 'yes' });
    const token = await web.build.link(actor, meeting, invitation, { purpose: 'unsubscribe' });
    expect((await web.get(`/afmelden/${token}`)).body).toContain('Dan mailen wij u ook niet als daar iets aan verandert.');

    expect((await web.postForm(`/afmelden/${token}`, { scope: 'everything' })).statusCode).toBe(303);

    expect(await standing()).toEqual([]);
    const [stop] = await web.sql<object>('select * from platform_stop');
    expect(Object.keys(stop!).sort()).toEqual(['at', 'email_hash', 'id', 'origin', 'withdrawn_at']);
    const { body } = await web.get(`/afmelden/${token}`);
    expect(body).toContain('U bent afgemeld voor alle mail via Bijeen.');
    expect(body).not.toContain('Meld mij af');
  });

  it('lets each stop be taken back by itself; the others go on to count', async () => {
    const token = await begin();
    for (const scope of ['meeting', 'organisation', 'everything']) await web.postForm(`/afmelden/${token}`, { scope });
    await web.postForm(`/afmelden/${token}`, { withdraw: 'organisation' });

    const { body } = await web.get(`/afmelden/${token}`);
    expect(body).toContain('U bent afgemeld voor alle mail via Bijeen.');
    expect(body).toContain('U bent afgemeld voor mails over Inspiratiebijeenkomst Zwolle.');
    expect(body).not.toContain('U bent afgemeld voor alle mails van De Werkplaats.');
    expect((await web.postForm(`/afmelden/${token}`, { withdraw: 'everything' })).body).toBe('');
    expect(await web.sql('select 1 from platform_stop where withdrawn_at is null')).toEqual([]);
    expect(await standing()).toMatchObject([{ scope: 'meeting' }]);
  });

  it('counts a stop of everything with every organisation, without saying by whose mail it was made', async () => {
    await begin();
    const other = await web.build.owner({ name: 'Het Anker' });
    const elsewhere = await web.build.meeting(other, { state: 'inviting' });
    const theirs = await web.build.link(other, elsewhere, await web.build.invitation(other, elsewhere, { email: 'f.bos@zwolle.example.nl' }), { purpose: 'unsubscribe' });
    await web.postForm(`/afmelden/${await guest()}`, { scope: 'everything' });

    const { body } = await web.get(`/afmelden/${theirs}`);
    expect(body).toContain('U bent afgemeld voor alle mail via Bijeen.');
    expect(body).not.toContain('Werkplaats');
    await web.postForm(`/afmelden/${theirs}`, { withdraw: 'everything' });
    expect(await web.sql('select 1 from platform_stop where withdrawn_at is null')).toEqual([]);
  });

  it('keeps no address, only the keyed hash that the sender compares with', async () => {
    const token = await begin();
    await web.postForm(`/afmelden/${token}`, { scope: 'organisation' });
    const [row] = await web.sql<{ email_hash: Buffer }>('select * from suppression');
    expect(row!.email_hash).toEqual(addressHash(web.database.config.secretKey, 'f.bos@zwolle.example.nl'));
    expect(JSON.stringify(row)).not.toContain('f.bos');
  });

  it.each([
    ['a form', FORM, ONE_CLICK],
    ['a form in parts', { 'content-type': 'multipart/form-data; boundary=grens' }, `--grens\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--grens--\r\n`],
  ])('follows RFC 8058 with one click sent as %s, again and again (R19)', async (_name, headers, payload) => {
    const token = await begin();
    for (let times = 0; times < 3; times += 1) {
      const answer = await web.app.inject({ method: 'POST', url: `/afmelden/${token}`, headers, payload });
      expect([answer.statusCode, answer.headers['set-cookie'], answer.headers.location]).toEqual([200, undefined, undefined]);
    }
    expect(await standing()).toEqual([{ scope: 'organisation', origin: 'one-click', ofMeeting: false }]);
    expect(await web.sql('select action from audit_log')).toHaveLength(1);
  });

  it('takes 20 clicks at once', async () => {
    const token = await begin();
    const answers = await Promise.all(Array.from({ length: 20 }, async () => web.app.inject({ method: 'POST', url: `/afmelden/${token}`, headers: FORM, payload: ONE_CLICK })));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(await standing()).toHaveLength(1);
  });

  it('stops what is still to be sent, and not what a guest who comes must know', async () => {
    const token = await begin();
    await web.postForm(`/afmelden/${token}`, { scope: 'organisation' });
    const hash = addressHash(web.database.config.secretKey, 'f.bos@zwolle.example.nl');
    const mailing = await web.build.insert('mailing', { organisation_id: actor.organisationId, meeting_id: meeting.id, kind: 'reminder-1', content: '{}', created_at: web.clock.now() });
    for (const kind of ['reminder-1', 'practical', 'confirmation']) {
      await web.build.insert('outgoing_mail', { organisation_id: actor.organisationId, mailing_id: mailing.id, meeting_id: meeting.id, kind, recipient_key: kind, to_address: 'f.bos@zwolle.example.nl', to_name: 'F. Bos', address_hash: hash, message_id: `<${kind}@example.org>`, next_try_at: web.clock.now(), created_at: web.clock.now() });
    }
    const stopped = await web.sql(`select kind from outgoing_mail o cross join mail_stop_reason(o, $1) stopped where stopped.reason = 'unsubscribed' order by kind`, [web.clock.now()]);
    expect(stopped).toEqual([{ kind: 'practical' }, { kind: 'reminder-1' }]);
  });

  it('works with every mail ever sent: after a newer link, and long after the meeting', async () => {
    await begin();
    for (const [index, link] of [{ revoked_at: '2027-01-01T00:00:00Z' }, { expires_at: '2027-01-01T00:00:00Z' }].entries()) {
      const token = await guest(`oud${index}@zwolle.example.nl`, link);
      expect((await web.get(`/afmelden/${token}`)).statusCode).toBe(200);
      expect((await web.app.inject({ method: 'POST', url: `/afmelden/${token}`, headers: FORM, payload: ONE_CLICK })).statusCode).toBe(200);
    }
    expect(await standing()).toHaveLength(2);
  });

  it.each([['nothing', {}], ['something else', { scope: 'alles' }], ['an unknown thing to take back', { withdraw: 'ja' }], ['One-Click misspelt', { 'List-Unsubscribe': 'one-click' }]])('asks again when %s was chosen', async (_name, fields) => {
    const token = await begin();
    const { statusCode, body } = await web.postForm(`/afmelden/${token}`, fields);
    expect(statusCode).toBe(422);
    expect(body).toContain('Kies van welke mails u zich wilt afmelden.');
    expect(await standing()).toEqual([]);
  });

  it('does not know a wrong link, or one made for an answer', async () => {
    await begin();
    const forAnswers = await guest('ander@zwolle.example.nl', { purpose: 'answer' });
    for (const token of ['a'.repeat(26), 'x', forAnswers]) {
      expect((await web.get(`/afmelden/${token}`)).statusCode).toBe(404);
      expect((await web.app.inject({ method: 'POST', url: `/afmelden/${token}`, headers: FORM, payload: ONE_CLICK })).statusCode).toBe(404);
    }
    expect(await standing()).toEqual([]);
  });

  it('says nothing about another organisation that mails the same address', async () => {
    await begin();
    const other = await web.build.owner({ name: 'Het Anker' });
    const elsewhere = await web.build.meeting(other, { state: 'inviting' });
    const theirs = await web.build.link(other, elsewhere, await web.build.invitation(other, elsewhere, { email: 'f.bos@zwolle.example.nl' }), { purpose: 'unsubscribe' });
    await web.postForm(`/afmelden/${await guest()}`, { scope: 'organisation' });
    expect((await web.get(`/afmelden/${theirs}`)).body).not.toMatch(/afgemeld|Werkplaats\./);
  });
});
