import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PrivateDns } from '@bijeen/testing';
import { testWeb, type SignedInBrowser } from '../../testing/test-web.js';

const HERE = '/instellingen/afzenderdomein';

describe('the page about the sending domain', () => {
  const web = testWeb();
  const dns = new PrivateDns();
  let browser: SignedInBrowser;

  beforeAll(async () => {
    await dns.start();
    web.database.config.dnsServers = [dns.address];
  });
  afterAll(async () => dns.stop());
  beforeEach(async () => {
    browser = await web.signIn(await web.build.owner());
    dns.empty();
    dns.put('bijeen.example.org', { type: 'A', data: '203.0.113.25' }, { type: 'TXT', data: 'v=spf1 ip4:203.0.113.25 -all' });
  });

  /** The lines as they stand on the page. */
  const linesOf = (body: string): string[] => [...body.matchAll(/<code class="copyable">([^<]+)<\/code>/g)].map(([, text]) => text!);
  const publish = (body: string): void => {
    const lines = linesOf(body);
    for (let at = 0; at < lines.length; at += 2) {
      const [host, value] = [lines[at]!, lines[at + 1]!];
      dns.put(host, value.startsWith('10 ') ? { type: 'MX', data: { preference: 10, exchange: value.slice(3) } } : { type: 'TXT', data: value });
    }
  };

  it('asks for a domain, shows its lines, and says when mail leaves from there', async () => {
    const before = await browser.get(HERE);
    const chosen = await browser.post(HERE, { domain: 'Werkplaats.example.nl' });
    const page = await browser.get(chosen.headers.location!);
    const looked = await browser.post(`${HERE}/controleren`);
    const wrong = await browser.get(looked.headers.location!);
    publish(page.body);
    await browser.post(`${HERE}/controleren`);
    const right = await browser.get(HERE);

    expect(before.body).toContain('<strong>bijeenkomsten@bijeen.example.org</strong>');
    expect([chosen.statusCode, chosen.headers.location, looked.statusCode, looked.headers.location]).toEqual([303, `${HERE}?gedaan=begonnen`, 303, `${HERE}?gedaan=nagekeken`]);
    expect(linesOf(page.body)).toHaveLength(12);
    expect(page.body).toContain('Jullie mail vertrekt nog van bijeenkomsten@bijeen.example.org.');
    expect(wrong.body).toContain('6 regels zijn nog niet in orde. Jullie mail vertrekt daarom van bijeenkomsten@bijeen.example.org.');
    expect(wrong.body.match(/Staat er nog niet<\/strong>/g)).toHaveLength(6);
    expect(right.body).toContain('Jullie mail vertrekt van bijeenkomsten@werkplaats.example.nl.');
    expect(right.body.match(/In orde<\/strong>/g)).toHaveLength(6);
  });

  it('has a text to forward, with every line in it, for a mail and to copy', async () => {
    await browser.post(HERE, { domain: 'werkplaats.example.nl' });
    const { body } = await browser.get(HERE);
    const text = /<textarea id="tekst-voor-beheer"[^>]*>([\s\S]*?)<\/textarea>/.exec(body)![1]!.replaceAll('&quot;', '"');
    const mail = new URL(/href="(mailto:[^"]+)"/.exec(body)![1]!.replaceAll('&amp;', '&'));

    for (const line of linesOf(body)) expect(text).toContain(line);
    expect(mail.searchParams.get('subject')).toBe('DNS-regels voor werkplaats.example.nl');
    expect(mail.searchParams.get('body')!.replaceAll('\r\n', '\n')).toBe(text.replace(/\nIn een zonebestand: .*/, ''));
    expect(text).toMatch(/In een zonebestand: "v=DKIM1; k=rsa; p=[^"]+" "[^"]+"/);
  });

  it('comes back with what was typed when that is no domain of theirs', async () => {
    const gmail = await browser.post(HERE, { domain: 'gmail.com' });
    const ours = await browser.post(HERE, { domain: 'bijeen.example.org' });
    const nothing = await browser.post(HERE, { domain: '' });

    expect([gmail.statusCode, ours.statusCode, nothing.statusCode]).toEqual([422, 422, 422]);
    expect(gmail.body).toContain('value="gmail.com"');
    expect(gmail.body).toContain('Bij gmail.com kan iedereen een adres hebben.');
    expect(ours.body).toContain('bijeen.example.org is van Bijeen zelf.');
    expect(nothing.body).toContain('Vul het domein van je organisatie in');
  });

  it('makes new keys and stops', async () => {
    await browser.post(HERE, { domain: 'werkplaats.example.nl' });
    const rotated = await browser.post(`${HERE}/sleutels`);
    const page = await browser.get(rotated.headers.location!);
    const stopped = await browser.post(`${HERE}/verwijderen`);

    expect(page.body).toContain('Zet deze twee regels erbij');
    expect(linesOf(page.body)).toHaveLength(16);
    expect([rotated.statusCode, stopped.statusCode, stopped.headers.location]).toEqual([303, 303, `${HERE}?gedaan=gestopt`]);
    expect((await browser.get(HERE)).body).toContain('Maak de regels');
    expect((await browser.post(`${HERE}/verwijderen`)).statusCode).toBe(404);
  });

  it('is for owners; others read on the settings that the domain does not work', async () => {
    const owner = await web.build.owner();
    const colleague = await web.signIn(await web.build.colleague(owner));
    const title = 'Jullie mail vertrekt niet van werkplaats.example.nl, maar van het domein van Bijeen.';
    const before = await colleague.get('/instellingen');
    const signedIn = await web.signIn(owner);
    await signedIn.post(HERE, { domain: 'werkplaats.example.nl' });
    await signedIn.post(`${HERE}/controleren`);
    expect([before.body.includes(title), (await colleague.get('/instellingen')).body.includes(title), (await signedIn.get('/instellingen')).body.includes('Kijk wat er moet gebeuren.')]).toEqual([false, true, true]);
    const organiser = await web.signIn({ ...(await web.build.owner()), role: 'organiser' });
    expect([(await organiser.get(HERE)).statusCode, (await organiser.post(HERE, { domain: 'werkplaats.example.nl' })).statusCode]).toEqual([403, 403]);
  });

  it('is said above every page, to everybody who works there, from when it breaks until it works again', async () => {
    const owner = await web.build.owner();
    const [signedIn, colleague] = [await web.signIn(owner), await web.signIn(await web.build.colleague(owner))];
    const text = 'Jullie mail vertrekt niet meer van werkplaats.example.nl, maar van het domein van Bijeen.';
    const said = async (): Promise<unknown[]> => {
      const [mine, theirs] = [(await signedIn.get('/bijeenkomsten')).body, (await colleague.get('/relaties')).body];
      return [mine.includes(text), mine.includes('<a href="/instellingen/afzenderdomein">Bekijk wat er moet gebeuren</a>'), theirs.includes(text), theirs.includes('<a href="/instellingen">Lees meer</a>')];
    };
    await signedIn.post(HERE, { domain: 'werkplaats.example.nl' });
    const page = await signedIn.get(HERE);
    publish(page.body);
    await signedIn.post(`${HERE}/controleren`);
    expect(await said()).toEqual([false, false, false, false]);
    dns.delete('_dmarc.werkplaats.example.nl', 'TXT');
    await signedIn.post(`${HERE}/controleren`);

    expect(await said()).toEqual([true, true, true, true]);
    expect((await signedIn.get(HERE)).body).toContain('1 regel is niet meer in orde. Jullie mail vertrekt daarom van bijeenkomsten@bijeen.example.org.');
    publish(page.body);
    await signedIn.post(`${HERE}/controleren`);
    expect(await said()).toEqual([false, false, false, false]);
  });

  it('does the same for programs, without the keys', async () => {
    const token = await web.token(await web.build.owner());
    const none = await web.api(token, 'GET', '/sender-domain');
    const chosen = await web.api(token, 'PUT', '/sender-domain', { domain: 'werkplaats.example.nl' });
    const checked = await web.api(token, 'POST', '/sender-domain/check', {});
    const rotated = await web.api(token, 'POST', '/sender-domain/keys', {});
    const removed = await web.api(token, 'DELETE', '/sender-domain');

    expect([none.statusCode, chosen.statusCode, checked.statusCode, rotated.statusCode, removed.statusCode]).toEqual([404, 200, 200, 200, 204]);
    expect(checked.json()).toMatchObject({ domain: 'werkplaats.example.nl', state: 'failed', brokenSince: null, lines: expect.any(Array), findings: expect.any(Array) });
    expect(rotated.json().nextLines).toHaveLength(2);
    expect(chosen.body).not.toMatch(/sealed|PRIVATE/);
  });
});
