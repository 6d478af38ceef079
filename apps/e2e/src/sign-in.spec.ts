import { beforeAll, describe, expect, it } from '@jest/globals';
import { MailCatcher } from '@bijeen/mail';
import { stopwatch } from '@bijeen/platform';
import type { Page } from 'playwright-core';
import { testWeb } from '../../web/src/testing/test-web.js';
import { axe, open, shoot, useBrowser } from './harness/index.js';

/** Pages on two screens, and axe: two cores take their time. */
const SLOW = 120_000;

describe('the front door, in a browser', () => {
  const web = testWeb();
  const browser = useBrowser();
  let url: string;

  beforeAll(async () => {
    url = await web.listen();
    web.database.config.listensOn(Number(new URL(url).port));
  });

  const linkInMail = async (to: string): Promise<string> => {
    const catcher = web.app.get(MailCatcher, { strict: false });
    for (const start = stopwatch(); stopwatch() - start < 10_000; ) {
      const caught = (await catcher.list({ to })).at(-1);
      if (caught) return /http\S+\/inloggen\/[a-z2-7]{26}/.exec((await catcher.read(caught.id))!.text)![0];
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error('No mail arrived.');
  };

  const look = async (page: Page, name: string, path?: string): Promise<void> => {
    if (path) await open(page, `${url}${path}`);
    await axe(page);
    await shoot(page, name);
  };

  it('leads from a fresh installation to a signed-in owner, without JavaScript, by keyboard', async () => {
    const visitor = await browser.withoutJavaScript();
    await open(visitor, url);

    expect(new URL(visitor.url()).pathname).toBe('/welkom');
    await visitor.getByLabel('Je naam').focus();
    for (const text of ['Noor Verhoeven', 'noor@welkom.example.nl', 'De Werkplaats']) {
      await visitor.keyboard.type(text);
      await visitor.keyboard.press('Tab');
    }
    await visitor.keyboard.press('Space');
    await visitor.keyboard.press('Tab');
    for (const text of ['Grote Markt 1', '8011', '', 'info@werkplaats.example.nl']) {
      await visitor.keyboard.type(text);
      await visitor.keyboard.press('Tab');
    }
    await visitor.keyboard.press('Enter');
    await visitor.waitForURL('**/bijeenkomsten');

    expect(await visitor.getByText('Noor Verhoeven, De Werkplaats').count()).toBe(1);
    await visitor.getByRole('button', { name: 'Uitloggen' }).click();
    expect(new URL(visitor.url()).pathname).toBe('/inloggen');
  }, SLOW);

  it('opens with a link from the mail, in the browser that asked', async () => {
    const actor = await web.build.owner();
    await web.signIn(actor);
    const email = `${actor.id}@werkplaats.example.nl`;
    const visitor = await browser.visitor();
    await open(visitor, `${url}/instellingen`);
    await look(visitor, 'sign-in');
    await visitor.getByLabel('E-mailadres').fill(email);
    await visitor.getByRole('button', { name: 'Mail mij een link' }).click();
    await visitor.waitForURL('**/inloggen/gevraagd');
    await look(visitor, 'sign-in-asked');
    const link = await linkInMail(email);

    const other = await browser.visitor();
    await open(other, link);
    await look(other, 'sign-in-other-browser');
    await open(visitor, link);
    await look(visitor, 'sign-in-press');
    await visitor.getByRole('button', { name: 'Log in' }).click();
    await visitor.waitForURL('**/instellingen');

    expect(await other.getByText('Open hem dan daar').count()).toBe(1);
    expect(await visitor.getByRole('heading', { level: 1 }).textContent()).toBe('Instellingen');
    await open(visitor, link);
    expect(await visitor.getByText('Je bent al ingelogd').count()).toBe(1);
  }, SLOW);

  it('shows settings that everybody can use', async () => {
    const actor = await web.build.owner();
    const visitor = await browser.signedIn(await web.signIn(actor), url);

    await look(visitor, 'settings', '/instellingen');
    await look(visitor, 'settings-organisation', '/instellingen/organisatie');
    await visitor.getByLabel('Gebruik een eigen kleur').check();
    await visitor.locator('input[type=color]').fill('#7a1fa2');
    await visitor.getByLabel('Naam van je organisatie').fill('De Werkplaats');
    await visitor.getByRole('button', { name: 'Bewaar', exact: true }).click();
    await look(visitor, 'settings-organisation-saved');
    await look(visitor, 'settings-members', '/instellingen/collegas');
    await visitor.getByLabel('Naam', { exact: true }).fill('Sam de Wit');
    await visitor.getByLabel('E-mailadres').fill('geen adres');
    await visitor.getByRole('button', { name: 'Voeg toe' }).click();
    await look(visitor, 'settings-members-wrong');
    await visitor.getByLabel('E-mailadres').fill('sam@werkplaats.example.nl');
    await visitor.getByRole('button', { name: 'Voeg toe' }).click();
    await look(visitor, 'settings-members-added');
    await look(visitor, 'settings-tokens', '/instellingen/sleutels');
    await visitor.getByLabel('Voor welk programma?').fill('Boekhouding');
    await visitor.getByRole('button', { name: 'Maak de sleutel' }).click();
    await look(visitor, 'settings-token-made');
    await look(visitor, 'settings-password', '/instellingen/wachtwoord');
    await look(visitor, 'places', '/organisaties');

    expect(await web.sql('select colour from organisation')).toEqual([{ colour: '#7a1fa2' }]);
  }, SLOW);

  it('has public pages that everybody can use', async () => {
    const visitor = await browser.visitor();

    await look(visitor, 'welcome', '/welkom');
    await visitor.getByRole('button', { name: 'Begin met Bijeen' }).click();
    await look(visitor, 'welcome-wrong');
    await look(visitor, 'sign-in-password', '/inloggen/wachtwoord');
    await look(visitor, 'accessibility', '/toegankelijkheid');
    await look(visitor, 'api-docs', '/api/docs');
    await open(visitor, `${url}/bestaat-niet`, 404);
    await look(visitor, 'not-found');

    expect(await visitor.getByRole('heading', { level: 1 }).textContent()).toBe('Dat lukte niet');
  }, SLOW);
});
