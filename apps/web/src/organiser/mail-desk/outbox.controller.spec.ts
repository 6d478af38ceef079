import { Answer, AnswersService } from '@bijeen/invitations';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type MailContent, type MailKind, MailLedger, MailReviews, MailSender, SpamMeter } from '@bijeen/mail';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import { testContent, testRecipient } from '@bijeen/testing';
import type { Response } from 'light-my-request';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

describe('the concepts of a meeting', () => {
  const web = testWeb();
  let noor: Actor;
  let browser: SignedInBrowser;
  let meetingId: string;
  let here: string;
  beforeEach(async () => {
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    ({ id: meetingId } = await web.build.meeting(noor, { state: 'inviting', first_invited_at: web.clock.now() }));
    here = `/bijeenkomsten/${meetingId}`;
  });
  const get = <T>(type: abstract new (...args: never[]) => T): T => web.app.get(type, { strict: false });
  const words = ({ body }: Response): string => body.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ').replaceAll('&#39;', "'").replace(/\s+/g, ' ');
  const write = async (kind: MailKind, names: string[], content: Partial<MailContent> = {}): Promise<void> => {
    const recipients = names.map((name, n) => testRecipient(n, { name, recipientKey: `${kind}-${name}`, address: `${name}@zwolle.example.nl`, values: { aanhef: `Geachte ${name}` }, links: { unsubscribe: Buffer.alloc(16, n).toString('base64') } }));
    await get(TenantDatabase).transaction(noor, async (tx) => get(MailLedger).write(tx, noor, { meetingId, kind, variant: '', content: testContent({ unsubscribe: true, ...content }), recipients }));
  };
  const drafts = async (kind: MailKind, ...names: string[]): Promise<string[]> => {
    await get(MailReviews).save(noor, meetingId, [kind]);
    await write(kind, names);
    return (await web.sql<{ id: string }>(`select id from outgoing_mail where kind = $1 and state = 'draft' order by id`, [kind])).map(({ id }) => id);
  };
  const states = async (): Promise<string[]> => (await web.sql<{ state: string }>('select state from outgoing_mail order by id')).map(({ state }) => state);

  it('are chosen for this meeting, else for the organisation', async () => {
    expect(words(await browser.get(`${here}/concepten`))).toContain('Nu vertrekt elke mail vanzelf.');
    expect((await browser.post('/instellingen/concepten', { kinds: ['follow-up'] })).headers.location).toBe('/instellingen/concepten?gedaan=keuze');
    expect(words(await browser.get(`${here}/concepten`))).toContain('Nu eerst bekijken: aftermail');
    await browser.post(`${here}/concepten/keuze`, { kinds: ['invitation', 'reminder-1'] });
    expect(words(await browser.get(`${here}/concepten`))).toContain('Nu eerst bekijken: uitnodiging en eerste herinnering');
    await browser.post(`${here}/concepten/keuze/terug`);
    expect(words(await browser.get(`${here}/concepten`))).toContain('Nu eerst bekijken: aftermail');
    const wrong = await browser.post(`${here}/concepten/keuze`, { kinds: ['nieuwsbrief'] });
    expect([wrong.statusCode, words(wrong)]).toEqual([422, expect.stringContaining('Kies soorten mail uit de lijst.')]);
  });

  it('are shown with person and subject, and counted on every page that speaks of mail', async () => {
    await drafts('follow-up', 'bos', 'mulder');
    const list = words(await browser.get(`${here}/concepten`));
    expect(list).toContain('2 concepten wachten op jou. Er vertrekt niets voordat jij of een collega het verstuurt.');
    expect(list).toContain('bos bos@zwolle.example.nl Uitnodiging: Inspiratiebijeenkomst Zwolle');
    for (const page of ['', '/mails', '/mailplan']) expect(words(await browser.get(`${here}${page}`))).toContain('2 concepten wachten op jou.');
  });

  it('say it when people count on them', async () => {
    await drafts('confirmation', 'bos');
    expect(words(await browser.get(`${here}/concepten`))).toContain('Haast: bevestiging van een antwoord (1).');
    expect(words(await browser.get(here))).toContain('Haast: 1 mail waar mensen op rekenen, wacht als concept.');
  });

  it('say what is wrong with those that wait because of a mistake', async () => {
    const guest = await web.build.invitation(noor, { id: meetingId });
    await web.sql(`update meeting set title = 'Samen {werktitel}'`);
    await get(AnswersService).record(noor, { meetingId, invitationId: guest.id }, Answer.parse({ coming: 'no' }), 'phone');
    expect(words(await browser.get(`${here}/concepten`))).toContain('tegengehouden Er staan nog accolades in de mail, zoals { of }. Kies een invulwoord uit de lijst, of haal de accolades weg.');
    expect(words(await browser.get(here))).toContain('Haast: 1 mail waar mensen op rekenen, wacht als concept.');
    const refused = await browser.post(`${here}/annuleren`, { reason: 'Te weinig wethouders' });
    expect([refused.statusCode, words(refused)]).toEqual([422, expect.stringContaining('Er is niets verstuurd. Dit moet eerst anders: Er staan nog accolades in de mail')]);
    expect(await web.sql('select state from meeting')).toEqual([{ state: 'inviting' }]);
  });

  it('are changed for one person, and everything that was typed comes back when it is wrong', async () => {
    const [id, other] = await drafts('follow-up', 'bos', 'mulder');
    const mail = `${here}/mails/${id}`;
    const wrong = await browser.post(mail, { 'subject': 'Voor u', 'texts.0': 'Beste {voornaam}' });
    expect([wrong.statusCode, wrong.body.includes('Beste {voornaam}'), words(wrong)]).toEqual([422, true, expect.stringContaining('Dit invulwoord kennen wij niet: „voornaam”.')]);
    const hidden = await browser.post(mail, { 'subject': 'Voor u', 'texts.0Html': '<div>Beste <b>lezer</b></div><img src="https://x.example.org/p.png">' });
    expect(hidden.statusCode).toBe(422);
    expect(hidden.body).toContain('Regel 2: hier staat een plaatje.');
    expect(hidden.body).toContain('Beste **lezer**');
    expect((await browser.post(mail, { 'subject': 'Voor {aanhef}', 'texts.0': 'Wij spraken elkaar.' })).statusCode).toBe(303);
    expect(words(await browser.get(mail))).toContain('Onderwerp: Voor Geachte bos');
    expect((await browser.get(`${mail}/voorbeeld`)).headers['content-security-policy']).toContain('sandbox');
    expect((await browser.get(`${mail}/voorbeeld`)).body).toContain('Wij spraken elkaar.');
    expect((await browser.get(`${here}/mails/${other}/voorbeeld`)).body).toContain('U bent van harte welkom in Zwolle.');
  });

  it('leave when they are ticked, one by one or all, and never when nothing was', async () => {
    const [bos, mulder] = await drafts('follow-up', 'bos', 'mulder', 'smit', 'visser');
    expect((await browser.post(`${here}/concepten/versturen`)).statusCode).toBe(422);
    expect(await states()).toEqual(['draft', 'draft', 'draft', 'draft']);
    const ticked = await browser.post(`${here}/concepten/versturen`, { mail: [bos!] });
    expect(words(await browser.get(ticked.headers.location!))).toContain('1 mail vertrekt nu.');
    await browser.post(`${here}/mails/${mulder}/versturen`);
    expect(await states()).toEqual(['queued', 'queued', 'draft', 'draft']);
    await browser.post(`${here}/concepten/versturen`, { alle: 'ja' });
    await get(MailSender).send(noor.organisationId);
    expect(await states()).toEqual(['sent', 'sent', 'sent', 'sent']);
    const again = await browser.post(`${here}/concepten/versturen`, { mail: [bos!] });
    expect(words(await browser.get(again.headers.location!))).toContain('Deze mails waren al verstuurd of ingetrokken.');
  });

  it('are looked at as a whole first, and do not leave all together with a mistake in one', async () => {
    await drafts('follow-up', 'bos', 'mulder');
    await write('follow-up', ['info'], { subject: 'Kijk op http://localhost/a' });
    const asked = words(await browser.get(`${here}/concepten/versturen`));
    for (const sentence of ['Dit verstuurt 3 mails .', '3 mensen : 3 × functie onbekend. Uit gemeente onbekend (3).', 'info heeft een algemeen postvak als adres.', 'De link http://localhost/a werkt niet voor wie de mail krijgt.', 'Spamscore: niet gemeten.', 'Zo kunnen de mails niet weg.']) expect(asked).toContain(sentence);
    expect((await browser.post(`${here}/concepten/versturen`, { alle: 'ja' })).statusCode).toBe(422);
    expect(await states()).toEqual(['draft', 'draft', 'draft']);
    const [wrong] = await web.sql<{ id: string }>(`select id from outgoing_mail where to_name = 'info'`);
    await browser.post(`${here}/mails/${wrong!.id}/intrekken`, { reason: 'Verkeerde link' });
    expect(words(await browser.get(`${here}/concepten/versturen`))).toContain('Er is niets gevonden om te verbeteren.');
    expect((await browser.post(`${here}/concepten/versturen`, { alle: 'ja', kind: 'follow-up' })).statusCode).toBe(303);
    expect(await states()).toEqual(['queued', 'queued', 'withdrawn']);
  });

  it('are measured for spam only when somebody asks', async () => {
    Object.assign(get(SpamMeter), { command: '/nothing/spamassassin' });
    await drafts('follow-up', 'bos');
    const measured = await browser.post(`${here}/concepten/spamscore?kind=follow-up`);
    expect(measured.headers.location).toBe(`${here}/concepten/versturen?kind=follow-up&spam=niet`);
    expect(words(await browser.get(measured.headers.location!))).toContain('De spamscore is niet gemeten');
  });

  it('are withdrawn with a reason that colleagues can read', async () => {
    const [id] = await drafts('follow-up', 'bos');
    expect((await browser.post(`${here}/mails/${id}/intrekken`, { reason: '' })).statusCode).toBe(422);
    await browser.post(`${here}/mails/${id}/intrekken`, { reason: 'Zij belde al' });
    expect(words(await browser.get(`${here}/mails/${id}`))).toContain('Reden: Ingetrokken door Noor Verhoeven: Zij belde al');
    const late = await browser.post(`${here}/mails/${id}/intrekken`, { reason: 'Nog eens' });
    expect([late.statusCode, words(late)]).toEqual([422, expect.stringContaining('Intrekken kan niet meer.')]);
  });

  it('can be sent once more after they left, once however often the button is pressed', async () => {
    const [id] = await drafts('follow-up', 'bos');
    const mail = `${here}/mails/${id}`;
    await browser.post(`${mail}/versturen`);
    await get(MailSender).send(noor.organisationId);
    expect(words(await browser.get(`${mail}/nogmaals`))).toContain('De mail gaat naar bos@zwolle.example.nl .');
    const sent = await browser.post(`${mail}/nogmaals`, { copies: '0' });
    expect(words(await browser.get(sent.headers.location!))).toContain('De mail gaat nog een keer weg, als nieuwe mail.');
    await web.sql(`update outgoing_mail set bounced_at = now(), bounce_kind = 'hard', bounce_text = '550 5.1.1 User unknown' where id = $1`, [id]);
    expect(words(await browser.get(mail))).toContain('het adres bestaat niet (meer). Zoek het nieuwe adres. De andere mailserver zei: “550 5.1.1 User unknown”.');
    const again = await browser.post(`${mail}/nogmaals`, { copies: '0' });
    expect([again.statusCode, words(again)]).toEqual([409, expect.stringContaining('Deze mail is net al opnieuw verstuurd.')]);
    expect(words(await browser.get(mail))).toContain('Noor Verhoeven verstuurde hem nog een keer, als nieuwe mail');
    expect(await states()).toEqual(['sent', 'queued']);
  });

  it('come from inviting too, after a look at who is on the list', async () => {
    for (const name of ['info', 'bos']) await web.build.contact(noor, { surname: name, email: `${name}@zwolle.example.nl`, email_key: `${name}@zwolle.example.nl` });
    await get(MailReviews).save(noor, meetingId, ['invitation']);
    const before = words(await browser.get(`${here}/uitnodigen`));
    for (const sentence of ['Controle vooraf', '2 mensen : 2 × wethouder. Uit Zwolle (2).', 'A. info heeft een algemeen postvak als adres.', 'Verstuur 2 uitnodigingen']) expect(before).toContain(sentence);

    const invited = await browser.post(`${here}/uitnodigen`);
    const after = words(await browser.get(invited.headers.location!));
    for (const sentence of ['2 mensen staan nu op de lijst. De uitnodigingen wachten tot je ze hebt bekeken.', 'De uitnodigingen wachten op jou', '2 wachten als concept']) expect(after).toContain(sentence);
    expect(after).not.toContain('Controle vooraf');
    expect(await states()).toEqual(['draft', 'draft']);
  });

  it('can be looked at by a viewer, who changes nothing', async () => {
    const [id] = await drafts('follow-up', 'bos');
    const viewer = await web.signIn({ ...noor, id: 'viewer-1', role: 'viewer' });
    for (const page of [`${here}/concepten`, `${here}/mails/${id}`, '/instellingen/concepten']) {
      const shown = await viewer.get(page);
      expect([shown.statusCode, /<form method="post" action="[^"]*(concepten|mails)/.test(shown.body)]).toEqual([200, false]);
    }
    expect((await viewer.post(`${here}/concepten/versturen`, { alle: 'ja' })).statusCode).toBe(403);
  });

  it('are there for programs too', async () => {
    const token = await web.token(noor);
    const [id] = await drafts('follow-up', 'bos', 'mulder');
    const call = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Response> => web.api(token, method, `/meetings/${meetingId}${path}`, body);
    expect((await call('GET', '/drafts?limit=1')).json()).toMatchObject({ items: [{ id, name: 'bos', subject: 'Uitnodiging: Inspiratiebijeenkomst Zwolle', stop: null }], next: id });
    expect((await call('PUT', `/drafts/${id}/text`, { subject: 'Voor u', texts: ['Dag {aanhef}'] })).json()).toEqual({ subject: 'Voor u', texts: ['Dag {aanhef}'] });
    expect((await call('PUT', `/drafts/${id}/text`, { subject: 'Voor u', texts: [{ html: '<p>Dag <strong>{aanhef}</strong></p>' }] })).json()).toEqual({ subject: 'Voor u', texts: ['Dag **{aanhef}**'] });
    expect((await call('PUT', `/drafts/${id}/text`, { subject: 'Voor u', texts: [{ html: `<p>${'a'.repeat(6001)}</p>` }] })).json()).toMatchObject({ code: 'input.invalid', errors: [{ field: 'texts.0', message: 'Houd de tekst korter: hoogstens 6.000 tekens.' }] });
    expect((await call('PUT', `/drafts/${id}/text`, { subject: 'Voor u', texts: [7] })).json()).toMatchObject({ code: 'input.invalid', errors: [{ field: 'texts.0', message: 'Vul de tekst van de mail in.' }] });
    expect((await call('PUT', `/drafts/${id}/text`, { subject: 'Voor u', texts: [''] })).json()).toMatchObject({ code: 'input.invalid' });
    expect((await call('POST', '/drafts/release', {})).json()).toMatchObject({ code: 'input.invalid' });
    expect((await call('POST', '/drafts/release', { ids: [id] })).json()).toEqual({ released: 1, stopped: 0 });
    expect((await call('POST', '/drafts/release', { all: true })).json()).toEqual({ released: 1, stopped: 0 });
    expect((await call('POST', `/mails/${id}/withdraw`, { reason: 'Toch niet' })).json()).toMatchObject({ state: 'withdrawn' });
    expect((await call('PUT', '/mail-review', { kinds: ['invitation'] })).json()).toEqual({ kinds: ['invitation'], own: true });
  });
});
