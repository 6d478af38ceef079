import { beforeEach, describe, expect, it } from '@jest/globals';
import { AskDates, DatePolls } from '@bijeen/dates';
import { useHouse } from './harness/house.js';
import { axe, fits, open, PHONE, shoot } from './harness/index.js';

/** A page on two screens, and axe: two cores take their time. */
const SLOW = 90_000;

describe('choosing a date, in a browser', () => {
  const house = useHouse();
  const { web, browser, signedIn } = house;
  let meeting: { id: string };
  let guestUrl: string;

  beforeEach(async () => {
    meeting = await web.build.meeting(house.noor, { state: 'postponed', first_invited_at: '2027-01-05T09:00:00Z' });
    const people = [['Fatima Bos', 'ALDERMAN', 'GM0193'], ['A. de Boer', 'ALDERMAN', 'GM0166'], ['C. Visser', 'DIRECTOR', 'GM0177']] as const;
    for (const [display_name, office, municipality_code] of people) await web.build.invitation(house.noor, meeting, { display_name, sort_name: display_name, function: office, municipality_code, salutation: `Geachte ${display_name}` });
    const [first] = await web.sql<{ id: string }>(`select id from invitation where display_name = 'Fatima Bos'`);
    guestUrl = `/u/${await web.build.link(house.noor, meeting, first!)}`;
    await web.build.insert('quorum', { organisation_id: house.noor.organisationId, meeting_id: meeting.id, aldermen: 2, municipalities: 2 });
    for (const [code, kind, weekday, from, to] of [['GM0166', 'council', 4, '16:00', '22:30'], ['GM0177', 'college', 2, '09:00', '12:00'], ['GM0193', 'committee', 1, '19:30', '22:00']] as const) {
      await web.build.insert('council_pattern', { organisation_id: house.noor.organisationId, municipality_code: code, kind, weekday, from_time: from, to_time: to, updated_by: 'Noor', updated_at: web.clock.now() });
    }
  });
  const poll = async (): Promise<void> => {
    const options = ['2027-04-15', '2027-04-20', '2027-04-29'].map((day) => ({ day, from: '13:30', to: '17:00' }));
    await web.app.get(DatePolls, { strict: false }).ask(house.noor, meeting.id, AskDates.parse({ options, deadline: '2027-02-01', introduction: 'Wij zien u graag in Zwolle.' }));
  };
  const answers = async (): Promise<void> => {
    await web.sql(`update date_ballot b set answered_at = $1, remark = case when i.display_name = 'A. de Boer' then 'Liefst in de middag' end from invitation i where i.id = b.invitation_id and i.display_name <> 'C. Visser'`, [web.clock.now()]);
    await web.sql(`insert into date_vote select b.organisation_id, b.poll_id, b.invitation_id, o.id,
      case when extract(day from o.starts_at) = 20 then 'yes' when extract(day from o.starts_at) = 15 and i.display_name = 'Fatima Bos' then 'if-needed' else 'no' end
      from date_ballot b join invitation i on i.id = b.invitation_id join date_option o on o.poll_id = b.poll_id where b.answered_at is not null`);
    await web.sql(`insert into interest (organisation_id, meeting_id, name, email, email_key, function_text, at) values ($1, $2, 'D. Mulder', 'd.mulder@olst.example.nl', 'd.mulder@olst.example.nl', 'Raadslid', $3)`, [house.noor.organisationId, meeting.id, web.clock.now()]);
  };

  it.each([true, false])('a wethouder says on a phone which days do, in five taps (JavaScript: %s)', async (javaScriptEnabled) => {
    await poll();
    const visitor = await browser.visitor({ viewport: PHONE, javaScriptEnabled });
    await open(visitor, `${guestUrl}/datum`);
    for (const [date, vote] of [['donderdag 15 april', 'Ja'], ['dinsdag 20 april', 'Als het moet'], ['donderdag 29 april', 'Nee']] as const) await visitor.getByRole('group', { name: new RegExp(date) }).getByRole('radio', { name: vote, exact: true }).check();
    await visitor.getByRole('button', { name: 'Bewaar mijn keuze' }).click();

    expect(await visitor.getByText('Bedankt. Uw keuze is bewaard.').isVisible()).toBe(true);
    expect(await web.sql('select vote from date_vote v join date_option o on o.id = v.option_id order by o.starts_at')).toEqual([{ vote: 'yes' }, { vote: 'if-needed' }, { vote: 'no' }]);
  });

  it('an organiser looks, asks, and follows, without a mouse click too many', async () => {
    const visitor = await signedIn();
    await open(visitor, `/bijeenkomsten/${meeting.id}`);
    await visitor.getByRole('link', { name: 'Valt deze datum goed?' }).click();
    await visitor.getByLabel('Datum 1').fill('2027-04-15');
    await visitor.getByLabel('Datum 2').fill('2027-04-20');
    await visitor.getByRole('button', { name: 'Bekijk deze data' }).click();
    await visitor.getByRole('link', { name: 'Vraag met een datumprikker wie wanneer kan' }).click();
    await visitor.getByLabel('Antwoorden tot en met').fill('2027-02-01');
    await visitor.getByRole('button', { name: 'Verstuur de datumprikker' }).click();

    expect(await visitor.getByText('De datumprikker is verstuurd.').isVisible()).toBe(true);
    expect(await web.sql(`select count(*)::int as mails from outgoing_mail where kind = 'date-poll'`)).toEqual([{ mails: 3 }]);
  });

  it.each([
    ['/datum', 'date-check-first'], ['/datum?datum1=2027-04-15&datum2=2027-04-20&datum3=2027-04-29', 'date-check'], ['/datumprikker', 'date-poll-result'],
  ])('can be read by everybody, at a desk and on a phone: %s', async (path, name) => {
    await poll();
    await answers();
    const visitor = await signedIn();
    await open(visitor, `/bijeenkomsten/${meeting.id}${path}`);
    await axe(visitor);
    await shoot(visitor, name);
  }, SLOW);

  it('can be read by everybody before there is a poll, and where the raadsdagen are kept', async () => {
    const visitor = await signedIn();
    for (const [path, name] of [[`/bijeenkomsten/${meeting.id}/datumprikker`, 'date-poll-ask'], ['/instellingen/raadsdagen', 'council-patterns']] as const) {
      await open(visitor, path);
      await axe(visitor);
      await shoot(visitor, name);
    }
    await visitor.getByRole('link', { name: /^Wijzig ?:/ }).first().click();
    await axe(visitor);
    await shoot(visitor, 'council-pattern');
  }, SLOW);

  it('can be read by every guest, in light and dark', async () => {
    await poll();
    const visitor = await browser.visitor();
    const look = async (name: string, path: string): Promise<void> => {
      await open(visitor, guestUrl + path);
      for (const colorScheme of ['dark', 'light'] as const) {
        await visitor.emulateMedia({ colorScheme });
        await axe(visitor);
      }
      await shoot(visitor, `invitee-${name}`);
      await fits(visitor);
    };
    await look('postponed', '');
    await look('interest-offer', '/interesse');
    await web.postForm(`${guestUrl}/interesse`, {});
    await look('interest', '/interesse');
    await look('date-poll', '/datum');
    await answers();
    await look('date-poll-saved', '/datum?bewaard');
    web.clock.set('2027-02-03T09:00:00Z');
    await look('date-poll-closed', '/datum');
  }, SLOW * 2);
});
