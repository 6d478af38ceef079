import type { Actor } from '@bijeen/platform';
import { countQueries } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { testWeb } from '../../testing/test-web.js';

const web = testWeb();
const form: Record<string, string | string[]> = {
  'title': 'Samen leren', 'date': '2027-03-11', 'from': '13:30', 'to': '17:00', 'answerBy': '', 'venue.name': 'De Werkplaats', 'venue.address': 'Grote Markt 1', 'venue.postcode': '8011', 'venue.place': 'Zwolle', 'capacity': '',
  'regionId': '', 'functions': ['ALDERMAN', 'POLICY_OFFICER'], 'organisationKinds': 'MUNICIPALITY', 'maxTravelMinutes': '60', 'programme': '', 'contact.name': 'Noor', 'contact.email': 'noor@werkplaats.example.nl', 'contact.phone': '',
  'callToAction.ask': 'Kies een stap', 'callToAction.owner': 'Noor', 'callToAction.steps': ['werkbezoek', 'gesprek'], 'callToAction.ownSteps': 'Bel ons', 'callToAction.followUpWorkingDays': '1',
};
const person = async (actor: Actor, name: string, municipality = 'GM0193'): Promise<string> => {
  const employer = await web.build.contactOrganisation(actor, { name: `Gemeente van ${name}`, municipality_code: municipality });
  return (await web.build.contact(actor, { surname: name, sort_name: name, email: `${name}@example.nl`, email_key: `${name.toLowerCase()}@example.nl` }, { contact_organisation_id: employer.id })).id;
};

/** The words of a page, without its markup. */
const words = ({ payload }: { payload: string }): string => payload.replace(/<(style|title)[^>]*>.*?<\/\1>/gs, '').replace(/<[^>]+>/g, ' ').replaceAll('&#39;', '’').replace(/\s+/g, ' ');

