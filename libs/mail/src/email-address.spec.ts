import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ScriptedRelay, testApp, testMailing, testRecipient } from '@bijeen/testing';
import { addressHash, emailKey, parseEmail } from './email-address.js';
import { MailLedger } from './mail-ledger.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';

interface Case {
  class: string;
  verdict: 'accept' | 'accept-normalised' | 'refuse';
  text: string | { before: string; repeat: string; times: number; after: string };
  /** What it becomes. */
  address?: string;
}

const CASES: (Omit<Case, 'text'> & { text: string })[] = (JSON.parse(readFileSync(new URL('../test-data/addresses.json', import.meta.url), 'utf8')) as Case[]).map(({ text, ...rest }) => ({
  ...rest, text: typeof text === 'string' ? text : `${text.before}${text.repeat.repeat(text.times)}${text.after}`,
}));

describe('the grammar of addresses', () => {
  it.each(CASES.map((each) => [each.class, each.verdict, JSON.stringify(each.text).slice(0, 70), each] as const))('%s: %s %s', (_class, _verdict, _text, { text, verdict, address }) => {
    const parsed = parseEmail(text);

    if (verdict === 'refuse') {
      expect(parsed).toEqual({ ok: false, problem: expect.stringMatching(/^[A-Z].{15,170}\.$/) });
    } else {
      expect(parsed).toEqual({ ok: true, address, key: address!.toLowerCase() });
      expect(parseEmail(address!)).toMatchObject({ ok: true, address });
    }
  });

  it('has three hundred cases, and lets enough good ones through', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(300);
    expect(CASES.filter(({ verdict }) => verdict !== 'refuse').length).toBeGreaterThan(CASES.length / 10);
  });

  it('knows one mailbox by one key', () => {
    expect(emailKey('A.deBoer@Zwolle.Example.nl')).toBe(emailKey(' a.deboer@zwolle.example.nl '));
    expect(addressHash('secret', emailKey('a@zwolle.example.nl'))).toHaveLength(32);
    expect(addressHash('secret', 'a@zwolle.example.nl')).not.toEqual(addressHash('other', 'a@zwolle.example.nl'));
    expect(() => emailKey('geen adres')).toThrow('Not an e-mail address');
  });
});

describe('three hundred addresses, sent to', () => {
  const app = testApp(MailModule);

  it('reach exactly the ones that are right, and no other domain', async () => {
    const relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
    const actor = await app.build.owner();
    const texts = CASES.map(({ text }) => text).filter((text) => !text.includes('\0'));
    const recipients = texts.map((address, n) => testRecipient(n, { address, name: address.slice(0, 300) }));

    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(0, { recipients })));
    await app.get(MailSender).sendDue();

    const right = CASES.filter(({ verdict }) => verdict !== 'refuse').map(({ address }) => address!);
    expect([...relay.recipients].sort()).toEqual([...right].sort());
    expect(relay.recipients.filter((address) => address.includes('x.example.org'))).toEqual([]);
    expect(await app.sql(`select state, count(*)::int as mails from outgoing_mail group by 1 order by 1`)).toEqual([{ state: 'failed', mails: texts.length - right.length }, { state: 'sent', mails: right.length }]);
    await relay.stop();
  });

  it('are refused again right before sending, should they ever get into the ledger', async () => {
    const relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
    const actor = await app.build.owner();
    const hostile = CASES.filter(({ verdict, text }) => verdict === 'refuse' && !text.includes('\0') && text.length < 1000).map(({ text }) => text);
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(hostile.length)));
    await app.sql(`update outgoing_mail m set to_address = h.address from unnest($1::text[]) with ordinality as h(address, n) where m.recipient_key = 'persoon-' || (h.n - 1)`, [hostile]);

    await app.get(MailSender).sendDue();

    expect(relay.recipients).toEqual([]);
    expect(await app.sql('select state, count(*)::int as mails from outgoing_mail group by 1')).toEqual([{ state: 'failed', mails: hostile.length }]);
    await relay.stop();
  });
});
