import { describe, expect, it } from '@jest/globals';
import { type Actor, DueWork, presentedToken } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { Answer } from './answer.js';
import { AnswersService } from './answers.service.js';
import { InvitationsModule } from './invitations.module.js';
import { WishesService } from './wishes.service.js';

describe('the wishes of guests', () => {
  const app = testApp(InvitationsModule);
  const wish = async (actor: Actor, diet: string, meetingValues: object = {}): Promise<{ id: string }> => {
    const meeting = await app.build.meeting(actor, { state: 'inviting', ...meetingValues });
    const token = await app.build.link(actor, meeting, await app.build.invitation(actor, meeting));
    await app.get(AnswersService).answer(presentedToken(token), Answer.parse({ coming: 'yes', diet }));
    return meeting;
  };

  it('are erased 14 days after the meeting, not a second earlier, in every organisation', async () => {
    const [zwolle, anker] = [await app.build.owner(), await app.build.owner({ name: 'Het Anker' })];
    await wish(zwolle, 'noten');
    await wish(anker, 'vis');
    await wish(anker, 'later', { starts_at: '2027-04-11T12:00:00Z', ends_at: '2027-04-11T16:00:00Z' });
    const kept = async (): Promise<object[]> => app.sql('select diet from invitation_wish order by diet');

    app.clock.set('2027-03-25T15:59:59Z');
    expect(await app.get(WishesService).eraseDue()).toBe(0);
    expect(await kept()).toHaveLength(3);

    app.clock.set('2027-03-25T16:00:00Z');
    await app.get(DueWork).run();
    expect(await kept()).toEqual([{ diet: 'later' }]);
    expect(await app.sql(`select details from audit_log where action = 'wishes.erased'`)).toEqual([{ details: { people: 1 } }, { details: { people: 1 } }]);
    expect(await app.get(WishesService).eraseDue()).toBe(0);
  });

  it('are read by page, in the order of the guest list', async () => {
    const zwolle = await app.build.owner();
    const meeting = await app.build.meeting(zwolle, { state: 'inviting' });
    for (let guest = 0; guest < 203; guest += 1) {
      const invitation = await app.build.invitation(zwolle, meeting, { display_name: `gast ${guest}`, sort_name: `gast ${String(guest).padStart(3, '0')}`, answer: 'yes', contact_id: (await app.build.insert('contact', { organisation_id: zwolle.organisationId, surname: 'x', sort_name: 'x', source: 'x', basis: 'x' })).id });
      await app.build.insert('invitation_wish', { organisation_id: zwolle.organisationId, invitation_id: invitation.id, diet: 'x', erase_after: app.clock.now() });
    }
    const wishes = app.get(WishesService);
    const first = await wishes.list(zwolle, meeting.id, null);
    const second = await wishes.list(zwolle, meeting.id, first.next);
    expect([first.counts, first.items.length, second.items.map(({ name }) => name), second.next]).toEqual([{ diet: 203, access: 0 }, 200, ['gast 200', 'gast 201', 'gast 202'], null]);
  });
});
