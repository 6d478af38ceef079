import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { countQueries } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import { testWeb } from '../../testing/test-web.js';

const web = testWeb();

interface Scene {
  actor: Actor;
  here: string;
  lost: { id: string; contactId: string };
  note: (over?: Record<string, unknown>) => Promise<{ id: string }>;
}

/** A meeting with a wethouder whose mail comes back. */
async function scene(): Promise<Scene> {
  const actor = await web.build.owner();
  const meeting = await web.build.meeting(actor, { state: 'inviting' });
  const lost = await web.build.invitation(actor, meeting, { display_name: 'mevrouw A. de Boer', state: 'bounced', email: 'weg@kampen.example.nl' });
  await web.build.link(actor, meeting, lost);
  const note = async (over: Record<string, unknown> = {}): Promise<{ id: string }> => web.build.insert('received_mail', {
    organisation_id: actor.organisationId, meeting_id: meeting.id, invitation_id: lost.id, kind: 'message', verdict: 'kept', reason: 'Een bericht van of namens de genodigde.', from_address: 'a@kampen.example.nl', subject: 'Vraag',
    body: 'Hallo <b>daar</b>', received_at: web.clock.now(), ...over,
  });
  return { actor, here: `/bijeenkomsten/${meeting.id}`, lost, note };
}

describe('the page with what came back', () => {
  it('begins with whose address does not work, and narrows by what became of it', async () => {
    const { actor, here, note } = await scene();
    await note({ kind: 'bounce', verdict: 'applied', subject: 'Onbestelbaar', reason: 'Dit adres bestaat niet of werkt niet meer.' });
    await note();
    const browser = await web.signIn(actor);

    const all = (await browser.get(`${here}/binnengekomen`)).body;
    const narrowed = (await browser.get(`${here}/binnengekomen?kind=message`)).body;

    for (const text of ['Zoek het nieuwe adres', 'mevrouw A. de Boer', 'weg@kampen.example.nl', 'Onbestelbaar', 'Dit adres bestaat niet', 'nog niet gelezen']) expect(all).toContain(text);
    expect([narrowed.includes('Onbestelbaar'), narrowed.includes('Vraag')]).toEqual([false, true]);
  });

  it('asks as many questions of the database for sixty mails as for two, and shows them piece by piece', async () => {
    const { actor, here, note } = await scene();
    const browser = await web.signIn(actor);
    const counts: number[] = [];
    for (const more of [2, 60]) {
      for (let n = 0; n < more; n += 1) await note({ subject: `Mail ${more}-${n}` });
      const queries = countQueries(web.app.get(DataSource, { strict: false }));
      await browser.get(`${here}/binnengekomen`);
      counts.push(queries());
    }
    const first = (await browser.get(`${here}/binnengekomen`)).body;
    const next = /href="([^"]*after=[^"]*)"/.exec(first)![1]!.replaceAll('&amp;', '&');

    expect(counts[1]).toBe(counts[0]);
    expect(first).toContain('Mail 60-59');
    expect(first).not.toContain('Mail 2-0');
    expect((await browser.get(next)).body).toContain('Mail 2-0');
  });

  it('shows a mail as text and nothing else, and reading is an act', async () => {
    const { actor, here, note } = await scene();
    const { id } = await note();
    const browser = await web.signIn(actor);

    const page = (await browser.get(`${here}/binnengekomen/${id}`)).body;
    expect(page).toContain('Hallo &lt;b>daar');
    expect(page).toContain('nog niet');
    expect((await browser.get(here)).body).toContain('1 bericht van een genodigde is nog niet gelezen.');

    expect((await browser.post(`${here}/binnengekomen/${id}/gelezen`, {})).headers['location']).toBe(`${here}/binnengekomen?klaar=gelezen`);
    expect((await browser.get(here)).body).not.toContain('nog niet gelezen');
  });
});

describe('a wethouder whose mail comes back', () => {
  it('is the first thing to do, and a new address sends the invitation again', async () => {
    const { actor, here, lost } = await scene();
    const browser = await web.signIn(actor);
    const form = `${here}/genodigden/${lost.id}/adres`;

    expect((await browser.get(here)).body).toMatch(/Zoek het nieuwe adres van mevrouw A\. de Boer[\s\S]*?genodigden\/[^"]*\/adres/);
    expect((await browser.get(`${here}/genodigden/${lost.id}`)).body).toContain('Mail naar dit adres komt terug.');
    expect((await browser.get(`/relaties/${lost.contactId}`)).body).toContain(form);
    const wrong = await browser.post(form, { email: 'a@b@c' });
    expect([wrong.statusCode, wrong.body.includes('value="a@b@c"'), wrong.body.includes('twee of meer apenstaartjes')]).toEqual([422, true, true]);

    const right = await browser.post(form, { email: 'A.deBoer@kampen.example.nl' });

    expect([right.statusCode, right.headers['location']]).toEqual([303, `${here}/binnengekomen?klaar=verstuurd`]);
    expect(await web.sql('select to_address, revision, state from outgoing_mail')).toEqual([{ to_address: 'A.deBoer@kampen.example.nl', revision: 0, state: 'queued' }]);
    expect((await browser.get(here)).body).not.toContain('Zoek het nieuwe adres');
    expect((await browser.post(form, { email: 'nog@kampen.example.nl' })).statusCode).toBe(422);
  });
});

describe('quarantine', () => {
  it('is for the owner', async () => {
    const { actor, note } = await scene();
    await note({ kind: 'unreadable', verdict: 'quarantined', reason: 'In deze mail zitten te veel mails in elkaar.', subject: null, body: null });

    expect((await (await web.signIn(actor)).get('/instellingen/quarantaine')).body).toContain('In deze mail zitten te veel mails in elkaar.');
    expect((await (await web.signIn({ ...actor, id: `${actor.id}x`, role: 'organiser' })).get('/instellingen/quarantaine')).statusCode).toBe(403);
  });
});
