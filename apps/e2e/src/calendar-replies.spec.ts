import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { IncomingDesk, IncomingMailStore } from '@bijeen/incoming';
import { Answer, AnswersService } from '@bijeen/invitations';
import { ReturnAddresses } from '@bijeen/mail';
import { presentedToken } from '@bijeen/platform';
import { useHouse } from './harness/house.js';
import { axe, open, shoot } from './harness/index.js';

/** A page on two screens, and axe: two cores take their time. */
const SLOW = 90_000;
/** The item in the corpus of replies. */
const UID = '5b0c3f0a-7d1e-4c57-9b0e-2f6c1d9a8e42@bijeen.example.org';

describe('what calendars send, in a browser', () => {
  const house = useHouse();
  const { web, signedIn } = house;
  let meeting: { id: string };

  beforeEach(async () => {
    meeting = await web.build.meeting(house.noor, { state: 'inviting', capacity: null, first_invited_at: '2027-01-05T09:00:00Z' });
  });
  const service = <T,>(type: new (...parts: never[]) => T): T => web.app.get(type, { strict: false });
  const guest = async (name: string): Promise<{ id: string; link: string }> => {
    const invitation = await web.build.invitation(house.noor, meeting, { display_name: name, sort_name: name, salutation: `Geachte ${name}`, email: 'f.bos@zwolle.example.nl', calendar_uid: UID, calendar_buttons: true, calendar_stamp: '2027-01-09T08:00:00Z' });
    await web.build.link(house.noor, meeting, invitation, { purpose: 'unsubscribe' });
    return { id: invitation.id, link: await web.build.link(house.noor, meeting, invitation) };
  };
  /** A mail of the corpus comes in for this guest. */
  const arrive = async ({ id }: { id: string }, file: string): Promise<void> => {
    const raw = readFileSync(`libs/incoming/corpus/replies/${file}.eml`);
    await service(IncomingMailStore).keep(raw, { from: 'f.bos@zwolle.example.nl', to: service(ReturnAddresses).address('reply', id), via: 'smtp' });
    await service(IncomingDesk).work();
  };

  it.each([true, false])('waits for the organiser when it is not sure who answered, and counts after one click (JavaScript: %s)', async (javaScriptEnabled) => {
    const boer = await guest('mevrouw A. de Boer');
    await arrive(boer, '073-sent-by-outlook');
    const page = await signedIn({ javaScriptEnabled });
    await open(page, `/bijeenkomsten/${meeting.id}`);
    await page.getByRole('link', { name: 'Bekijk wat te bevestigen is' }).click();
    expect(await page.getByText('secretariaat@zwolle.example.nl').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Neem over: mevrouw A. de Boer komt' }).click();

    expect(await page.getByText('Het antwoord is overgenomen.').count()).toBe(1);
    expect(await page.getByText('Er is niets te bevestigen.').count()).toBe(1);
    expect(await web.sql('select answer, answer_origin as origin from invitation')).toEqual([{ answer: 'yes', origin: 'calendar' }]);
  }, SLOW);

  it('shows what waits, proposals of another time, and a contradiction, for everybody', async () => {
    const [boer, haddad, visser] = [await guest('mevrouw A. de Boer'), await guest('Karim Haddad'), await guest('de heer J. Visser')];
    await arrive(boer, '073-sent-by-outlook');
    await arrive(boer, '069-stranger-outlook');
    await arrive(haddad, '089-counter-with-words');
    await arrive(visser, '001-outlook-accepted');
    await arrive(haddad, '004-outlook-delegated');
    await service(AnswersService).answer(presentedToken(visser.link), Answer.parse({ coming: 'no' }));
    const page = await signedIn();

    await open(page, `/bijeenkomsten/${meeting.id}/agenda-antwoorden`);
    expect(await page.getByText('donderdag 11 maart 2027, 15.00 tot 18.30 uur').count()).toBe(1);
    await axe(page);
    await shoot(page, 'te-bevestigen');
    await open(page, `/bijeenkomsten/${meeting.id}/genodigden/${visser.id}`);
    expect(await page.getByRole('heading', { name: 'Twee verschillende antwoorden' }).or(page.getByText('Twee verschillende antwoorden')).count()).toBeGreaterThan(0);
    await axe(page);
    await shoot(page, 'genodigde-tegenspraak');
  }, SLOW);

  it('can be switched on in the settings', async () => {
    const page = await signedIn();
    await open(page, '/instellingen');
    await page.getByRole('link', { name: 'Agendaknoppen' }).click();
    await page.getByLabel('Stuur agendaknoppen mee met uitnodigingen').check();
    await page.getByRole('button', { name: 'Bewaar' }).click();

    expect(await page.getByText('Bewaard.').count()).toBe(1);
    expect(await web.sql('select calendar_buttons as "on" from organisation')).toEqual([{ on: true }]);
    await axe(page);
    await shoot(page, 'agendaknoppen');
  }, SLOW);
});
