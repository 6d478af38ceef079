import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SenderCheckup, SenderDomains, SendersModule } from '@bijeen/senders';
import { PrivateDns, ScriptedRelay, testApp } from '@bijeen/testing';
import { MailDoctor } from './mail-doctor.js';
import { MailModule } from './mail.module.js';

describe('the mail doctor', () => {
  const app = testApp(MailModule, SendersModule);
  const dns = new PrivateDns();
  let relay: ScriptedRelay;

  beforeAll(async () => {
    await dns.start();
    app.database.config.dnsServers = [dns.address];
  });
  afterAll(async () => dns.stop());
  beforeEach(async () => {
    dns.empty();
    relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
  });
  afterEach(async () => relay.stop());

  const examine = async (to?: string): Promise<{ about: string; wrong: string[]; right: string[] }[]> => {
    const findings = await app.get(MailDoctor).examine(to);
    return findings.map(({ about, lines }) => ({ about, wrong: lines.filter(({ ok }) => !ok).map(({ text }) => text), right: lines.filter(({ ok }) => ok).map(({ text }) => text) }));
  };
  const publishPlatform = async (): Promise<void> => {
    const { lines } = await app.get(SenderCheckup).platform();
    dns.put('bijeen.example.org', { type: 'A', data: '203.0.113.25' });
    for (const { type, host, value } of lines) dns.put(host, type === 'TXT' ? { type, data: value } : { type, data: { preference: 10, exchange: value.split(' ')[1]! } });
  };

  it('finds everything in order when it is, and sends a signed test mail', async () => {
    await publishPlatform();
    relay.script = (at) => (at === 'helo' ? '250-scripted\r\n250 DSN' : undefined);

    const found = await examine('noor@werkplaats.example.nl');

    expect(found.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(found.map(({ about, right }) => [about, right.length])).toEqual([[`De mailserver 127.0.0.1:${relay.port} (SMTP_URL)`, 3], ['Het domein van Bijeen: bijeen.example.org', 5], ['De testmail', 1]]);
    expect(relay.accepted).toMatchObject([{ to: 'noor@werkplaats.example.nl', raw: expect.stringMatching(/^DKIM-Signature: /) }]);
  });

  it('says what must be set in the DNS, with the value', async () => {
    const [, platform] = await examine();

    expect(platform!.right).toEqual([]);
    expect(platform!.wrong).toHaveLength(5);
    expect(platform!.wrong[0]).toBe('TXT bijeen.example.org: Deze regel staat er nog niet. Voeg hem toe.\n        Waarde: v=spf1 a:bijeen.example.org -all');
  });

  it('looks at the domains of organisations too', async () => {
    await publishPlatform();
    const owner = await app.build.owner();
    await app.get(SenderDomains).choose(owner, { domain: 'werkplaats.example.nl' });

    const own = (await examine()).at(-1)!;

    expect(own.about).toBe('Het domein van De Werkplaats: werkplaats.example.nl');
    expect(own.wrong).toHaveLength(7);
    expect(own.wrong.at(-1)).toBe('Mail van De Werkplaats vertrekt van bijeen.example.org, tot alles klopt.');
  });

  it.each<[string, () => Promise<void> | void, RegExp]>([
    ['a relay that is not there', async () => relay.stop(), /niet bereikbaar.*ECONNREFUSED/],
    ['a relay that refuses us', () => void (relay.script = (at) => (at === 'connect' ? '554 go away' : undefined)), /neemt ons niet aan: .*554 go away/],
    ['a relay without DSN', () => undefined, /biedt geen DSN aan/],
    ['no relay', () => void (app.database.config.smtpUrl = undefined), /SMTP_URL is niet ingesteld/],
  ])('notices %s', async (_what, change, problem) => {
    await change();
    const [found] = await examine();
    expect(found!.wrong).toEqual([expect.stringMatching(problem)]);
  });

  it('does not believe that a test mail left when it did not, and sends none to what is no address', async () => {
    relay.script = (at) => (at === 'rcpt' ? '550 no' : undefined);
    expect((await examine('noor@werkplaats.example.nl')).at(-1)!.wrong).toEqual([expect.stringMatching(/nam de mail .* niet aan/)]);
    expect((await examine('noor')).at(-1)!.wrong).toEqual([expect.stringMatching(/apenstaartje/)]);
  });
});
