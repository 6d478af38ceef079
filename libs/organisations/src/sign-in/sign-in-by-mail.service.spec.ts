import { describe, expect, it } from '@jest/globals';
import { MailCatcher, type ReadMail } from '@bijeen/mail';
import { DomainError, stopwatch } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { MembersService } from '../members.service.js';
import { OrganisationsModule } from '../organisations.module.js';
import { UsersService } from '../users.service.js';
import { WelcomeService } from '../welcome.service.js';
import { SignInByMail } from './sign-in-by-mail.service.js';
import { SignInLinks } from './sign-in-links.service.js';

const app = testApp(OrganisationsModule);
const NOOR = { name: 'Noor {aanhef} <b>', email: 'noor@werkplaats.example.nl' };
const WERKPLAATS = { name: 'De Werkplaats', kind: 'ZHO', senderName: 'De Werkplaats', replyTo: 'info@werkplaats.example.nl', visitingAddress: 'Grote Markt 1', postcode4: '8011' } as const;
const IP = { ip: '192.0.2.1' };

/** The next mail to this address, once it has arrived. */
async function mailTo(address: string): Promise<ReadMail> {
  for (const start = stopwatch(); stopwatch() - start < 10_000; ) {
    const [caught] = await app.get(MailCatcher).list({ to: address });
    if (caught) return (await app.get(MailCatcher).read(caught.id))!;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`No mail to ${address} arrived.`);
}

describe('asking for a link', () => {
  it('brings a mail with a link that works, in HTML and in text', async () => {
    const { id } = await app.get(UsersService).create(NOOR);

    const browser = await app.get(SignInByMail).ask(NOOR.email, IP);
    const mail = await mailTo(NOOR.email);
    const [, token] = /\/inloggen\/([a-z2-7]{26})/.exec(mail.text ?? '')!;

    expect(mail.subject).toBe('Je link om in te loggen bij Bijeen');
    expect(mail.text).toContain('Beste Noor {aanhef} <b>,');
    expect(mail.text).toContain('De link werkt 10 minuten, één keer, en alleen in de browser waarin je hem hebt gevraagd.');
    expect(mail.text).toContain('Deze mail is verstuurd door Bijeen.');
    expect(mail.html).toContain(`/inloggen/${token}"`);
    expect(mail.html).not.toContain('<b>');
    expect(await app.sql('select id from outgoing_mail')).toEqual([]);
    expect(await app.get(SignInLinks).signIn(token!, browser)).toMatchObject({ userId: id });
  });

  it('does the same for a stranger, except that no mail leaves', async () => {
    await app.get(UsersService).create({ ...NOOR, email: 'bekend@werkplaats.example.nl' });

    const halves = [await app.get(SignInByMail).ask('vreemde@zwolle.example.nl', IP), await app.get(SignInByMail).ask('bekend@werkplaats.example.nl', IP)];
    await mailTo('bekend@werkplaats.example.nl');

    expect(halves).toEqual([expect.stringMatching(/^[a-z2-7]{26}$/), expect.stringMatching(/^[a-z2-7]{26}$/)]);
    expect(await app.get(MailCatcher).list({ to: 'vreemde@zwolle.example.nl' })).toEqual([]);
    expect(await app.sql('select count(*)::int from verification')).toEqual([{ count: 2 }]);
  });

  it('may be done five times in a quarter of an hour', async () => {
    for (let times = 0; times < 5; times += 1) await app.get(SignInByMail).ask('vreemde@zwolle.example.nl', IP);

    await expect(app.get(SignInByMail).ask('vreemde@zwolle.example.nl', IP)).rejects.toEqual(new DomainError('rate.too-many', { seconds: 900 }));
    await expect(app.get(SignInByMail).ask('vreemde@zwolle.example.nl', { ip: '192.0.2.2' })).resolves.toBeDefined();
  });
});

describe('the first organisation', () => {
  const first = { ...WERKPLAATS, userName: 'Noor Verhoeven', email: 'eerste@werkplaats.example.nl', code: '' };

  it('is made by whoever comes first, also when ten come at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 10 }, async (_, index) => app.get(WelcomeService).begin({ ...first, email: `persoon${index}@werkplaats.example.nl` })));

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tries.filter((each) => each.status === 'rejected' && each.reason instanceof DomainError && each.reason.code === 'welcome.over')).toHaveLength(9);
    expect(await app.sql('select count(*)::int as all from organisation')).toEqual([{ all: 1 }]);
    expect(await app.sql('select role from membership')).toEqual([{ role: 'owner' }]);
    expect(await app.get(WelcomeService).isOpen()).toBe(false);
  });

  it('is wholly there or not at all', async () => {
    await expect(app.get(WelcomeService).begin({ ...first, postcode4: '1000' })).rejects.toMatchObject({ code: 'input.invalid' });

    expect(await app.get(WelcomeService).isOpen()).toBe(true);
  });

  it('is not for whoever happens to be first, where others can reach the server', async () => {
    const { config } = app.database;
    Reflect.set(config, 'host', '0.0.0.0');
    try {
      const welcome = app.get(WelcomeService);
      await expect(welcome.begin(first)).rejects.toEqual(new DomainError('welcome.wrong-code', {}, { code: 'Deze startcode klopt niet.' }));
      expect(await welcome.isOpen()).toBe(true);
      await expect(welcome.begin({ ...first, code: ` ${welcome.code().toUpperCase()} ` })).resolves.toMatchObject({ role: 'owner' });
    } finally {
      Reflect.set(config, 'host', '127.0.0.1');
    }
  });

  it('tells a new colleague by mail that the door is open', async () => {
    const actor = await app.get(WelcomeService).begin(first);

    await app.get(MembersService).invite(actor, { name: 'Sam de Wit', email: 'sam@werkplaats.example.nl', role: 'organiser' });
    const mail = await mailTo('sam@werkplaats.example.nl');

    expect(mail.text).toContain('Noor Verhoeven heeft je toegevoegd aan De Werkplaats in Bijeen.');
    expect(mail.text).toMatch(/\/inloggen$/m);
  });
});
