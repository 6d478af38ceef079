import type { Actor } from '@bijeen/platform';
import { describe, expect, it } from '@jest/globals';
import { testWeb } from '../../testing/test-web.js';

const web = testWeb();
const plan = {
  title: 'Inspiratiebijeenkomst Zwolle', date: '2027-03-11', from: '13:30', to: '17:00', answerBy: '2027-02-25', capacity: 100,
  venue: { name: 'De Werkplaats', address: 'Grote Markt 1', postcode4: '8011', place: 'Zwolle' },
  functions: ['ALDERMAN', 'POLICY_OFFICER'], organisationKinds: ['MUNICIPALITY'], maxTravelMinutes: 60,
  contact: { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl', phone: '038 123 45 67' },
};
const callToAction = { ask: 'Kies een vervolgstap.', owner: 'Noor Verhoeven', steps: [{ key: 'werkbezoek' }, { label: 'Bel ons' }] };

const person = async (actor: Actor, name: string, municipality: string): Promise<string> => {
  const employer = await web.build.contactOrganisation(actor, { name: `Gemeente van ${name}`, municipality_code: municipality });
  return (await web.build.contact(actor, { surname: name, sort_name: name, email: `${name}@example.nl`, email_key: `${name.toLowerCase()}@example.nl` }, { contact_organisation_id: employer.id })).id;
};

describe('/meetings', () => {
  it('plans, reads, changes in part, lists and cancels', async () => {
    const token = await web.token(await web.build.owner());

    const made = await web.api(token, 'POST', '/meetings', { ...plan, callToAction });
    const { id } = made.json();
    const changed = await web.api(token, 'PATCH', `/meetings/${id}`, { date: '2027-03-18', venue: { postcode4: '7411', place: 'Deventer' }, callToAction: { ask: 'Kom kijken.' } });

    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      state: 'planned', stateText: 'gepland', date: '2027-03-11', from: '13:30', to: '17:00', answerBy: '2027-02-25', startsAt: '2027-03-11T12:30:00.000Z', answersUntil: '2027-02-25T22:59:00.000Z',
      venue: { postcode: '8011', place: 'Zwolle' }, capacity: 100, hasCallToAction: true, override: null, callToAction: { ...callToAction, followUpWorkingDays: 1, steps: [{ key: 'werkbezoek', label: 'Op werkbezoek komen' }, { key: 'bel-ons', label: 'Bel ons' }] },
    });
    expect(changed.json()).toMatchObject({ id, date: '2027-03-18', venue: { name: 'De Werkplaats', postcode: '7411', place: 'Deventer' }, callToAction: { ask: 'Kom kijken.', owner: 'Noor Verhoeven' }, moved: ['date', 'venue'], told: 0 });
    expect((await web.api(token, 'GET', `/meetings/${id}`)).json()).toMatchObject({ date: '2027-03-18', transitions: [{ from: 'draft', to: 'planned', by: 'Noor Verhoeven' }] });
    expect((await web.api(token, 'GET', '/meetings?when=upcoming')).json()).toMatchObject({ items: [{ id, title: plan.title, invited: 0 }], next: null });
    expect((await web.api(token, 'POST', `/meetings/${id}/cancel`, {})).json()).toMatchObject({ status: 422, errors: [{ field: 'reason' }] });
    expect((await web.api(token, 'POST', `/meetings/${id}/cancel`, { reason: 'Te weinig wethouders' })).json()).toMatchObject({ state: 'cancelled', told: 0 });
    expect((await web.api(token, 'PATCH', `/meetings/${id}`, { title: 'Toch' })).json()).toMatchObject({ status: 409, code: 'meeting.closed' });
  });

  it.each([
    [{ date: '2027-01-01', answerBy: undefined }, 'date'],
    [{ answerBy: '2027-03-12' }, 'answerBy'],
    [{ capacity: 0 }, 'capacity'],
    [{ date: '2027-03-28', from: '02:30', to: '05:00' }, 'from'],
    [{ venue: { ...plan.venue, postcode4: '0000' } }, 'venue.postcode'],
    [{ regionId: '0190b6a0-0000-7000-8000-000000000000' }, 'regionId'],
    [{ contact: { name: 'Noor', email: 'noor' } }, 'contact.email'],
  ])('refuses %j with a reason', async (overrides, field) => {
    const token = await web.token(await web.build.owner());
    const refused = await web.api(token, 'POST', '/meetings', { ...plan, ...overrides });
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({ status: 422, code: 'input.invalid', errors: [{ field, message: expect.stringMatching(/\w+\.$/) }] });
  });

  it('is for organisers to change, and for nobody of elsewhere', async () => {
    const noor = await web.build.owner();
    const { id } = (await web.api(await web.token(noor), 'POST', '/meetings', plan)).json();
    const viewer = await web.token({ ...noor, role: 'viewer' });
    const stranger = await web.token(await web.build.owner({ name: 'Het Anker' }));

    expect((await web.api(viewer, 'GET', `/meetings/${id}`)).statusCode).toBe(200);
    expect((await web.api(viewer, 'PATCH', `/meetings/${id}`, {})).statusCode).toBe(403);
    for (const [method, path] of [['GET', ''], ['PATCH', ''], ['POST', '/cancel'], ['GET', '/dashboard'], ['GET', '/audience'], ['PUT', '/audience'], ['POST', '/invite'], ['GET', '/invitations'], ['GET', '/mails']] as const) {
      const answer = await web.api(stranger, method, `/meetings/${id}${path}`, method === 'GET' ? undefined : { reason: 'x' });
      expect([method, path, answer.statusCode]).toEqual([method, path, 404]);
    }
  });
});

