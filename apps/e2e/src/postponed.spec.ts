import { beforeEach, describe, expect, it } from '@jest/globals';
import { AskDates, DatePolls } from '@bijeen/dates';
import { Answer, AnswersService } from '@bijeen/invitations';
import { MailCatcher, MailSender } from '@bijeen/mail';
import { presentedToken } from '@bijeen/platform';
import ICAL from 'ical.js';
import { useHouse } from './harness/house.js';
import { open, PHONE, press } from './harness/index.js';

const SLOW = 120_000;

/** One file for a calendar, as it arrived. */
interface Item {
  to: string;
  method: string;
  uid: string;
  sequence: number;
  start: string;
}

describe('a meeting that is postponed and comes back, in a browser', () => {
  const house = useHouse();
  const { web, browser, signedIn } = house;
  let meeting: { id: string };
  const links: Record<string, string> = {};

  beforeEach(async () => {
    meeting = await web.build.meeting(house.noor, { state: 'inviting', first_invited_at: '2027-01-05T09:00:00Z' });
    for (const [name, office, code] of [['Boer', 'ALDERMAN', 'GM0193'], ['Faber', 'ALDERMAN', 'GM0166'], ['Kuper', 'POLICY_OFFICER', 'GM0177'], ['Never', 'POLICY_OFFICER', 'GM0177']] as const) {
      const state = name === 'Never' ? 'queued' : 'sent';
      const invitation = await web.build.invitation(house.noor, meeting, { display_name: name, sort_name: name, salutation: `Geachte ${name}`, function: office, municipality_code: code, email: `${name.toLowerCase()}@example.nl`, state });
      links[name] = await web.build.link(house.noor, meeting, invitation);
    }
  });
  const service = <T,>(type: new (...parts: never[]) => T): T => web.app.get(type, { strict: false });
  /** Sends what is due, and says what arrived since the last time: who got which kind, and the calendar files. */
  const seen = new Set<string>();
  const send = async (): Promise<{ mails: string[]; items: Item[] }> => {
    await service(MailSender).send(house.noor.organisationId);
    const fresh = (await service(MailCatcher).list()).filter(({ id }) => !seen.has(id));
    fresh.forEach(({ id }) => seen.add(id));
    const kinds = new Map((await web.sql<{ id: string; kind: string }>('select message_id as id, kind from outgoing_mail')).map(({ id, kind }) => [id, kind]));
    const read = await Promise.all(fresh.map(async ({ id }) => (await service(MailCatcher).read(id))!));
    return {
      mails: read.map(({ to, messageId }) => `${to[0]} ${kinds.get(messageId)}`).sort(),
      items: read.flatMap(({ to, attachments }) => attachments.filter(({ type }) => type.startsWith('text/calendar')).slice(0, 1).map(({ content }) => itemOf(to[0]!, content.toString()))),
    };
  };
  const say = async (name: string, coming: 'yes' | 'no', reason?: string): Promise<unknown> => service(AnswersService).answer(presentedToken(links[name]!), Answer.parse({ coming, reason }));

  it('takes everybody along: calendar, poll, new date, and one tap', async () => {
    await say('Boer', 'yes');
    await say('Faber', 'no', 'date');
    const first = await send();
    expect(first.items).toEqual([{ to: 'boer@example.nl', method: 'REQUEST', uid: expect.any(String), sequence: 0, start: '2027-03-11T12:30:00Z' }]);

    const organiser = await signedIn();
    const here = `/bijeenkomsten/${meeting.id}`;
    await open(organiser, `${here}/uitstellen`);
    await organiser.getByLabel(/Waarom/).fill('Te weinig wethouders');
    await press(organiser, 'button', /^Stel deze/);
    expect((await send()).mails).toEqual([]);
    await press(organiser, 'button', 'Verstuur 3 mails nu');
    const off = await send();
    expect(off.mails).toEqual(['boer@example.nl postponement', 'faber@example.nl postponement', 'kuper@example.nl postponement']);
    expect(off.items).toEqual([{ ...first.items[0], method: 'CANCEL', sequence: 1 }]);

    await open(organiser, here);
    expect(await organiser.getByText('Op donderdag 11 maart 2027 zou 1 persoon komen.').count()).toBe(1);
    const phone = await browser.visitor({ viewport: PHONE });
    await open(phone, `/u/${links['Boer']}`);
    expect(await phone.locator('main').innerText()).toContain('uitgesteld');
    await press(phone, 'button', 'Houd mij op de hoogte van de nieuwe datum');
    expect(await web.sql('select count(*)::int as people from interest')).toEqual([{ people: 1 }]);
    await expect(say('Boer', 'no')).rejects.toMatchObject({ code: 'answer.meeting-postponed' });

    const options = ['2027-04-15', '2027-04-20'].map((day) => ({ day, from: '13:30', to: '17:00' }));
    await service(DatePolls).ask(house.noor, meeting.id, AskDates.parse({ options, deadline: '2027-02-01' }));
    expect((await send()).mails).toEqual(['boer@example.nl date-poll', 'faber@example.nl date-poll']);
    for (const [name, votes] of [['Boer', ['Als het moet', 'Ja']], ['Faber', ['Nee', 'Ja']]] as const) {
      await open(phone, `/u/${links[name]}/datum`);
      for (const [place, date] of (['donderdag 15 april', 'dinsdag 20 april'] as const).entries()) await phone.getByRole('group', { name: new RegExp(date) }).getByRole('radio', { name: votes[place]!, exact: true }).check();
      await press(phone, 'button', 'Bewaar mijn keuze');
    }
    await open(organiser, `${here}/datumprikker`);
    await organiser.getByRole('link', { name: /Kies deze datum/ }).first().click();
    expect(await organiser.getByLabel('Nieuwe datum').inputValue()).toBe('2027-04-20');
    await organiser.getByLabel(/Waarom/).fill('De meesten kunnen dan');
    await press(organiser, 'button', /^Verplaats naar dinsdag 20 april 2027/);
    await press(organiser, 'button', 'Verstuur 3 mails nu');
    const again = await send();
    expect(again.mails).toEqual(['boer@example.nl asked-again', 'faber@example.nl asked-again', 'kuper@example.nl asked-again']);
    expect(again.items).toEqual([]);

    await open(phone, `/u/${links['Boer']}`);
    expect(await phone.getByText('U zou komen op donderdag 11 maart 2027. Komt u ook op dinsdag 20 april 2027?').isVisible()).toBe(true);
    await phone.getByRole('link', { name: 'Ja, ik kom' }).click();
    await press(phone, 'button', 'Verstuur mijn antwoord');
    await say('Faber', 'yes');
    const yes = await send();
    expect(yes.mails).toEqual(['boer@example.nl confirmation', 'faber@example.nl confirmation']);
    expect(yes.items.map(({ to, method, sequence, start }) => [to, method, sequence, start]).sort()).toEqual([['boer@example.nl', 'REQUEST', 0, '2027-04-20T11:30:00Z'], ['faber@example.nl', 'REQUEST', 0, '2027-04-20T11:30:00Z']]);
    expect(yes.items.every(({ uid }) => uid !== first.items[0]!.uid)).toBe(true);

    // To a known date: the same item moves, once more with one question.
    await open(organiser, `${here}/verplaatsen?date=2027-04-22&from=13:30&to=17:00`);
    await organiser.getByLabel(/Waarom/).fill('De zaal is dan vrij');
    await press(organiser, 'button', /^Verplaats naar donderdag 22 april 2027/);
    await press(organiser, 'button', 'Verstuur 3 mails nu');
    const moved = await send();
    expect(moved.mails).toEqual(['boer@example.nl asked-again', 'faber@example.nl asked-again', 'kuper@example.nl asked-again']);
    const before = yes.items.find(({ to }) => to === 'boer@example.nl')!;
    expect(moved.items.find(({ to }) => to === 'boer@example.nl')).toEqual({ ...before, sequence: 1, start: '2027-04-22T11:30:00Z' });
    await say('Boer', 'no');
    expect((await send()).items).toEqual([{ ...before, method: 'CANCEL', sequence: 2, start: '2027-04-22T11:30:00Z' }]);
    expect(await web.sql(`select count(*)::int as mails from outgoing_mail where to_address = 'never@example.nl'`)).toEqual([{ mails: 0 }]);
    expect(await web.sql(`select i.display_name as name, array_agg(h.answer order by h.id) as answers from answer_history h join invitation i on i.id = h.invitation_id group by 1 order by 1`)).toEqual([
      { name: 'Boer', answers: ['yes', 'none', 'yes', 'none', 'no'] }, { name: 'Faber', answers: ['no', 'none', 'yes', 'none'] },
    ]);
  }, SLOW);
});

function itemOf(to: string, file: string): Item {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
  return { to, method: String(calendar.getFirstPropertyValue('method')), uid: event.uid, sequence: event.sequence, start: event.startDate.toJSDate().toISOString().replace('.000', '') };
}
