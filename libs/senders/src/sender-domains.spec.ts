import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, type DomainError, DueWork } from '@bijeen/platform';
import { PrivateDns, testApp, TEST_SECRET } from '@bijeen/testing';
import { openKeys } from './dkim-keys.js';
import { linesToSet } from './dns-checks.js';
import type { DnsLine } from './dns-lines.js';
import { OwnDomain } from './domain-name.js';
import type { SenderDomain } from './sender-domain.entity.js';
import { SenderDomains } from './sender-domains.service.js';
import { SenderIdentities } from './sender-identities.js';
import { SendersModule } from './senders.module.js';

const DOMAIN = 'werkplaats.example.nl';
const PLATFORM = 'bijeen.example.org';

describe('an own domain of an organisation', () => {
  const app = testApp(SendersModule);
  const dns = new PrivateDns();
  let owner: Actor;

  beforeAll(async () => {
    await dns.start();
    app.database.config.dnsServers = [dns.address];
  });
  afterAll(async () => dns.stop());
  beforeEach(async () => {
    owner = await app.build.owner();
    dns.empty();
    dns.put(PLATFORM, { type: 'A', data: '203.0.113.25' }, { type: 'TXT', data: 'v=spf1 ip4:203.0.113.25 -all' });
  });

  const domains = (): SenderDomains => app.get(SenderDomains);
  const choose = async (actor = owner, domain = DOMAIN) => domains().choose(actor, { domain });
  const from = async (actor = owner): Promise<string> => (await app.get(SenderIdentities).of(actor)).from;
  /** Somebody sets all lines in the DNS. */
  const publish = (lines: readonly DnsLine[]): void => {
    for (const { type, host, value } of lines) dns.put(host, type === 'TXT' ? { type, data: value } : { type, data: { preference: 10, exchange: value.split(' ')[1]! } });
  };
  const verdicts = ({ findings }: SenderDomain): Record<string, string> => Object.fromEntries(findings.map(({ line, verdict }) => [line, verdict]));

  it('sends nothing before its lines stand in the DNS', async () => {
    const { lines } = await choose();
    const { domain } = await domains().check(owner, owner);

    expect(lines.map(({ name, host }) => [name, host.replace(/bijeen-\w+/, 'x')])).toEqual([
      ['spf', DOMAIN], ['dkim-rsa', `x-rsa._domainkey.${DOMAIN}`], ['dkim-ed', `x-ed._domainkey.${DOMAIN}`], ['dmarc', `_dmarc.${DOMAIN}`], ['return-mx', `retour.${DOMAIN}`], ['return-spf', `retour.${DOMAIN}`],
    ]);
    expect([domain.state, new Set(Object.values(verdicts(domain))), await from()]).toEqual(['failed', new Set(['missing']), `bijeenkomsten@${PLATFORM}`]);
  });

  it('sends as soon as they do', async () => {
    publish((await choose()).lines);
    const { domain } = await domains().check(owner, owner);
    const identity = await app.get(SenderIdentities).of(owner);

    expect([domain.state, new Set(Object.values(verdicts(domain)))]).toEqual(['passed', new Set(['right'])]);
    expect([identity.from, identity.returnDomain, identity.signer.domain]).toEqual([`bijeenkomsten@${DOMAIN}`, `retour.${DOMAIN}`, DOMAIN]);
  });

  it('is looked at every hour until it works, every day from then on, and mail goes back to the platform when it breaks', async () => {
    const { lines } = await choose();
    await app.get(DueWork).runUntilNothingIsDue();
    expect((await domains().find(owner))!.domain.state).toBe('unchecked');
    publish(lines);
    app.clock.set('2027-01-12T10:01:00Z');
    await app.get(DueWork).runUntilNothingIsDue();
    expect(await from()).toBe(`bijeenkomsten@${DOMAIN}`);

    dns.put(DOMAIN, { type: 'TXT', data: 'v=spf1 -all' });
    app.clock.set('2027-01-13T09:00:00Z');
    await app.get(DueWork).runUntilNothingIsDue();
    expect((await domains().find(owner))!.domain.state).toBe('passed');
    app.clock.set('2027-01-13T10:02:00Z');
    await app.get(DueWork).runUntilNothingIsDue();

    const { domain } = (await domains().find(owner))!;
    expect([domain.state, verdicts(domain)['spf'], await from()]).toEqual(['failed', 'wrong', `bijeenkomsten@${PLATFORM}`]);
    expect(await app.sql('select action, actor_kind from audit_log order by at, id')).toEqual([
      { action: 'sender-domain.chosen', actor_kind: 'user' }, { action: 'sender-domain.passed', actor_kind: 'system' }, { action: 'sender-domain.failed', actor_kind: 'system' },
    ]);
  });

  it('stays as it is when the name server gives no answer', async () => {
    const { lines } = await choose();
    publish(lines);
    await domains().check(owner);
    for (const { host } of lines) dns.broken.add(host);

    const { domain } = await domains().check(owner);

    expect([domain.state, new Set(Object.values(verdicts(domain))), await from()]).toEqual(['passed', new Set(['unknown']), `bijeenkomsten@${DOMAIN}`]);
    expect(domain.findings[0]!.advice).toMatch(/gaf geen antwoord \(ESERVFAIL\)/);
  });

  it.each<[string, (lines: readonly DnsLine[]) => void, string, RegExp]>([
    ['an SPF record of another mail service', () => dns.put(DOMAIN, { type: 'TXT', data: 'v=spf1 include:spf.post.example.org -all' }), 'spf', /^Er staat al een regel/],
    ['two SPF records', () => dns.put(DOMAIN, { type: 'TXT', data: 'v=spf1 mx -all' }, { type: 'TXT', data: 'v=spf1 include:bijeen.example.org -all' }), 'spf', /^Er staan 2 regels/],
    ['an SPF record that forgets its end', () => dns.put(DOMAIN, { type: 'TXT', data: 'v=spf1 a:www.werkplaats.example.nl' }), 'spf', /^Er staat al een regel/],
    ['another key', ([, rsa]) => dns.put(rsa!.host, { type: 'TXT', data: 'v=DKIM1; k=rsa; p=AAAA' }), 'dkim-rsa', /^Er staat een andere sleutel/],
    ['half a key', ([, rsa]) => dns.put(rsa!.host, { type: 'TXT', data: rsa!.value.slice(0, 255) }), 'dkim-rsa', /er is een stuk weggevallen/],
    ['two keys under one name', ([, , ed]) => dns.put(ed!.host, { type: 'TXT', data: 'v=DKIM1; p=' }, { type: 'TXT', data: 'x' }), 'dkim-ed', /^Er staan hier meer regels/],
    ['a DMARC record without a policy', ([, , , dmarc]) => dns.put(dmarc!.host, { type: 'TXT', data: 'v=DMARC1; rua=mailto:a@werkplaats.example.nl' }), 'dmarc', /ontbreekt p=none/],
    ['no DMARC record', ([, , , dmarc]) => dns.delete(dmarc!.host, 'TXT'), 'dmarc', /staat er nog niet/],
    ['another mail server', ([, , , , mx]) => dns.put(mx!.host, { type: 'MX', data: { preference: 5, exchange: 'mail.example.org' } }), 'return-mx', /alleen bijeen\.example\.org overblijft/],
    ['no mail server', ([, , , , mx]) => dns.delete(mx!.host, 'MX'), 'return-mx', /staat er nog niet/],
  ])('says what is wrong with %s', async (_what, change, line, advice) => {
    const { lines } = await choose();
    publish(lines);
    change(lines);

    const { domain } = await domains().check(owner);

    expect(domain.state).toBe('failed');
    expect(domain.findings.filter(({ verdict }) => verdict !== 'right')).toMatchObject([{ line, advice: expect.stringMatching(advice) }]);
  });

  it.each([
    ['v=spf1 include:spf.post.example.org -all', 'v=spf1 include:spf.post.example.org include:bijeen.example.org -all'], ['v=spf1 a:www.werkplaats.example.nl', 'v=spf1 a:www.werkplaats.example.nl include:bijeen.example.org'],
    ['v=spf1 redirect=spf.post.example.org', 'v=spf1 include:bijeen.example.org redirect=spf.post.example.org'],
  ])('keeps what stands in %j', async (found, instead) => {
    const { lines } = await choose();
    publish(lines);
    dns.put('spf.post.example.org', { type: 'TXT', data: 'v=spf1 ip4:203.0.113.80 -all' });
    dns.put(DOMAIN, { type: 'TXT', data: found });

    const { domain } = await domains().check(owner);

    expect(linesToSet(lines, domain.findings)[0]).toEqual({ ...lines[0], value: instead });
    dns.put(DOMAIN, { type: 'TXT', data: instead });
    expect((await domains().check(owner)).domain.state).toBe('passed');
  });

  it('takes what is as good: an SPF record that names us otherwise, a DMARC record of the parent, spaces in a key', async () => {
    const { lines } = await choose(owner, `mail.${DOMAIN}`);
    publish(lines);
    dns.put(`mail.${DOMAIN}`, { type: 'TXT', data: 'v=spf1 ip4:203.0.113.0/24 ~all' }, { type: 'TXT', data: 'google-site-verification=x' });
    dns.delete(lines[3]!.host, 'TXT');
    dns.put(`_dmarc.${DOMAIN}`, { type: 'TXT', data: 'v=DMARC1; p=reject; adkim=s' });
    dns.put(lines[1]!.host, { type: 'TXT', data: lines[1]!.value.replace('; k=rsa; ', ';k=rsa;  ') });

    expect((await domains().check(owner)).domain).toMatchObject({ state: 'passed' });
  });

  it('changes keys without a mail that nobody can verify', async () => {
    publish((await choose()).lines);
    await domains().check(owner);
    const before = (await app.get(SenderIdentities).of(owner)).signer;

    const { nextLines } = await domains().rotate(owner);
    await domains().check(owner);
    expect((await app.get(SenderIdentities).of(owner)).signer).toBe(before);
    publish(nextLines);
    const { domain, lines } = await domains().check(owner);

    expect(lines.slice(1, 3)).toEqual(nextLines);
    expect([domain.state, domain.nextKeys, (await app.get(SenderIdentities).of(owner)).signer.signsWith(DOMAIN, domain.keys), before.signsWith(DOMAIN, domain.keys)]).toEqual(['passed', null, true, false]);
  });

  it('is forgotten when it is removed', async () => {
    publish((await choose()).lines);
    await domains().check(owner);
    await domains().remove(owner);

    expect([await domains().find(owner), await from()]).toEqual([null, `bijeenkomsten@${PLATFORM}`]);
    await expect(domains().check(owner)).rejects.toMatchObject({ code: 'sender-domain.not-found' });
    await expect(domains().rotate(owner)).rejects.toMatchObject({ code: 'sender-domain.not-found' });
    await expect(domains().remove(owner)).rejects.toMatchObject({ code: 'sender-domain.not-found' });
  });

  it('is one at a time, and not the platform’s, and not one from which another organisation sends', async () => {
    const other = await app.build.owner();
    publish((await choose()).lines);
    const claimed = await choose(other);
    await domains().remove(other);
    await domains().check(owner);

    const refused = async (work: Promise<unknown>): Promise<DomainError> => work.then(() => { throw new Error('not refused'); }, (error: DomainError) => error);
    expect(claimed.domain.domain).toBe(DOMAIN);
    expect((await refused(choose())).code).toBe('sender-domain.exists');
    expect((await refused(choose(other))).fields['domain']).toMatch(/^Een andere organisatie verstuurt al vanaf/);
    expect((await refused(choose(other, PLATFORM))).fields['domain']).toMatch(/is van Bijeen zelf/);
    expect((await refused(choose(other, `mail.${PLATFORM}`))).fields['domain']).toMatch(/is van Bijeen zelf/);
    expect(await from(other)).toBe(`bijeenkomsten@${PLATFORM}`);
  });

  it('keeps its private keys encrypted, each for its own place', async () => {
    const { domain: { keys } } = await choose();
    const [row] = await app.sql<{ text: string }>('select sender_domain::text as text from sender_domain');

    expect(row!.text).not.toMatch(/PRIVATE|MIIE/);
    expect(openKeys(DOMAIN, keys, TEST_SECRET).map(({ privateKey }) => privateKey.asymmetricKeyType)).toEqual(['rsa', 'ed25519']);
    expect(() => openKeys(DOMAIN, keys, `${TEST_SECRET}!`)).toThrow();
    expect(() => openKeys('example.nl', keys, TEST_SECRET)).toThrow();
    expect(() => openKeys(DOMAIN, [{ ...keys[0]!, sealed: keys[1]!.sealed }], TEST_SECRET)).toThrow();
  });
});

