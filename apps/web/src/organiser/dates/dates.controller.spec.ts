import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

describe('the pages on which a date is chosen', () => {
  const web = testWeb();
  let noor: Actor;
  let browser: SignedInBrowser;
  let meeting: { id: string };
  let path: string;
  beforeEach(async () => {
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    meeting = await web.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-05T09:00:00Z' });
    path = `/bijeenkomsten/${meeting.id}`;
    for (const municipality_code of ['GM0193', 'GM0166']) await web.build.invitation(noor, meeting, { municipality_code });
  });
  const POLL = { datum1: '2027-04-15', van1: '13:30', tot1: '17:00', datum3: '2027-04-22', van3: '09:30', tot3: '12:30', van2: '13:30', tot2: '17:00', deadline: '2027-02-01', everyone: 'nee' };

  it('begin with the date that the meeting has, one step away from its page', async () => {
    expect((await browser.get(path)).body).toContain(`<a href="${path}/datum">Valt deze datum goed?</a>`);
    const { body } = await browser.get(`${path}/datum`);
    for (const part of ['value="2027-03-11"', 'verkiezingen voor Provinciale Staten', 'Dit gaat over 2 gemeenten, waaruit 2 beslissers zijn uitgenodigd.', 'De weken eromheen']) expect(body).toContain(part);
  });

  it('show dates side by side, with the way to choose one and to ask about all', async () => {
    await web.build.insert('council_pattern', { organisation_id: noor.organisationId, municipality_code: 'GM0166', kind: 'council', weekday: 4, from_time: '16:00', to_time: '22:00', updated_by: 'Noor', updated_at: web.clock.now() });
    const { body } = await browser.get(`${path}/datum?datum1=2027-04-15&datum2=2027-04-29&datum4=2027-04-20&van=13:30&tot=17:00`);

    for (const part of ['3 data naast elkaar', 'Dan vergadert de gemeenteraad van Kampen.', 'Gemeenteraad: 1 gemeente, 1 beslisser', 'Meivakantie in regio noord: 2 gemeenten.', 'Dat is een aanname voor Kampen en Zwolle.',
      `/bijeenkomsten/${meeting.id}/verplaatsen?date=2027-04-15&amp;from=13%3A30&amp;to=17%3A00`, 'datumprikker?datum1=2027-04-15']) expect(body).toContain(part);
  });

  it('say what is wrong with a date that was typed, and look at the others', async () => {
    const { body, statusCode } = await browser.get(`${path}/datum?datum1=2027-02-30&datum2=2027-04-15`);
    expect([statusCode, body.includes('Deze datum bestaat niet.'), body.includes('donderdag 15 april 2027')]).toEqual([200, true, true]);
    expect((await browser.get(`${path}/datum?datum1=2027-04-15&van=17:00&tot=13:30`)).body).toContain('De bijeenkomst eindigt voor ze begint.');
  });

  it('let an organiser ask for dates, remind and close', async () => {
    expect((await browser.get(`${path}/datumprikker?datum1=2027-04-15&van1=09:00`)).body).toContain('value="2027-04-15"');
    const asked = await browser.post(`${path}/datumprikker`, POLL);
    expect([asked.statusCode, asked.headers.location]).toEqual([303, `${path}/datumprikker?gedaan=gevraagd`]);
    expect(await web.sql(`select to_char(starts_at at time zone 'Europe/Amsterdam', 'YYYY-MM-DD HH24:MI') as at from date_option order by 1`)).toEqual([{ at: '2027-04-15 13:30' }, { at: '2027-04-22 09:30' }]);
    expect((await browser.get(`${path}/datumprikker`)).body).toContain('Nog niemand heeft geantwoord');

    const today = await browser.post(`${path}/datumprikker/herinneren`, {});
    expect([today.statusCode, today.body.includes('Morgen kan er weer een.')]).toEqual([422, true]);
    web.clock.set('2027-01-13T09:00:00Z');
    expect((await browser.post(`${path}/datumprikker/herinneren`, {})).headers.location).toBe(`${path}/datumprikker?gedaan=herinnerd&mensen=2`);
    expect((await browser.post(`${path}/datumprikker/sluiten`, {})).statusCode).toBe(303);
    expect((await browser.get(`${path}/datumprikker`)).body).toContain('Begin een nieuwe datumprikker');
  });

  it('keep what was typed when something is wrong with it, beside its own row', async () => {
    const { statusCode, body } = await browser.post(`${path}/datumprikker`, { ...POLL, datum3: '2027-01-04', introduction: 'Graag tot dan' });
    expect([statusCode, body.includes('href="#veld-datum3">Deze datum is al geweest.'), body.includes('Graag tot dan'), body.includes('value="2027-01-04"')]).toEqual([422, true, true, true]);
    expect((await browser.post(`${path}/datumprikker`, { ...POLL, deadline: '2027-04-15' })).body).toContain('href="#veld-deadline">Antwoorden moet kunnen vóór de eerste datum.');
    expect((await browser.post(`${path}/datumprikker`, { deadline: '2027-02-01' })).body).toContain('Kies ten minste twee data.');
    expect(await web.sql('select from date_poll')).toEqual([]);
  });

  it('show the result with the best date first, and the interest list', async () => {
    await browser.post(`${path}/datumprikker`, POLL);
    await web.sql(`update date_ballot set answered_at = $1`, [web.clock.now()]);
    await web.sql(`insert into date_vote select b.organisation_id, b.poll_id, b.invitation_id, o.id, case when extract(day from o.starts_at) = 22 then 'yes' else 'no' end from date_ballot b join date_option o on o.poll_id = b.poll_id`);
    await web.sql(`insert into interest (organisation_id, meeting_id, name, email, email_key, function_text, at) values ($1, $2, 'C. Visser', 'c@olst.example.nl', 'c@olst.example.nl', 'Raadslid', now())`, [noor.organisationId, meeting.id]);

    const { body } = await browser.get(`${path}/datumprikker`);

    for (const part of ['2 van 2 mensen hebben geantwoord', 'beste datum', '12 punten:', '2 ja, 0 als het moet, 0 nee, 0 geen antwoord', 'Wethouders: 2', 'Raadslid', 'Een jaar na de bijeenkomst wissen we deze lijst.']) expect(body).toContain(part);
    expect(body.indexOf('donderdag 22 april 2027, 09.30')).toBeLessThan(body.indexOf('donderdag 15 april 2027, 13.30'));
  });

  it('show a viewer how it stands, and let a viewer ask nothing', async () => {
    await browser.post(`${path}/datumprikker`, POLL);
    const viewer = await web.signIn({ ...noor, id: 'kees', name: 'Kees', role: 'viewer' });
    const { body } = await viewer.get(`${path}/datumprikker`);
    expect([body.includes('Nog niemand heeft geantwoord'), body.includes('<textarea'), body.includes('Sluit de datumprikker'), body.includes('Kies deze datum')]).toEqual([true, false, false, false]);
    for (const each of ['', '/herinneren', '/sluiten']) expect((await viewer.post(`${path}/datumprikker${each}`, {})).statusCode).toBe(403);
  });

  it('keep the raadsdagen, and say what is wrong with one', async () => {
    const wrong = await browser.post('/instellingen/raadsdagen', { municipalityCode: 'GM0193', kind: 'council', weekday: '', from: '19:30' });
    expect([wrong.statusCode, wrong.body.includes('Kies een dag.'), wrong.body.includes('value="19:30"')]).toEqual([422, true, true]);
    expect((await browser.post('/instellingen/raadsdagen', { municipalityCode: 'GM0193', kind: 'council', weekday: '4', weeks: '2' })).statusCode).toBe(303);
    const { body } = await browser.get('/instellingen/raadsdagen');
    expect(body).toContain('de tweede donderdag');
    const [, href] = /href="(\/instellingen\/raadsdagen\/[^"]+)"/.exec(body)!;
    expect((await browser.get(href!)).body).toContain('Wijzig: gemeenteraad van Zwolle');
    expect((await browser.post(href!, { municipalityCode: 'GM0193', kind: 'college', weekday: '2' })).statusCode).toBe(303);
    expect((await browser.get('/instellingen/raadsdagen')).body).toContain('elke dinsdag');
    expect((await browser.post(`${href}/verwijderen`, {})).statusCode).toBe(303);
    expect(await web.sql('select from council_pattern')).toEqual([]);
  });

  it('are there for programs too', async () => {
    const token = await web.token(noor);
    const pattern = await web.api(token, 'POST', '/council-patterns', { municipalityCode: 'GM0166', kind: 'council', weekday: 4, weeks: [3], from: '13:00', to: '16:00' });
    expect([pattern.statusCode, (await web.api(token, 'GET', '/council-patterns?municipality=GM0166')).json().items]).toMatchObject([201, [{ municipality: 'Kampen', from: '13:00' }]]);
    expect((await web.api(token, 'PUT', `/council-patterns/${pattern.json().id}`, { municipalityCode: 'GM0166', kind: 'council', weekday: 4, from: '13:00' })).json()).toMatchObject({ code: 'input.invalid', status: 422 });
    expect((await web.api(token, 'GET', `/meetings/${meeting.id}/date-check?date=2027-04-15&date=2027-04-22`)).json()).toMatchObject({ dates: [{ day: '2027-04-15', findings: [{ kind: 'council', severity: 'objection' }], busy: { council: { municipalities: 1, people: 1 } } }, { findings: [] }] });
    expect((await web.api(token, 'DELETE', `/council-patterns/${pattern.json().id}`)).statusCode).toBe(204);

    expect((await web.api(token, 'GET', `/meetings/${meeting.id}/date-poll`)).json()).toMatchObject({ poll: null });
    const body = { options: [{ day: '2027-04-15', from: '13:30', to: '17:00' }, { day: '2027-04-22', from: '13:30', to: '17:00' }], deadline: '2027-02-01' };
    expect((await web.api(token, 'POST', `/meetings/${meeting.id}/date-poll`, { ...body, deadline: '2027-04-15' })).json()).toMatchObject({ code: 'input.invalid', errors: [{ field: 'deadline' }] });
    expect((await web.api(token, 'POST', `/meetings/${meeting.id}/date-poll`, body)).json()).toMatchObject({ poll: { state: 'open', asked: 2, bestId: null } });
    expect((await web.api(token, 'POST', `/meetings/${meeting.id}/date-poll`, body)).json()).toMatchObject({ code: 'date-poll.already-open', status: 409 });
    expect((await web.api(token, 'PATCH', `/meetings/${meeting.id}/date-poll`, { state: 'closed' })).json()).toMatchObject({ poll: { state: 'closed' } });
  });
});
