import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { MailingsModule } from './mailings.module.js';
import { MeetingMoves } from './meeting-moves.service.js';
import { Reschedule } from './moves-input.js';
import { TakenBackMoves } from './taken-back.service.js';

const APRIL = Reschedule.parse({ date: '2027-04-08', from: '13:30', to: '17:00', reason: 'Te weinig wethouders' });

describe('moving a meeting', () => {
  const app = testApp(MailingsModule);
  const moves = (): MeetingMoves => app.get(MeetingMoves);
  let noor: Actor;
  let meeting: { id: string };
  const begin = async (values: object = {}): Promise<void> => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: app.clock.now(), ...values });
  };

  it('refuses what makes no sense, and changes nothing', async () => {
    await begin({ state: 'confirmed' });
    await app.build.invitation(noor, meeting, { answer: 'yes' });
    const wrong = async (wish: object): Promise<unknown> => moves().reschedule(noor, meeting.id, Reschedule.parse({ ...APRIL, ...wish })).catch(({ code, fields }) => [code, Object.keys(fields)]);
    expect(await wrong({ date: '2027-03-11' })).toEqual(['meeting.same-date', ['date']]);
    expect(await wrong({ date: '2027-01-11' })).toEqual(['input.invalid', ['date']]);
    expect(await wrong({ date: '2027-03-28', from: '02:30' })).toEqual(['input.invalid', ['from']]);
    app.clock.set('2027-03-11T12:31:00Z');
    expect(await wrong({})).toEqual(['meeting.already-started', []]);
    for (const kind of ['postpone', 'cancel'] as const) await expect(moves()[kind](noor, meeting.id, 'Te laat')).rejects.toMatchObject({ code: 'meeting.already-started' });
    expect(await app.sql('select from meeting_move')).toEqual([]);
    expect(await app.sql('select answer from invitation')).toEqual([{ answer: 'yes' }]);
  });

  it('does one thing at a time: the mails of the one have left before the other', async () => {
    await begin();
    await app.build.invitation(noor, meeting, { answer: 'yes' });
    await moves().reschedule(noor, meeting.id, APRIL);
    await expect(moves().cancel(noor, meeting.id, 'Toch niet')).rejects.toMatchObject({ code: 'meeting.move-waiting', message: expect.stringContaining('om 10.10 uur') });
    expect(await app.get(TakenBackMoves).sendNow(noor, meeting.id)).toBe(1);
    expect(await app.sql(`select next_try_at from outgoing_mail where kind = 'asked-again'`)).toEqual([{ next_try_at: app.clock.now() }]);
    await moves().cancel(noor, meeting.id, 'Toch niet');
    await expect(app.get(TakenBackMoves).undo(noor, meeting.id)).resolves.toMatchObject({ meeting: { state: 'inviting' } });
  });

  it('happens in silence when nobody was invited', async () => {
    await begin({ state: 'planned', first_invited_at: null });
    expect(await moves().postpone(noor, meeting.id, 'Een vergissing')).toMatchObject({ told: 0, meeting: { state: 'postponed', revision: 0 } });
    expect(await moves().reschedule(noor, meeting.id, APRIL)).toMatchObject({ told: 0, meeting: { state: 'planned' } });
    expect(await moves().cancel(noor, meeting.id, 'Toch niet')).toMatchObject({ told: 0, meeting: { state: 'cancelled' } });
    expect(await app.sql('select from outgoing_mail')).toEqual([]);
  });

  it('lets a meeting that was confirmed wait for enough people again', async () => {
    await begin({ state: 'confirmed' });
    await moves().reschedule(noor, meeting.id, APRIL);
    expect(await app.sql('select from_state, to_state, reason, actor_name from meeting_transition')).toEqual([{ from_state: 'confirmed', to_state: 'inviting', reason: 'Te weinig wethouders', actor_name: 'Noor Verhoeven' }]);
  });
});
