import { describe, expect, it } from '@jest/globals';
import { SignInLinks } from '@bijeen/organisations';
import { PersonalLinks } from '@bijeen/platform';
import { address, allRoutes } from '../testing/all-routes.js';
import { databaseDump } from '../testing/database-dump.js';
import { testWeb } from '../testing/test-web.js';
import { furnished } from '../testing/two-organisations.js';

const web = testWeb();

/** What stands in the address of each route, so that every page really opens. */
async function values(): Promise<{ cookie: string; valuesOf: (path: string) => Record<string, string> }> {
  const { actor, ids } = await furnished(web, 'Kijker');
  const [meeting, invitation] = [{ id: ids.meeting }, { id: ids.invitation }];
  const links: Record<string, string> = { u: await web.build.link(actor, meeting, invitation), v: await web.build.link(actor, meeting, invitation, { purpose: 'next-step' }), afmelden: await web.build.link(actor, meeting, invitation, { purpose: 'unsubscribe' }) };
  await web.sql(`update publication set published = true, first_published_at = updated_at, slug = 'openbaar' where meeting_id = $1`, [ids.meeting]);
  const asked = new PersonalLinks(web.database.config).create('registration');
  await web.sql('update registration set token_hash = $1', [asked.tokenHash]);
  links['aanvraag'] = new PersonalLinks(web.database.config).token('registration', asked.nonce);
  await web.sql('update invitation set secretariat_id = $1', [ids.secretariat]);
  links['s'] = await web.build.link(actor, meeting, invitation, { purpose: 'secretariat' });
  const signIn = await web.app.get(SignInLinks, { strict: false }).createSignInUrl(`${actor.id}@werkplaats.example.nl`);
  links['inloggen'] = signIn.split('/').at(-1)!;
  const { cookie } = await web.signIn(actor);
  const meaning: Record<string, string> = { regios: ids.region, regions: ids.region, relaties: ids.contact, contacts: ids.contact, imports: ids.import };
  const valuesOf = (path: string): Record<string, string> => ({
    id: meaning[path.split('/').findLast((part, index, parts) => parts[index + 1]?.startsWith(':id')) ?? ''] ?? ids.meeting,
    token: links[path.split('/')[1]!] ?? '', invitationId: ids.invitation, commitmentId: ids.commitment, importId: ids.import, kind: 'reminder-1', step: 'gesprek', organisationId: ids.organisation, registrationId: ids.registration, slug: 'openbaar', file: path.startsWith('/feed') ? 'alle.ics' : '0b6b68.css', name: 'niets.eml',
  });
  return { cookie, valuesOf };
}

describe('looking', () => {
  it('changes nothing, on no page, for nobody (R1)', async () => {
    const { cookie, valuesOf } = await values();
    const routes = allRoutes(web).filter(({ method }) => method === 'GET');
    // The queue notes its own settings the first time that it is opened.
    await web.get('/health/ready');
    const before = await databaseDump(web);
    const opened: string[] = [];
    const signedIn: string[] = [];

    for (const { path } of routes) {
      for (const method of ['HEAD', 'GET', 'OPTIONS'] as const) {
        for (const headers of [{ cookie }, { 'user-agent': 'Mozilla/5.0 (compatible; scanner)' }]) {
          const answer = await web.app.inject({ method, url: address(path, valuesOf(path)), headers });
          if (answer.statusCode === 200 && method === 'GET' && 'cookie' in headers) opened.push(path);
          if (answer.headers['set-cookie'] !== undefined) signedIn.push(path);
        }
      }
    }

    expect(signedIn).toEqual([]);
    expect(await databaseDump(web)).toEqual(before);
    expect(opened.length / routes.length).toBeGreaterThan(0.7);
    expect(opened).toEqual(expect.arrayContaining(['/u/:token', '/b/:slug', '/feed/:file', '/aanvraag/:token', '/s/:token', '/agenda', '/v/:token', '/afmelden/:token', '/inloggen/:token', '/bijeenkomsten/:id', '/relaties/:id']));
  }, 120_000);
});
