import { describe, expect, it } from '@jest/globals';
import type { Role } from '@bijeen/platform';
import { address, allRoutes } from '../../testing/all-routes.js';
import { testWeb } from '../../testing/test-web.js';
import { furnished } from '../../testing/two-organisations.js';

const web = testWeb();
const FOR_VIEWERS = ['', '/aanwezigheid', '/bellen', '/besluit', '/binnengekomen', '/concepten', '/datum', '/doelgroep', '/genodigden', '/mailplan', '/mails', '/openbaar', '/plaatsen', '/toezeggingen', '/uitnodigen'];
const FOR_ORGANISERS = [...FOR_VIEWERS, '/wensen'];
/** Pages that one comes to from another page, and where the menu says one is then. */
const BESIDE: Record<string, string> = { '/agenda-antwoorden': '/genodigden', '/datumprikker': '/datum', '/annuleren': '', '/uitstellen': '', '/verplaatsen': '', '/wijzigen': '' };

interface Menu {
  groups: string[];
  /** Where the menu leads. */
  paths: string[];
  /** Where one is, as the menu says it. */
  here: string[];
}

/** The pages of one meeting that open for somebody with this role, each with its menu. */
async function menus(role: Role): Promise<Map<string, Menu>> {
  const { actor, ids } = await furnished(web, 'Menu');
  const browser = await web.signIn({ ...actor, id: `${actor.id}-${role}`, role });
  const home = `/bijeenkomsten/${ids.meeting}`;
  const values = { id: ids.meeting, invitationId: ids.invitation, mailId: ids.mail, receivedId: ids.received, commitmentId: ids.commitment, kind: 'reminder-1' };
  const found = new Map<string, Menu>();
  for (const { path } of allRoutes(web).filter(({ method, path: each }) => method === 'GET' && each.startsWith('/bijeenkomsten/:'))) {
    const { statusCode, payload } = await browser.get(address(path, values));
    if (statusCode >= 500) throw new Error(`${path} broke.`);
    // A mail, a part of a page and a file have no header.
    if (statusCode === 200 && payload.includes('<header class="site-header">')) found.set(address(path, values).slice(home.length), menuOf(payload, home));
  }
  return found;
}

function menuOf(page: string, home: string): Menu {
  const menu = /<nav class="meeting-menu" aria-label="Deze bijeenkomst">(.*?)<\/nav>/s.exec(page)?.[1] ?? '';
  const links = [...menu.matchAll(/<a href="([^"]+)"([^>]*)>([^<]+)/g)].map(([, href, rest, label]) => ({ path: href!.slice(home.length), isHere: rest!.includes('aria-current="page"'), label: label! }));
  const first = [...(menu.split('</ul>')[0] ?? '').matchAll(/<a /g)].length;
  return { groups: links.slice(0, first).map(({ label }) => label), paths: links.map(({ path }) => path), here: links.filter(({ isHere }) => isHere).map(({ path }) => path) };
}

describe('the menu of a meeting', () => {
  it.each([['owner', FOR_ORGANISERS], ['organiser', FOR_ORGANISERS], ['viewer', FOR_VIEWERS]] as const)('leads from every page to every other one in two clicks, and nowhere that is shut: %s', async (role, expected) => {
    const pages = await menus(role);

    expect([...pages.keys()].filter((path) => path.lastIndexOf('/') <= 0 && !(path in BESIDE)).sort()).toEqual(expected);
    for (const [path, { paths }] of pages) {
      const reached = new Set([...paths, ...paths.flatMap((each) => pages.get(each)?.paths ?? [`${each} is shut`])]);
      expect([path, [...reached].sort()]).toEqual([path, expected]);
    }
  });

  it('has five groups at most, and one place where one is: the page, or the page that it belongs to', async () => {
    const pages = await menus('organiser');

    for (const [path, { groups, here }] of pages) {
      expect([path, groups]).toEqual([path, ['Overzicht', 'Voorbereiden', 'Wie komt er?', 'Mail', 'De dag en daarna']]);
      const above = FOR_ORGANISERS.find((each) => each !== '' && `${path}/`.startsWith(`${each}/`));
      expect([path, here]).toEqual([path, [BESIDE[path] ?? above ?? '']]);
    }
    expect([...pages.keys()]).toEqual(expect.arrayContaining(Object.keys(BESIDE)));
  });

  it('says which group is shown, also to a screen reader', async () => {
    const { actor, ids } = await furnished(web, 'Menu');
    const page = await (await web.signIn(actor)).get(`/bijeenkomsten/${ids.meeting}/mails`);
    expect(page.payload).toContain(`<a href="/bijeenkomsten/${ids.meeting}/mailplan" aria-current="true">Mail</a>`);
    expect(page.payload).toContain('<ul class="meeting-menu__pages" aria-label="Mail">');
  });
});
