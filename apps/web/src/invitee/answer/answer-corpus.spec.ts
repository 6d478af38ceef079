import { describe, expect, it } from '@jest/globals';
import { testWeb } from '../../testing/test-web.js';
import { CORPUS, type CorpusCase, type CorpusTokens } from './answer-corpus.js';

describe(`${CORPUS.length} ways to answer, good and bad`, () => {
  const web = testWeb();
  const prepare = async (): Promise<{ invitationId: string; tokens: CorpusTokens }> => {
    const actor = await web.build.owner();
    const meeting = await web.build.meeting(actor, { state: 'inviting' });
    const invitation = await web.build.invitation(actor, meeting);
    const link = async (overrides: Parameters<typeof web.build.link>[3] = {}): Promise<string> => web.build.link(actor, meeting, invitation, overrides);
    const other = await web.build.owner({ name: 'Het Anker' });
    const elsewhere = await web.build.meeting(other, { state: 'inviting' });
    const tokens = {
      good: await link(),
      nextStep: await link({ purpose: 'next-step' }),
      unsubscribe: await link({ purpose: 'unsubscribe' }),
      revoked: await link({ revoked_at: '2027-01-11T00:00:00Z' }),
      expired: await link({ expires_at: web.clock.now() }),
      expiresSoon: await link({ expires_at: new Date(web.clock.now().getTime() + 1000) }),
      stranger: await web.build.link(other, elsewhere, await web.build.invitation(other, elsewhere)),
    };
    return { invitationId: invitation.id, tokens };
  };
  const ask = async ({ method = 'POST', path = ({ good }) => good, headers, body }: CorpusCase, tokens: CorpusTokens): Promise<{ statusCode: number; body: string; headers: Record<string, unknown> }> =>
    web.app.inject({ method, url: `/u/${path(tokens)}`, headers: headers ?? (body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }), ...(body !== undefined && { payload: body }) });

  it('has about 200 cases, and more than a tenth of them are good', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(200);
    expect(CORPUS.filter(({ answer }) => answer).length).toBeGreaterThan(CORPUS.length / 10);
    expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
  });

  it.each(CORPUS.map((each): [string, CorpusCase] => [each.name, each]))('%s', async (_name, each) => {
    const { invitationId, tokens } = await prepare();

    const { statusCode, body, headers } = await ask(each, tokens);

    expect(statusCode).toBe(each.status);
    expect([headers['referrer-policy'], headers['cache-control'], headers['set-cookie']]).toEqual(['no-referrer', 'no-store', undefined]);
    if (each.status >= 400 && each.method !== 'HEAD') expect(body).toMatch(/<h1>(Deze link|Er is een|Dat lukte|Komt u|Nog geen)|"title":"(Dit|Deze)/);
    expect(body).not.toMatch(/<script>alert|secret|postgres/i);
    const [row] = await web.sql('select answer, answer_revision as revision, (select count(*)::int from answer_history where invitation_id = i.id) as history from invitation i where id = $1', [invitationId]);
    expect(row).toEqual(each.answer ? { answer: each.answer, revision: 1, history: 1 } : { answer: 'none', revision: 0, history: 0 });
  });
});
