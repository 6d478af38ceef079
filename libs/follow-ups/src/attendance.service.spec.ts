import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { AttendanceService } from './attendance.service.js';
import { FollowUpsModule } from './follow-ups.module.js';

describe('attendance', () => {
  const app = testApp(FollowUpsModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'held' });
  });
  const guest = async (name: string, overrides: object = {}): Promise<string> => (await app.build.invitation(noor, meeting, { display_name: name, sort_name: name.toLowerCase(), ...overrides })).id;
  const noted = async (): Promise<Record<string, boolean | null>> => Object.fromEntries((await app.sql('select display_name, attended from invitation order by 1')).map((row) => [row['display_name'], row['attended']]));

  it('lists who said yes first, then who hesitated, who said nothing and who declined', async () => {
    await guest('Anna', { answer: 'no' });
    await guest('Bert');
    await guest('Cor', { answer: 'maybe' });
    await guest('Zoë', { answer: 'yes' });
    await guest('Dirk', { answer: 'yes' });

    const { items, tally } = await app.get(AttendanceService).list(noor, meeting.id);

    expect(items.map(({ name }) => name)).toEqual(['Dirk', 'Zoë', 'Cor', 'Bert', 'Anna']);
    expect(tally).toEqual({ saidYes: 2, present: 0, absent: 0, noted: 0 });
  });

  it('is read by key, in the same order', async () => {
    for (const name of ['A', 'B', 'C', 'D', 'E']) await guest(name, { answer: name < 'C' ? 'none' : 'yes' });
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<AttendanceService['list']>> = await app.get(AttendanceService).list(noor, meeting.id, { after, limit: 2 });
      names.push(...page.items.map(({ name }) => name));
      after = page.next;
    } while (after);

    expect(names).toEqual(['C', 'D', 'E', 'A', 'B']);
  });

  it('finds a walk-in by name or organisation, also without accents and with wild cards in it', async () => {
    await guest('Zoë', { contact_organisation_name: 'Gemeente Kampen' });
    await guest('Bert', { contact_organisation_name: '100% Welzijn' });
    const search = async (text: string): Promise<string[]> => (await app.get(AttendanceService).list(noor, meeting.id, { search: text })).items.map(({ name }) => name);

    expect([await search('zoe'), await search('kampen'), await search('100%'), await search('%'), await search('_')]).toEqual([['Zoë'], ['Zoë'], ['Bert'], ['Bert'], []]);
  });

  it('is ticked in one go for everybody who said yes, without touching what was noted', async () => {
    await guest('Ja', { answer: 'yes' });
    await guest('Ja maar niet', { answer: 'yes', attended: false });
    await guest('Stil');

    expect(await app.get(AttendanceService).record(noor, meeting.id, { all: 'yes-came' })).toEqual({ saidYes: 2, present: 1, absent: 1, noted: 2 });

    expect(await noted()).toEqual({ 'Ja': true, 'Ja maar niet': false, 'Stil': null });
  });

  it('notes present, absent and unknown, also of who did not say yes', async () => {
    const [yes, walkIn, mistake] = [await guest('Ja', { answer: 'yes' }), await guest('Toch', { answer: 'no' }), await guest('Vergissing', { attended: true })];

    const tally = await app.get(AttendanceService).record(noor, meeting.id, { items: [{ invitationId: yes, attended: false }, { invitationId: walkIn, attended: true }, { invitationId: mistake, attended: null }] });

    expect(tally).toEqual({ saidYes: 1, present: 1, absent: 1, noted: 2 });
    expect(await noted()).toEqual({ Ja: false, Toch: true, Vergissing: null });
    expect(await app.sql(`select actor_name, details from audit_log where action = 'attendance.noted'`)).toEqual([{ actor_name: 'Noor Verhoeven', details: tally }]);
  });

  it('notes nothing when one of them is no invitee of this meeting', async () => {
    const mine = await guest('Ja', { answer: 'yes' });
    const elsewhere = await app.build.invitation(noor, await app.build.meeting(noor));
    const other = await app.build.owner({ name: 'Het Anker' });
    const foreign = await app.build.invitation(other, await app.build.meeting(other));

    for (const stranger of [elsewhere.id, foreign.id]) {
      const items = [{ invitationId: mine, attended: true }, { invitationId: stranger, attended: true }];
      await expect(app.get(AttendanceService).record(noor, meeting.id, { items })).rejects.toMatchObject({ code: 'attendance.not-invited' });
    }

    expect(await app.sql('select from invitation where attended is not null')).toEqual([]);
    await expect(app.get(AttendanceService).list(other, meeting.id)).rejects.toMatchObject({ code: 'meeting.not-found' });
  });

  it('ticks five thousand in one call, and the counters agree with a recount', async () => {
    await app.sql(
      `insert into contact (id, organisation_id, surname, sort_name, source, basis) select gen_random_uuid(), $1, 'v' || n, 'v' || n, 'x', 'x' from generate_series(1, 5000) n`, [noor.organisationId]);
    await app.sql(
      `insert into invitation (organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, email, answer, place, place_since, calendar_uid, invited_at)
       select organisation_id, $2, id, surname, surname, sort_name, 'ALDERMAN', 'Gemeente Zwolle', sort_name || '@zwolle.example.nl', 'yes', 'confirmed', now(), id::text, now() from contact where organisation_id = $1`,
      [noor.organisationId, meeting.id],
    );
    const everybody = await app.sql<{ id: string }>('select id from invitation order by id');

    const tally = await app.get(AttendanceService).record(noor, meeting.id, { items: everybody.map(({ id }, index) => ({ invitationId: id, attended: index % 5 !== 0 })) });

    expect(tally).toEqual({ saidYes: 5000, present: 4000, absent: 1000, noted: 5000 });
    expect(await app.sql('select attended, count(*)::int as people from invitation group by 1 order by 1')).toEqual([{ attended: false, people: 1000 }, { attended: true, people: 4000 }]);
  });
});
