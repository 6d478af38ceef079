import { type MailContent, MailSender, renderMail } from '@bijeen/mail';
import { MailingsModule, MeetingMoves, Reschedule, TakenBackMoves } from '@bijeen/mailings';
import { loadMeeting } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DatesModule } from './dates.module.js';
import { InterestList } from './interest-list.js';
import { InterestNews } from './interest-news.js';

const APRIL = Reschedule.parse({ date: '2027-04-08', from: '13:30', to: '17:00', reason: 'De meesten kunnen dan' });

describe('the interest list, when there is a new date', () => {
  const app = testApp(DatesModule, MailingsModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-05T09:00:00Z' });
    await app.get(MeetingMoves).postpone(noor, meeting.id, 'Te weinig wethouders');
    later(11);
    await app.as(noor, async (tx) => app.get(InterestList).add(tx, await loadMeeting(tx, meeting.id), { name: 'Sanne de Wit', email: 'sanne@example.nl' }));
    later(1);
  });
  const later = (minutes: number): void => app.clock.set(new Date(app.clock.now().getTime() + minutes * 60_000).toISOString());
  const told = async (): Promise<string[]> => (await app.sql<{ to: string }>(`select to_address as to from outgoing_mail where kind = 'new-date' order by 1`)).map(({ to }) => to);
  const news = async (): Promise<number> => app.get(InterestNews).tellDue();

  it('hears of it once, when that can no longer be taken back', async () => {
    expect(await news()).toBe(0);
    await app.get(MeetingMoves).reschedule(noor, meeting.id, APRIL);
    expect(await news()).toBe(0);
    later(11);
    expect([await news(), await news()]).toEqual([1, 0]);
    expect(await told()).toEqual(['sanne@example.nl']);
    await app.get(MailSender).send(noor.organisationId);
    expect(await app.sql(`select state from outgoing_mail where kind = 'new-date'`)).toEqual([{ state: 'sent' }]);
  });

  it.each([true, false])('hears where to go on: the page of the meeting, or whom to write to (published: %s)', async (published) => {
    if (published) await app.build.insert('publication', { organisation_id: noor.organisationId, meeting_id: meeting.id, slug: 'zwolle', published: true, registration_open: false, first_published_at: app.clock.now(), updated_at: app.clock.now() });
    await app.get(MeetingMoves).reschedule(noor, meeting.id, APRIL);
    later(11);
    await news();
    const [{ content }] = (await app.sql<{ content: MailContent }>(`select content from mailing where kind = 'new-date'`)) as [{ content: MailContent }];
    const { html, text } = renderMail(content, { values: {} }, {});
    expect(/<td class="button primary"[^>]*><a class="button-text" href="[^"]+\/b\/zwolle"/.test(html)).toBe(published);
    expect(text).toMatch(published ? /Bekijk de bijeenkomst:\nhttp\S+\/b\/zwolle\n/ : /Laat het weten aan Noor Verhoeven: \S+@/);
  });

  it('hears nothing of a date that was taken back', async () => {
    await app.get(MeetingMoves).reschedule(noor, meeting.id, APRIL);
    await app.get(TakenBackMoves).undo(noor, meeting.id);
    later(11);
    expect(await news()).toBe(0);
  });

  it('leaves out guests who are asked again, and not those who had declined for another reason and want to hear', async () => {
    const [asked, declined] = [await app.build.invitation(noor, meeting, { email: 'asked@example.nl' }), await app.build.invitation(noor, meeting, { email: 'declined@example.nl', salutation: 'Geachte mevrouw Bos', display_name: 'mevrouw F. Bos', answer: 'no', reason: 'other' })];
    for (const { id } of [asked, declined]) await app.build.insert('interest', { organisation_id: noor.organisationId, meeting_id: meeting.id, invitation_id: id, at: app.clock.now() });
    later(1);
    await app.get(MeetingMoves).reschedule(noor, meeting.id, APRIL);
    later(11);
    await news();
    expect(await told()).toEqual(['declined@example.nl', 'sanne@example.nl']);
    expect(await app.sql(`select "values"->>'aanhef' as greets from outgoing_mail where kind = 'new-date' order by to_address`)).toEqual([{ greets: 'Geachte mevrouw Bos' }, { greets: 'Geachte Sanne de Wit' }]);
  });
});