describe('from audience to mail', () => {
  it('leaves out who is far away, waits for the call to action, and mails everybody on the list once', async () => {
    const noor = await web.build.owner();
    const token = await web.token(noor);
    const [near, far] = [await person(noor, 'Zwolle', 'GM0193'), await person(noor, 'Rotterdam', 'GM0599')];
    const { id } = (await web.api(token, 'POST', '/meetings', { ...plan, municipalityCodes: ['GM0193', 'GM0166'] })).json();

    const audience = (await web.api(token, 'GET', `/meetings/${id}/audience`)).json();
    expect(audience.items).toMatchObject([
      { contactId: far, included: false, travelMinutes: expect.any(Number), reasons: ['buiten de regio', expect.stringMatching(/^reistijd circa \d+ min$/)] },
      { contactId: near, name: 'A. Zwolle', included: true, function: 'ALDERMAN', municipality: 'Zwolle', reasons: [] },
    ]);
    expect(audience.coverage).toMatchObject([{ municipality: 'Kampen', missing: ['ALDERMAN'], functions: [{ text: 'geen wethouder bekend' }] }, { municipality: 'Zwolle', missing: [] }]);

    expect((await web.api(token, 'POST', `/meetings/${id}/invite`, {})).json()).toMatchObject({ status: 409, code: 'meeting.no-call-to-action' });
    await web.api(token, 'PATCH', `/meetings/${id}`, { callToAction });
    const changed = await web.api(token, 'PUT', `/meetings/${id}/audience`, { choices: [{ contactId: far, included: true }] });
    expect(changed.json().summary).toMatchObject({ toInvite: 2, excluded: 0 });

    const invited = await web.api(token, 'POST', `/meetings/${id}/invite`);
    expect([invited.statusCode, invited.json()]).toEqual([202, { invited: 2, alreadyInvited: 0, excluded: 0 }]);
    expect((await web.api(token, 'POST', `/meetings/${id}/invite`)).json()).toEqual({ invited: 0, alreadyInvited: 2, excluded: 0 });

    const guests = (await web.api(token, 'GET', `/meetings/${id}/invitations?limit=1`)).json();
    expect(guests).toMatchObject({ items: [{ name: 'A. Rotterdam', answer: 'none', mailState: 'queued' }], next: expect.any(String) });
    expect((await web.api(token, 'GET', `/meetings/${id}/invitations?after=${guests.next}`)).json()).toMatchObject({ items: [{ name: 'A. Zwolle' }], next: null });
    expect((await web.api(token, 'GET', `/meetings/${id}/mails`)).json()).toMatchObject({ items: [{ kind: 'invitation', state: 'queued' }, { kind: 'invitation' }], tally: { invitation: { queued: 2 } } });
    expect((await web.api(token, 'GET', `/meetings/${id}/dashboard`)).json()).toMatchObject({ meeting: { state: 'inviting' }, answers: { invited: 2, answered: 0 }, decisionMakers: { coming: 0, invited: 2 }, mails: { invitation: { queued: 2 } } });
  });

  it('lets an owner invite without a call to action, with a reason that stays to be seen', async () => {
    const noor = await web.build.owner();
    await person(noor, 'Zwolle', 'GM0193');
    const token = await web.token(noor);
    const organiser = await web.token({ ...noor, role: 'organiser' });
    const { id } = (await web.api(token, 'POST', '/meetings', plan)).json();

    expect((await web.api(organiser, 'POST', `/meetings/${id}/invite`, { overrideReason: 'Komt maandag' })).json()).toMatchObject({ status: 403, code: 'meeting.override-needs-owner' });
    expect((await web.api(token, 'POST', `/meetings/${id}/invite`, { overrideReason: 'Komt maandag' })).statusCode).toBe(202);
    expect((await web.api(token, 'GET', `/meetings/${id}`)).json()).toMatchObject({ override: { reason: 'Komt maandag', by: 'Noor Verhoeven' } });
  });
});
