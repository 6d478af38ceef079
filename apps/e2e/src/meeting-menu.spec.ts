import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useHouse } from './harness/house.js';
import { expectReadable, fits, open, PHONE } from './harness/index.js';

/** Some pages on two screens, and axe: two cores take their time. */
const SLOW = 120_000;

describe('the menu of a meeting, in a browser', () => {
  const house = useHouse();
  const { web, signedIn } = house;
  let here: string;

  beforeEach(async () => {
    const meeting = await web.build.meeting(house.noor, { state: 'inviting', first_invited_at: '2027-01-10T09:00:00Z' });
    await web.build.invitation(house.noor, meeting, { display_name: 'mevrouw A. de Boer', sort_name: 'Boer', answer: 'yes' });
    here = `/bijeenkomsten/${meeting.id}`;
  });
  const current = async (page: Page): Promise<(string | null)[]> => page.getByRole('navigation', { name: 'Deze bijeenkomst' }).locator('[aria-current]').allTextContents();

  it.each([true, false])('leads from one page to any other in two clicks, on a phone (JavaScript: %s)', async (javaScriptEnabled) => {
    const page = await signedIn({ javaScriptEnabled, viewport: PHONE });
    await open(page, here);
    expect(await current(page)).toEqual(['Overzicht']);
    for (const [group, name, title] of [['De dag en daarna', 'Toezeggingen', 'Toezeggingen'], ['Voorbereiden', 'Openbare pagina', 'Openbare pagina'], ['Mail', 'Binnengekomen', 'Binnengekomen'], ['Wie komt er?', 'Doorgaan?', 'Gaat het door?']] as const) {
      const menu = page.getByRole('navigation', { name: 'Deze bijeenkomst' });
      await menu.getByRole('link', { name: group, exact: true }).click();
      await menu.getByRole('list', { name: group }).getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect(await current(page)).toEqual([group, name]);
      await fits(page);
    }
  }, SLOW);

  it('is walked by keyboard: the groups, then the pages of this group, with nothing that only a mouse would open', async () => {
    const page = await signedIn();
    await open(page, `${here}/mails`);
    await page.getByRole('link', { name: 'Overzicht', exact: true }).focus();
    const walked: (string | null)[] = [];
    for (let step = 0; step < 9; step += 1) {
      walked.push(await page.locator(':focus').textContent());
      await page.keyboard.press('Tab');
    }
    expect(walked).toEqual(['Overzicht', 'Voorbereiden', 'Wie komt er?', 'Mail', 'De dag en daarna', 'Mailplan', 'Concepten', 'Mails', 'Binnengekomen']);
  });

  it('tells where one is by more than colour', async () => {
    const page = await signedIn();
    await open(page, `${here}/mails`);
    const shape = async (name: string): Promise<[weight: number, line: string]> => page.getByRole('navigation', { name: 'Deze bijeenkomst' }).getByRole('link', { name, exact: true }).evaluate((link) => {
      const { fontWeight, borderBottomColor } = getComputedStyle(link);
      return [Number(fontWeight), borderBottomColor === 'rgba(0, 0, 0, 0)' ? 'none' : 'line'];
    });
    for (const name of ['Mail', 'Mails']) expect(await shape(name)).toEqual([650, 'line']);
    for (const name of ['Overzicht', 'Mailplan']) expect(await shape(name)).toEqual([400, 'none']);
  });

  it.each([['', 'menu-overzicht'], ['/doelgroep', 'menu-voorbereiden'], ['/besluit', 'menu-wie-komt-er'], ['/concepten', 'menu-mail'], ['/wensen', 'menu-wensen']])('can be read by everybody, in the light and the dark: %s', async (path, name) => {
    const page = await signedIn();
    await open(page, `${here}${path}`);
    await expectReadable(page, name);
  }, SLOW);
});
