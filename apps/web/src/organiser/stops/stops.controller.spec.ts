import { addressHash } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

const EMAIL = 'f.bos@zwolle.example.nl';

describe('who opted out, for organisers', () => {
  const web = testWeb();
  let noor: Actor;
  let browser: SignedInBrowser;
  let contact: { id: string };
  const hash = (): Buffer => addressHash(web.database.config.secretKey, EMAIL);
  const get = async (url: string): Promise<string> => (await web.app.inject({ method: 'GET', url, headers: { cookie: browser.cookie } })).body;

  beforeEach(async () => {
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    contact = await web.build.contact(noor, { surname: 'Bos', email: EMAIL, email_key: EMAIL, email_hash: hash() });
  });

  it('shows nobody, and what will be here', async () => {
    expect(await get('/relaties/afmeldingen')).toContain('Hier zie je wie zich heeft afgemeld');
    expect(await get(`/relaties/${contact.id}`)).not.toContain('Afgemeld');
  });

  it('shows who, what, since when and how: on the list, with the contact and with the guest', async () => {
    const meeting = await web.build.meeting(noor, { state: 'inviting' });
    const invitation = await web.build.invitation(noor, meeting, { contact_id: contact.id, email: EMAIL });
    await web.build.insert('suppression', { organisation_id: noor.organisationId, email_hash: hash(), scope: 'organisation', origin: 'one-click', at: '2027-01-04T09:00:00Z' });

    const list = await get('/relaties/afmeldingen');
    for (const text of [`href="/relaties/${contact.id}"`, 'alle mail van je organisatie', '4 januari 2027', 'met de afmeldknop van het mailprogramma']) expect(list).toContain(text);
    for (const page of [`/relaties/${contact.id}`, `/bijeenkomsten/${meeting.id}/genodigden/${invitation.id}`]) {
      expect(await get(page)).toContain('Voor alle mail van je organisatie, sinds');
    }
  });

  it('warns when somebody who stopped everything is added, who is kept and gets no mail', async () => {
    const email = 'k.smit@kampen.example.nl';
    await web.build.insert('platform_stop', { email_hash: addressHash(web.database.config.secretKey, email), origin: 'page', at: '2027-01-04T09:00:00Z' });
    const headers = { 'cookie': browser.cookie, 'sec-fetch-site': 'same-origin' };
    const added = await web.app.inject({ method: 'POST', url: '/api/v1/contacts', headers, payload: { surname: 'Smit', email, source: 'gemeentegids', basis: 'gerechtvaardigd belang' } });

    expect(added.json()).toMatchObject({ unsubscribed: true });
    const page = await get(`/relaties/${added.json<{ id: string }>().id}`);
    expect(page).toContain('Bel deze persoon als er iets verandert.');
    expect(page).toContain('tag--error">afgemeld');
  });

  it('is given to programs, and can be lifted by no organiser, whatever the id', async () => {
    const { id } = await web.build.insert('suppression', { organisation_id: noor.organisationId, email_hash: hash(), scope: 'organisation', origin: 'page', at: '2027-01-04T09:00:00Z' });
    const headers = { 'cookie': browser.cookie, 'sec-fetch-site': 'same-origin' };

    const { items } = (await web.app.inject({ method: 'GET', url: '/api/v1/stops', headers })).json<{ items: object[] }>();
    expect(items).toEqual([{ id, scope: 'organisation', at: '2027-01-04T09:00:00.000Z', how: 'op de afmeldpagina', meeting: null, contact: { id: contact.id, name: expect.stringContaining('Bos') }, secretariat: null }]);
    for (const which of [id, contact.id]) {
      const refused = await web.app.inject({ method: 'DELETE', url: `/api/v1/stops/${which}`, headers });
      expect(refused.statusCode).toBe(404);
    }
    expect(await web.sql('select 1 from suppression where withdrawn_at is null')).toHaveLength(1);
  });
});
