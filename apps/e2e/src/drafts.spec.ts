import { Answer, AnswersService } from '@bijeen/invitations';
import { MailPlanClock, MailPlanService } from '@bijeen/mailings';
import { type CaughtMail, MailCatcher, MailSender } from '@bijeen/mail';
import { loadMeeting } from '@bijeen/meetings';
import { TenantDatabase } from '@bijeen/platform';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useHouse } from './harness/house.js';
import { axe, follow, open, press, shoot } from './harness/index.js';

/** A page on two screens, and axe: two cores take their time. */
const SLOW = 90_000;

describe('mails that wait until somebody has looked at them, in a browser', () => {
  const house = useHouse();
  const { web, signedIn } = house;
  let meeting: { id: string };
  let here: string;
  const get = <T>(type: abstract new (...args: never[]) => T): T => web.app.get(type, { strict: false });

  /** Three people who have not answered, in a meeting with a mail plan. */
  beforeEach(async () => {
    meeting = await web.build.meeting(house.noor, { state: 'inviting', first_invited_at: '2027-01-12T09:00:00Z' });
    here = `/bijeenkomsten/${meeting.id}`;
    for (const [name, salutation] of [['bos', 'Geachte mevrouw Bos'], ['mulder', 'Geachte heer Mulder'], ['smit', 'Geachte mevrouw Smit']]) {
      const invited = await web.build.invitation(house.noor, meeting, { display_name: `A. ${name}`, sort_name: name, salutation, email: `${name}.${meeting.id}@zwolle.example.nl`, invited_at: '2027-01-12T09:00:00Z' });
      for (const purpose of ['answer', 'unsubscribe'] as const) await web.build.link(house.noor, meeting, invited, { purpose });
    }
    const plans = get(MailPlanService);
    await get(TenantDatabase).transaction(house.noor, async (tx) => plans.recompute(tx, house.noor, await loadMeeting(tx, meeting.id)));
  });
  /** Chooses to look at the first reminder, and lets its moment come. */
  const reminderWaits = async (visitor: Page): Promise<void> => {
    await open(visitor, `${here}/concepten`);
    await visitor.getByText('Kies wat je eerst wilt bekijken').click();
    await visitor.getByLabel('Eerste herinnering').check();
    await press(visitor, 'button', 'Bewaar de keuze');
    web.clock.set('2027-02-15T08:00:00Z');
    expect(await get(MailPlanClock).runDue()).toBe(1);
    await get(MailSender).send(house.noor.organisationId);
  };
  /** No script runs in the frame of the mail, axe neither. */
  const axeBesideTheMail = async (visitor: Page): Promise<void> => {
    await visitor.locator('iframe').evaluateAll((frames) => frames.forEach((frame) => frame.remove()));
    await axe(visitor);
  };
  const inbox = async (name: string): Promise<CaughtMail[]> => get(MailCatcher).list({ to: `${name}.${meeting.id}` });

  it.each([true, false])('each leave once, and one person reads what was written for her (JavaScript: %s)', async (javaScriptEnabled) => {
    const visitor = await signedIn({ javaScriptEnabled });
    await reminderWaits(visitor);
    expect((await Promise.all(['bos', 'mulder', 'smit'].map(inbox))).flat()).toEqual([]);

    await open(visitor, here);
    expect(await visitor.getByText('3 concepten wachten op jou.').isVisible()).toBe(true);
    await press(visitor, 'link', 'Bekijk de concepten');
    await follow(visitor.getByRole('row', { name: /A\. mulder/ }).getByRole('link'));
    await visitor.getByLabel('Onderwerp').fill('Nog even, {naam}');
    const text = visitor.getByRole('textbox', { name: 'Tekst', exact: true });
    await text.fill('{aanhef},\n\nWij spraken elkaar op het stadhuis. Komt u ook?');
    expect(await text.evaluate(({ tagName }) => tagName)).toBe(javaScriptEnabled ? 'TRIX-EDITOR' : 'TEXTAREA');
    await press(visitor, 'button', 'Bewaar en bekijk');
    expect(await visitor.getByText('Nog even, A. mulder').first().isVisible()).toBe(true);

    await open(visitor, `${here}/concepten`);
    await press(visitor, 'link', 'Controleer en verstuur 3 mails');
    await press(visitor, 'button', 'Verstuur 3 mails');
    expect(await visitor.getByText('3 mails vertrekken nu.').isVisible()).toBe(true);
    await get(MailSender).send(house.noor.organisationId);

    const arrived = await Promise.all(['bos', 'mulder', 'smit'].map(inbox));
    expect(arrived.map(({ length }) => length)).toEqual([1, 1, 1]);
    const texts = await Promise.all(arrived.map(async ([mail]) => (await get(MailCatcher).read(mail!.id))!.text));
    expect(texts.map((text) => text.includes('Wij spraken elkaar op het stadhuis.'))).toEqual([false, true, false]);
  }, SLOW);

  it('do not leave with a mistake in them, and say what to mend and whose mail it is', async () => {
    const visitor = await signedIn();
    await reminderWaits(visitor);
    await open(visitor, `${here}/concepten`);
    await follow(visitor.getByRole('row', { name: /A\. mulder/ }).getByRole('link'));
    await visitor.getByLabel('Tekst', { exact: true }).fill('{aanhef},\n\nKijk op https://localhost/programma.');
    await press(visitor, 'button', 'Bewaar en bekijk');
    await press(visitor, 'button', 'Verstuur deze mail');
    expect(await visitor.getByText('De link https://localhost/programma werkt niet voor wie de mail krijgt. (de tekst voor A. mulder)').isVisible()).toBe(true);
    await shoot(visitor, 'mail-draft-refused');
    await axeBesideTheMail(visitor);

    await open(visitor, `${here}/concepten`);
    for (const name of ['bos', 'mulder']) await visitor.getByLabel(`Verstuur de mail aan A. ${name}`).check();
    await press(visitor, 'button', 'Verstuur wat ik aanvinkte');
    expect(await visitor.getByLabel('Verstuur de mail aan A. mulder').isChecked()).toBe(true);
    await shoot(visitor, 'concepts-refused');
    await axe(visitor);
    await visitor.getByLabel('Verstuur de mail aan A. mulder').uncheck();
    await press(visitor, 'button', 'Verstuur wat ik aanvinkte');
    expect(await visitor.getByText('1 mail vertrekt nu.').isVisible()).toBe(true);
  }, SLOW);

  it('keep what was typed before the editor came', async () => {
    const visitor = await signedIn();
    await reminderWaits(visitor);
    const mail = `${here}/mails/${(await web.sql<{ id: string }>('select id from outgoing_mail order by id limit 1'))[0]!.id}`;
    let comes = (): void => undefined;
    const may = new Promise<void>((resolve) => (comes = resolve));
    await visitor.route('**/rich-text*.js*', async (route) => {
      await may;
      await route.continue();
    });
    await visitor.goto(mail, { waitUntil: 'commit' });
    await visitor.getByRole('textbox', { name: 'Tekst', exact: true }).fill('{aanhef},\n\nTyp ik te snel?');
    await visitor.getByLabel('Onderwerp').focus();
    comes();
    await visitor.waitForLoadState();
    expect(await visitor.getByRole('textbox', { name: 'Tekst', exact: true }).inputValue()).toContain('Typ ik te snel?');
  }, SLOW);

  it('say what holds them back, until it is mended and they leave', async () => {
    const visitor = await signedIn();
    const rename = async (title: string): Promise<void> => {
      await open(visitor, `${here}/wijzigen`);
      await visitor.getByLabel('Titel').fill(title);
      await press(visitor, 'button', /^Bewaar/);
    };
    await rename('Samen {werktitel}');
    for (const { id } of await web.sql<{ id: string }>('select id from invitation')) await get(AnswersService).record(house.noor, { meetingId: meeting.id, invitationId: id }, Answer.parse({ coming: 'no' }), 'phone');
    await open(visitor, `${here}/concepten`);
    expect(await visitor.getByText('tegengehouden').count()).toBe(3);
    await shoot(visitor, 'concepts-held');
    await axe(visitor);

    await follow(visitor.getByRole('row', { name: /A\. mulder/ }).getByRole('link'));
    await visitor.getByText('Zo kan deze mail niet weg.').waitFor();
    await shoot(visitor, 'mail-draft-held');
    await axeBesideTheMail(visitor);

    await rename('Samen verder');
    await open(visitor, `${here}/concepten`);
    expect(await visitor.getByText('tegengehouden').count()).toBe(0);
    await press(visitor, 'link', 'Controleer en verstuur 3 mails');
    await press(visitor, 'button', 'Verstuur 3 mails');
    await get(MailSender).send(house.noor.organisationId);
    const arrived = await Promise.all(['bos', 'mulder', 'smit'].map(inbox));
    const texts = await Promise.all(arrived.map(async ([mail]) => (await get(MailCatcher).read(mail!.id))!.text));
    expect([arrived.map(({ length }) => length), texts.filter((text) => text.includes('Samen verder') && !text.includes('werktitel'))]).toEqual([[1, 1, 1], texts]);
  }, SLOW);

  it('can be read by everybody, on a phone and at a desk', async () => {
    const visitor = await signedIn();
    await open(visitor, `${here}/concepten`);
    await shoot(visitor, 'concepts-none');
    await axe(visitor);
    await reminderWaits(visitor);
    const mail = `${here}/mails/${(await web.sql<{ id: string }>('select id from outgoing_mail order by id limit 1'))[0]!.id}`;
    for (const [path, name] of [[`${here}/concepten`, 'concepts'], [`${here}/concepten/versturen`, 'concepts-check'], [mail, 'mail-draft'], [`${here}/mailplan`, 'mail-plan-concepts'], [`${here}/mails`, 'mails'], ['/instellingen/concepten', 'settings-concepts']] as const) {
      await open(visitor, path);
      await shoot(visitor, name);
      await axeBesideTheMail(visitor);
    }
    await open(visitor, mail);
    await press(visitor, 'button', 'Verstuur deze mail');
    await get(MailSender).send(house.noor.organisationId);
    await web.sql(`update meeting set state = 'cancelled'`);
    await open(visitor, `${here}/mailplan`);
    await shoot(visitor, 'mail-plan-cancelled');
    await axe(visitor);
    await web.sql(`update meeting set state = 'inviting'`);
    for (const [path, name] of [[mail, 'mail-sent'], [`${mail}/nogmaals`, 'mail-once-more']] as const) {
      await open(visitor, path);
      await shoot(visitor, name);
      await axeBesideTheMail(visitor);
    }
  }, SLOW);
});
