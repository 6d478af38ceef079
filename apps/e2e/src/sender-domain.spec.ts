import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RelayRefusals } from '@bijeen/mail';
import { SenderDomainNews } from '@bijeen/organisations';
import { SenderDomains } from '@bijeen/senders';
import { PrivateDns } from '@bijeen/testing';
import { useHouse } from './harness/house.js';
import { axe, open, shoot } from './harness/index.js';

const SLOW = 90_000;
const PAGE = '/instellingen/afzenderdomein';

describe('the sending domain, in a browser', () => {
  const house = useHouse();
  const { web, signedIn } = house;
  const dns = new PrivateDns();

  beforeAll(async () => {
    await dns.start();
    web.database.config.dnsServers = [dns.address];
  });
  afterAll(async () => dns.stop());
  beforeEach(async () => {
    dns.empty();
    dns.put('bijeen.example.org', { type: 'A', data: '203.0.113.25' }, { type: 'TXT', data: 'v=spf1 ip4:203.0.113.25 -all' });
    dns.put('werkplaats.example.nl', { type: 'TXT', data: 'v=spf1 include:spf.post.example.org -all' });
  });
  /** Somebody sets all lines in the DNS. */
  const publish = async (): Promise<void> => {
    const { lines } = (await web.app.get(SenderDomains, { strict: false }).find(house.noor))!;
    for (const { type, host, value } of lines) dns.put(host, type === 'TXT' ? { type, data: value } : { type, data: { preference: 10, exchange: value.split(' ')[1]! } });
  };

  it('is set by an owner who knows nothing of DNS', async () => {
    const page = await signedIn();
    await open(page, PAGE);
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
    await open(page, '/bijeenkomsten');
    await axe(page);
    await shoot(page, 'bijeenkomsten-domein-kapot');
    await page.getByRole('link', { name: 'Bekijk wat er moet gebeuren' }).click();
    expect(await page.getByRole('heading', { name: 'Afzenderdomein' }).isVisible()).toBe(true);
  }, SLOW);

  it('has its mails in the settings, where an owner says whether one arrived', async () => {
    await web.app.get(SenderDomains, { strict: false }).choose(house.noor, { domain: 'werkplaats.example.nl' });
    const rosa = await web.build.colleague(house.noor, { id: 'rosa', name: 'Rosa Bakker', role: 'owner' });
    await web.build.colleague(house.noor, house.noor);
    await publish();
    await web.app.get(SenderDomains, { strict: false }).check(house.noor);
    dns.delete('_dmarc.werkplaats.example.nl', 'TXT');
    await web.app.get(SenderDomains, { strict: false }).check(house.noor);
    expect(await web.app.get(SenderDomainNews, { strict: false }).tellDue()).toBe(2);
    await web.sql(`update outgoing_mail set state = 'uncertain', reason = 'De mailserver gaf geen antwoord. Het is niet zeker of deze mail aankwam.', attempt = 2 where to_name = $1`, [rosa.name]);
    await web.app.get(RelayRefusals, { strict: false }).heard({ kind: 'not-sent', reply: '535 5.7.8 authentication failed', ofUs: 'sign-in' }, 'bijeen.example.org');

    const page = await signedIn();
    await open(page, PAGE);
    await page.getByRole('link', { name: 'Bekijk die mails' }).click();
    expect(await page.getByText('De mailserver neemt onze mail nu niet aan.').isVisible()).toBe(true);
    await axe(page);
    await shoot(page, 'mails-zonder-bijeenkomst');
    await page.getByRole('link', { name: 'aan Rosa Bakker' }).click();
    await shoot(page, 'mail-zonder-bijeenkomst');
    // No script runs in the frame of the mail, axe neither.
    await page.locator('iframe').evaluate((frame) => frame.remove());
    await axe(page);
    await page.getByRole('button', { name: 'Wel aangekomen' }).click();
    expect(await page.getByText('Genoteerd: deze mail is aangekomen.').isVisible()).toBe(true);
  }, SLOW);
});
