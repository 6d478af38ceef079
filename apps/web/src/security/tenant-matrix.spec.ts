import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '@bijeen/platform';
import type { Response } from 'light-my-request';
import { address, allRoutes, changes, NOBODY } from '../testing/all-routes.js';
import { VALID_BODIES } from '../testing/valid-bodies.js';
import { testWeb, type SignedInBrowser } from '../testing/test-web.js';
import { furnished, ID_KINDS, type IdKind, type Ids, mark, rowsOf } from '../testing/two-organisations.js';

/**
 * R7: every route × every kind of id × every role, with the ids of another organisation. Routes come from the table of routes, so a new
 * one takes part by itself; one with a parameter that nobody explained below fails the test.
 */
const web = testWeb();
type TestedRoute = ReturnType<typeof allRoutes>[number];

/** Open to everybody who has the address or the token; they belong to nobody who signs in. */
const OPEN = /^\/(u|v|s|b|feed|aanvraag|afmelden|inloggen|huisstijl|postvak)\//;
/** Which kind of id stands where. The first that fits counts. */
const KINDS: [RegExp, IdKind][] = [
  [/\/(bijeenkomsten|meetings)\/:id/, 'meeting'],
  [/\/(regios|regions)\/:id/, 'region'],
  [/\/(imports?|importeren)\/:id/, 'import'],
  [/\/(relaties|contacts)\/:id/, 'contact'],
  [/\/sleutels\/:id/, 'apiToken'],
  [/:userId/, 'user'],
  [/:invitationId/, 'invitation'],
  [/:registrationId/, 'registration'],
  [/:commitmentId/, 'commitment'],
  [/:replyId/, 'calendarReply'],
  [/\/instellingen\/mails\/:mailId/, 'ownMail'],
  [/:mailId/, 'mail'],
  [/:receivedId/, 'received'],
  [/:contactId/, 'contact'],
  [/:importId/, 'import'],
  [/:patternId/, 'councilPattern'],
];
/** Parameters that are words and no ids: the same for every organisation. */
const WORDS: Record<string, string> = { kind: 'reminder-1', variant: 'alderman' };
const ROLES: Role[] = ['owner', 'organiser', 'viewer'];
const RANK: Record<string, number> = { viewer: 1, organiser: 2, owner: 3 };

let victim: { actor: Actor; ids: Ids };
let intruder: { actor: Actor; ids: Ids };
let browsers: Record<Role, SignedInBrowser>;

function kindOf(route: TestedRoute, parameter: string): IdKind {
  const place = route.path.slice(0, route.path.indexOf(`:${parameter}`) + parameter.length + 1);
  const kind = KINDS.find(([pattern]) => new RegExp(`${pattern.source}$`).test(place))?.[1];
  if (!kind) throw new Error(`What is :${parameter} in ${route.method} ${route.path}? Say so in KINDS, WORDS or OPEN of this test.`);
  return kind;
}

/** The routes that hold ids, with the parameters that are ids. */
function routesWithIds(): (TestedRoute & { ids: string[] })[] {
  return allRoutes(web)
    .filter(({ path, policy }) => !(OPEN.test(path) && ['public', 'anyone', 'link'].includes(policy)))
    .map((route) => ({ ...route, ids: route.parameters.filter((name) => !(name in WORDS)) }))
    .filter(({ ids }) => ids.length > 0);
}

async function send(route: TestedRoute, url: string, browser: SignedInBrowser): Promise<Response> {
  const body = VALID_BODIES[`${route.method} ${route.path}`] ?? {};
  const headers = { cookie: browser.cookie, 'sec-fetch-site': 'same-origin' };
  if (!changes(route) || (route.method === 'DELETE' && route.path.startsWith('/api/'))) return web.app.inject({ method: route.method as 'GET', url, headers });
  if (route.path.startsWith('/api/')) return web.app.inject({ method: route.method as 'POST', url, headers, payload: body });
  const form = new URLSearchParams({ csrf: browser.csrf, ...(body as Record<string, string>) });
  return web.app.inject({ method: 'POST', url, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, payload: form.toString() });
}

