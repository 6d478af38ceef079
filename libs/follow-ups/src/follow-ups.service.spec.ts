import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { AddCommitment, ChangeCommitment } from './commitment-input.js';
import type { CommitmentLine } from './commitments.queries.js';
import { FollowUpsModule } from './follow-ups.module.js';
import { FollowUpsService } from './follow-ups.service.js';

describe('handling commitments', () => {
  const app = testApp(FollowUpsModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    app.clock.set('2027-03-12T10:00:00Z');
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'following-up' });
  });
  const add = async (body: object = {}, at = meeting): Promise<CommitmentLine> => app.get(FollowUpsService).add(noor, at.id, AddCommitment.parse({ name: 'J. Bakker', step: 'gesprek', ...body }));
  const change = async (id: string, body: object): Promise<CommitmentLine> => app.get(FollowUpsService).change(noor, { meetingId: meeting.id, id }, ChangeCommitment.parse(body));

  it('notes down what was promised in the room, by a step of the meeting or in own words', async () => {
    expect(await add({ step: 'Een gesprek plannen', municipalityCode: 'GM0166' })).toMatchObject({ stepKey: 'gesprek', stepLabel: 'Een gesprek plannen', municipality: 'Kampen', origin: 'organiser', owner: 'Noor Verhoeven', dueOn: '2027-03-30', state: 'open' });
    expect(await add({ step: 'Geld zoeken in de begroting', owner: 'Sam', dueOn: '2027-06-01' })).toMatchObject({ stepKey: 'geld-zoeken-in-de-begroting', stepLabel: 'Geld zoeken in de begroting', owner: 'Sam', dueOn: '2027-06-01' });
  });

  it('takes the municipality of the invitee, and stays one commitment per invitee and step', async () => {
    const guest = await app.build.invitation(noor, meeting, { municipality_code: 'GM0150' });
    await add({ invitationId: guest.id });
    expect(await add({ invitationId: guest.id, remark: 'Ook gemaild' })).toMatchObject({ municipalityCode: 'GM0150', remark: 'Ook gemaild', organisation: 'Gemeente Zwolle' });
    expect(await app.sql('select from commitment')).toHaveLength(1);
  });

  it('refuses an invitee of another meeting and a municipality that does not exist', async () => {
    const elsewhere = await app.build.invitation(noor, await app.build.meeting(noor));
    await expect(add({ invitationId: elsewhere.id })).rejects.toMatchObject({ code: 'input.invalid', fields: { invitationId: expect.any(String) } });
    await expect(add({ municipalityCode: 'GM9999' })).rejects.toMatchObject({ code: 'input.invalid', fields: { municipalityCode: expect.any(String) } });
  });

  it('is done with a result, dropped with a reason, and open again', async () => {
    const { id } = await add();
    expect(await change(id, { state: 'done', result: 'Op 14 april gesproken.' })).toMatchObject({ state: 'done', result: 'Op 14 april gesproken.', settledAt: app.clock.now() });
    expect(await change(id, { state: 'dropped', result: 'Toch geen tijd.' })).toMatchObject({ state: 'dropped', result: 'Toch geen tijd.' });
    expect(await change(id, { state: 'open' })).toMatchObject({ state: 'open', result: null, settledAt: null });
    expect(await app.sql(`select details->>'state' as state from audit_log where action = 'commitment.changed' order by id`)).toEqual([{ state: 'done' }, { state: 'dropped' }, { state: 'open' }]);
  });

  it('goes to somebody else, on another day', async () => {
    const { id } = await add();
    expect(await change(id, { owner: 'Sam de Wit', dueOn: '2027-04-20' })).toMatchObject({ owner: 'Sam de Wit', dueOn: '2027-04-20', state: 'open' });
  });

  it.each([
    ['done without a result', { state: 'done' }, 'result'],
    ['dropped without a reason', { state: 'dropped', result: '  ' }, 'result'],
    ['a result while it is open', { state: 'open', result: 'x' }, 'state'],
    ['nothing at all', {}, 'state'],
    ['a day that does not exist', { dueOn: '2027-02-30' }, 'dueOn'],
  ])('refuses %s', (_name, body, field) => {
    expect(ChangeCommitment.safeParse(body).error?.issues[0]?.path).toEqual([field]);
  });

  it('is listed with the most urgent first, open or settled, of one meeting or of all, by key', async () => {
    const second = await app.build.meeting(noor, { title: 'Tweede' });
    await add({ name: 'C', dueOn: '2027-05-03' });
    await add({ name: 'A', dueOn: '2027-05-01' });
    const { id } = await add({ name: 'D', dueOn: '2027-05-04' });
    await add({ name: 'B', dueOn: '2027-05-02' }, second);
    await change(id, { state: 'done', result: 'Gelukt' });
    const names = async (page: object): Promise<string[]> => (await app.get(FollowUpsService).list(noor, page)).items.map(({ name }) => name);

    expect([await names({}), await names({ meetingId: meeting.id }), await names({ state: 'settled' }), await names({ state: 'all' })]).toEqual([['A', 'B', 'C'], ['A', 'C'], ['D'], ['A', 'B', 'C', 'D']]);
    const first = await app.get(FollowUpsService).list(noor, { state: 'all', limit: 3 });
    expect(first.next).not.toBeNull();
    expect(await names({ state: 'all', limit: 3, after: first.next })).toEqual(['D']);
  });

  it('counts what waits and what is late', async () => {
    await add({ dueOn: '2027-03-11' });
    await add({ step: 'werkbezoek', dueOn: '2027-03-12' });
    const { id } = await add({ step: 'iets anders', dueOn: '2027-03-01' });
    await change(id, { state: 'done', result: 'Gelukt' });

    expect(await app.get(FollowUpsService).openCount(noor, meeting.id)).toEqual({ open: 2, overdue: 1 });
  });

  it('is of one organisation only', async () => {
    const { id } = await add();
    const other = await app.build.owner({ name: 'Het Anker' });
    await expect(app.get(FollowUpsService).list(other, { meetingId: meeting.id })).rejects.toMatchObject({ code: 'meeting.not-found' });
    expect((await app.get(FollowUpsService).list(other, {})).items).toEqual([]);
    await expect(app.get(FollowUpsService).change(other, { meetingId: meeting.id, id }, ChangeCommitment.parse({ owner: 'X' }))).rejects.toMatchObject({ code: 'commitment.not-found' });
    await expect(change('geen-id', { owner: 'X' })).rejects.toMatchObject({ code: 'commitment.not-found' });
  });
});