describe('a typed domain', () => {
  const read = (domain: unknown): { success: boolean; text: string } => {
    const result = OwnDomain.safeParse({ domain });
    return { success: result.success, text: result.success ? result.data.domain : result.error.issues[0]!.message };
  };

  it.each([
    ['werkplaats.nl', 'werkplaats.nl'], [' Werkplaats.NL. ', 'werkplaats.nl'], ['info@werkplaats.nl', 'werkplaats.nl'], ['mail.werkplaats.nl', 'mail.werkplaats.nl'], ['súdwest-fryslân.nl', 'xn--sdwest-frysln-teb26a.nl'],
    ['xn--sdwest-frysln-teb26a.nl', 'xn--sdwest-frysln-teb26a.nl'], ['zorg.amsterdam', 'zorg.amsterdam'],
  ])('%j is %s', (typed, domain) => expect(read(typed)).toEqual({ success: true, text: domain }));

  it.each([
    [undefined, /^Vul het domein/], ['', /geen domein/], ['werkplaats', /geen domein/], ['https://werkplaats.nl/contact', /zonder https/], ['werkplaats.nl werkplaats.org', /zonder https:\/\/ en zonder spaties/], ['www.werkplaats.nl', /Laat „www.” weg/],
    ['127.0.0.1', /geen domein/], ['[::1]', /zonder https/], ['-werkplaats.nl', /geen domein/], ['werk_plaats.nl', /geen domein/], ['werkplаats.nl', /geen domein/], ['a..nl', /geen domein/], [`${'a'.repeat(64)}.nl`, /geen domein/],
    [`${'a.'.repeat(120)}nl`, /geen domein/], ['gmail.com', /kan iedereen een adres hebben/], ['zho@ziggo.nl', /kan iedereen/], ['werkplaats.onmicrosoft.com', /kan iedereen/], ['x\r\nBcc: a.nl', /zonder https/], ['localhost', /geen domein/],
  ])('%j is refused', (typed, problem) => {
    const { success, text } = read(typed);
    expect(success).toBe(false);
    expect(text).toMatch(problem);
  });
});
