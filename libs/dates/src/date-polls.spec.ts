import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, type DomainError, presentedToken } from '@bijeen/platform';
import { MailCatcher, MailSender } from '@bijeen/mail';
import { countQueries, testApp } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import { AskDates, CastVotes } from './date-poll-input.js';
import type { Vote } from './date-poll.entity.js';
import { DatePolls } from './date-polls.service.js';
import { DatesModule } from './dates.module.js';
import { PollAnswers } from './poll-answers.service.js';

const OPTIONS = [{ day: '2027-04-15', from: '13:30', to: '17:00' }, { day: '2027-04-22', from: '13:30', to: '17:00' }];
const ask = (rest: object = {}): AskDates => AskDates.parse({ options: OPTIONS, deadline: '2027-02-01', ...rest });

describe('a date poll', () => {
  const app = testApp(DatesModule);
  const polls = (): DatePolls => app.get(DatePolls);
  let noor: Actor;
  let meeting: { id: string };
  let alderman: { id: string };
  let token: string;
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'postponed', first_invited_at: '2027-01-05T09:00:00Z' });
    alderman = await app.build.invitation(noor, meeting, { email: 'w@kampen.example.nl', display_name: 'mevrouw A. de Boer' });
    token = await app.build.link(noor, meeting, alderman);
  });
  const refused = async (work: Promise<unknown>): Promise<DomainError> => work.then(() => { throw new Error('It was not refused.'); }, (error: unknown) => error as DomainError);
  const optionIds = async (): Promise<string[]> => (await app.sql<{ id: string }>('select id from date_option order by starts_at')).map(({ id }) => id);
  const cast = async (votes: Vote[], who = token): Promise<void> => {
    const ids = await optionIds();
    await app.get(PollAnswers).cast(presentedToken(who), CastVotes.parse({ votes: Object.fromEntries(votes.map((vote, place) => [ids[place], vote])) }));
  };
  const mails = async (): Promise<object[]> => app.sql(`select to_address as to, revision, kind from outgoing_mail order by revision, to_address`);
  const guest = async (values: Record<string, unknown> = {}): Promise<{ id: string; token: string }> => {
    const invitation = await app.build.invitation(noor, meeting, { ...values });
    return { id: invitation.id, token: await app.build.link(noor, meeting, invitation) };
  };

  it('asks those who decide and know of the meeting, by one mail each', async () => {
    await guest({ function: 'POLICY_OFFICER' });
    await guest({ answer: 'no', reason: 'not-my-subject' });
    await guest({ state: 'queued' });
    await guest({ email: 'd@zorg.example.nl', function: 'DIRECTOR', answer: 'no', reason: 'date' });

    const { result } = await polls().ask(noor, meeting.id, ask({ introduction: 'Wij zien u graag.' }));

    expect(result).toMatchObject({ state: 'open', asked: 2, answered: 0, bestId: null });
    expect(await mails()).toEqual([{ to: 'd@zorg.example.nl', revision: 0, kind: 'date-poll' }, { to: 'w@kampen.example.nl', revision: 0, kind: 'date-poll' }]);
  });

  it('mails the dates, the words of the organiser, and the way to the page; nothing else to click but opting out', async () => {
    await app.sql(`update invitation set salutation = 'Geachte mevrouw De Boer'`);
    await polls().ask(noor, meeting.id, ask({ introduction: 'Wij zien u graag <hier>.' }));
    await app.get(MailSender).send(noor.organisationId);

    const [caught] = await app.get(MailCatcher).list();
    const { subject, to, text, links } = (await app.get(MailCatcher).read(caught!.id))!;
    expect([subject, to]).toEqual(['Wanneer kunt u? Inspiratiebijeenkomst Zwolle', ['w@kampen.example.nl']]);
    for (const part of ['Geachte mevrouw De Boer', 'is uitgesteld', 'Wij zien u graag <hier>.', 'donderdag 22 april 2027, 13.30 tot 17.00 uur', 'maandag 1 februari 2027']) expect(text.replace(/\s+/g, ' ')).toContain(part);
    expect(links.filter((link) => link.includes('/u/'))).toEqual([expect.stringMatching(new RegExp(`/u/${token}/datum$`))]);
  });

  it('begins once when two colleagues press at the same time', async () => {
    const outcomes = await Promise.allSettled([1, 2, 3].map(async () => polls().ask(noor, meeting.id, ask())));
    expect([outcomes.filter(({ status }) => status === 'fulfilled').length, (await app.sql('select from date_poll')).length, (await mails()).length]).toEqual([1, 1, 1]);
  });

  it('asks everybody when an organiser wants that', async () => {
    await guest({ function: 'POLICY_OFFICER' });
    expect((await polls().ask(noor, meeting.id, ask({ everyone: 'ja' }))).result).toMatchObject({ asked: 2 });
  });

  it('keeps one answer per person, which may change until the deadline', async () => {
    await polls().ask(noor, meeting.id, ask());
    await cast(['yes', 'no']);
    await cast(['if-needed', 'yes']);

    expect((await polls().find(noor, meeting.id)).result).toMatchObject({ answered: 1, dates: [{ votes: { 'yes': 1, 'if-needed': 0, 'no': 0 }, rank: 1 }, { votes: { 'yes': 0, 'if-needed': 1 }, rank: 2 }] });
    app.clock.set('2027-02-01T22:58:00Z');
    await cast(['no', 'no']);
    expect(await app.sql('select vote from date_vote')).toEqual([{ vote: 'no' }, { vote: 'no' }]);
  });

  it('takes no answer after the deadline, says so, and changes nothing', async () => {
    await polls().ask(noor, meeting.id, ask());
    await cast(['yes', 'no']);
    app.clock.set('2027-02-01T23:00:00Z');

    expect((await refused(cast(['no', 'no']))).message).toContain('Neem contact op met Noor Verhoeven');
    expect(await app.sql('select vote from date_vote order by vote')).toEqual([{ vote: 'no' }, { vote: 'yes' }]);
    expect(await app.get(PollAnswers).show(presentedToken(token))).toMatchObject({ state: 'past-deadline' });
  });

  it('takes no answer that leaves a date out', async () => {
    await polls().ask(noor, meeting.id, ask());
    expect(await refused(cast(['yes']))).toMatchObject({ code: 'input.invalid', fields: { [`votes.${(await optionIds())[1]}`]: 'Kies ja, als het moet, of nee.' } });
    expect(await app.sql('select vote from date_vote')).toEqual([]);
  });

  it('shows a guest nothing of what another guest said', async () => {
    const other = await guest({ display_name: 'de heer B. Smit' });
    await polls().ask(noor, meeting.id, ask());
    await cast(['yes', 'if-needed'], other.token);

    const seen = await app.get(PollAnswers).show(presentedToken(token));
    expect(seen).toMatchObject({ votes: {}, answeredAt: null });
    expect(JSON.stringify(seen)).not.toMatch(/Smit|if-needed/);
  });

  it('is not there for a guest who was not asked, nor for another organisation', async () => {
    const clerk = await guest({ function: 'POLICY_OFFICER' });
    await polls().ask(noor, meeting.id, ask());
    expect(await refused(app.get(PollAnswers).show(presentedToken(clerk.token)))).toMatchObject({ code: 'date-poll.not-asked' });

    const stranger = await app.build.owner({ name: 'Het Anker' });
    for (const work of [polls().find(stranger, meeting.id), polls().stop(stranger, meeting.id), polls().remind(stranger, meeting.id), polls().ask(stranger, meeting.id, ask())]) expect(await refused(work)).toMatchObject({ code: 'meeting.not-found' });
    expect((await polls().find(noor, meeting.id)).result).toMatchObject({ state: 'open' });
  });

  it('reminds those who did not answer, and nobody else, once a day', async () => {
    const other = await guest({ email: 'b@raalte.example.nl' });
    await polls().ask(noor, meeting.id, ask());
    await cast(['yes', 'no'], other.token);
    expect(await refused(polls().remind(noor, meeting.id))).toMatchObject({ code: 'date-poll.mailed-today' });

    app.clock.set('2027-01-13T09:00:00Z');
    expect(await polls().remind(noor, meeting.id)).toEqual({ reminded: 1 });
    expect(await refused(polls().remind(noor, meeting.id))).toMatchObject({ code: 'date-poll.mailed-today' });
    expect((await mails()).slice(2)).toEqual([{ to: 'w@kampen.example.nl', revision: 1, kind: 'date-poll' }]);

    app.clock.set('2027-01-14T09:00:00Z');
    await cast(['no', 'no']);
    expect(await refused(polls().remind(noor, meeting.id))).toMatchObject({ code: 'date-poll.all-answered' });
    expect(await mails()).toHaveLength(3);
  });

  it('ends by itself when the meeting gets another date', async () => {
    await polls().ask(noor, meeting.id, ask());
    await app.sql(`update meeting set state = 'planned', starts_at = '2027-04-15T11:30:00Z', ends_at = '2027-04-15T15:00:00Z'`);

    expect((await polls().find(noor, meeting.id)).result).toMatchObject({ state: 'decided' });
    expect(await refused(cast(['yes', 'yes']))).toMatchObject({ code: 'date-poll.closed' });
  });

  it('is closed by an organiser, and makes room for the next one, whose mails leave too', async () => {
    await polls().ask(noor, meeting.id, ask());
    expect(await refused(polls().ask(noor, meeting.id, ask()))).toMatchObject({ code: 'date-poll.already-open' });
    expect((await polls().stop(noor, meeting.id)).result).toMatchObject({ state: 'closed' });
    expect(await refused(polls().stop(noor, meeting.id))).toMatchObject({ code: 'date-poll.not-open' });
    expect(await refused(cast(['yes', 'yes']))).toMatchObject({ code: 'date-poll.closed' });

    await polls().ask(noor, meeting.id, ask({ options: [...OPTIONS, { day: '2027-05-20', from: '09:30', to: '12:30' }] }));
    expect(await mails()).toMatchObject([{ revision: 0 }, { revision: 1 }]);
    expect((await polls().find(noor, meeting.id)).result!.dates).toHaveLength(3);
  });

  it('shows the quorum that each date would reach, and what speaks against it', async () => {
    const other = await guest({ municipality_code: 'GM0166' });
    await app.build.insert('quorum', { organisation_id: noor.organisationId, meeting_id: meeting.id, aldermen: 2, municipalities: 2 });
    await polls().ask(noor, meeting.id, ask({ options: [{ day: '2027-04-29', from: '13:30', to: '17:00' }, ...OPTIONS] }));
    await cast(['no', 'yes', 'if-needed']);
    await cast(['yes', 'yes', 'if-needed'], other.token);

    const { dates } = (await polls().find(noor, meeting.id)).result!;
    expect(dates.map(({ startsAt }) => startsAt.toISOString().slice(5, 10))).toEqual(['04-22', '04-15', '04-29']);
    expect(dates[0]!.quorum).toMatchObject({ reached: true, parts: [{ part: 'aldermen', needed: 2, coming: 2 }, { part: 'boardMembers', needed: 0, coming: 0 }, { part: 'municipalities', coming: 2 }] });
    expect(dates[2]!.quorum).toMatchObject({ reached: false, reachedAtMost: true, parts: [{ coming: 0, atMost: 2 }, {}, {}] });
    expect(dates.map(({ check }) => check.findings.map(({ kind }) => kind))).toEqual([[], [], ['school-recess']]);
  });

  it('lets the link live as long as the dates, when the old date is long past', async () => {
    await app.sql(`update meeting set starts_at = '2026-11-11T12:30:00Z', ends_at = '2026-11-11T16:00:00Z'`);
    await app.sql(`update personal_link set expires_at = '2027-01-20T00:00:00Z'`);
    await polls().ask(noor, meeting.id, ask());
    app.clock.set('2027-02-01T09:00:00Z');
    await cast(['yes', 'yes']);
    expect(await app.sql('select count(*)::int as votes from date_vote')).toEqual([{ votes: 2 }]);
  });

  it.each([
    ['dates that were', { options: [{ day: '2027-01-11', from: '13:30', to: '17:00' }, OPTIONS[0]], deadline: '2027-01-10' }, { 'options.0.day': 'Deze datum is al geweest. Kies een datum die nog komt.', 'deadline': 'Deze dag is al geweest. Kies een dag die nog komt.' }],
    ['a date that was among others', { options: [{ day: '2027-01-11', from: '13:30', to: '17:00' }, ...OPTIONS] }, { 'options.0.day': 'Deze datum is al geweest. Kies een datum die nog komt.' }],
    ['a deadline after the first date', { deadline: '2027-04-16' }, { deadline: 'Antwoorden moet kunnen vóór de eerste datum. Kies een eerdere dag.' }],
    ['a deadline on the first date', { deadline: '2027-04-15' }, { deadline: 'Antwoorden moet kunnen vóór de eerste datum. Kies een eerdere dag.' }],
    ['a deadline that was', { deadline: '2027-01-11' }, { deadline: 'Deze dag is al geweest. Kies een dag die nog komt.' }],
    ['a time that does not exist', { options: [{ day: '2027-03-28', from: '02:30', to: '05:00' }, OPTIONS[0]] }, { 'options.0.from': 'Op 2027-03-28 bestaat 02:30 uur niet: de klok gaat die nacht van 2 naar 3 uur. Kies een tijd vóór 02:00 of vanaf 03:00.' }],
  ])('with %s is refused, and nothing is kept or mailed', async (_what, input, fields) => {
    expect(await refused(polls().ask(noor, meeting.id, ask(input)))).toMatchObject({ code: 'input.invalid' });
    expect((await refused(polls().ask(noor, meeting.id, ask(input)))).fields).toEqual(fields);
    expect([await app.sql('select from date_poll'), await mails()]).toEqual([[], []]);
  });

  it('is refused when there is nobody to ask, and after the meeting', async () => {
    await app.sql(`update invitation set function = 'POLICY_OFFICER'`);
    expect(await refused(polls().ask(noor, meeting.id, ask()))).toMatchObject({ code: 'date-poll.nobody' });
    await app.sql(`update meeting set state = 'held'`);
    expect(await refused(polls().ask(noor, meeting.id, ask()))).toMatchObject({ code: 'date-poll.wrong-state' });
    expect(await app.sql('select from date_poll')).toEqual([]);
  });

  it('asks the database equally often for one guest and for many', async () => {
    const count = async (work: () => Promise<unknown>): Promise<number> => {
      const stop = countQueries(app.get(DataSource));
      await work();
      return stop();
    };
    await polls().ask(noor, meeting.id, ask());
    await polls().stop(noor, meeting.id);
    await guest();
    const [asking, looking] = [await count(async () => polls().ask(noor, meeting.id, ask())), await count(async () => polls().find(noor, meeting.id))];
    await polls().stop(noor, meeting.id);
    const guests = await Promise.all(['GM0166', 'GM0177', 'GM0202', 'GM0244'].map(async (municipality_code) => guest({ municipality_code })));

    expect(await count(async () => polls().ask(noor, meeting.id, ask()))).toBe(asking);
    const ids = (await app.sql<{ id: string }>('select o.id from date_option o join date_poll p on p.id = o.poll_id where p.closed_at is null order by starts_at')).map(({ id }) => id);
    for (const each of guests) await app.get(PollAnswers).cast(presentedToken(each.token), CastVotes.parse({ votes: Object.fromEntries(ids.map((id) => [id, 'yes'])) }));
    expect(await count(async () => polls().find(noor, meeting.id))).toBe(looking);
  });
});
