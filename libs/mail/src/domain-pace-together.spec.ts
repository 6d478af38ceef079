import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, Config, PlatformModule, TenantDatabase } from '@bijeen/platform';
import { countQueries, ScriptedRelay, testApp, testMailing, testRecipient } from '@bijeen/testing';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { DomainPace } from './domain-pace.js';
import { MailLedger } from './mail-ledger.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';

const DOMAIN = 'kampen.example.nl';
const PER_MINUTE = 600;
/** Each process may send so many without asking. */
const TENTH = PER_MINUTE / 10;

describe('the pace of a receiving domain, for several processes', () => {
  const modules = MailModule.with({ lines: 10 });
  const app = testApp(modules);
  const limit = (perMinute: number): void => void Object.assign(app.database.config.mailsPerDomain, { inFlight: 0, perMinute });
  /** What a process keeps of its own. */
  const another = (): DomainPace => new DomainPace(app.get(Config), app.get(TenantDatabase));
  beforeEach(async () => {
    limit(PER_MINUTE);
    app.database.config.smtpUrl = 'smtp://127.0.0.1:1';
  });
  afterEach(() => limit(0));

  /** Sends to the domain in turns, as a sending run does, for as long as anybody may; says how many mails each sent. */
  const sendAll = async (paces: DomainPace[], most = 5_000): Promise<number[]> => {
    const sent = paces.map(() => 0);
    for (let went = true; went && sent.reduce((sum, each) => sum + each, 0) < most; ) {
      went = false;
      for (const [index, pace] of paces.entries()) {
        if ((await pace.full()).includes(DOMAIN)) continue;
        for (let mail = 0; mail < 20 && pace.enter(`a@${DOMAIN}`); mail += 1) {
          pace.leave(`a@${DOMAIN}`, 'accepted');
          sent[index]! += 1;
          went = true;
        }
      }
    }
    return sent;
  };
  const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);
  /** As if the database's clock had gone on. */
  const timePasses = async (seconds: number): Promise<void> => void (await app.sql(`update domain_pace set at = at - $1 * interval '1 second'`, [seconds]));
  /** What came in meanwhile, for the work itself takes time too. */
  const meanwhile = async (work: () => Promise<number>): Promise<{ sent: number; filled: number }> => {
    const begun = performance.now();
    return { sent: await work(), filled: ((performance.now() - begun) / 60_000) * PER_MINUTE };
  };

  it('is one limit for all of them, but for a tenth that each may send without asking', async () => {
    const { sent, filled } = await meanwhile(async () => sum(await sendAll([another(), another(), another()])));
    expect(sent).toBeGreaterThanOrEqual(PER_MINUTE);
    expect(sent).toBeLessThanOrEqual(PER_MINUTE + 2 * TENTH + filled + 1);
  });

  it('is the whole limit for one that sends alone', async () => {
    const { sent, filled } = await meanwhile(async () => sum(await sendAll([another()])));
    expect(sent).toBeGreaterThanOrEqual(PER_MINUTE);
    expect(sent).toBeLessThanOrEqual(PER_MINUTE + filled + 1);
  });

  it('is shared by who comes later', async () => {
    const first = another();
    await sendAll([first], 200);
    const { sent, filled } = await meanwhile(async () => sum(await sendAll([first, another()])));
    expect(sent).toBeLessThanOrEqual(PER_MINUTE - 200 + 2 * TENTH + filled + 1);
  });

  it('comes back within a minute when a process dies with room in its hands', async () => {
    const killed = another();
    await sendAll([killed], 2 * TENTH);
    await killed.full();
    await timePasses(60);

    const { sent } = await meanwhile(async () => sum(await sendAll([another()])));
    expect(sent).toBeGreaterThanOrEqual(PER_MINUTE);
  });

  it('is never more than a minute of it, however long nothing was sent', async () => {
    await sendAll([another()]);
    await timePasses(500);
    const { sent, filled } = await meanwhile(async () => sum(await sendAll([another()])));
    expect(sent).toBeLessThanOrEqual(PER_MINUTE + filled + 1);
  });

  it('costs nothing far below the limit, nothing without one, and one ask per many mails near it', async () => {
    const cost = async (mails: number): Promise<number> => {
      const [pace, queries] = [another(), countQueries(app.get(DataSource))];
      await sendAll([pace], mails);
      return queries();
    };
    expect(await cost(TENTH / 2)).toBe(0);
    const [few, many] = [await cost(100), await cost(300)];
    expect([few > 0, many < 60]).toEqual([true, true]);
    limit(0);
    expect(await cost(2_000)).toBe(0);
  });

  it('forgets domains that were quiet', async () => {
    await sendAll([another()], 100);
    await app.sql(`update domain_pace set domain = 'oud.example.nl', at = at - interval '11 minutes'`);
    await sendAll([another()], 100);
    expect(await app.sql('select domain from domain_pace')).toEqual([{ domain: DOMAIN }]);
  });

  it('holds for two workers that send the same mailing', async () => {
    limit(40);
    const relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
    const other = await Test.createTestingModule({ imports: [PlatformModule.forRoot(app.database.config, app.clock), modules] }).compile();
    await other.init();
    const actor: Actor = await app.build.owner();
    const recipients = Array.from({ length: 200 }, (_, n) => testRecipient(n, { address: `persoon-${n}@${DOMAIN}`, recipientKey: `${n}` }));
    await app.as(actor, async (tx) => void (await app.get(MailLedger).write(tx, actor, testMailing(0, { recipients }))));

    const begun = performance.now();
    await Promise.all([app.get(MailSender), other.get(MailSender, { strict: false })].map(async (sender) => sender.send(actor.organisationId))).finally(async () => {
      await other.close();
      await relay.stop();
    });

    const filled = ((performance.now() - begun) / 60_000) * 40;
    expect(relay.accepted.length).toBeGreaterThanOrEqual(40);
    expect(relay.accepted.length).toBeLessThanOrEqual(40 + 4 + filled + 1);
    expect(new Set(relay.copies().values())).toEqual(new Set([1]));
    expect(await app.sql(`select distinct state from outgoing_mail where state <> 'sent'`)).toEqual([{ state: 'queued' }]);
  });
});
