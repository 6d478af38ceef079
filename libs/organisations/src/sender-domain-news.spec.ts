import { MailCatcher, type MailContent, MailSender, renderMail } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { type DnsLine, SenderDomains, SenderIdentities } from '@bijeen/senders';
import { PrivateDns, testApp } from '@bijeen/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OrganisationsModule } from './organisations.module.js';
import { OrganisationsService } from './organisations.service.js';
import { SenderDomainNews } from './sender-domain-news.js';

const DOMAIN = 'werkplaats.example.nl';
const PLATFORM = 'bijeen.example.org';

describe('an own domain that breaks', () => {
  const app = testApp(OrganisationsModule);
  const dns = new PrivateDns();
  let noor: Actor & { id: string };
  let lines: DnsLine[];

  beforeAll(async () => {
    await dns.start();
    app.database.config.dnsServers = [dns.address];
  });
  afterAll(async () => dns.stop());
  beforeEach(async () => {
    const organisation = await app.build.owner();
    noor = await app.build.colleague(organisation, organisation);
    await app.build.colleague(noor, { id: 'rosa', name: 'Rosa Bakker', role: 'owner' });
    await app.build.colleague(noor, { id: 'kees', name: 'Kees Postma', role: 'organiser' });
    dns.empty();
    dns.put(PLATFORM, { type: 'A', data: '203.0.113.25' }, { type: 'TXT', data: 'v=spf1 ip4:203.0.113.25 -all' });
    ({ lines } = await app.get(SenderDomains).choose(noor, { domain: DOMAIN }));
  });

  const publish = (): void => {
    for (const { type, host, value } of lines) dns.put(host, type === 'TXT' ? { type, data: value } : { type, data: { preference: 10, exchange: value.split(' ')[1]! } });
  };
  /** Somebody sets another SPF record and throws the mail server away. */
  const spoil = (): void => {
    dns.put(DOMAIN, { type: 'TXT', data: 'v=spf1 -all' });
    dns.delete(`retour.${DOMAIN}`, 'MX');
  };
  const news = async (): Promise<number> => app.get(SenderDomainNews).tellDue();
  /** The clock looks, an hour later, and the owners are told what there is to tell. */
  const look = async (): Promise<number> => {
    app.clock.set(new Date(app.clock.now().getTime() + 3_600_000).toISOString());
    await app.get(SenderDomains).check(noor);
    return news();
  };
  const works = async (): Promise<number> => {
    publish();
    return look();
  };
  const breaks = async (): Promise<number> => {
    spoil();
    return look();
  };
  const told = async (): Promise<string[]> => {
    const rows = await app.sql<{ said: string }>(`select g.variant || ' ' || m.to_name as said from outgoing_mail m join mailing g on g.id = m.mailing_id where m.kind = 'sender-domain' order by m.created_at, m.to_name`);
    return rows.map(({ said }) => said);
  };

  it('is told to each owner once, however often it is looked at, and again when it breaks again', async () => {
    await works();
    expect(await breaks()).toBe(2);
    for (let times = 0; times < 10; times += 1) expect(await look()).toBe(0);
    expect(await told()).toEqual(['broken Noor Verhoeven', 'broken Rosa Bakker']);

    expect([await works(), await look()]).toEqual([2, 0]);
    expect([await breaks(), await look()]).toEqual([2, 0]);

    expect(await told()).toEqual(['broken Noor Verhoeven', 'broken Rosa Bakker', 'mended Noor Verhoeven', 'mended Rosa Bakker', 'broken Noor Verhoeven', 'broken Rosa Bakker']);
  });

  it('is told once when several workers look and write at the same time', async () => {
    await works();
    spoil();
    const working = async (): Promise<number> => {
      await app.get(SenderDomains).check(noor);
      return news();
    };
    const written = await Promise.all([working(), working(), working(), working()]);

    expect(written.reduce((sum, one) => sum + one, 0)).toBe(2);
    expect(await told()).toEqual(['broken Noor Verhoeven', 'broken Rosa Bakker']);
  });

  it('is no news as long as it never worked, while the name server is silent, or when it works again before anybody was told', async () => {
    expect(await look()).toBe(0);
    await works();
    for (const { host } of lines) dns.broken.add(host);
    expect(await look()).toBe(0);
    dns.broken.clear();
    spoil();
    await app.get(SenderDomains).check(noor);
    expect(await works()).toBe(0);
    expect(await told()).toEqual([]);
  });

  it('says what is wrong, that mail goes on, and where to mend it', async () => {
    await works();
    await breaks();
    const [{ content }] = (await app.sql<{ content: MailContent }>('select content from mailing')) as [{ content: MailContent }];
    const { subject, text } = renderMail(content, { values: { naam: 'Noor Verhoeven' } }, {});

    expect(subject).toBe(`Jullie mail vertrekt niet meer van ${DOMAIN}`);
    expect(text).toContain('Beste Noor Verhoeven,');
    expect(text).toContain(`De regel voor ${DOMAIN} klopt niet meer.`);
    expect(text).toContain(`De regel voor retour.${DOMAIN} staat er niet meer.`);
    expect(text.match(/De regel voor/g)).toHaveLength(2);
    expect(text).toContain(`vertrekt nu van bijeenkomsten@${PLATFORM}`);
    expect(text).toContain(`${app.database.config.publicUrl}/instellingen/afzenderdomein`);
  });

  it('goes from the domain of Bijeen, also by a process that has not heard yet that the own one broke, and whatever the owner stopped', async () => {
    await works();
    await breaks();
    await app.sql(`insert into platform_stop (email_hash, origin, at) select distinct address_hash, 'page', $1::timestamptz from outgoing_mail`, [app.clock.now()]);
    await app.sql(`update sender_domain set state = 'passed'`);
    app.get(SenderIdentities).forget(noor);
    expect((await app.get(SenderIdentities).of(noor)).from).toBe(`bijeenkomsten@${DOMAIN}`);
    await app.get(MailSender).send(noor.organisationId);

    const catcher = app.get(MailCatcher);
    const caught = await Promise.all((await catcher.list({ to: `${noor.id}@werkplaats.example.nl` })).map(async ({ id }) => catcher.read(id)));
    expect(caught.map((mail) => mail!.from)).toEqual([expect.stringContaining(`bijeenkomsten@${PLATFORM}`)]);
    expect(await app.sql('select state, count(*)::int as mails from outgoing_mail group by 1')).toEqual([{ state: 'sent', mails: 2 }]);
  });

  it('is seen by everybody who works there, and by nobody else', async () => {
    const other = await app.build.owner();
    await app.build.colleague(other, { id: 'tom', name: 'Tom Aarts', role: 'owner' });
    const broken = async (userId: string): Promise<unknown> => (await app.get(OrganisationsService).listOf(userId)).map(({ brokenDomain }) => brokenDomain);
    await look();
    expect(await broken('kees')).toEqual([null]);
    await works();
    expect(await broken('kees')).toEqual([null]);
    await breaks();
    expect([await broken(noor.id), await broken('kees'), await broken('tom')]).toEqual([[DOMAIN], [DOMAIN], [null]]);
    await works();
    expect(await broken('kees')).toEqual([null]);
  });
});
