import { InviteService } from '@bijeen/invitations';
import { MailDrafts, type MailKind, MailLedger, MailReviews, MailSender, type MailTally } from '@bijeen/mail';
import { PlanMeeting } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailPlanClock } from './mail-plan-clock.js';
import { MailingsModule } from './mailings.module.js';
import { MeetingChanges } from './meeting-changes.service.js';
import { MeetingMoves } from './meeting-moves.service.js';
import { Reschedule } from './moves-input.js';
import { TakenBackMoves } from './taken-back.service.js';

const PLAN = {
  title: 'Inspiratiebijeenkomst Zwolle', date: '2027-03-11', from: '13:30', to: '17:00', answerBy: '2027-02-25',
  venue: { name: 'De Werkplaats', address: 'Grote Markt 1', postcode: '8011', place: 'Zwolle' }, functions: ['ALDERMAN'],
  contact: { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl' }, callToAction: { ask: 'Kies', owner: 'Noor', steps: [{ key: 'gesprek' }] },
};
const APRIL = Reschedule.parse({ date: '2027-04-08', from: '13:30', to: '17:00', reason: 'Te weinig wethouders' });

describe('drafts of a meeting to which something happens', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let id: string;
  const drafts = (): MailDrafts => app.get(MailDrafts);
  const send = async (): Promise<void> => void (await app.get(MailSender).send(noor.organisationId));
  const tally = async (): Promise<MailTally> => app.get(MailLedger).tally(noor, id);
  const review = async (...kinds: MailKind[]): Promise<void> => app.get(MailReviews).save(noor, id, kinds);

  /** Three invited: one invitation left, two wait as drafts. */
  beforeEach(async () => {
    noor = await app.build.owner();
    app.clock.set('2027-01-12T09:00:00Z');
    ({ id } = await app.get(MeetingChanges).plan(noor, PlanMeeting.parse(PLAN)));
    for (const name of ['bos', 'mulder', 'smit']) await app.build.contact(noor, { surname: name, sort_name: name, email: `${name}@zwolle.example.nl`, email_key: `${name}@zwolle.example.nl` });
    await review('invitation', 'asked-again');
    await app.get(InviteService).invite(noor, id);
    await drafts().release(noor, id, { ids: (await drafts().list(noor, id)).items.slice(0, 1).map((draft) => draft.id) });
    await send();
    app.clock.set('2027-01-12T10:00:00Z');
  });

  it('are withdrawn when it is cancelled, and only who knew of it hears so', async () => {
    expect(await tally()).toEqual({ invitation: { draft: 2, sent: 1 } });
    const { consequences, told } = await app.get(MeetingMoves).cancel(noor, id, 'Te weinig wethouders');

    expect([consequences.invitations, told]).toEqual([2, 1]);
    expect(await tally()).toEqual({ invitation: { sent: 1, withdrawn: 2 }, cancellation: { queued: 1 } });
  });

  it('are drafts again when that is taken back: nothing leaves that nobody let go', async () => {
    await app.get(MeetingMoves).cancel(noor, id, 'Te weinig wethouders');
    await app.get(TakenBackMoves).undo(noor, id);
    app.clock.set('2027-01-12T11:00:00Z');
    await send();

    expect(await tally()).toEqual({ invitation: { draft: 2, sent: 1 } });
    expect(await drafts().release(noor, id, {})).toEqual({ released: 2, stopped: 0 });
  });

  it('are written anew for another date, still as drafts and with the text that one person had', async () => {
    const [one] = (await drafts().list(noor, id)).items;
    await drafts().edit(noor, id, one!.id, { subject: 'Kom ook, {aanhef}', texts: ['Op {datum} hoop ik u te zien.', ''] });

    await app.get(MeetingMoves).reschedule(noor, id, APRIL);
    app.clock.set('2027-01-12T11:00:00Z');
    await send();

    expect(await tally()).toEqual({ 'invitation': { draft: 2, sent: 1, withdrawn: 2 }, 'asked-again': { draft: 1 } });
    const subjects = (await drafts().list(noor, id, { kind: 'invitation' })).items.map(({ subject, stop }) => [subject, stop]);
    expect(subjects.sort()).toEqual([[expect.stringMatching(/^Kom ook, Geachte/), null], ['Uitnodiging: Inspiratiebijeenkomst Zwolle op donderdag 8 april 2027', null]]);
  });

  it('do not let the organiser believe that mails of a move leave by themselves', async () => {
    await app.get(MeetingMoves).reschedule(noor, id, APRIL);
    expect(await app.get(TakenBackMoves).waiting(noor, id)).toMatchObject({ waiting: 0, drafts: 3, left: false });
    expect(await app.get(TakenBackMoves).sendNow(noor, id)).toBe(0);
    await drafts().release(noor, id, {});
    await send();

    expect(await tally()).toEqual({ 'invitation': { sent: 3, withdrawn: 2 }, 'asked-again': { sent: 1 } });
  });

  it('come from the mail plan at its moment, and count as reminded when they left', async () => {
    await review('reminder-1');
    await drafts().release(noor, id, {});
    await send();
    app.clock.set('2027-02-15T08:00:00Z');
    await app.get(MailPlanClock).runDue();
    await send();

    expect((await tally())['reminder-1']).toEqual({ draft: 3 });
    await drafts().release(noor, id, { kind: 'reminder-1' });
    await send();
    expect((await tally())['reminder-1']).toEqual({ sent: 3 });
  });
});
