import { beforeEach, describe, expect, it } from '@jest/globals';
import { type MailContent, renderMail } from '@bijeen/mail';
import type { Actor, DomainError } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import { DecisionClock } from './decision-clock.js';
import { Decide, SetQuorum } from './decisions-input.js';
import { DecisionsModule } from './decisions.module.js';
import { DecisionsService } from './decisions.service.js';

const QUORUM = SetQuorum.parse({ aldermen: '2', boardMembers: 1, municipalities: 2 });
const decide = (outcome: string, rest: object = {}): Decide => Decide.parse({ outcome, reason: 'Omdat het zo is', ...rest });

describe('whether a meeting goes on', () => {
  const app = testApp(DecisionsModule);
  const decisions = (): DecisionsService => app.get(DecisionsService);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-05T09:00:00Z' });
  });
  const yes = async (office: string, municipality = 'GM0193'): Promise<unknown> => app.build.invitation(noor, meeting, { function: office, municipality_code: municipality, answer: 'yes' });
  const refused = async (work: Promise<unknown>): Promise<DomainError> => work.then(() => { throw new Error('It was not refused.'); }, (error: unknown) => error as DomainError);

  it('weighs who comes against who must come', async () => {
    await decisions().setQuorum(noor, meeting.id, QUORUM);
    await yes('ALDERMAN');
    await yes('ALDERMAN', 'GM0166');
    await yes('POLICY_OFFICER', 'GM0177');
    expect(await decisions().find(noor, meeting.id)).toMatchObject({
      parts: [{ part: 'aldermen', needed: 2, coming: 2 }, { part: 'boardMembers', needed: 1, coming: 0 }, { part: 'municipalities', needed: 2, coming: 2 }], reached: false, said: { everybody: 3, deciding: 2 },
    });

    await yes('DIRECTOR');
    expect((await decisions().find(noor, meeting.id)).reached).toBe(true);
  });

  it('counts a beleidsambtenaar for a municipality only where an organiser chose so', async () => {
    for (const municipality of ['GM0193', 'GM0166']) await yes('POLICY_OFFICER', municipality);
    await decisions().setQuorum(noor, meeting.id, SetQuorum.parse({ municipalities: 2 }));
    expect((await decisions().find(noor, meeting.id)).parts).toEqual([{ part: 'municipalities', needed: 2, coming: 0 }]);

    await decisions().setQuorum(noor, meeting.id, SetQuorum.parse({ municipalities: 2, policyOfficersCount: true }));
    expect((await decisions().find(noor, meeting.id)).parts).toEqual([{ part: 'municipalities', needed: 2, coming: 2 }]);
  });

  it('expects people by how often that function really came at earlier meetings, not counting those without attendance', async () => {
    const [earlier, unnoted, later] = [await app.build.meeting(noor, { starts_at: '2026-11-12T12:30:00Z', ends_at: '2026-11-12T16:00:00Z', state: 'held' }), await app.build.meeting(noor, { starts_at: '2026-10-12T12:30:00Z', ends_at: '2026-10-12T16:00:00Z', state: 'held' }), await app.build.meeting(noor)];
    for (let n = 0; n < 10; n += 1) await app.build.invitation(noor, earlier, { answer: 'yes', attended: n < 4 });
    for (let n = 0; n < 5; n += 1) await app.build.invitation(noor, unnoted, { answer: 'yes' });
    await app.build.invitation(noor, later, { answer: 'yes', attended: true });
    for (let n = 0; n < 10; n += 1) await yes('ALDERMAN');

    const { expected, meetings } = await decisions().find(noor, meeting.id);

    expect(meetings).toBe(1);
    expect(expected.everybody).toMatchObject({ likely: 6, sample: 10 });
  });

  it.each([
    ['more than fit in the room', { aldermen: 90, boardMembers: 20 }, { boardMembers: 'Er zijn maar 100 plaatsen. Vraag er minder, of kies een grotere zaal.' }],
    ['more municipalities than places', { municipalities: 101 }, { municipalities: 'Er zijn maar 100 plaatsen. Vraag er minder, of kies een grotere zaal.' }],
    ['a day that was', { aldermen: 1, decideOn: '2027-01-11' }, { decideOn: 'Deze dag is al geweest. Kies een dag die nog komt.' }],
    ['the day itself', { aldermen: 1, decideOn: '2027-03-11' }, { decideOn: 'Beslis vóór de dag van de bijeenkomst. Kies een eerdere dag.' }],
    ['a Sunday', { aldermen: 1, decideOn: '2027-02-21' }, { decideOn: 'Dit is geen werkdag. Kies een werkdag, dan is er iemand om te beslissen.' }],
  ])('refuses a quorum of %s, and keeps what was', async (_what, input, fields) => {
    expect(await refused(decisions().setQuorum(noor, meeting.id, SetQuorum.parse(input)))).toMatchObject({ code: 'input.invalid', fields });
    expect((await decisions().find(noor, meeting.id)).quorum).toBeNull();
  });

  it('goes on, and back to doubt, with the reason and how it stood; nobody is told', async () => {
    await decisions().setQuorum(noor, meeting.id, QUORUM);
    await yes('ALDERMAN');

    await decisions().decide(noor, meeting.id, decide('go', { reason: 'De wethouder van Zwolle komt' }));
    expect(await app.sql('select state from meeting')).toEqual([{ state: 'confirmed' }]);
    const board = await decisions().decide(noor, meeting.id, decide('call'));

    expect(board.decisions.map(({ outcome, reason, decidedBy, decideAgainOn, standing }) => [outcome, reason, decidedBy, decideAgainOn, standing.parts[0]])).toEqual([
      ['call', 'Omdat het zo is', 'Noor Verhoeven', '2027-01-15', { part: 'aldermen', needed: 2, coming: 1 }],
      ['go', 'De wethouder van Zwolle komt', 'Noor Verhoeven', null, { part: 'aldermen', needed: 2, coming: 1 }],
    ]);
    expect(await app.sql('select state from meeting')).toEqual([{ state: 'inviting' }]);
    expect(await app.sql('select to_state, reason from meeting_transition order by at, id')).toEqual([{ to_state: 'confirmed', reason: 'De wethouder van Zwolle komt' }, { to_state: 'inviting', reason: 'Omdat het zo is' }]);
    expect(await app.sql('select from outgoing_mail')).toEqual([]);
  });

  it.each([
    ['planned', 'decision.nobody-invited'],
    ['cancelled', 'meeting.closed'],
    ['closed', 'meeting.closed'],
  ])('cannot be decided on while it is %s', async (state, code) => {
    await app.sql('update meeting set state = $1', [state]);
    expect(await refused(decisions().decide(noor, meeting.id, decide('go')))).toMatchObject({ code });
  });

  it('cannot be decided on any more once it has begun', async () => {
    app.clock.set('2027-03-11T12:30:00Z');
    expect(await refused(decisions().decide(noor, meeting.id, decide('postpone')))).toMatchObject({ code: 'meeting.already-started' });
    expect(await refused(decisions().setQuorum(noor, meeting.id, QUORUM))).toMatchObject({ code: 'meeting.already-started' });
  });

  it('is nobody else’s business', async () => {
    await decisions().setQuorum(noor, meeting.id, QUORUM);
    const other = await app.build.owner();
    const tries = [async () => decisions().find(other, meeting.id), async () => decisions().setQuorum(other, meeting.id, QUORUM), async () => decisions().decide(other, meeting.id, decide('go'))];
    for (const attempt of tries) expect(await refused(attempt())).toMatchObject({ code: 'meeting.not-found' });
  });

  it('costs as many queries for 300 guests as for 3', async () => {
    const cost = async (): Promise<number> => {
      const queries = countQueries(app.get(DataSource));
      await decisions().find(noor, meeting.id);
      return queries();
    };
    for (let n = 0; n < 3; n += 1) await yes('ALDERMAN');
    const few = await cost();
    for (let n = 0; n < 297; n += 1) await yes('ALDERMAN', n % 2 ? 'GM0193' : 'GM0166');
    expect(await cost()).toBe(few);
  });

  describe('when the day has come', () => {
    const at = async (moment: string): Promise<number> => {
      app.clock.set(moment);
      return app.get(DecisionClock).runDue();
    };
    const mails = async (): Promise<object[]> => app.sql(`select to_address as to, revision from outgoing_mail where kind = 'decision' order by revision`);

    it('leads to the page where it is decided, by a button', async () => {
      await decisions().setQuorum(noor, meeting.id, QUORUM);
      await at('2027-02-25T08:00:00Z');
      const [{ content }] = (await app.sql<{ content: MailContent }>(`select content from mailing where kind = 'decision'`)) as [{ content: MailContent }];
      const { html, text } = renderMail(content, { values: {} }, {});
      expect(html).toMatch(new RegExp(`<td class="button primary"[^>]*><a class="button-text" href="[^"]+/bijeenkomsten/${meeting.id}/besluit"`));
      expect(text).toMatch(new RegExp(`Neem het besluit:\nhttp[^ ]+/bijeenkomsten/${meeting.id}/besluit\n`));
    });

    it('asks whoever runs it every working day, until there is a decision', async () => {
      await decisions().setQuorum(noor, meeting.id, QUORUM);

      await at('2027-01-13T08:00:00Z');
      await at('2027-02-24T08:00:00Z');
      expect(await mails()).toEqual([]);
      for (const moment of ['2027-02-25T08:00:00Z', '2027-02-25T15:00:00Z', '2027-02-26T07:59:59Z', '2027-02-26T08:00:00Z', '2027-02-27T12:00:00Z', '2027-02-28T12:00:00Z', '2027-03-01T08:00:00Z']) await at(moment);
      expect(await mails()).toEqual([20270225, 20270226, 20270301].map((revision) => ({ to: 'noor@werkplaats.example.nl', revision })));

      await decisions().decide(noor, meeting.id, decide('go'));
      await at('2027-03-02T08:00:00Z');
      expect(await mails()).toHaveLength(3);
    });

    it('asks again after calling, on the day that was said, and not at all after "uitstellen"', async () => {
      await decisions().setQuorum(noor, meeting.id, QUORUM);
      app.clock.set('2027-02-25T10:00:00Z');
      await decisions().decide(noor, meeting.id, decide('call', { decideAgainOn: '2027-03-02' }));
      for (const day of ['26', '27', '28']) await at(`2027-02-${day}T08:00:00Z`);
      expect(await mails()).toEqual([]);
      await at('2027-03-01T08:00:00Z');
      await at('2027-03-02T08:00:00Z');
      expect(await mails()).toMatchObject([{ revision: 20270302 }]);

      await decisions().decide(noor, meeting.id, decide('postpone'));
      await at('2027-03-03T08:00:00Z');
      expect(await mails()).toHaveLength(1);
    });

    it('asks again for another date', async () => {
      await decisions().setQuorum(noor, meeting.id, QUORUM);
      await decisions().decide(noor, meeting.id, decide('go'));
      await app.sql(`update meeting set starts_at = '2027-04-22T12:30:00Z', ends_at = '2027-04-22T16:00:00Z'`);

      await at('2027-04-07T08:00:00Z');
      expect(await mails()).toEqual([]);
      await at('2027-04-08T08:00:00Z');
      expect(await mails()).toMatchObject([{ revision: 20270408 }]);
    });

    it('asks nothing about a meeting that is cancelled, over, or without a quorum', async () => {
      await decisions().setQuorum(noor, meeting.id, QUORUM);
      await app.build.meeting(noor, { state: 'inviting' });
      await app.sql(`update meeting set state = 'cancelled' where id = $1`, [meeting.id]);
      await at('2027-02-25T08:00:00Z');
      await at('2027-03-12T08:00:00Z');

      expect(await mails()).toEqual([]);
      expect(await app.sql('select look_at from quorum')).toEqual([{ look_at: null }]);
    });
  });
});
