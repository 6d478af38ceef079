import { InviteOneService } from '@bijeen/invitations';
import { MailSender, ReturnAddresses } from '@bijeen/mail';
import { loadMeeting, MeetingsService, PlanMeeting, planOf } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailingsModule } from './mailings.module.js';
import { MeetingChanges } from './meeting-changes.service.js';
import { MeetingMoves } from './meeting-moves.service.js';
import { Reschedule } from './moves-input.js';
import { TakenBackMoves } from './taken-back.service.js';

const MINUTE = 60_000;
const APRIL = Reschedule.parse({ date: '2027-04-08', from: '13:30', to: '17:00', reason: 'Te weinig wethouders' });

describe('an invitation with the buttons of a calendar', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner({ calendar_buttons: true });
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: app.clock.now(), capacity: null });
  });
  const later = (minutes: number): void => app.clock.set(new Date(app.clock.now().getTime() + minutes * MINUTE));
  const send = async (): Promise<void> => void (await app.get(MailSender).send(noor.organisationId));
  const invite = async (): Promise<string> => {
    const { id: contactId } = await app.build.contact(noor, { email: 'f.bos@zwolle.example.nl', email_key: 'f.bos@zwolle.example.nl', surname: 'Bos', initials: 'F.' });
    return (await app.as(noor, async (tx) => app.get(InviteOneService).inviteOne(tx, noor, await loadMeeting(tx, meeting.id, true), { contactId, travel: new Map() }))).invitationId;
  };
  /** Each mail in the order of writing: what it is, whether it left or waits, and the item in it. */
  const mails = async (): Promise<string[]> => {
    const rows = await app.sql<{ kind: string; state: string; ics: string | null }>(`select kind, state, replace(calendar->>'ics', E'\\r\\n ', '') as ics from outgoing_mail order by id`);
    const of = (ics: string, pattern: RegExp): string => pattern.exec(ics)?.[1] ?? '?';
    return rows.map(({ kind, state, ics }) => [kind, state, ...(ics ? [of(ics, /METHOD:(\w+)/), of(ics, /SEQUENCE:(\d+)/), of(ics, /PARTSTAT=([A-Z-]+)/), of(ics, /DTSTART:(\d{8}T\d{4})/)] : [])].join(' '));
  };
  const uids = async (): Promise<string[]> => [...new Set((await app.sql<{ ics: string | null }>(`select replace(calendar->>'ics', E'\\r\\n ', '') as ics from outgoing_mail order by id`)).flatMap(({ ics }) => /UID:(.*)\r/.exec(ics ?? '')?.[1] ?? []))];

  it('asks one person, who replies to an address of their own', async () => {
    const id = await invite();
    const [mail] = await app.sql<{ ics: string }>(`select replace(calendar->>'ics', E'\\r\\n ', '') as ics from outgoing_mail`);
    expect(mail!.ics.split('\r\n').filter((line) => /^(ATTENDEE|ORGANIZER|METHOD)/.test(line))).toEqual([
      'METHOD:REQUEST', `ORGANIZER;CN="De Werkplaats":mailto:${app.get(ReturnAddresses).address('reply', id)}`,
      expect.stringMatching(/^ATTENDEE;.*PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=".*Bos":MAILTO:f\.bos@zwolle\.example\.nl$/),
    ]);
    expect(await app.sql('select calendar_buttons, calendar_stamp from invitation')).toEqual([{ calendar_buttons: true, calendar_stamp: app.clock.now() }]);
  });

  it('has none where the organisation did not switch them on', async () => {
    await app.sql('update organisation set calendar_buttons = false');
    await invite();
    expect([await mails(), await app.sql('select calendar_stamp from invitation')]).toEqual([['invitation queued'], [{ calendar_stamp: null }]]);
  });

  it('moves and goes with the meeting, answered or not, under one UID', async () => {
    await invite();
    await send();
    later(5);
    const plan = planOf(await app.get(MeetingsService).find(noor, meeting.id));
    await app.get(MeetingChanges).change(noor, meeting.id, PlanMeeting.parse({ ...plan, from: '14:00' }));
    later(5);
    await app.get(MeetingMoves).reschedule(noor, meeting.id, APRIL);
    later(11);
    await send();
    await app.get(MeetingMoves).cancel(noor, meeting.id, 'Geen zaal');
    later(11);
    await send();

    expect(await mails()).toEqual(['invitation sent REQUEST 0 NEEDS-ACTION 20270311T1230', 'change withdrawn REQUEST 1 NEEDS-ACTION 20270311T1300', 'asked-again sent REQUEST 2 NEEDS-ACTION 20270408T1130', 'cancellation sent CANCEL 3 DECLINED 20270408T1130']);
    expect(await uids()).toHaveLength(1);
  });

  it('is not cancelled for whom it never reached', async () => {
    await invite();
    later(1);
    await app.get(MeetingMoves).cancel(noor, meeting.id, 'Geen zaal');
    later(11);
    await send();
    expect(await mails()).toEqual(['invitation withdrawn REQUEST 0 NEEDS-ACTION 20270311T1230']);
  });

  it('leaves with its next version when there was another date first, and as it was when that is taken back', async () => {
    await invite();
    later(1);
    await app.get(MeetingMoves).reschedule(noor, meeting.id, APRIL);
    expect(await mails()).toEqual(['invitation withdrawn REQUEST 0 NEEDS-ACTION 20270311T1230', 'invitation queued REQUEST 1 NEEDS-ACTION 20270408T1130']);
    expect(await app.sql('select calendar_sequence, calendar_since from invitation')).toEqual([{ calendar_sequence: 1, calendar_since: 0 }]);

    await app.get(TakenBackMoves).undo(noor, meeting.id);
    await send();
    expect(await mails()).toEqual(['invitation sent REQUEST 0 NEEDS-ACTION 20270311T1230']);
  });

  it('tells who declined in the calendar of a cancellation, and not of another time', async () => {
    await invite();
    await send();
    await app.sql(`update invitation set answer = 'no', answer_origin = 'calendar', answer_revision = 1, answered_at = $1`, [app.clock.now()]);
    later(5);
    const plan = planOf(await app.get(MeetingsService).find(noor, meeting.id));
    expect((await app.get(MeetingChanges).change(noor, meeting.id, PlanMeeting.parse({ ...plan, from: '14:00' }))).told).toBe(0);
    await app.get(MeetingMoves).cancel(noor, meeting.id, 'Geen zaal');
    later(11);
    await send();
    expect(await mails()).toEqual(['invitation sent REQUEST 0 NEEDS-ACTION 20270311T1230', 'cancellation sent CANCEL 2 DECLINED 20270311T1300']);
  });
});
