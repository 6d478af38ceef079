import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

describe('the page to call from', () => {
  const web = testWeb();
  let noor: Actor;
  let browser: SignedInBrowser;
  let meeting: { id: string };
  let path: string;
  beforeEach(async () => {
    web.clock.set('2027-02-22T09:00:00Z');
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    meeting = await web.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-05T09:00:00Z' });
    path = `/bijeenkomsten/${meeting.id}/bellen`;
    await web.build.insert('planned_mail', { organisation_id: noor.organisationId, meeting_id: meeting.id, kind: 'reminder-2', rule: '{}', due_at: '2027-02-19T08:00:00Z', state: 'done' });
  });
  const invite = async (name: string, contact: object = {}, values: object = {}): Promise<string> => {
    const { id } = await web.build.contact(noor, { ...contact });
    return (await web.build.invitation(noor, meeting, { contact_id: id, display_name: name, sort_name: name, invited_at: '2027-02-03T09:00:00Z', ...values })).id;
  };
  const fields = (id: string, values: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(values).map(([name, value]) => [`${id}.${name}`, value]));

  it('says from when there is somebody to call', async () => {
    await invite('A. Aarts');
    await web.sql(`update planned_mail set state = 'planned', due_at = '2027-02-23T08:00:00Z'`);

    const { body } = await browser.get(path);

    expect(body).toContain('staat hier vanaf dinsdag 23 februari 2027 om 09.00 uur');
    expect(body).not.toContain('A. Aarts');
    expect((await browser.get(path.replace('/bellen', ''))).body).toContain('1 persoon die beslist, heeft nog niet geantwoord.');
  });

  it('groups people by who knows them, mine first, with a number that a phone can call and what to say', async () => {
    const kees = await web.build.colleague(noor);
    await invite('A. Aarts', { phone: '038 555 0002', owner_id: kees.id }, { travel_minutes: 25 });
    await invite('B. Bos', {}, { state: 'bounced', function: 'POLICY_OFFICER' });
    await invite('C. Cate', { owner_id: noor.id });

    const { body } = await browser.get(path);

    expect([...body.matchAll(/<h2 id="kent-[^>]*>([^<]*)/g)].map(([, heading]) => heading)).toEqual(['Noor Verhoeven (jij): 1 persoon', 'Kees Postma: 1 persoon', 'Nog niemand: 1 persoon']);
    for (const part of ['Nog te bellen: 3 mensen, van wie 2 beslissen.', 'href="tel:0385550002"', 'Bel 038 555 0002', 'circa 25 minuten rijden (schatting)', 'mail kwam niet aan', 'Er is geen telefoonnummer bekend.', 'Daarna vragen we u één ding: Kies een vervolgstap voor uw gemeente.', `/genodigden/${(await web.sql<{ id: string }>('select id from invitation limit 1'))[0]!.id}/vervanger`, '<span>weet het nog niet</span>']) expect(body).toContain(part);
    expect((await browser.get(path.replace('/bellen', ''))).body).toContain('Bel 3 mensen, van wie 2 beslissen.');
  });

  it('keeps the outcome as the answer, and shows who was spoken to', async () => {
    const id = await invite('A. Aarts');

    const kept = await browser.post(`${path}/${id}`, fields(id, { outcome: 'no', reason: 'date', note: 'Wil graag een werkbezoek' }));

    expect([kept.statusCode, kept.headers.location]).toEqual([303, `${path}?klaar=genoteerd`]);
    expect(await web.sql('select answer, reason, answer_origin from invitation')).toEqual([{ answer: 'no', reason: 'date', answer_origin: 'phone' }]);
    const { body } = await browser.get(`${path}?klaar=genoteerd`);
    for (const part of ['Er gaat een bevestiging per mail.', 'Er is niemand om te bellen.', 'Gesproken', 'komt niet', 'Noor Verhoeven, ma 22 feb 2027', 'Wil graag een werkbezoek']) expect(body).toContain(part);
    expect((await browser.get(path.replace('/bellen', ''))).body).not.toContain('Open de bellijst');
  });

  it('counts a try, and puts a call off', async () => {
    const [aarts, bos] = [await invite('A. Aarts'), await invite('B. Bos')];
    for (const note of ['', 'Voicemail']) await browser.post(`${path}/${aarts}`, fields(aarts, { outcome: 'not-reached', note }));
    await browser.post(`${path}/${bos}`, fields(bos, { outcome: 'call-again', callAgainOn: '2027-02-25' }));

    const { body } = await browser.get(path);

    for (const part of ['2 keer niet bereikt, het laatst op ma 22 feb 2027 door Noor Verhoeven', '“Voicemail”', 'Later terugbellen: 1 persoon', 'Terugbellen op donderdag 25 februari 2027.']) expect(body).toContain(part);
  });

  it('keeps what was typed when something is not right', async () => {
    const [aarts, bos] = [await invite('A. Aarts'), await invite('B. Bos')];

    const empty = await browser.post(`${path}/${aarts}`, fields(aarts, { note: 'Even geduld' }));
    expect([empty.statusCode, empty.body.includes('Kies hoe het ging.'), empty.body.includes('>Even geduld</textarea>'), empty.body.includes(`href="#veld-${aarts}-outcome"`)]).toEqual([422, true, true, true]);
    expect(empty.body.match(/<details class="details call-card__outcome" open/g)).toHaveLength(1);

    const noDay = await browser.post(`${path}/${bos}`, fields(bos, { outcome: 'call-again' }));
    const late = await browser.post(`${path}/${bos}`, fields(bos, { outcome: 'call-again', callAgainOn: '2027-04-01' }));
    expect([noDay.statusCode, noDay.body.includes('Kies de dag waarop je terugbelt.'), late.statusCode, late.body.includes('Dan is de bijeenkomst al geweest.')]).toEqual([422, true, 422, true]);
  });

  it('says so, and keeps nothing, when nothing can be answered any more', async () => {
    const id = await invite('A. Aarts');
    await web.sql(`update meeting set state = 'cancelled'`);

    const refused = await browser.post(`${path}/${id}`, fields(id, { outcome: 'yes' }));

    expect([refused.statusCode, refused.body.includes('Deze bijeenkomst gaat niet door.'), refused.body.includes('Er valt niets meer te bellen')]).toEqual([422, true, true]);
    expect(await web.sql('select from call_attempt')).toEqual([]);
  });

  it('holds who comes and wants no mail at all; after a cancellation them alone, until they know', async () => {
    const hash = Buffer.alloc(32, 'a');
    const id = await invite('A. Aarts', { email_hash: hash, phone: '038 555 0002' }, { answer: 'yes' });
    await invite('B. Bos');
    await web.build.insert('platform_stop', { email_hash: hash, origin: 'page', at: web.clock.now() });
    const { body } = await browser.get(path);
    for (const part of ['Nog te bellen: 2 mensen', 'Komt, maar wil geen mail meer. Spreek af dat je belt als er iets verandert.', 'Gebeld: deze persoon weet het<span class="visually-hidden"> (A. Aarts)</span>']) expect(body).toContain(part);

    await web.sql(`update meeting set state = 'cancelled'`);
    await web.build.insert('meeting_move', { organisation_id: noor.organisationId, meeting_id: meeting.id, kind: 'cancel', reason: 'Ziekte', from_starts_at: '2027-03-11T12:30:00Z', revision: 1, leaves_at: web.clock.now(), moved_by: 'Noor', at: web.clock.now() });
    const cancelled = (await browser.get(path)).body;
    for (const part of ['Nog te bellen: 1 persoon', 'hoort alleen van jou dat de bijeenkomst niet doorgaat.', 'Bel dat die niet doorgaat.', 'href="tel:0385550002"', '<span>weet het</span>']) expect(cancelled).toContain(part);
    for (const part of ['B. Bos', 'Noteer hoe het ging', 'Wat kun je zeggen?']) expect(cancelled).not.toContain(part);
    expect((await browser.get(path.replace('/bellen', ''))).body).toContain('Open de bellijst');

    const left = await browser.post(`${path}/${id}/blijft-zo`);
    expect((await browser.get(left.headers.location!)).body).toContain('Genoteerd: bellen is niet meer nodig.');
    expect((await browser.get(path)).body).toContain('Er valt niets meer te bellen');
  });

  it('says to whom there is a place, until when, and what to say first', async () => {
    const hash = Buffer.alloc(32, 'a');
    const id = await invite('A. Aarts', { email_hash: hash }, { answer: 'yes', place: 'waiting', place_since: '2027-02-05T09:00:00Z' });
    await web.build.insert('platform_stop', { email_hash: hash, origin: 'page', at: web.clock.now() });
    const waiting = (await browser.get(path)).body;
    for (const part of ['Staat op de wachtlijst, maar wil geen mail meer. Spreek af dat je belt als er een plaats vrijkomt.', 'U staat op de wachtlijst.', 'Gebeld: deze persoon weet het']) expect(waiting).toContain(part);

    await web.sql(`update invitation set place = 'offered', offer_until = '2027-02-24T09:00:00Z' where id = $1`, [id]);
    await web.build.insert('place_move', { organisation_id: noor.organisationId, meeting_id: meeting.id, invitation_id: id, move: 'offered', moved_by: 'Bijeen', at: web.clock.now() });
    const { body } = await browser.get(path);
    for (const part of ['Wil geen mail meer, en weet dus niet dat er nu een plaats vrij is. Bel vóór woensdag 24 februari 2027 om 10.00 uur', 'Er is een plaats voor u, tot woensdag 24 februari 2027 om 10.00 uur. Komt u?']) expect(body).toContain(part);
  });

  it('lets whoever says "ik bel" have the call', async () => {
    const id = await invite('A. Aarts');

    expect((await browser.post(`${path}/${id}/ik-bel`)).statusCode).toBe(303);

    expect((await browser.get(path)).body).toContain('Noor Verhoeven (jij): 1 persoon');
    const kees = await web.signIn({ ...noor, id: 'kees', name: 'Kees', role: 'organiser' });
    const late = await kees.post(`${path}/${id}/ik-bel`);
    expect([late.statusCode, late.body.includes('Een collega belt deze persoon al.')]).toEqual([409, true]);
  });

  it('takes somebody on the list by hand, from the page of that guest', async () => {
    const id = await invite('A. Aarts', {}, { answer: 'maybe', answered_at: '2027-02-20T09:00:00Z' });
    expect((await browser.get(`/bijeenkomsten/${meeting.id}/genodigden/${id}`)).body).toContain('Zet op de bellijst');

    expect((await browser.post(`${path}/${id}/op-de-lijst`, { note: 'De raad heeft intussen besloten' })).statusCode).toBe(303);

    const { body } = await browser.get(path);
    for (const part of ['A. Aarts', 'Op de bellijst gezet.', '“De raad heeft intussen besloten”']) expect(body).toContain(part);
  });

  it('says what an organiser wrote, and goes back to ours', async () => {
    await invite('A. Aarts');
    const here = `${path}/gesprekspunten`;
    expect((await browser.post(here, { 'audience': 'alderman', 'points-alderman': 'De burgemeester opent op {datum}.' })).statusCode).toBe(303);
    expect((await browser.get(path)).body).toContain('De burgemeester opent op donderdag 11 maart 2027.');

    const wrong = await browser.post(here, { 'audience': 'alderman', 'points-alderman': 'Kom op {dag}' });
    expect([wrong.statusCode, wrong.body.includes('Dit kunnen we niet invullen: {dag}.'), wrong.body.includes('>Kom op {dag}</textarea>')]).toEqual([422, true, true]);

    expect((await browser.post(`${here}/terug`, { audience: 'alderman' })).statusCode).toBe(303);
    expect((await browser.get(path)).body).not.toContain('De burgemeester opent');
  });

  it('leads on from the decision, with how many who decide are to be called', async () => {
    for (const name of ['A. Aarts', 'B. Bos']) await invite(name);
    await browser.post(path.replace('bellen', 'besluit/quorum'), { aldermen: '2' });

    expect((await browser.get(path.replace('bellen', 'besluit'))).body).toContain(`<a href="${path}">Open de bellijst: 2 mensen die beslissen</a>`);
  });

  it('shows a viewer the list and lets a viewer note nothing', async () => {
    const id = await invite('A. Aarts');
    const viewer = await web.signIn({ ...noor, id: 'vera', name: 'Vera', role: 'viewer' });

    const { body } = await viewer.get(path);
    expect([body.includes('A. Aarts'), body.includes('Noteer hoe het ging'), body.includes('Ik bel')]).toEqual([true, false, false]);
    for (const each of [`${path}/${id}`, `${path}/${id}/ik-bel`, `${path}/${id}/op-de-lijst`, `${path}/gesprekspunten`]) expect((await viewer.post(each, fields(id, { outcome: 'yes' }))).statusCode).toBe(403);
    expect(await web.sql('select from call_attempt')).toEqual([]);
  });

  it('is there for programs too', async () => {
    const token = await web.token(noor);
    const id = await invite('A. Aarts', { phone: '038 555 0002' });
    const calls = `/meetings/${meeting.id}/calls`;

    expect((await web.api(token, 'GET', calls)).json()).toMatchObject({ open: 1, deciding: 1, opensAt: null, calls: [{ invitationId: id, name: 'A. Aarts', phone: '038 555 0002', reason: 'no-answer' }], points: { alderman: expect.any(Array) } });
    expect((await web.api(token, 'POST', `${calls}/${id}`, { outcome: 'call-again' })).json()).toMatchObject({ code: 'input.invalid', status: 422 });
    const made = await web.api(token, 'POST', `${calls}/${id}`, { outcome: 'yes' });
    expect([made.statusCode, made.json()]).toEqual([201, expect.objectContaining({ invitationId: id, outcome: 'yes' })]);
    expect((await web.api(token, 'GET', calls)).json()).toMatchObject({ open: 0, calls: [], spoken: [{ name: 'A. Aarts', outcome: 'yes' }] });
    const viewer = await web.token({ ...noor, role: 'viewer' });
    expect([(await web.api(viewer, 'GET', calls)).statusCode, (await web.api(viewer, 'POST', `${calls}/${id}`, { outcome: 'no' })).statusCode]).toEqual([200, 403]);
  });
});
