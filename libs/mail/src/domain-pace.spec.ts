import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { ScriptedRelay, testApp, testMailing, testRecipient, until } from '@bijeen/testing';
import { MailLedger } from './mail-ledger.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';
import { DomainPace } from './domain-pace.js';

describe('mail to one receiving domain', () => {
  const app = testApp(MailModule.with({ lines: 10 }));
  let relay: ScriptedRelay;
  let actor: Actor;
  /** Per domain: in the dialogue now, at most at the same time, and how often it was named. */
  const seen = new Map<string, { now: number; most: number; named: number }>();
  const at = (domain: string): { now: number; most: number; named: number } => seen.get(domain) ?? seen.set(domain, { now: 0, most: 0, named: 0 }).get(domain)!;
  const domainOf = (address: string): string => address.split('@')[1]!;
  const limit = (inFlight: number, perMinute: number): void => void Object.assign(app.database.config.mailsPerDomain, { inFlight, perMinute });

  beforeEach(async () => {
    seen.clear();
    relay = await new ScriptedRelay().start();
    relay.script = async (stage, { to }) => {
      if (stage === 'rcpt') at(domainOf(to)).named += 1;
      if (stage !== 'dot') return undefined;
      const domain = at(domainOf(to));
      domain.now += 1;
      domain.most = Math.max(domain.most, domain.now);
      await new Promise(setImmediate);
      domain.now -= 1;
      return undefined;
    };
    app.database.config.smtpUrl = relay.url;
    actor = await app.build.owner();
  });
  afterEach(async () => {
    limit(0, 0);
    await relay.stop();
  });

  const write = async (count: number, domain: string): Promise<void> => {
    const recipients = Array.from({ length: count }, (_, n) => testRecipient(n, { address: `persoon-${n}@${domain}`, recipientKey: `${domain}-${n}` }));
    await app.as(actor, async (tx) => void (await app.get(MailLedger).write(tx, actor, testMailing(0, { recipients }))));
  };
  const send = async (): Promise<number> => app.get(MailSender).send(actor.organisationId);
  const sent = async (domain: string): Promise<number> => (await app.sql<{ n: number }>(`select count(*)::int as n from outgoing_mail where state = 'sent' and to_address like '%@' || $1`, [domain]))[0]!.n;

  it('goes in as few dialogues as that domain may have, while others use the rest', async () => {
    limit(2, 0);
    await write(150, 'kampen.example.nl');
    await write(50, 'zwolle.example.nl');
    await write(50, 'deventer.example.nl');

    await until(async () => (await send()) >= 0 && (await sent('kampen.example.nl')) === 150 && (await sent('zwolle.example.nl')) === 50 && (await sent('deventer.example.nl')) === 50);

    expect(Math.max(...[...seen.values()].map(({ most }) => most))).toBeLessThanOrEqual(2);
    expect(new Set(relay.copies().values())).toEqual(new Set([1]));
  });

  it('goes as fast as it can without a limit', async () => {
    await write(100, 'kampen.example.nl');

    await send();

    expect(at('kampen.example.nl').most).toBeGreaterThan(2);
  });

  it('stops when its minute is full; mail for others goes on', async () => {
    limit(0, 30);
    await write(100, 'kampen.example.nl');
    await write(20, 'zwolle.example.nl');

    await send();

    expect(await sent('zwolle.example.nl')).toBe(20);
    expect(await sent('kampen.example.nl')).toBeGreaterThanOrEqual(30);
    expect(await sent('kampen.example.nl')).toBeLessThan(60);
    expect(await app.sql(`select distinct state from outgoing_mail where state <> 'sent'`)).toEqual([{ state: 'queued' }]);
  });

  it('comes one by one after "not now", and the others do not notice', async () => {
    limit(5, 0);
    const pace = app.get(DomainPace);
    expect(Array.from({ length: 6 }, () => pace.enter('a@kampen.example.nl'))).toEqual([true, true, true, true, true, false]);
    expect(await pace.full()).toEqual(['kampen.example.nl']);
    for (let mail = 0; mail < 5; mail += 1) pace.leave('a@kampen.example.nl', 'later');

    expect([pace.enter('a@kampen.example.nl'), pace.enter('b@kampen.example.nl')]).toEqual([true, false]);
    expect([pace.enter('a@zwolle.example.nl'), pace.enter('b@zwolle.example.nl')]).toEqual([true, true]);
    pace.leave('a@kampen.example.nl', 'accepted');
    expect([pace.enter('a@kampen.example.nl'), pace.enter('b@kampen.example.nl')]).toEqual([true, true]);
    expect(await pace.full()).toEqual([]);
  });
});
