import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOGO_ID, MAIL_KINDS } from '@bijeen/mail';
import { DueWork } from '@bijeen/platform';
import { type DnsLine, SenderCheckup, SenderDomains } from '@bijeen/senders';
import { hasPythonVerifier, hasSpamAssassin, PrivateDns, ScriptedRelay, spamScores, TestClock, testDatabase, type TestDatabase, verifyWithMailauth, verifyWithPython } from '@bijeen/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import PostalMime from 'postal-mime';
import { createWebApp } from '../../web/src/create-web-app.js';
import { MAIL_VARIANTS, variantParts } from '../../web/src/testing/mail-variants.js';
import { WorkerModule } from '../../worker/src/worker.module.js';
import { BAD_VARIANTS } from './testing/bad-variants.js';
import { EveryMail, type KindOfMail, RELAY_IP } from './testing/every-mail.js';
import { oddDutch } from './testing/odd-dutch.js';

const PLATFORM = 'bijeen.example.org';
const OWN = 'werkplaats.example.nl';
/** The demo lives through three months, and the spam filter reads a hundred mails: a busy machine takes its time. */
const SLOW = 300_000;
const SIGNATURES = ['rsa-sha256 pass', 'ed25519-sha256 pass'];

/** The mails of the demo and all other kinds, as a municipality receives them (R20, Show 2). */
describe('every mail', () => {
  const dns = new PrivateDns();
  const relay = new ScriptedRelay();
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let left: KindOfMail[];
  let own: KindOfMail[];

  beforeAll(async () => {
    await Promise.all([dns.start(), relay.start()]);
    database = await testDatabase({ SMTP_URL: relay.url, MAIL_SENDING_IPS: RELAY_IP, PUBLIC_URL: `https://${PLATFORM}` });
    database.config.dnsServers = [dns.address];
    app = await createWebApp(database.config, new TestClock(), [WorkerModule]);
    await app.init();
    const all = await EveryMail.live(app);
    publish((await app.get(SenderCheckup, { strict: false }).platform()).lines);
    const domains = app.get(SenderDomains, { strict: false });
    const { lines } = await domains.choose(all.actor, { domain: OWN });
    for (const stands of [true, false, true]) {
      if (stands) publish(lines);
      else dns.delete(`_dmarc.${OWN}`, 'TXT');
      if ((await domains.check(all.actor)).domain.state !== (stands ? 'passed' : 'failed')) throw new Error(`The own domain works or not, and should: ${stands}`);
      await app.get(DueWork, { strict: false }).runUntilNothingIsDue();
    }
    left = await all.left(relay, PLATFORM);
    own = await all.composed(PLATFORM);
  }, SLOW);

  afterAll(async () => {
    await app?.close();
    await database?.drop();
    await Promise.all([dns.stop(), relay.stop()]);
  });

  const publish = (lines: readonly DnsLine[]): void => {
    for (const { type, host, value } of lines) dns.put(host, type === 'TXT' ? { type, data: value } : { type, data: { preference: 10, exchange: value.split(' ')[1]! } });
  };
  const named = <T>(mails: readonly KindOfMail[], of: readonly T[]): Record<string, T> => Object.fromEntries(mails.map(({ kind, variant }, at) => [`${kind} ${variant}`.trim(), of[at]!]));
  const all = <T>(mails: readonly KindOfMail[], value: T): Record<string, T> => named(mails, mails.map(() => value));

  it('is of a kind that is looked at here', () => {
    expect(new Set(left.map(({ kind }) => kind))).toEqual(new Set([...MAIL_KINDS, 'sign-in']));
    expect(own.length).toBe(left.filter(({ kind }) => kind !== 'sign-in').length);
  });

  it('is there in every variant, and carries the logo where there is one', () => {
    const reached = (wanted: string): string[] => [...new Set(left.filter(({ kind }) => kind === wanted).flatMap(({ variant }) => variantParts(variant)))].sort();
    expect(Object.fromEntries(Object.keys(MAIL_VARIANTS).map((kind) => [kind, reached(kind)]))).toEqual(Object.fromEntries(Object.entries(MAIL_VARIANTS).map(([kind, variants]) => [kind, [...variants].sort()])));
    const withLogo = (mails: KindOfMail[]): KindOfMail[] => mails.filter(({ raw }) => raw.includes(`Content-ID: <${LOGO_ID}>`));
    expect(withLogo(left).length).toBeGreaterThan(20);
    expect(own.filter((mail) => !withLogo(own).includes(mail)).map(({ kind }) => kind)).toEqual(['sender-domain', 'sender-domain']);
  });

  it('says nothing that an empty value made odd, and begins no sentence small', async () => {
    const texts = await Promise.all(left.map(async ({ kind, variant, raw }) => ({ which: `${kind} ${variant}`, text: (await PostalMime.parse(raw)).text! })));
    expect(texts.flatMap(({ which, text }) => oddDutch(text).map((odd) => `${which}: ${odd}`))).toEqual([]);
    const sound = 'Geachte mevrouw De Boer,\n\nU komt om 13.30 uur, met A. de Boer. Fijn!\n\nhttps://bijeen.example.org/u/x?a=1';
    const spoiled = [sound.replace('13.30 ', ''), sound.replace('13.30', ''), sound.replace('De Boer', 'undefined'), sound.replace('Fijn', 'fijn'), sound.replace('U komt', 'mevrouw De Boer komt'), sound.replace('met A. de Boer', 'met .'), sound.replace('A. de Boer', 'iemand ()')];
    expect([sound, ...spoiled].map((text) => oddDutch(text).length > 0)).toEqual([false, true, true, true, true, true, true, true]);
  });

  it.each([['the platform', () => left, PLATFORM, PLATFORM], ['an own domain', () => own, OWN, `retour.${OWN}`]] as const)('from %s passes SPF, DKIM and DMARC, aligned, with mailauth', async (_from, mails, domain, back) => {
    const verdicts = await Promise.all(mails().map(async (mail) => verifyWithMailauth(mail, dns)));

    expect(named(mails(), verdicts)).toEqual(all(mails(), { dkim: SIGNATURES, spf: 'pass', dmarc: 'pass', aligned: { dkim: true, spf: true } }));
    for (const { raw, sender, kind } of mails()) {
      const about = kind === 'sender-domain';
      expect([kind, /^From: .*?<([^>]+)>/ms.exec(raw.toString('latin1'))![1]]).toEqual([kind, `bijeenkomsten@${about ? PLATFORM : domain}`]);
      if (kind !== 'sign-in') expect(sender).toMatch(new RegExp(`^retour\\+[a-z2-7]{48}@${(about ? PLATFORM : back).replaceAll('.', '\\.')}$`));
    }
  });

  it('passes SPF and DKIM with dkimpy and pyspf too', () => {
    const mails = hasPythonVerifier() ? [...left, ...own] : [];
    expect(verifyWithPython(mails, dns)).toEqual(mails.map(() => ({ dkim: SIGNATURES, spf: 'pass' })));
  });

  it('fails when it comes from a machine that is not ours, and still shows that it is ours by its signature', async () => {
    const forwarded = await verifyWithMailauth({ ...left[0]!, ip: '145.131.25.11' }, dns);
    const forged = await verifyWithMailauth({ ...left[0]!, ip: '145.131.25.11', raw: Buffer.from(left[0]!.raw.toString('latin1').replace(/^DKIM-Signature: [\s\S]*?\r\n(?=From)/, ''), 'latin1') }, dns);
    expect([forwarded.spf, forwarded.dmarc, forged.spf, forged.dmarc]).toEqual(['fail', 'pass', 'fail', 'fail']);
  });

  it('has a signature that breaks when List-Unsubscribe-Post is taken out (RFC 8058)', async () => {
    const carrying = left.filter(({ raw }) => raw.includes('\r\nList-Unsubscribe-Post:'));
    const verdicts = await Promise.all(carrying.map(async (mail) => verifyWithMailauth({ ...mail, raw: Buffer.from(mail.raw.toString('latin1').replace(/List-Unsubscribe-Post: .*\r\n/, ''), 'latin1') }, dns)));

    expect(new Set(carrying.map(({ kind }) => kind)).size).toBeGreaterThan(5);
    expect(verdicts.flatMap(({ dkim }) => dkim).filter((result) => result.endsWith('pass'))).toEqual([]);
  });

  it('is no spam, and what would be is noticed', () => {
    const here = hasSpamAssassin();
    const invitation = left.find(({ kind }) => kind === 'invitation')!;
    const sentAt = ({ raw }: KindOfMail): Date => new Date(/^Date: (.*)$/m.exec(raw.toString('latin1'))![1]!);
    const good = [...left, ...new Map(own.map((mail) => [mail.kind, mail])).values()].map((mail) => ({ ...mail, at: sentAt(mail) }));
    const bad = Object.entries(BAD_VARIANTS).map(([variant, spoil]) => ({ ...invitation, variant, at: sentAt(invitation), raw: Buffer.from(spoil(invitation.raw.toString('latin1')), 'latin1') }));

    const scores = here ? spamScores([...good, ...bad]) : [];

    const withScores = <T extends KindOfMail>(mails: readonly T[], from: number): string[] => mails.map(({ kind, variant }, at) => `${kind} ${variant}: ${scores[from + at]?.score} ${scores[from + at]?.rules.join()}`);
    const base = scores[good.indexOf(good.find(({ kind }) => kind === 'invitation')!)]?.score ?? 0;
    expect(withScores(good, 0).filter((_, at) => here && scores[at]!.score > 0.5)).toEqual([]);
    expect(withScores(bad, good.length).filter((_, at) => here && scores[good.length + at]!.score < base + 1)).toEqual([]);
    expect(bad.length).toBeGreaterThanOrEqual(6);
  }, SLOW);
});
