import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadMeeting } from '@bijeen/meetings';
import { MailPlanService } from '@bijeen/mailings';
import { TenantDatabase } from '@bijeen/platform';
import type { Page } from 'playwright-core';
import { useHouse } from './harness/house.js';
import { axe, open, PHONE, shoot } from './harness/index.js';

describe('what comes after the invitation, in a browser', () => {
  const house = useHouse();
  const { web, browser, signedIn } = house;
  let meeting: { id: string };
  let guests: string[];

  beforeEach(async () => {
    meeting = await web.build.meeting(house.noor, { state: 'inviting', first_invited_at: '2027-01-04T09:00:00Z', call_to_action_ask: 'Kom met één collega kijken hoe herstel eruitziet, en bespreek daarna wat uw gemeente kan doen.' });
    await plan();
    guests = [];
    const people = [['mevrouw F. van der Berg', 'yes', 'Gemeente Kampen'], ['meneer J. Bakker', 'yes', 'Gemeente Zwolle'], ['A. Yilmaz', 'none', 'Welzijn Hardenberg'], ['mevrouw C. de Vries', 'no', 'Gemeente Dalfsen'], ['meneer P. Postma', 'maybe', 'GGZ Vechtdal']] as const;
    for (const [name, answer, employer] of people) {
      const { id } = await web.build.invitation(house.noor, meeting, { display_name: name, sort_name: name, salutation: `Geachte ${name}`, contact_organisation_name: employer, answer, invited_at: '2027-01-04T09:00:00Z', travel_minutes: 25 });
      guests.push(id);
    }
  });
  const plan = async (): Promise<void> => {
    const plans = web.app.get(MailPlanService, { strict: false });
    await web.app.get(TenantDatabase, { strict: false }).transaction(house.noor, async (tx) => plans.recompute(tx, house.noor, await loadMeeting(tx, meeting.id)));
  };
  /** No script runs in the frame of the mail, axe neither; the mail itself is looked at apart. */
  const axeBesideTheMail = async (visitor: Page): Promise<void> => {
    await visitor.locator('iframe').evaluate((frame) => frame.remove());
    await axe(visitor);
  };
  const path = (page: string): string => `/bijeenkomsten/${meeting.id}/${page}`;

  it('shows the mail plan, moves a mail, changes its text and sees it', async () => {
    const visitor = await signedIn();
    await open(visitor, path('mailplan'));
    await axe(visitor);
    await shoot(visitor, 'mail-plan');

    await visitor.getByRole('link', { name: /Bekijk en wijzig.*aftermail/ }).click();
    await visitor.getByLabel('Datum').fill('2027-03-15');
    await visitor.getByRole('button', { name: 'Bewaar dit moment' }).click();
    expect(await visitor.getByText('Het nieuwe moment is bewaard.').isVisible()).toBe(true);
    await visitor.getByRole('link', { name: 'Wie er niet was' }).click();
    await visitor.getByLabel('Onderwerp').fill('Jammer dat u er niet was');
    await visitor.getByRole('button', { name: 'Bewaar en bekijk' }).click();

    await shoot(visitor, 'mail-plan-aftermail');
    const mail = await visitor.request.get((await visitor.locator('iframe').getAttribute('src'))!);
    await axeBesideTheMail(visitor);

    await visitor.getByLabel('Onderwerp').fill('Dag {voornaam}');
    await visitor.getByRole('button', { name: 'Bewaar en bekijk' }).click();
    expect(await visitor.getByRole('alert').textContent()).toContain('{voornaam}');
    await axeBesideTheMail(visitor);

    const reader = await browser.visitor();
    await reader.setContent(await mail.text());
    expect(await reader.getByRole('link', { name: 'Kies uw vervolgstap' }).isVisible()).toBe(true);
    await axe(reader);
    await shoot(reader, 'mail-follow-up');
  }, 120_000);

  it('says to how many before a mail leaves', async () => {
    const visitor = await signedIn();
    await open(visitor, path('mailplan'));
    await visitor.getByRole('link', { name: /Verstuur nu.*eerste herinnering/ }).click();
    await axe(visitor);
    await shoot(visitor, 'mail-plan-send-now');
    await visitor.getByRole('button', { name: 'Verstuur 1 mail' }).click();
    expect(await visitor.getByText('Eerste herinnering: verstuurd aan 1 persoon.').isVisible()).toBe(true);
    expect(await web.sql('select to_name from outgoing_mail')).toEqual([{ to_name: 'A. Yilmaz' }]);
  });

  it('ticks who is there, at the door, on a phone without JavaScript', async () => {
    web.clock.set('2027-03-11T12:40:00Z');
    const desk = await signedIn();
    await open(desk, path('aanwezigheid'));
    await axe(desk);
    await shoot(desk, 'attendance');

    const phone = await signedIn({ viewport: PHONE, javaScriptEnabled: false });
    await open(phone, path('aanwezigheid'));
    const tick = phone.getByRole('checkbox', { name: /Bakker/ });
    expect((await phone.locator('label', { hasText: 'Bakker' }).boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await tick.check();
    await phone.getByRole('checkbox', { name: /Yilmaz/ }).check();
    await phone.getByRole('button', { name: 'Bewaar de aanwezigheid' }).click();

    expect(await web.sql('select display_name from invitation where attended order by 1')).toEqual([{ display_name: 'A. Yilmaz' }, { display_name: 'meneer J. Bakker' }]);
    expect(await phone.getByText('2 aanwezig').isVisible()).toBe(true);
  });

  it('leads an invitee without JavaScript from the aftermail to a commitment, and the organiser to its end', async () => {
    web.clock.set('2027-03-12T09:00:00Z');
    const token = await web.build.link(house.noor, meeting, { id: guests[0]! }, { purpose: 'next-step' });
    const watcher = await browser.visitor({ viewport: PHONE });
    await open(watcher, `/v/${token}`);
    await axe(watcher);
    await shoot(watcher, 'next-step');
    await open(watcher, `/v/${token}/stap/gesprek`);
    await axe(watcher);
    await shoot(watcher, 'next-step-form');

    const guest = await browser.withoutJavaScript({ viewport: PHONE });
    await open(guest, `/v/${token}`);
    await guest.getByRole('button', { name: 'Op werkbezoek komen' }).click();
    expect(await guest.getByRole('radio', { name: 'Op werkbezoek komen' }).isChecked()).toBe(true);
    expect(await guest.getByLabel('Uw naam').inputValue()).toBe('mevrouw F. van der Berg');
    await guest.getByLabel('Wanneer komt het u uit?').fill('een dinsdag in april');
    await guest.getByRole('button', { name: 'Verstuur uw keuze' }).click();
    expect(await guest.getByRole('heading', { level: 1 }).textContent()).toBe('Dank u wel');
    await open(watcher, guest.url());
    await axe(watcher);
    await shoot(watcher, 'next-step-chosen');

    const visitor = await signedIn();
    await open(visitor, path('toezeggingen'));
    await axe(visitor);
    await shoot(visitor, 'commitments');
    await visitor.getByRole('link', { name: 'Op werkbezoek komen' }).click();
    await axe(visitor);
    await shoot(visitor, 'commitment');
    await visitor.getByRole('radio', { name: 'Gedaan' }).check();
    await visitor.getByLabel('Wat leverde het op, of waarom niet?').fill('Op 14 april waren ze er.');
    await visitor.getByRole('button', { name: 'Handel af' }).click();
    expect(await web.sql('select state, result from commitment')).toEqual([{ state: 'done', result: 'Op 14 april waren ze er.' }]);
    await open(visitor, path('toezeggingen/nieuw'));
    await axe(visitor);
    await shoot(visitor, 'commitment-new');
    await open(visitor, '/toezeggingen?stand=afgehandeld');
    await axe(visitor);
    await shoot(visitor, 'commitments-all');
  }, 120_000);

  it('changes nothing when the address is only opened, with scripts running', async () => {
    web.clock.set('2027-03-12T09:00:00Z');
    const token = await web.build.link(house.noor, meeting, { id: guests[0]! }, { purpose: 'next-step' });
    const scanner = await browser.visitor();
    for (const page of ['', '/stap/werkbezoek', '/bedankt?stap=werkbezoek']) await open(scanner, `/v/${token}${page}`);
    expect(await web.sql('select call_to_action_clicks as clicks from meeting')).toEqual([{ clicks: 0 }]);
    expect(await web.sql('select from commitment')).toEqual([]);
  });
});
