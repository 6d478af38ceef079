import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { IncomingDesk, IncomingMailStore, IncomingModule } from '@bijeen/incoming';
import { AudienceService, InviteOneService } from '@bijeen/invitations';
import { MailCatcher, MailSender } from '@bijeen/mail';
import { MailingsModule, MeetingChanges, MeetingMoves } from '@bijeen/mailings';
import { loadMeeting, planOf, PlanMeeting } from '@bijeen/meetings';
import { testApp } from '@bijeen/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { pop3Server } from './pop3.mjs';
import { Thunderbird } from './thunderbird.mjs';

/**
 * A real calendar program against the real thing: Debian's Thunderbird gets our mails over POP3, a guest presses its buttons, and what it sends over SMTP is taken in
 * as mail that comes back. `npm run real-client`; screenshots land in artifacts/real-client. Not in CI, for it needs Thunderbird and a screen.
 */
const GUEST = { address: 'f.bos@zwolle.example.nl', name: 'F. Bos' };
const SHOTS = resolve('artifacts/real-client');
const TITLES = { whole: 'Herstel dichtbij', maybe: 'Samen leren', no: 'Eigen regie', old: 'Naast elkaar' };

describe('Thunderbird', () => {
  const app = testApp(MailingsModule, IncomingModule);
  const folder = mkdtempSync(join(tmpdir(), 'bijeen-thunderbird-'));
  const mailbox = pop3Server();
  const sent = [];
  const smtp = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], onData: (stream, session, done) => collect(stream).then((raw) => sent.push({ raw, from: session.envelope.mailFrom.address, to: session.envelope.rcptTo[0].address })).then(() => done(), done) });
  let thunderbird;
  let actor;

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    await new Promise((done) => smtp.listen(0, '127.0.0.1', done));
    thunderbird = await Thunderbird.start(folder, { ...GUEST, pop: await mailbox.listen(), smtp: smtp.server.address().port });
  }, 180_000);
  afterAll(async () => {
    thunderbird?.stop();
    mailbox.close();
    await new Promise((done) => smtp.close(done));
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  });

  /** Our clock follows the one that Thunderbird reads. */
  const now = () => app.clock.set(new Date());
  /** Sends what is due, and lets Thunderbird fetch it. */
  const post = async () => {
    const catcher = app.get(MailCatcher);
    const before = new Set((await catcher.list()).map(({ id }) => id));
    await app.get(MailSender).send(actor.organisationId);
    const fresh = (await catcher.list()).filter(({ id }) => !before.has(id));
    for (const { id } of fresh.reverse()) mailbox.deliver(await catcher.raw(id));
    await thunderbird.receive();
    return fresh.length;
  };
  const invite = async (title, contact) => {
    const meeting = await app.build.meeting(actor, { title, state: 'inviting', capacity: null, first_invited_at: app.clock.now() });
    const travel = await app.get(AudienceService).travelTimes({ venuePostcode4: '8011' });
    const { invitationId } = await app.as(actor, async (tx) => app.get(InviteOneService).inviteOne(tx, actor, await loadMeeting(tx, meeting.id, true), { contactId: contact.id, travel }));
    return { meetingId: meeting.id, invitationId };
  };
  /** Presses a button above the open mail; what Thunderbird sends then comes in. Gives the verdict on it. */
  const reply = async (button) => {
    const before = sent.length;
    await thunderbird.press(button);
    await thunderbird.until(async () => sent.length > before, `what Thunderbird sends after ${button}`);
    now();
    const { raw, ...envelope } = sent.at(-1);
    await app.get(IncomingMailStore).keep(raw, { ...envelope, via: 'smtp' });
    await app.get(IncomingDesk).work();
    const [{ verdict, reason }] = await app.sql('select r.verdict, coalesce(c.reason, r.reason) as reason from received_mail r left join calendar_reply c on c.id = r.id order by r.id desc limit 1');
    return `${verdict} ${reason}`;
  };
  const answerOf = async ({ invitationId }) => (await app.sql('select answer, answer_origin as origin from invitation where id = $1', [invitationId]))[0];
  const itemOf = async (title) => (await thunderbird.calendar()).find((item) => item.title === title) ?? null;
  const photograph = async (name) => thunderbird.photograph(join(SHOTS, `${name}.png`));

  it('shows, moves and removes our meeting, and its buttons answer', async () => {
    now();
    actor = await app.build.owner({ calendar_buttons: true });
    const contact = await app.build.contact(actor, { email: GUEST.address, email_key: GUEST.address, surname: 'Bos', initials: 'F.' });
    const guest = {};
    for (const [key, title] of Object.entries(TITLES)) guest[key] = await invite(title, contact);
    expect(await post()).toBe(4);

    // Accept, and one mail back that asks nothing.
    expect(await thunderbird.open(`Uitnodiging: ${TITLES.whole}`)).toMatchObject({ shown: true, buttons: expect.arrayContaining(['imipAcceptButton', 'imipTentativeButton', 'imipDeclineButton']) });
    await photograph('1-invitation');
    expect(await reply('accept')).toBe('applied answered');
    expect(await answerOf(guest.whole)).toEqual({ answer: 'yes', origin: 'calendar' });
    expect(await itemOf(TITLES.whole)).toMatchObject({ start: '20270311T123000Z', answer: 'ACCEPTED' });
    expect(await post()).toBe(1);
    expect(await thunderbird.open(`U komt naar ${TITLES.whole}`)).toMatchObject({ shown: false });
    await photograph('2-confirmation');

    // Tentative and decline.
    await thunderbird.open(`Uitnodiging: ${TITLES.maybe}`);
    expect(await reply('tentative')).toBe('applied answered');
    expect(await answerOf(guest.maybe)).toEqual({ answer: 'maybe', origin: 'calendar' });
    await thunderbird.open(`Uitnodiging: ${TITLES.no}`);
    expect(await reply('decline')).toBe('applied answered');
    expect(await answerOf(guest.no)).toEqual({ answer: 'no', origin: 'calendar' });
    expect([(await itemOf(TITLES.maybe)).answer, (await itemOf(TITLES.no))?.answer ?? 'DECLINED']).toEqual(['TENTATIVE', 'DECLINED']);

    // A reply to an older version: kept, and the newer one counts.
    now();
    await later(guest.old.meetingId, '14:30', '18:00');
    await thunderbird.open(`Uitnodiging: ${TITLES.old}`);
    expect(await reply('accept')).toBe('kept older-version');
    expect(await answerOf(guest.old)).toEqual({ answer: 'none', origin: null });
    await post();
    const changed = await thunderbird.open(`Gewijzigd: ${TITLES.old}`);
    await photograph('3-changed-and-asked');
    expect(await reply(changed.buttons.includes('imipReconfirmButton') ? 'reconfirm' : 'accept')).toBe('applied answered');
    expect(await answerOf(guest.old)).toEqual({ answer: 'yes', origin: 'calendar' });
    expect(await itemOf(TITLES.old)).toMatchObject({ start: '20270311T133000Z', answer: 'ACCEPTED' });

    // Another time moves the item of who comes.
    now();
    await thunderbird.showWeek('2027-03-11');
    await photograph('4-calendar-before');
    await later(guest.whole.meetingId, '10:00', '12:00');
    await post();
    const moved = await thunderbird.open(`Gewijzigd: ${TITLES.whole}`);
    await photograph('5-changed');
    await thunderbird.press(moved.buttons.includes('imipUpdateButton') ? 'update' : moved.buttons.includes('imipReconfirmButton') ? 'reconfirm' : 'accept');
    await thunderbird.until(async () => (await itemOf(TITLES.whole))?.start === '20270311T090000Z', 'the item to move');
    await thunderbird.showWeek('2027-03-11');
    await photograph('6-calendar-moved');

    // Cancelled: the item goes.
    await app.get(MeetingMoves).cancel(actor, guest.whole.meetingId, 'Te weinig wethouders');
    app.clock.set(new Date(Date.now() + 11 * 60_000));
    await post();
    await thunderbird.open(`Gaat niet door: ${TITLES.whole}`);
    await photograph('7-cancelled');
    await thunderbird.press('delete');
    await thunderbird.until(async () => (await itemOf(TITLES.whole)) === null, 'the item to go');
    await thunderbird.showWeek('2027-03-11');
    await photograph('8-calendar-without');
  }, 600_000);

  /** Another time on the same day, as the organiser's form does it. */
  async function later(meetingId, from, to) {
    const plan = planOf(await app.as(actor, async (tx) => loadMeeting(tx, meetingId)));
    await app.get(MeetingChanges).change(actor, meetingId, PlanMeeting.parse({ ...plan, from, to }));
  }
});

async function collect(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
