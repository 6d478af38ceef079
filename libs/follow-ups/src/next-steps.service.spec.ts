import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, PersonalLinks } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { AskVisit, ChooseStep } from './commitment-input.js';
import { FollowUpsModule } from './follow-ups.module.js';
import { FollowUpsService } from './follow-ups.service.js';
import { NextStepsService } from './next-steps.service.js';

describe('the call to action', () => {
  const app = testApp(FollowUpsModule);
  let noor: Actor;
  let meeting: { id: string };
  let invitation: { id: string };
  let token: string;
  beforeEach(async () => {
    app.clock.set('2027-03-12T10:00:00Z');
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'following-up' });
    invitation = await app.build.invitation(noor, meeting, { display_name: 'mevrouw A. de Boer', contact_organisation_name: 'Gemeente Kampen', municipality_code: 'GM0166' });
    token = await link('next-step');
  });
  const link = async (purpose: 'answer' | 'next-step', overrides: object = {}): Promise<string> => {
    const { nonce, tokenHash } = app.get(PersonalLinks).create(purpose);
    await app.build.insert('personal_link', { organisation_id: noor.organisationId, purpose, meeting_id: meeting.id, invitation_id: invitation.id, nonce, token_hash: tokenHash, expires_at: '2027-04-10T16:00:00Z', ...overrides });
    return app.get(PersonalLinks).token(purpose, nonce);
  };
  const choose = async (choice: object): Promise<unknown> => app.get(NextStepsService).choose(token, ChooseStep.parse({ name: 'A. de Boer', ...choice }));
  const clicks = async (): Promise<number> => (await app.sql('select call_to_action_clicks as clicks from meeting where id = $1', [meeting.id]))[0]!['clicks'];

  it('shows what is asked, and nothing of what was chosen before', async () => {
    await choose({ step: 'gesprek', remark: 'Een geheime opmerking' });
    const page = await app.get(NextStepsService).find(token);

    expect(page).toEqual({
      title: 'Inspiratiebijeenkomst Zwolle', startsAt: new Date('2027-03-11T12:30:00Z'), place: 'Zwolle', ask: 'Kies een vervolgstap voor uw gemeente.',
      steps: [{ key: 'werkbezoek', label: 'Op werkbezoek komen' }, { key: 'gesprek', label: 'Een gesprek plannen' }],
      owner: 'Noor Verhoeven', contactName: 'Noor Verhoeven', contactEmail: 'noor@werkplaats.example.nl', host: { name: 'De Werkplaats', senderName: 'De Werkplaats', replyTo: 'info@werkplaats.example.nl', colour: null }, guestName: 'mevrouw A. de Boer',
    });
  });

  it('becomes a commitment with an owner, a day and a municipality', async () => {
    await choose({ step: 'werkbezoek', dateWish: 'een dinsdag\nin april', remark: '  Graag met onze beleidsmedewerker.  ' });

    const { items } = await app.get(FollowUpsService).list(noor, { meetingId: meeting.id });
    expect(items).toEqual([expect.objectContaining({
      stepKey: 'werkbezoek', stepLabel: 'Op werkbezoek komen', name: 'A. de Boer', organisation: 'Gemeente Kampen', municipality: 'Kampen', municipalityCode: 'GM0166',
      dateWish: 'een dinsdag in april', remark: 'Graag met onze beleidsmedewerker.', owner: 'Noor Verhoeven', dueOn: '2027-03-30', origin: 'link', state: 'open',
    })]);
    expect(await app.sql(`select actor_kind, actor_name, details->>'step' as step from audit_log where action = 'commitment.made'`)).toEqual([{ actor_kind: 'invitee', actor_name: 'mevrouw A. de Boer', step: 'werkbezoek' }]);
  });

  it('stays one commitment when the same step is chosen again, and opens it when it was settled', async () => {
    await choose({ step: 'gesprek', dateWish: 'maandag' });
    await app.sql(`update commitment set state = 'dropped', result = 'geen tijd', settled_at = now()`);
    app.clock.set('2027-04-01T10:00:00Z');
    await choose({ step: 'gesprek', name: 'B. Visser', dateWish: 'vrijdag' });

    expect(await app.sql('select name, date_wish, state, result, due_on::text from commitment')).toEqual([{ name: 'B. Visser', date_wish: 'vrijdag', state: 'open', result: null, due_on: '2027-04-15' }]);
  });

  it('is also a visit that a guest asks for with the link of the invitation, once', async () => {
    const answerLink = await link('answer');
    for (const dateWish of ['een dinsdag', 'een vrijdag']) await app.get(NextStepsService).askVisit(answerLink, AskVisit.parse({ dateWish }));
    expect(await app.sql('select step_key, step_label, name, date_wish, municipality_code, origin, state from commitment')).toEqual([
      { step_key: 'werkbezoek', step_label: 'Op werkbezoek komen', name: 'mevrouw A. de Boer', date_wish: 'een vrijdag', municipality_code: 'GM0166', origin: 'link', state: 'open' },
    ]);
    await app.sql(`delete from commitment`);
    await app.sql(`update meeting set next_steps = '[{"key": "gesprek", "label": "Een gesprek plannen"}]'`);
    await app.get(NextStepsService).askVisit(answerLink, AskVisit.parse({}));
    expect(await app.sql('select step_key from commitment')).toEqual([{ step_key: 'werkbezoek' }]);
    await expect(app.get(NextStepsService).askVisit(token, AskVisit.parse({}))).rejects.toMatchObject({ code: 'link.unknown' });
  });

  it('makes another step another commitment', async () => {
    await choose({ step: 'gesprek' });
    await choose({ step: 'werkbezoek' });
    expect(await app.sql('select step_key from commitment order by 1')).toEqual([{ step_key: 'gesprek' }, { step_key: 'werkbezoek' }]);
  });

  it('makes one commitment when the button is pressed ten times at once', async () => {
    await Promise.all(Array.from({ length: 10 }, async () => choose({ step: 'gesprek' })));
    expect(await app.sql('select count(*)::int as commitments from commitment')).toEqual([{ commitments: 1 }]);
  });

  it('counts presses per meeting and nobody in particular; opening the page counts nothing', async () => {
    await app.get(NextStepsService).find(token);
    expect(await clicks()).toBe(0);
    await Promise.all(Array.from({ length: 5 }, async () => app.get(NextStepsService).click(token, 'gesprek')));
    expect(await clicks()).toBe(5);
    expect(await app.sql('select from audit_log')).toEqual([]);
    expect(await app.sql('select from commitment')).toEqual([]);
  });

  it('refuses a step that the meeting does not offer', async () => {
    await expect(choose({ step: 'taart' })).rejects.toMatchObject({ code: 'commitment.unknown-step', fields: { step: expect.any(String) } });
    await expect(app.get(NextStepsService).click(token, 'taart')).rejects.toMatchObject({ code: 'commitment.unknown-step' });
    expect(await clicks()).toBe(0);
  });

  it('refuses links that are wrong, of another purpose, revoked or old', async () => {
    const codes = await Promise.all(
      ['onzin', 'a'.repeat(26), await link('answer'), await link('next-step', { revoked_at: '2027-03-01T00:00:00Z' }), await link('next-step', { expires_at: '2027-03-12T09:59:59Z' })].map(async (each) =>
        app.get(NextStepsService).find(each).then(() => 'opened', (error: { code: string }) => error.code)),
    );
    expect(codes).toEqual(['link.unknown', 'link.unknown', 'link.unknown', 'link.revoked', 'link.expired']);
  });

  it('opens with capitals and with what mail programs glue to a link', async () => {
    for (const wrapped of [token.toUpperCase(), `${token}).`, `${token}>`]) await expect(app.get(NextStepsService).find(wrapped)).resolves.toMatchObject({ place: 'Zwolle' });
  });

  it.each([
    ['no name', { step: 'gesprek', name: '  ' }, 'name'],
    ['no step', { name: 'A' }, 'step'],
    ['a step that cannot be one', { name: 'A', step: '../../etc' }, 'step'],
    ['a very long remark', { name: 'A', step: 'gesprek', remark: 'x'.repeat(2001) }, 'remark'],
    ['a list for a name', { name: ['A', 'B'], step: 'gesprek' }, 'name'],
  ])('refuses %s', (_name, body, field) => {
    const { success, error } = ChooseStep.safeParse(body);
    expect([success, error?.issues[0]?.path]).toEqual([false, [field]]);
  });
});