/** What a visitor gets, with the id itself taken out. */
function seen({ statusCode, body, headers }: Response, id: string): string {
  return `${statusCode} ${headers.location ?? ''} ${body}`.replaceAll(id, 'ID').replaceAll(encodeURIComponent(id), 'ID');
}

beforeEach(async () => {
  victim = await furnished(web, 'Slachtoffer');
  intruder = await furnished(web, 'Indringer');
  const people = await Promise.all(ROLES.map(async (role) => [role, await web.signIn(role === 'owner' ? intruder.actor : { ...intruder.actor, id: `${role}-${intruder.actor.organisationId}`, role })] as const));
  browsers = Object.fromEntries(people) as Record<Role, SignedInBrowser>;
});

describe('ids of another organisation', () => {
  it('lead, on every route, to exactly what an id leads to that does not exist', async () => {
    const before = await rowsOf(web, victim.actor);
    const wrong: string[] = [];
    let asked = 0;

    for (const route of routesWithIds()) {
      const own = { ...WORDS, ...Object.fromEntries(route.ids.map((name) => [name, intruder.ids[kindOf(route, name)]])) };
      for (const role of ROLES) {
        const allowed = RANK[role]! >= (RANK[route.policy] ?? 0);
        for (const name of route.ids) {
          const nobody = seen(await send(route, address(route.path, { ...own, [name]: NOBODY }), browsers[role]), NOBODY);
          if (!nobody.startsWith(allowed ? '404 ' : '403 ')) wrong.push(`${role} ${route.method} ${route.path} :${name} that does not exist gives ${nobody.slice(0, 3)}`);
          // Roles differ in what the guard lets through, not in what is found: every kind once, the likeliest ones for each role.
          for (const kind of role === 'owner' && allowed ? ID_KINDS : new Set<IdKind>([kindOf(route, name), 'organisation'])) {
            const id = victim.ids[kind];
            asked += 1;
            if (seen(await send(route, address(route.path, { ...own, [name]: id }), browsers[role]), id) !== nobody) wrong.push(`${role} ${route.method} ${route.path} :${name} = ${kind} of another`);
          }
        }
      }
    }

    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1000);
    expect(await rowsOf(web, victim.actor)).toEqual(before);
  }, 300_000);

  it('change nothing and show nothing when they stand behind the question mark', async () => {
    const names = ['after', 'na', 'voor', 'id', 'regio', 'region', 'regionId', 'contact', 'bijeenkomst', 'meetingId', 'genodigde', 'invitationId', 'organisatie', 'organisationId', 'municipality', 'kind', 'state', 'met', 'relatie', 'uitnodiging'];
    const wrong: string[] = [];

    for (const route of allRoutes(web).filter(({ method, policy }) => method === 'GET' && policy !== 'link')) {
      const own = { ...WORDS, ...Object.fromEntries(route.parameters.filter((name) => !(name in WORDS) && !OPEN.test(route.path)).map((name) => [name, intruder.ids[kindOf(route, name)]])) };
      for (const kinds of [[...ID_KINDS], [...ID_KINDS].reverse()]) {
        const query = new URLSearchParams(names.map((name, index) => [name, victim.ids[kinds[index % kinds.length]!]])).toString();
        const { body, statusCode } = await web.get(`${address(route.path, own)}?${query}`, { cookie: browsers.owner.cookie });
        if (statusCode >= 500 || body.includes(mark('Slachtoffer'))) wrong.push(`${route.path}?${query}: ${statusCode}`);
      }
    }

    expect(wrong).toEqual([]);
  }, 120_000);
});

describe('what one sees of one’s own', () => {
  it('is there, so that the matrix above looks at living routes', async () => {
    const dead: string[] = [];

    for (const route of routesWithIds().filter(({ method }) => method === 'GET')) {
      const own = { ...WORDS, ...Object.fromEntries(route.ids.map((name) => [name, intruder.ids[kindOf(route, name)]])) };
      const { statusCode } = await web.get(address(route.path, own), { cookie: browsers.owner.cookie });
      if (![200, 303, 409, 422].includes(statusCode)) dead.push(`${route.path} ${statusCode}`);
    }

    expect(dead).toEqual([]);
  });
});
