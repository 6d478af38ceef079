import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, DueWork } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { MailPlanClock } from './mail-plan-clock.js';
import { MailPlanService } from './mail-plan.service.js';
import type { PlannedKind } from './mail-rules.js';
import { MailingsModule } from './mailings.module.js';

interface Written {
  name: string;
  variant: string;
}

describe('mail after the meeting', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let meetingId: string;
  beforeEach(async () => {
    noor = await app.build.owner();
    ({ id: meetingId } = await app.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-12T09:00:00Z' }));
    await app.as(noor, async (tx) => app.get(MailPlanService).recompute(tx, noor, await loadMeeting(tx, meetingId)));
  });
  const guest = async (name: string, overrides: object = {}): Promise<{ id: string }> => app.build.invitation(noor, { id: meetingId }, { display_name: name, sort_name: name, invited_at: '2027-01-12T09:00:00Z', ...overrides });
  const at = async (moment: string): Promise<number> => {
    app.clock.set(moment);
    return app.get(MailPlanClock).runDue();
  };
  const written = async (kind: PlannedKind): Promise<Written[]> => app.sql(`select o.to_name as name, m.variant from outgoing_mail o join mailing m on m.id = o.mailing_id where o.kind = $1 order by o.to_name`, [kind]);
  const row = async (kind: PlannedKind): Promise<object> => (await app.sql('select state, recipients, reason, settled_by from planned_mail where meeting_id = $1 and kind = $2', [meetingId, kind]))[0]!;
  const state = async (): Promise<string> => (await app.sql('select state from meeting where id = $1', [meetingId]))[0]!['state'];
  beforeEach(async () => {
    await app.sql(`update planned_mail set state = 'done' where kind in ('reminder-1', 'reminder-2', 'practical')`);
  });
  const everybody = async (attendance: boolean): Promise<void> => {
    const ticked = (attended: boolean): object => (attendance ? { attended } : {});
    await guest('Ja en er', { answer: 'yes', ...ticked(true) });
    await guest('Ja maar niet er', { answer: 'yes', ...ticked(false) });
    await guest('Ja maar niet gezien', { answer: 'yes' });
    await guest('Nee', { answer: 'no', reason: 'date', ...ticked(false) });
    await guest('Nee maar toch er', { answer: 'no', ...ticked(true) });
    await guest('Niet mijn onderwerp', { answer: 'no', reason: 'not-my-subject' });
    await guest('Stil', ticked(false));
    await guest('Twijfel', { answer: 'maybe' });
  };

  it('thanks, misses and keeps informed, by attendance', async () => {
    await everybody(true);
    await at('2027-03-12T08:00:00Z');

    expect(await written('follow-up')).toEqual([
      { name: 'Ja en er', variant: 'came' },
      { name: 'Ja maar niet er', variant: 'absent' },
      { name: 'Ja maar niet gezien', variant: 'absent' },
      { name: 'Nee', variant: 'declined' },
      { name: 'Nee maar toch er', variant: 'came' },
      { name: 'Stil', variant: 'absent' },
      { name: 'Twijfel', variant: 'absent' },
    ]);
    const bodies = await app.sql(`select variant, content->'blocks'->0->>'text' as text, content->'blocks'->1->'buttons'->0->>'link' as link, content->'blocks'->2->>'text' as small from mailing where kind = 'follow-up'`);
    expect(new Set(bodies.map(({ text }) => text)).size).toBe(3);
    expect(new Set(bodies.map(({ link }) => link))).toEqual(new Set(['next-step']));
    expect(bodies[0]!['small']).toContain('niet per persoon');
  });

  it('takes everybody who said yes for present as long as nobody is ticked', async () => {
    await everybody(false);
    await at('2027-03-12T08:00:00Z');

    expect((await written('follow-up')).filter(({ variant }) => variant === 'came').map(({ name }) => name)).toEqual(['Ja en er', 'Ja maar niet er', 'Ja maar niet gezien']);
  });

  it('takes everybody who said yes for present except who is marked absent, when only absence is noted', async () => {
    await guest('Er', { answer: 'yes' });
    await guest('Niet er', { answer: 'yes', attended: false });
    await at('2027-03-12T08:00:00Z');

    expect(await written('follow-up')).toEqual([{ name: 'Er', variant: 'came' }, { name: 'Niet er', variant: 'absent' }]);
  });

  it('makes the meeting held and then followed up, and says who did that', async () => {
    await guest('Er', { answer: 'yes' });
    await app.get(DueWork).run();
    expect(await state()).toBe('inviting');
    app.clock.set('2027-03-11T16:00:00Z');
    await app.get(DueWork).run();
    expect(await state()).toBe('held');

    await at('2027-03-12T08:00:00Z');

    expect(await state()).toBe('following-up');
    expect(await app.sql('select to_state, actor_name from meeting_transition order by at')).toEqual([{ to_state: 'held', actor_name: 'Bijeen' }, { to_state: 'following-up', actor_name: 'Bijeen' }]);
  });

  it('reminds of the call to action who came or would come, and made no commitment yet', async () => {
    await guest('Was er', { answer: 'maybe', attended: true });
    await guest('Zou komen', { answer: 'yes', attended: false });
    const { id } = await guest('Heeft al gekozen', { answer: 'yes', attended: true });
    await guest('Kwam niet', { answer: 'no' });
    await app.build.insert('commitment', { organisation_id: noor.organisationId, meeting_id: meetingId, invitation_id: id, step_key: 'gesprek', step_label: 'Een gesprek plannen', name: 'X', owner: 'Noor', due_on: '2027-03-26', origin: 'link', created_at: app.clock.now(), updated_at: app.clock.now() });
    await at('2027-03-12T08:00:00Z');

    expect(await at('2027-03-30T07:00:00Z')).toBe(1);

    expect((await written('call-to-action-reminder')).map(({ name }) => name)).toEqual(['Was er', 'Zou komen']);
  });

  it('has nothing to remind of without a call to action, and asks nothing in the aftermail', async () => {
    await app.sql(`update meeting set call_to_action_ask = null, next_steps = '[]'`);
    await guest('Er', { answer: 'yes' });
    await at('2027-03-12T08:00:00Z');
    await at('2027-03-30T07:00:00Z');

    expect(await app.sql(`select content->'blocks' as blocks from mailing`)).toEqual([{ blocks: [expect.objectContaining({ kind: 'rich', text: expect.not.stringContaining('{vraag}') })] }]);
    expect(await row('call-to-action-reminder')).toMatchObject({ state: 'missed', reason: 'nothing-to-ask' });
  });

  it('gives a link that lives thirty days after a late aftermail', async () => {
    await guest('Er', { answer: 'yes' });
    await app.sql(`update planned_mail set due_at = '2027-04-09T07:00:00Z', moved_by_hand = true where kind = 'follow-up'`);
    await at('2027-04-09T07:00:00Z');

    expect(await app.sql(`select expires_at from personal_link where purpose = 'next-step'`)).toEqual([{ expires_at: new Date('2027-05-09T07:00:00Z') }]);
  });
});