describe('the pages of a meeting', () => {
  it('lead a newcomer by the hand, from an empty house to the first invitation', async () => {
    const noor = await web.build.owner();
    const browser = await web.signIn(noor);
    expect(words(await browser.get('/bijeenkomsten'))).toContain('In drie stappen naar je eerste uitnodiging');
    expect((await browser.get('/bijeenkomsten/nieuw')).payload).toContain('value="Inspiratiebijeenkomst Zwolle"');

    const planned = await browser.post('/bijeenkomsten/nieuw', form);
    const page = planned.headers.location!.split('?')[0]!;
    expect(planned.statusCode).toBe(303);
    await person(noor, 'Bakker');
    await person(noor, 'Ver', 'GM0599');

    expect(words(await browser.get(planned.headers.location!))).toContain('Kijk wie je uitnodigt, en verstuur de uitnodigingen.');
    expect(words(await browser.get(`${page}/doelgroep`))).toContain('De uitnodiging gaat naar 1 persoon . 1 persoon doet niet mee: 1 omdat de reistijd te lang is.');
    const invite = await browser.get(`${page}/uitnodigen`);
    expect(words(invite)).toContain('Verstuur 1 uitnodiging');
    expect(invite.payload).toContain('Bakker@example.nl');

    const sent = await browser.post(`${page}/uitnodigen`);
    expect(sent.headers.location).toBe(`${page}/uitnodigen?uitgenodigd=1`);
    expect(words(await browser.get(sent.headers.location!))).toMatch(/1 persoon krijgt nu een uitnodiging.*0 van 1 mail verstuurd/);
    expect((await browser.post(`${page}/uitnodigen`)).headers.location).toBe(`${page}/uitnodigen?uitgenodigd=0`);
    expect(await web.sql('select to_address from outgoing_mail')).toEqual([{ to_address: 'Bakker@example.nl' }]);
    expect(words(await browser.get(page))).toMatch(/0 van 1 beslissers komen.*0 van 1 mensen hebben geantwoord/);
  });

  it('keep what was typed when something is wrong, and say what', async () => {
    const browser = await web.signIn(await web.build.owner());

    const refused = await browser.post('/bijeenkomsten/nieuw', { ...form, 'date': '2027-01-01', 'callToAction.ownSteps': 'Samen eten' });
    const twice = await browser.post('/bijeenkomsten/nieuw', { ...form, 'title': '', 'venue.postcode': 'x', 'contact.email': 'noor' });

    expect(refused.statusCode).toBe(422);
    expect(words(refused)).toContain('vrijdag 1 januari 2027 is al geweest. Kies een dag die nog komt.');
    expect(refused.payload).toContain('value="Samen leren"');
    expect(refused.payload).toContain('Samen eten</textarea>');
    expect(twice.payload).toContain('href="#veld-venue-postcode"');
    expect(words(twice)).toContain('Er zijn nog 3 dingen niet goed');
    expect(await web.sql('select from meeting')).toEqual([]);
  });

  it('change, and tell who has to know; another date is another question', async () => {
    const noor = await web.build.owner();
    const browser = await web.signIn(noor);
    const meeting = await web.build.meeting(noor, { state: 'inviting', first_invited_at: web.clock.now(), municipality_codes: ['GM0193'] });
    await web.build.invitation(noor, meeting, { answer: 'yes', calendar_stamp: web.clock.now() });
    const page = `/bijeenkomsten/${meeting.id}`;

    expect(words(await browser.get(`${page}/wijzigen`))).toContain('1 persoon heeft gezegd te komen.');
    const changed = await browser.post(`${page}/wijzigen`, { ...form, from: '14:00' });
    expect(words(await browser.get(changed.headers.location!))).toContain('De wijzigingen zijn bewaard. 1 persoon krijgt hierover een mail.');
    expect(await web.sql('select municipality_codes from meeting')).toEqual([{ municipality_codes: ['GM0193'] }]);

    const otherDay = await browser.post(`${page}/wijzigen`, { ...form, from: '14:00', date: '2027-03-18', title: 'Nieuwe titel' });
    expect(otherDay.statusCode).toBe(422);
    expect(words(otherDay)).toContain('Verplaats de bijeenkomst op de pagina daarvoor.');
    expect(otherDay.payload).toContain('value="Nieuwe titel"');
    expect(otherDay.payload).toContain(`href="${page}/verplaatsen?date=2027-03-18&amp;from=14%3A00&amp;to=17%3A00"`);
    expect(await web.sql(`select kind from outgoing_mail order by kind`)).toEqual([{ kind: 'change' }]);
  });

  it('wait for the call to action, which only an owner may skip', async () => {
    const noor = await web.build.owner();
    const meeting = await web.build.meeting(noor, { call_to_action_ask: null });
    await person(noor, 'Bakker');
    const [owner, sam] = [await web.signIn(noor), await web.signIn({ ...noor, id: 'sam', name: 'Sam', role: 'organiser' })];
    const page = `/bijeenkomsten/${meeting.id}/uitnodigen`;

    expect(words(await sam.get(page))).not.toContain('Toch nu al uitnodigen');
    expect(words(await sam.post(page, { overrideReason: 'Haast, echt' }))).toContain('kan alleen een eigenaar van de organisatie');
    expect(words(await owner.post(page, { overrideReason: 'x' }))).toContain('Schrijf in een paar woorden op waarom');
    expect((await owner.post(page, { overrideReason: 'Komt maandag' })).statusCode).toBe(303);
    expect(words(await sam.get(page))).toContain('“Komt maandag” (Noor Verhoeven');
    expect(words(await sam.get(`/bijeenkomsten/${meeting.id}`))).toContain('Er is uitgenodigd zonder call to action (“Komt maandag”)');
  });

  it('let choices by hand be made and taken back', async () => {
    const noor = await web.build.owner();
    const meeting = await web.build.meeting(noor);
    const far = await person(noor, 'Ver', 'GM0599');
    const browser = await web.signIn(noor);
    const page = `/bijeenkomsten/${meeting.id}/doelgroep`;

    await browser.post(`${page}/keuze?lijst=nee`, { keuze: `${far}:ja` });
    expect(words(await browser.get(page))).toMatch(/A\. Ver.*op de lijst.*reistijd circa \d+ min.*toegevoegd door Noor Verhoeven.*Keuze terugnemen/);
    await browser.post(`${page}/keuze`, { keuze: `${far}:automatisch` });
    await browser.post(`${page}/keuze`, { keuze: 'onzin' });
    expect(words(await browser.get(page))).toContain('Er staat nog niemand op de lijst.');

    const changed = await browser.post(page, { regionId: '', maxTravelMinutes: '150', functions: 'ALDERMAN' });
    expect(words(await browser.get(changed.headers.location!))).toContain('De uitnodiging gaat naar 1 persoon');
    expect((await browser.post(page, { maxTravelMinutes: '0', functions: 'ALDERMAN' })).statusCode).toBe(422);
  });

  it('show the invitation in a frame that can do nothing, keep an own text, and mail a test to oneself only', async () => {
    const noor = await web.build.owner();
    const meeting = await web.build.meeting(noor);
    await person(noor, 'Bakker');
    const browser = await web.signIn(noor);
    const page = `/bijeenkomsten/${meeting.id}/uitnodigen`;

    const wrong = await browser.post(`${page}/tekst`, { subject: 'Kom {voornaam}', body: 'Dag' });
    expect([wrong.statusCode, words(wrong).includes('In het onderwerp staat {voornaam}.')]).toEqual([422, true]);
    expect((await browser.post(`${page}/tekst`, { subject: 'Kom erbij', body: '{aanhef}, kom gerust.' })).statusCode).toBe(303);
    const frame = await browser.get(`${page}/voorbeeld`);
    expect(frame.headers['content-security-policy']).toContain('sandbox');
    expect(frame.payload).toContain('kom gerust.');
    const plain = await browser.get(`${page}/voorbeeld.txt`);
    expect([plain.headers['content-type'], plain.payload.startsWith('Onderwerp: Kom erbij')]).toEqual(['text/plain; charset=utf-8', true]);

    await browser.post(`${page}/test`);
    expect(await web.sql('select kind, to_address from outgoing_mail')).toEqual([{ kind: 'test', to_address: `${noor.id}@werkplaats.example.nl` }]);
    await browser.post(`${page}/tekst/terug`);
    expect(await web.sql('select from mail_text')).toEqual([]);
  });

  it('narrow the guest list, and note an answer that came by phone', async () => {
    const noor = await web.build.owner();
    const meeting = await web.build.meeting(noor, { state: 'inviting' });
    const { id } = await web.build.invitation(noor, meeting, { display_name: 'A. Bakker' });
    await web.build.invitation(noor, meeting, { display_name: 'B. Visser', answer: 'no', function: 'POLICY_OFFICER' });
    const browser = await web.signIn(noor);
    const page = `/bijeenkomsten/${meeting.id}/genodigden`;

    expect(words(await browser.get(`${page}?answer=none&function=&municipality=`))).toMatch(/A\. Bakker(?!.*B\. Visser)/);
    expect((await browser.post(`${page}/${id}`, { coming: '', origin: 'phone' })).statusCode).toBe(422);
    const noted = await browser.post(`${page}/${id}`, { coming: 'yes', reason: '', remark: 'Komt later', origin: 'phone' });

    expect(words(await browser.get(noted.headers.location!))).toMatch(/genoteerd.*komt.*telefonisch.*Komt later/);
    expect(await web.sql('select answer, answer_origin from invitation where id = $1', [id])).toEqual([{ answer: 'yes', answer_origin: 'phone' }]);
    expect(await web.sql('select kind from outgoing_mail')).toEqual([{ kind: 'confirmation' }]);
  });

  it('put uncertain mail before a person, with two ways out', async () => {
    const noor = await web.build.owner();
    const meeting = await web.build.meeting(noor);
    for (const name of ['Bakker', 'Visser']) await person(noor, name);
    const browser = await web.signIn(noor);
    await browser.post(`/bijeenkomsten/${meeting.id}/uitnodigen`);
    await web.sql(`update outgoing_mail set state = 'uncertain', attempt = 1`);
    const [first, second] = await web.sql<{ id: string }>('select id from outgoing_mail order by id');
    const page = `/bijeenkomsten/${meeting.id}/mails`;

    expect(words(await browser.get(`/bijeenkomsten/${meeting.id}`))).toContain('Van 2 mails weten we niet zeker of ze zijn aangekomen.');
    expect(words(await browser.get(`${page}?state=uncertain`))).toMatch(/Wel aangekomen.*Stuur opnieuw/);
    await browser.post(`${page}/${first!.id}/aangekomen`);
    await browser.post(`${page}/${second!.id}/opnieuw`);

    expect(await web.sql('select state from outgoing_mail order by id')).toEqual([{ state: 'sent' }, { state: 'queued' }]);
    expect((await browser.post(`${page}/${first!.id}/opnieuw`)).statusCode).toBe(409);
    expect((await browser.post(`${page}/x/opnieuw`)).statusCode).toBe(404);
  });

  it('cost as many questions to the database for 1,000 invitations as for 10 (G8)', async () => {
    const noor = await web.build.owner();
    const browser = await web.signIn(noor);
    const [few, many] = [await web.build.meeting(noor), await web.build.meeting(noor)];
    for (const [meeting, amount] of [[few, 10], [many, 1000]] as const) {
      await web.sql(
        `with person as (insert into contact (organisation_id, surname, sort_name, source, basis) select $1, 'P', 'P', 'x', 'x' from generate_series(1, $3::int) returning id)
         insert into invitation (organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, municipality_code, email, calendar_uid, invited_at)
         select $1, $2, id, 'P', 'P', 'P', 'ALDERMAN', 'G', 'GM0193', 'p@example.nl', id::text, $4 from person`,
        [noor.organisationId, meeting.id, amount, web.clock.now()],
      );
    }
    await browser.get(`/bijeenkomsten/${few.id}`);

    const cost = async (path: string): Promise<number> => {
      const queries = countQueries(web.app.get(DataSource, { strict: false }));
      expect((await browser.get(path)).statusCode).toBe(200);
      return queries();
    };

    for (const path of ['', '/genodigden', '/mails']) expect([path, await cost(`/bijeenkomsten/${many.id}${path}`)]).toEqual([path, await cost(`/bijeenkomsten/${few.id}${path}`)]);
  });

  it('show a viewer everything and let a viewer change nothing', async () => {
    const noor = await web.build.owner();
    const meeting = await web.build.meeting(noor);
    await web.build.invitation(noor, meeting);
    const viewer = await web.signIn({ ...noor, id: 'kees', name: 'Kees', role: 'viewer' });

    for (const path of ['', '/doelgroep', '/uitnodigen', '/genodigden', '/mails']) expect((await viewer.get(`/bijeenkomsten/${meeting.id}${path}`)).statusCode).toBe(200);
    for (const path of ['/wijzigen', '/annuleren', '/doelgroep', '/uitnodigen', '/uitnodigen/tekst', '/uitnodigen/test']) expect((await viewer.post(`/bijeenkomsten/${meeting.id}${path}`)).statusCode).toBe(403);
  });
});
