import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadMeeting } from '@bijeen/meetings';
import { MailPlanService } from '@bijeen/mailings';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import { databaseDump } from '../../testing/database-dump.js';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

describe('the page of the mail plan', () => {
  const web = testWeb();
  let noor: Actor;
  let browser: SignedInBrowser;
  let meetingId: string;
  let path: string;
  beforeEach(async () => {
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    ({ id: meetingId } = await web.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-02T09:00:00Z' }));
    path = `/bijeenkomsten/${meetingId}/mailplan`;
    const plans = web.app.get(MailPlanService, { strict: false });
    await web.app.get(TenantDatabase, { strict: false }).transaction(noor, async (tx) => plans.recompute(tx, noor, await loadMeeting(tx, meetingId)));
    for (const answer of ['none', 'none', 'yes']) await web.build.invitation(noor, { id: meetingId }, { answer, invited_at: '2027-01-02T09:00:00Z', display_name: `mevrouw ${answer}`, salutation: 'Geachte mevrouw De Boer' });
  });
  const state = async (kind: string): Promise<string> => (await web.sql('select state from planned_mail where kind = $1', [kind]))[0]!['state'];

  it('shows what leaves when to how many, and that looking changes nothing', async () => {
    const before = await databaseDump(web);
    const { statusCode, body } = await browser.get(path);

    expect(statusCode).toBe(200);
    for (const text of ['Eerste herinnering', 'maandag 15 februari 2027 om 09.00 uur', 'Zoals het nu is: 2 mensen.', 'Praktische mail', 'Zoals het nu is: 1 persoon.', 'Aftermail', 'komt: 1, nog geen antwoord of twijfel: 2']) expect(body).toContain(text);
    expect(body).toContain('10 dagen voor de uiterste antwoorddatum, om 09.00 uur, op een werkdag');
    await browser.get(`${path}/follow-up?tekst=absent`);
    await browser.get(`${path}/reminder-1/versturen`);
    expect(await databaseDump(web)).toEqual(before);
  });

  it('skips a mail and takes that back', async () => {
    const skipped = await browser.post(`${path}/practical/overslaan`);
    expect([skipped.statusCode, await state('practical')]).toEqual([303, 'skipped']);
    expect((await browser.get(skipped.headers.location!)).body).toContain('Praktische mail: deze mail wordt overgeslagen.');
    expect((await browser.post(`${path}/practical/inplannen`)).statusCode).toBe(303);
    expect(await state('practical')).toBe('planned');
  });

  it('moves a mail, and keeps what was typed when that cannot be', async () => {
    const moved = await browser.post(`${path}/practical/moment`, { date: '2027-03-09', time: '15:00' });
    expect(moved.statusCode).toBe(303);
    expect(await web.sql(`select due_at, moved_by_hand from planned_mail where kind = 'practical'`)).toEqual([{ due_at: new Date('2027-03-09T14:00:00Z'), moved_by_hand: true }]);

    const refused = await browser.post(`${path}/practical/moment`, { date: '2027-03-12', time: '15:00' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('value="2027-03-12"');
    expect(refused.body).toContain('href="#veld-date"');
    expect((await browser.post(`${path}/practical/moment`, { date: '', time: '' })).statusCode).toBe(422);
    expect((await browser.post(`${path}/call-to-action-reminder/moment`, { date: '2027-03-28', time: '02:30' })).body).toContain('de klok gaat die nacht van 2 naar 3 uur');
  });

  it('keeps a text, shows it for a real invitee, and goes back to the default', async () => {
    const saved = await browser.post(`${path}/follow-up/tekst`, { variant: 'absent', subject: 'Jammer dat u er niet was', body: '{aanhef},\n\nKom **eens** langs.' });
    expect(saved.statusCode).toBe(303);
    const { body } = await browser.get(saved.headers.location!);
    expect(body).toContain('De tekst is bewaard.');
    expect(body).toContain('Zo ziet mevrouw none deze mail.');

    const preview = await browser.get(`${path}/follow-up/voorbeeld?tekst=absent`);
    expect(preview.body).toContain('Geachte mevrouw De Boer,');
    expect(preview.body).toContain('Kies uw vervolgstap');
    expect(preview.body).toContain('Kom <strong>eens</strong> langs.');
    expect(preview.headers['content-security-policy']).toContain('sandbox');
    expect((await browser.get(`${path}/follow-up/voorbeeld?tekst=came`)).body).not.toContain('eens</strong> langs');

    await browser.post(`${path}/follow-up/tekst/terug`, { variant: 'absent' });
    expect((await browser.get(`${path}/follow-up/voorbeeld?tekst=absent`)).body).toContain('Wij hebben u gemist');
  });

  it('refuses words between braces that nobody can fill in', async () => {
    const refused = await browser.post(`${path}/reminder-1/tekst`, { variant: '', subject: 'Hallo {voornaam}', body: 'Tekst {constructor}' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('{voornaam}');
    expect(refused.body).toContain('Hallo {voornaam}');
    expect(await web.sql('select from mail_text')).toEqual([]);
  });

  it.each([
    [{ body: '{aanhef},\n\nKom.<script>alert(1)</script>' }, 'Regel 3: &lt;script> mag niet in een mail'],
    [{ bodyHtml: '<div>{aanhef},</div><div><img src="https://x.example.org/p.png"></div>' }, 'Regel 2: hier staat een plaatje.'],
    [{ bodyHtml: '<div><a href="https://x.example.org">www.gemeente.nl</a></div>' }, 'lijkt naar gemeente.nl te gaan, maar gaat naar x.example.org'],
    [{ body: 'a'.repeat(6001) }, 'hoogstens 6.000 tekens'], [{ bodyHtml: '<div><br></div>' }, 'Vul de tekst van de mail in.'],
  ])('refuses %j, says where, and shows what was typed', async (typed, words) => {
    const refused = await browser.post(`${path}/reminder-1/tekst`, { variant: 'board', subject: 'Mijn onderwerp', ...typed });

    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(words);
    expect(refused.body).toContain('Mijn onderwerp');
    expect(await web.sql('select from mail_text')).toEqual([]);
  });

  it('has a text per function, which says whose it is and how many get it', async () => {
    await browser.post(`${path}/reminder-1/tekst`, { variant: 'alderman', subject: 'Voor wethouders', bodyHtml: '<div>{aanhef},<br><br>U <strong>beslist</strong>.</div>' });
    const alderman = await browser.get(`${path}/reminder-1?tekst=alderman`);
    for (const words of ['Wethouders (2)', 'Bestuurders (0)', 'Dit is jullie eigen tekst', 'U **beslist**.']) expect(alderman.body).toContain(words);
    expect((await browser.get(`${path}/reminder-1?tekst=policy`)).body).toContain('Dit is de tekst van Bijeen voor deze mensen.');
    expect((await browser.get(`${path}/reminder-1/voorbeeld?tekst=policy`)).body).toContain('Geachte mevrouw Yilmaz');

    await browser.post(`${path}/reminder-1/tekst`, { variant: '', subject: 'Voor allen', body: 'Algemeen' });
    expect((await browser.get(`${path}/reminder-1?tekst=policy`)).body).toContain('Zij krijgen jullie algemene tekst.');
    expect((await browser.get(`${path}/reminder-1/voorbeeld?tekst=policy`)).body).toContain('Algemeen');
    expect((await browser.get(`${path}/reminder-1/voorbeeld?tekst=alderman`)).body).toContain('<strong>beslist</strong>');
  });

  it('shows the mail in the dark, as text and as it is read aloud', async () => {
    const framed = async (view: string): Promise<string> => (await browser.get(`${path}/reminder-1/voorbeeld?tekst=alderman&weergave=${view}`)).body;
    expect(await framed('donker')).not.toContain('prefers-color-scheme');
    expect(await framed('telefoon')).toContain('prefers-color-scheme:dark');
    const aloud = (await browser.get(`${path}/reminder-1?tekst=alderman&weergave=voorgelezen`)).body;
    for (const words of ['Kop niveau 1</span> Komt u naar', 'Knop</span> Ik kom', 'Rij</span> Wanneer: donderdag 11 maart 2027']) expect(aloud).toContain(words);
    expect((await browser.get(`${path}/reminder-1?tekst=alderman&weergave=tekst`)).body).toMatch(/<pre[^>]*>[^<]*Geachte mevrouw De Boer/);
  });

  it('shows the mail of whoever is chosen', async () => {
    const { id } = await web.build.invitation(noor, { id: meetingId }, { display_name: 'mevrouw Zwaan', sort_name: 'Zwaan', salutation: 'Geachte mevrouw Zwaan', invited_at: '2027-01-02T09:00:00Z' });
    expect((await browser.get(`${path}/reminder-1?tekst=alderman&voor=${id}`)).body).toContain('Zo ziet mevrouw Zwaan deze mail.');
    expect((await browser.get(`${path}/reminder-1/voorbeeld?tekst=alderman&voor=${id}`)).body).toContain('Geachte mevrouw Zwaan');
    expect((await browser.get(`${path}/reminder-1?tekst=alderman&voor=x`)).statusCode).toBe(200);
  });

  it('says to how many before it sends, sends once, and says what it did', async () => {
    expect((await browser.get(`${path}/reminder-1/versturen`)).body).toContain('Verstuur 2 mails');
    const sent = await browser.post(`${path}/reminder-1/versturen`);
    expect(sent.statusCode).toBe(303);
    expect((await browser.get(sent.headers.location!)).body).toContain('Eerste herinnering: verstuurd aan 2 mensen.');
    const again = await browser.post(`${path}/reminder-1/versturen`);
    expect([again.statusCode, again.body.includes('al verstuurd')]).toEqual([409, true]);
    expect(await web.sql(`select count(*)::int as mails from outgoing_mail`)).toEqual([{ mails: 2 }]);
    expect((await browser.post(`${path}/reminder-1/tekst`, { variant: '', subject: 'x', body: 'y' })).statusCode).toBe(422);
  });

  it('warns that nobody is ticked before the aftermail leaves', async () => {
    web.clock.set('2027-03-11T19:00:00Z');
    expect((await browser.get(path)).body).toContain('Nog niets ingevuld: iedereen die ja zei, telt als aanwezig.');
    await web.sql(`update invitation set attended = true where answer = 'yes'`);
    expect((await browser.get(path)).body).not.toContain('Nog niets ingevuld');
  });

  it('says what was missed and why, and is silent when the meeting is cancelled', async () => {
    await web.sql(`update planned_mail set state = 'missed', reason = 'too-late' where kind = 'reminder-1'`);
    expect((await browser.get(path)).body).toContain('meer dan twaalf uur voorbij');
    await web.sql(`update meeting set state = 'cancelled'`);
    const { body } = await browser.get(path);
    expect(body).toContain('Er vertrekt niets uit dit plan.');
    expect(body).not.toContain('Verstuur nu');
  });

  it('shows a viewer everything and no buttons, and refuses what a viewer sends', async () => {
    const viewer = await web.signIn({ ...noor, id: 'kijker', name: 'Kim Kijker', role: 'viewer' });
    for (const page of [path, `${path}/follow-up`]) expect((await viewer.get(page)).body).not.toContain('method="post" action="/bijeenkomsten');
    expect((await viewer.post(`${path}/practical/overslaan`)).statusCode).toBe(403);
    expect((await viewer.get(`${path}/practical/versturen`)).statusCode).toBe(403);
  });

  it('knows no other mails and no other organisation’s meeting', async () => {
    expect((await browser.get(`${path}/nieuwsbrief`)).statusCode).toBe(404);
    const foreign = await web.build.meeting(await web.build.owner({ name: 'Het Anker' }));
    for (const page of ['', '/practical', '/practical/versturen', '/practical/voorbeeld']) expect((await browser.get(`/bijeenkomsten/${foreign.id}/mailplan${page}`)).statusCode).toBe(404);
    expect((await browser.post(`/bijeenkomsten/${foreign.id}/mailplan/practical/overslaan`)).statusCode).toBe(404);
  });

  it('promises nothing for a meeting that does not take place', async () => {
    await web.sql(`update meeting set state = 'cancelled'`);
    for (const page of [path, `${path}/reminder-1`]) {
      const { body } = await browser.get(page);
      expect([body.includes('vervalt'), body.includes('Zoals het nu is'), body.includes('nu 2 mensen')]).toEqual([true, false, false]);
    }
  });

  it('looks at the mails before they leave, and makes drafts of what is looked at first', async () => {
    await web.sql(`insert into mail_review (organisation_id, meeting_id, kinds, updated_by, updated_at) values ($1, $2, '{reminder-1}', 'Noor', now())`, [noor.organisationId, meetingId]);
    const asked = (await browser.get(`${path}/reminder-1/versturen`)).body.replace(/<[^>]+>/g, '');
    for (const text of ['Dit wordt nu een concept voor 2 mensen.', '2 mensen: 2 × wethouder. Uit Zwolle (2).', 'Zet 2 concepten klaar']) expect(asked).toContain(text);

    const sent = await browser.post(`${path}/reminder-1/versturen`);
    const shown = (await browser.get(sent.headers.location!)).body.replace(/<[^>]+>/g, ' ');
    expect(shown).toContain('Eerste herinnering: klaargezet voor 2 mensen. Er vertrekt niets voordat je de concepten verstuurt.');
    expect(shown).toContain('Klaargezet door Noor Verhoeven. Nog niet verstuurd.');
    expect(await web.sql('select distinct state from outgoing_mail')).toEqual([{ state: 'draft' }]);
  });

  it('keeps the button away while a mail would leave with a mistake in it', async () => {
    await browser.post(`${path}/reminder-1/tekst`, { variant: '', subject: 'Komt u?', body: '{aanhef}, kijk op https://localhost/a' });
    const { body } = await browser.get(`${path}/reminder-1/versturen`);
    expect([body.includes('De link https://localhost/a werkt niet voor wie de mail krijgt.'), body.includes('Zo kan deze mail niet weg.'), body.includes('Verstuur 2 mails')]).toEqual([true, true, false]);
  });
});
