import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { SenderDomains } from '@bijeen/senders';
import { PrivateDns } from '@bijeen/testing';
import type { Page } from 'playwright-core';
import { testWeb } from '../../web/src/testing/test-web.js';
import { axe, open, shoot, useBrowser } from './harness/index.js';

const SLOW = 90_000;

describe('the sending domain, in a browser', () => {
  const web = testWeb();
  const browser = useBrowser();
  const dns = new PrivateDns();
  let url: string;
  let noor: Actor;

  beforeAll(async () => {
    await dns.start();
    web.database.config.dnsServers = [dns.address];
    url = `${await web.listen()}/instellingen/afzenderdomein`;
  });
  afterAll(async () => dns.stop());
  beforeEach(async () => {
    noor = await web.build.owner();
    dns.empty();
    dns.put('bijeen.example.org', { type: 'A', data: '203.0.113.25' }, { type: 'TXT', data: 'v=spf1 ip4:203.0.113.25 -all' });
    dns.put('werkplaats.example.nl', { type: 'TXT', data: 'v=spf1 include:spf.post.example.org -all' });
  });
  const signedIn = async (): Promise<Page> => browser.signedIn(await web.signIn(noor), new URL(url).origin);
  /** Somebody sets all lines in the DNS. */
  const publish = async (): Promise<void> => {
    const { lines } = (await web.app.get(SenderDomains, { strict: false }).find(noor))!;
    for (const { type, host, value } of lines) dns.put(host, type === 'TXT' ? { type, data: value } : { type, data: { preference: 10, exchange: value.split(' ')[1]! } });
  };

  it('is set by an owner who knows nothing of DNS', async () => {
    const page = await signedIn();
    await open(page, url);
    await shoot(page, 'afzenderdomein-geen');
    await page.getByLabel('Jullie domein').fill('gmail.com');
    await page.getByRole('button', { name: 'Maak de regels' }).click();
    expect(await page.getByText('Bij gmail.com kan iedereen een adres hebben').first().isVisible()).toBe(true);
    await axe(page);
    await page.getByLabel('Jullie domein').fill('werkplaats.example.nl');
    await page.getByRole('button', { name: 'Maak de regels' }).click();
    await page.getByRole('button', { name: 'Kijk de regels nu na' }).click();
    expect(await page.getByText('v=spf1 include:spf.post.example.org include:bijeen.example.org -all', { exact: true }).first().isVisible()).toBe(true);
    expect(await page.getByText('6 regels zijn nog niet in orde').isVisible()).toBe(true);
    await axe(page);
    await shoot(page, 'afzenderdomein-fout');
    await publish();
    await page.getByRole('button', { name: 'Kijk de regels nu na' }).click();
    expect(await page.getByText('Jullie mail vertrekt van bijeenkomsten@werkplaats.example.nl.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Maak nieuwe sleutels' }).click();
    await axe(page);
    await shoot(page, 'afzenderdomein-goed');
    dns.delete('_dmarc.werkplaats.example.nl', 'TXT');
    await page.getByRole('button', { name: 'Kijk de regels nu na' }).click();
    expect(await page.getByText('1 regel is niet meer in orde').isVisible()).toBe(true);
    await axe(page);
    await shoot(page, 'afzenderdomein-kapot');
    await open(page, `${new URL(url).origin}/bijeenkomsten`);
    await axe(page);
    await shoot(page, 'bijeenkomsten-domein-kapot');
    await page.getByRole('link', { name: 'Bekijk wat er moet gebeuren' }).click();
    expect(await page.getByRole('heading', { name: 'Afzenderdomein' }).isVisible()).toBe(true);
  }, SLOW);
});
