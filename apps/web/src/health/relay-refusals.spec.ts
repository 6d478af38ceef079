import { RelayRefusals } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { describe, expect, it } from '@jest/globals';
import { testWeb } from '../testing/test-web.js';

const PLATFORM = 'bijeen.example.org';
const TEXT = 'De mailserver neemt onze mail nu niet aan. Er gaat niets verloren';

describe('a relay that refuses us', () => {
  const web = testWeb();
  const refusals = (): RelayRefusals => web.app.get(RelayRefusals, { strict: false });
  const refuse = async (domain: string): Promise<void> => refusals().heard({ kind: 'refused', temporary: true, recipient: false, reply: '550 5.7.1 Sender refused', ofUs: 'sender' }, domain);
  const take = async (domain: string): Promise<void> => refusals().heard({ kind: 'accepted' }, domain);
  const sees = async (actor: Actor): Promise<boolean> => (await (await web.signIn(actor)).get('/bijeenkomsten')).body.includes(TEXT);
  const withDomain = async (domain: string, state: string): Promise<Actor> => {
    const actor = await web.build.owner();
    await web.sql(`insert into sender_domain (organisation_id, domain, keys, state, findings, created_at, state_since, next_check_at) values ($1, $2, '[]', $3, '[]', now(), now(), now())`, [actor.organisationId, domain, state]);
    return actor;
  };

  it('is said above every page and to who watches, until it takes a mail', async () => {
    const noor = await web.build.owner();
    const kees = { ...(await web.build.colleague(noor)), role: 'viewer' as const };
    expect([await sees(noor), await sees(kees)]).toEqual([false, false]);

    await refuse(PLATFORM);
    expect([await sees(noor), await sees(kees)]).toEqual([true, true]);
    const health = await web.get('/health/ready');
    expect([health.statusCode, health.json().relayRefuses]).toEqual([200, [{ senderDomain: PLATFORM, cause: 'sender', since: web.clock.now().toISOString() }]]);

    await take(PLATFORM);
    expect([await sees(noor), (await web.get('/health/ready')).json().relayRefuses]).toEqual([false, []]);
  });

  it('is said only to those whose mail leaves from there', async () => {
    const [plain, own, notYet] = [await web.build.owner(), await withDomain('werkplaats.example.nl', 'passed'), await withDomain('anders.example.nl', 'failed')];
    const whoSees = async (): Promise<boolean[]> => [await sees(plain), await sees(own), await sees(notYet)];

    await refuse('werkplaats.example.nl');
    expect(await whoSees()).toEqual([false, true, false]);
    await take('werkplaats.example.nl');
    await refuse('anders.example.nl');
    expect(await whoSees()).toEqual([false, false, false]);
    await web.sql(`update relay_refusal set sender_domain = ''`);
    expect(await whoSees()).toEqual([true, true, true]);
    web.clock.set(new Date(web.clock.now().getTime() + 25 * 3_600_000));
    expect(await whoSees()).toEqual([false, false, false]);
  });
});
