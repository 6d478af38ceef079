import { beforeEach, describe, expect, it } from '@jest/globals';
import { DecisionsService, SetQuorum } from '@bijeen/decisions';
import { Answer, AnswersService, DuosService, NamePartner, PlacesService } from '@bijeen/invitations';
import { SetPlaceRules } from '@bijeen/places';
import { presentedToken } from '@bijeen/platform';
import { useHouse } from './harness/house.js';
import { axe, open, PHONE, shoot } from './harness/index.js';

/** A page on two screens, and axe: two cores take their time. */
const SLOW = 90_000;

describe('who has a place, in a browser', () => {
  const house = useHouse();
  const { web, browser, signedIn } = house;
  let meeting: { id: string };

  beforeEach(async () => {
    meeting = await web.build.meeting(house.noor, { state: 'inviting', capacity: 3, first_invited_at: '2027-01-05T09:00:00Z' });
  });
  const service = <T,>(type: new (...parts: never[]) => T): T => web.app.get(type, { strict: false });
  const guest = async (name: string, office: string, values: object = {}): Promise<{ id: string; link: string }> => {
    const invitation = await web.build.invitation(house.noor, meeting, { display_name: name, sort_name: name, salutation: `Geachte ${name}`, function: office, contact_organisation_name: 'Gemeente Zwolle', email: `g${Math.abs(name.length * 31 + name.charCodeAt(0))}@zwolle.example.nl`, ...values });
    return { id: invitation.id, link: await web.build.link(house.noor, meeting, invitation) };
  };
  const say = async ({ link }: { link: string }, coming: 'yes' | 'no', reason?: string): Promise<unknown> => service(AnswersService).answer(presentedToken(link), Answer.parse({ coming, reason }));

  it.each([true, false])('a wethouder sends a clerk: the quorum falls, a call is asked for, and the phone restores it (JavaScript: %s)', async (javaScriptEnabled) => {
    await service(DecisionsService).setQuorum(house.noor, meeting.id, SetQuorum.parse({ aldermen: 1 }));
    const boer = await guest('mevrouw A. de Boer', 'ALDERMAN');
    await say(boer, 'yes');
    const organiser = await signedIn({ javaScriptEnabled });
    await open(organiser, `/bijeenkomsten/${meeting.id}/besluit`);
    expect(await organiser.getByRole('heading', { name: 'Het quorum is gehaald' }).count()).toBe(1);

    const phone = await browser.visitor({ javaScriptEnabled, viewport: PHONE });
    await open(phone, `/u/${boer.link}`);
    await phone.getByRole('link', { name: 'Ik stuur iemand anders' }).click();
    await phone.getByLabel('Naam').fill('Karim Haddad');
    await phone.getByLabel('Functie').selectOption({ label: 'Beleidsambtenaar of -adviseur' });
    await phone.getByLabel('E-mailadres').fill('k.haddad@zwolle.example.nl');
    await phone.getByRole('button', { name: 'Stuur de uitnodiging door' }).click();
    expect(await phone.getByRole('heading', { level: 1 }).textContent()).toBe('Bedankt. U stuurt een vervanger.');

    await open(organiser, `/bijeenkomsten/${meeting.id}/besluit`);
    expect(await organiser.getByRole('heading', { name: /Er ontbreken nog: 1 wethouder/ }).count()).toBe(1);
    await open(organiser, `/bijeenkomsten/${meeting.id}/genodigden/${boer.id}`);
    expect(await organiser.getByText('Wethouder vervangen door beleidsambtenaar of -adviseur').count()).toBe(1);
    await open(organiser, `/bijeenkomsten/${meeting.id}/bellen`);
    const card = organiser.getByRole('listitem').filter({ hasText: 'mevrouw A. de Boer' });
    await card.getByText('Noteer hoe het ging').click();
    await card.getByLabel('Komt', { exact: true }).check();
    await card.getByRole('button', { name: /Bewaar/ }).click();

    await open(organiser, `/bijeenkomsten/${meeting.id}/besluit`);
    expect(await organiser.getByRole('heading', { name: 'Het quorum is gehaald' }).count()).toBe(1);
    expect(await web.sql(`select display_name as name, answer, answer_origin as origin, place from invitation order by sort_name`)).toEqual([
      { name: 'Karim Haddad', answer: 'no', origin: 'organiser', place: null }, { name: 'mevrouw A. de Boer', answer: 'yes', origin: 'phone', place: 'confirmed' },
    ]);
    expect(await web.sql(`select to_name as name, kind from outgoing_mail order by id`)).toEqual([
      { name: 'mevrouw A. de Boer', kind: 'confirmation' }, { name: 'Karim Haddad', kind: 'invitation' }, { name: 'mevrouw A. de Boer', kind: 'confirmation' },
      { name: 'Karim Haddad', kind: 'companion' }, { name: 'mevrouw A. de Boer', kind: 'confirmation' },
    ]);
  }, SLOW);

  it.each([true, false])('a place that came free is taken with one tap (JavaScript: %s)', async (javaScriptEnabled) => {
    await web.sql('update meeting set capacity = 1');
    const [first, second] = [await guest('B. Faber', 'POLICY_OFFICER'), await guest('C. Kuper', 'POLICY_OFFICER')];
    await say(first, 'yes');
    const phone = await browser.visitor({ javaScriptEnabled, viewport: PHONE });
    await open(phone, `/u/${second.link}?antwoord=ja`);
    await phone.getByRole('button', { name: 'Verstuur mijn antwoord' }).click();
    expect(await phone.getByRole('heading', { level: 1 }).textContent()).toBe('U staat op de wachtlijst');
    expect(await phone.getByText('De enige plaats is bezet.').count()).toBe(1);
    await say(first, 'no');
    await open(phone, `/u/${second.link}`);
    await phone.getByRole('button', { name: 'Ja, ik neem de plaats' }).click();
    expect(await phone.getByRole('heading', { level: 1 }).textContent()).toBe('Bedankt. U komt.');
  }, SLOW);

  it('shows every page about places on two screens, without a violation', async () => {
    const [boer, faber, kuper, last] = [await guest('mevrouw A. de Boer', 'ALDERMAN'), await guest('meneer B. Faber', 'POLICY_OFFICER'), await guest('C. Kuper', 'POLICY_OFFICER'), await guest('D. Jaarsma', 'OPERATIONAL_STAFF')];
    const [sends, visits] = [await guest('mevrouw E. Linde', 'BOARD_MEMBER'), await guest('F. Meuleman', 'STRATEGIST')];
    await service(PlacesService).setRules(house.noor, meeting.id, SetPlaceRules.parse({ protectedSeats: 1, protectedUntil: '2027-02-01', ceilings: { OPERATIONAL_STAFF: 1 } }));
    await say(faber, 'yes');
    await service(DuosService).comeWith({ tokenHash: presentedToken(kuper.link) }, NamePartner.parse({ name: 'Ineke de Wit', email: 'ineke@example.nl', role: 'resident' }));
    await say(last, 'yes');
    await say(await guest('G. Wolters', 'OPERATIONAL_STAFF'), 'yes');
    await say(visits, 'no', 'visit');
    await service(DuosService).seek({ tokenHash: presentedToken((await guest('H. Zandstra', 'POLICY_OFFICER', { municipality_code: 'GM0166' })).link) }, true);
    const offered = await guest('J. Post', 'POLICY_OFFICER');
    await web.sql(`update invitation set answer = 'yes', place = 'offered', place_since = invited_at, offer_until = '2027-01-14T09:00:00Z' where id = $1`, [offered.id]);
    const organiser = await signedIn();
    const pages: [string, string][] = [
      ['plaatsen', `/bijeenkomsten/${meeting.id}/plaatsen`], ['genodigde-vervanger', `/bijeenkomsten/${meeting.id}/genodigden/${sends.id}/vervanger`], ['genodigde-duo', `/bijeenkomsten/${meeting.id}/genodigden/${boer.id}/duo`],
      ['gast-aanbod', `/u/${offered.link}`], ['gast-wachtlijst', `/u/${kuper.link}`], ['gast-vervanger', `/u/${boer.link}/vervanger`], ['gast-duo', `/u/${boer.link}/duo`], ['gast-uitnodiging', `/u/${boer.link}`],
      ['gast-werkbezoek', `/u/${visits.link}/werkbezoek`], ['gast-bedankt-bezoek', `/u/${visits.link}/bedankt`],
    ];
    for (const [name, path] of pages) {
      await open(organiser, path);
      await axe(organiser);
      await shoot(organiser, name);
    }
  }, SLOW);

  it('refuses what cannot be, beside the field, with what was typed', async () => {
    const boer = await guest('mevrouw A. de Boer', 'ALDERMAN');
    const known = await guest('meneer B. Faber', 'ALDERMAN');
    const [{ email }] = await web.sql<{ email: string }>(`select email from invitation where id = $1`, [boer.id]) as [{ email: string }];
    await web.sql(`update contact set email = 'faber@zwolle.example.nl', email_key = 'faber@zwolle.example.nl' where id = (select contact_id from invitation where id = $1)`, [known.id]);
    const phone = await browser.visitor({ viewport: PHONE });
    const send = async (page: string, address: string, fill: () => Promise<unknown>): Promise<string> => {
      await open(phone, `/u/${boer.link}/${page}`);
      await phone.getByLabel('Naam').fill('Karim Haddad');
      await fill();
      await phone.getByLabel('E-mailadres').fill(address);
      await phone.getByRole('button').first().click();
      await phone.waitForLoadState();
      expect(await phone.getByLabel('Naam').inputValue()).toBe('Karim Haddad');
      return phone.locator('main').innerText();
    };
    const office = async (): Promise<unknown> => phone.getByLabel('Functie').selectOption({ label: 'Wethouder' });
    expect(await send('vervanger', email, office)).toContain('Dit is uw eigen adres.');
    expect(await send('vervanger', 'faber@zwolle.example.nl', office)).toContain('is zelf al uitgenodigd voor deze bijeenkomst');
    expect(await send('duo', email, async () => phone.getByLabel('Een inwoner').check())).toContain('Dit is uw eigen adres. Vul het adres in van wie met u meekomt.');
    expect(await web.sql(`select distinct answer from invitation`)).toEqual([{ answer: 'none' }]);
    expect(await web.sql('select from outgoing_mail')).toEqual([]);
    await axe(phone);
  }, SLOW);
});
