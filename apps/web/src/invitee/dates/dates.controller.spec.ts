import { beforeEach, describe, expect, it } from '@jest/globals';
import { AskDates, DatePolls } from '@bijeen/dates';
import type { Actor } from '@bijeen/platform';
import { databaseDump } from '../../testing/database-dump.js';
import { testWeb } from '../../testing/test-web.js';

describe('a guest and the date', () => {
  const web = testWeb();
  let noor: Actor;
  let meeting: { id: string };
  let url: string;
  let other: string;
  beforeEach(async () => {
    noor = await web.build.owner();
    meeting = await web.build.meeting(noor, { state: 'postponed', first_invited_at: '2027-01-05T09:00:00Z' });
    const link = async (values: Record<string, unknown>): Promise<string> => `/u/${await web.build.link(noor, meeting, await web.build.invitation(noor, meeting, values))}`;
    [url, other] = [await link({ salutation: 'Geachte mevrouw De Boer' }), await link({ display_name: 'de heer B. Smit' })];
  });
  const ask = async (): Promise<string[]> => {
    const options = [{ day: '2027-04-15', from: '13:30', to: '17:00' }, { day: '2027-04-22', from: '13:30', to: '17:00' }];
    await web.app.get(DatePolls, { strict: false }).ask(noor, meeting.id, AskDates.parse({ options, deadline: '2027-02-01', introduction: 'Met koffie.' }));
    return (await web.sql<{ id: string }>('select id from date_option order by starts_at')).map(({ id }) => `votes.${id}`);
  };
  const checked = (body: string): string[] => [...body.matchAll(/<input[^>]*type="radio"[^>]*>/g)].filter(([input]) => input.includes(' checked')).map(([input]) => /value="([\w-]+)"/.exec(input)![1]!);

  it('chooses per date, comes back, and changes', async () => {
    const [first, second] = await ask() as [string, string];
    const { body } = await web.get(`${url}/datum`);
    for (const part of ['Geachte mevrouw De Boer', 'Met koffie.', 'donderdag 15 april 2027, 13.30 tot 17.00 uur', 'Als het moet', 'Bewaar mijn keuze']) expect(body).toContain(part);
    expect(checked(body)).toEqual([]);

    const saved = await web.postForm(`${url}/datum`, { [first]: 'yes', [second]: 'if-needed', remark: 'Liever in de ochtend' });
    expect([saved.statusCode, saved.headers.location]).toEqual([303, `${url}/datum?bewaard`]);
    const again = (await web.get(`${url}/datum?bewaard`)).body;
    expect([checked(again), again.includes('Uw keuze is bewaard.'), again.includes('Liever in de ochtend')]).toEqual([['yes', 'if-needed'], true, false]);
    await web.postForm(`${url}/datum`, { [first]: 'no', [second]: 'yes' });
    expect(checked((await web.get(`${url}/datum`)).body)).toEqual(['no', 'yes']);
    expect(await web.sql('select remark from date_ballot where answered_at is not null')).toEqual([{ remark: 'Liever in de ochtend' }]);
  });

  it('never sees what another chose', async () => {
    const [first, second] = await ask() as [string, string];
    await web.postForm(`${other}/datum`, { [first]: 'yes', [second]: 'no', remark: 'Geheim' });
    const { body } = await web.get(`${url}/datum`);
    expect([checked(body), /Smit|Geheim/.test(body)]).toEqual([[], false]);
  });

  it('keeps what was chosen when a date is left out, and records nothing', async () => {
    const [first] = await ask();
    const { statusCode, body } = await web.postForm(`${url}/datum`, { [first!]: 'yes', remark: 'Tot dan' });
    expect([statusCode, checked(body), body.includes('Kies ja, als het moet, of nee.'), body.includes('Tot dan')]).toEqual([422, ['yes'], true, true]);
    const wrong = await web.postForm(`${url}/datum`, { [first!]: 'misschien' });
    expect([wrong.statusCode, await web.sql('select from date_vote')]).toEqual([422, []]);
  });

  it('changes nothing by looking', async () => {
    await ask();
    const before = await databaseDump(web);
    for (const page of ['/datum', '/datum?bewaard', '/interesse', '']) expect((await web.get(url + page)).statusCode).toBe(200);
    expect(await databaseDump(web)).toEqual(before);
  });

  it('is told when it is over, and which day it became', async () => {
    const [first, second] = await ask() as [string, string];
    await web.postForm(`${url}/datum`, { [first]: 'yes', [second]: 'no' });
    web.clock.set('2027-02-02T09:00:00Z');
    const late = await web.postForm(`${url}/datum`, { [first]: 'no', [second]: 'no' });
    expect([late.statusCode, late.body.includes('<h1>De datumprikker is gesloten</h1>'), late.body.includes('Noor Verhoeven')]).toEqual([409, true, true]);
    const closed = (await web.get(`${url}/datum`)).body;
    expect([closed.includes('Kiezen kon tot en met maandag 1 februari 2027.'), closed.includes('<form'), closed.includes('13.30 tot 17.00 uur: ja')]).toEqual([true, false, true]);

    await web.sql(`update meeting set state = 'planned', starts_at = '2027-04-15T11:30:00Z', ends_at = '2027-04-15T15:00:00Z'`);
    expect((await web.get(`${url}/datum`)).body).toContain('Er is een dag gekozen: donderdag 15 april 2027, 13.30 tot 17.00 uur.');
  });

  it('has no poll to answer where none was asked', async () => {
    const { statusCode, body } = await web.get(`${url}/datum`);
    expect([statusCode, body.includes('Er is voor u geen datumprikker bij deze bijeenkomst.')]).toEqual([404, true]);
  });

  it('of a postponed meeting comes on the list for the next date with one button, and off it again', async () => {
    const landing = (await web.get(url)).body;
    expect([landing.includes('Deze bijeenkomst is uitgesteld.'), landing.includes(`action="${url}/interesse"`), landing.includes('Houd mij op de hoogte van de nieuwe datum')]).toEqual([true, true, true]);
    for (let click = 0; click < 2; click += 1) expect((await web.postForm(`${url}/interesse`, {})).headers.location).toBe(`${url}/interesse`);
    expect((await web.get(`${url}/interesse`)).body).toContain('U staat op de lijst.');
    expect(await web.sql('select count(*)::int as people from interest')).toEqual([{ people: 1 }]);

    expect((await web.postForm(`${url}/interesse/weg`, {})).statusCode).toBe(303);
    expect((await web.get(`${url}/interesse`)).body).toContain('Houd mij op de hoogte van de nieuwe datum');
    expect(await web.sql('select from interest')).toEqual([]);
  });

  it('who cannot come on this date is offered the next one after declining, and nobody else is', async () => {
    await web.sql(`update meeting set state = 'inviting'`);
    expect((await web.postForm(`${url}/interesse`, {})).statusCode).toBe(409);
    await web.postForm(url, { coming: 'no', reason: 'not-my-subject' });
    expect((await web.get(`${url}/bedankt`)).body).not.toContain('Houd mij op de hoogte');
    await web.postForm(url, { coming: 'no', reason: 'date' });
    expect((await web.get(`${url}/bedankt`)).body).toContain('Houd mij op de hoogte van een volgende bijeenkomst');
    expect((await web.postForm(`${url}/interesse`, {})).statusCode).toBe(303);
    expect((await web.get(`${url}/interesse`)).body).toContain('U hoort het als er een volgende bijeenkomst is');
  });
});
