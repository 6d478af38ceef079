import { MailLedger } from '@bijeen/mail';
import { brokenDomainMail } from '@bijeen/organisations';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import { countQueries, testMailing, testRecipient } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

const HERE = '/instellingen/mails';
const words = ({ body }: { body: string }): string => body.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the mails that belong to no meeting', () => {
  const web = testWeb();
  let noor: Actor;
  let browser: SignedInBrowser;
  const get = <T>(type: abstract new (...args: never[]) => T): T => web.app.get(type, { strict: false });
  /** A mail about a broken domain to each of these, as `SenderDomainNews` writes it. */
  const write = async (actor: Actor, names: string[], state = 'queued', meetingId: string | null = null): Promise<string[]> => {
    const about = { domain: 'werkplaats.example.nl', organisation: 'De Werkplaats', url: 'https://bijeen.example.org/instellingen/afzenderdomein' };
    const content = brokenDomainMail({ ...about, since: web.clock.now(), findings: [], platformDomain: 'bijeen.example.org' });
    const recipients = names.map((name, n) => testRecipient(n, { name, recipientKey: `owner:${name}`, address: `${name.toLowerCase()}@werkplaats.example.nl`, values: { naam: name }, links: {} }));
    await get(TenantDatabase).transaction(actor, async (tx) => get(MailLedger).write(tx, actor, testMailing(0, { meetingId, kind: meetingId ? 'practical' : 'sender-domain', variant: 'broken', content, recipients })));
    await web.sql(`update outgoing_mail set state = $1, reason = case when $1 = 'uncertain' then 'De mailserver gaf geen antwoord.' end where to_name = any($2)`, [state, names]);
    return (await web.sql<{ id: string }>('select id from outgoing_mail where to_name = any($1) order by id', [names])).map(({ id }) => id);
  };
  const stateOf = async (id: string): Promise<object> => (await web.sql('select state, reason from outgoing_mail where id = $1', [id]))[0]!;

  beforeEach(async () => {
    noor = await web.build.owner();
    browser = await web.signIn(noor);
  });

  it('are listed with their state and reason, found by it, and reached from the settings and the sending domain', async () => {
    expect(words(await browser.get(HERE))).toContain('Er is nog geen mail verstuurd die bij geen bijeenkomst hoort.');
    await write(noor, ['Noor']);
    await write(noor, ['Rosa'], 'uncertain');
    await write(noor, ['Gast'], 'sent', (await web.build.meeting(noor)).id);

    const list = words(await browser.get(HERE));
    expect(list).toMatch(/Noor noor@werkplaats\.example\.nl.* wacht .*Rosa rosa@werkplaats\.example\.nl.* onzeker De mailserver gaf geen antwoord\..*Wel aangekomen.*Stuur opnieuw/);
    expect(list).not.toContain('Gast');
    const found = words(await browser.get(`${HERE}?kind=sender-domain&state=uncertain&person=ros`));
    expect([found.includes('Rosa rosa@'), found.includes('Noor noor@')]).toEqual([true, false]);
    expect((await browser.get('/instellingen')).body).toContain(`href="${HERE}"`);
    await browser.post('/instellingen/afzenderdomein', { domain: 'werkplaats.example.nl' });
    expect((await browser.get('/instellingen/afzenderdomein')).body).toContain(`href="${HERE}"`);
  });

  it('are shown one by one, as they look, and taken back with a reason', async () => {
    const [id] = await write(noor, ['Noor']);
    const mail = `${HERE}/${id}`;
    const page = await browser.get(mail);
    expect(page.body).toContain(`src="${mail}/voorbeeld"`);
    expect(words(page)).toContain('Jullie mail vertrekt niet meer van werkplaats.example.nl');
    expect((await browser.get(`${mail}/voorbeeld`)).body).toContain('Beste Noor');

    const wrong = await browser.post(`${mail}/intrekken`, { reason: 'x' });
    expect([wrong.statusCode, wrong.body.includes('value="x"'), words(wrong).includes('Schrijf in een paar woorden op waarom.')]).toEqual([422, true, true]);
    const done = await browser.post(`${mail}/intrekken`, { reason: 'Het domein werkt al weer' });
    expect([done.statusCode, done.headers.location]).toEqual([303, `${mail}?gedaan=ingetrokken`]);
    expect(await stateOf(id!)).toEqual({ state: 'withdrawn', reason: `Ingetrokken door ${noor.name}: Het domein werkt al weer` });
    expect(words(await browser.get(done.headers.location!))).toContain('De mail is ingetrokken. Hij vertrekt niet.');
    expect((await browser.post(`${mail}/intrekken`, { reason: 'Nog een keer' })).statusCode).toBe(422);
  });

  it('are judged by a person when nobody else can tell', async () => {
    const [one, other] = await write(noor, ['Noor', 'Rosa'], 'uncertain');

    expect((await browser.post(`${HERE}/${one}/aangekomen`)).headers.location).toBe(`${HERE}?gedaan=aangekomen`);
    expect((await browser.post(`${HERE}/${other}/opnieuw`)).headers.location).toBe(`${HERE}?gedaan=opnieuw`);

    expect([await stateOf(one!), await stateOf(other!)]).toMatchObject([{ state: 'sent' }, { state: 'queued' }]);
    expect(words(await browser.get(`${HERE}?gedaan=opnieuw`))).toContain('Deze mail gaat opnieuw weg.');
    expect((await browser.post(`${HERE}/${one}/opnieuw`)).statusCode).toBe(409);
  });

  it('are for owners, and are never those of a meeting or of another organisation', async () => {
    const [theirs] = await write(await web.build.owner(), ['Tom'], 'uncertain');
    const [ofMeeting] = await write(noor, ['Gast'], 'uncertain', (await web.build.meeting(noor)).id);
    for (const id of [theirs, ofMeeting, 'x']) {
      const answers = [await browser.get(`${HERE}/${id}`), await browser.get(`${HERE}/${id}/voorbeeld`), await browser.post(`${HERE}/${id}/aangekomen`), await browser.post(`${HERE}/${id}/opnieuw`), await browser.post(`${HERE}/${id}/intrekken`, { reason: 'Niet nodig' })];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404]);
    }
    const organiser = await web.signIn({ ...(await web.build.owner()), role: 'organiser' });
    expect([(await organiser.get(HERE)).statusCode, await stateOf(theirs!)]).toMatchObject([403, { state: 'uncertain' }]);
  });

  it('cost as many queries as one', async () => {
    const cost = async (): Promise<number> => {
      const queries = countQueries(get(DataSource));
      await browser.get(HERE);
      return queries();
    };
    await write(noor, ['Noor']);
    await browser.get(HERE);
    const one = await cost();
    await write(noor, Array.from({ length: 40 }, (_, n) => `Eigenaar${n}`));
    expect(await cost()).toBe(one);
  });
});
