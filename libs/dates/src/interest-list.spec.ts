import { beforeEach, describe, expect, it } from '@jest/globals';
import { ContactErasure, ContactsModule } from '@bijeen/contacts';
import { type Actor, type DomainError, presentedToken } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { DatesModule } from './dates.module.js';
import { InterestList } from './interest-list.js';
import { LeaveInterest } from './interest-input.js';

describe('the interest list', () => {
  const app = testApp(DatesModule, ContactsModule);
  const interest = (): InterestList => app.get(InterestList);
  let noor: Actor;
  let meeting: { id: string; organisationId: string };
  let contact: { id: string };
  let token: Buffer | null;
  beforeEach(async () => {
    noor = await app.build.owner();
    const { id } = await app.build.meeting(noor, { state: 'postponed' });
    meeting = { id, organisationId: noor.organisationId };
    contact = await app.build.contact(noor, { email: 'Boer@kampen.example.nl', email_key: 'boer@kampen.example.nl' });
    token = presentedToken(await app.build.link(noor, meeting, await app.build.invitation(noor, meeting, { contact_id: contact.id, display_name: 'mevrouw A. de Boer' })));
  });
  const listed = async (): Promise<string[]> => app.as(noor, async (tx) => (await interest().list(tx, noor, meeting.id)).items.map(({ name, remark }) => (remark === null ? name : `${name}: ${remark}`)));
  const add = async (person: object): Promise<boolean> => app.as(noor, async (tx) => (await interest().add(tx, meeting, LeaveInterest.parse({ name: 'C. Visser', email: 'c@olst.example.nl', ...person }))).added);

  it('takes a guest of a postponed meeting once, and lets go again', async () => {
    expect(await interest().show(token)).toMatchObject({ interested: false, offered: true });
    await interest().join(token);
    await interest().join(token);
    expect([await listed(), (await interest().show(token)).interested]).toEqual([['mevrouw A. de Boer'], true]);

    await interest().leave(token);
    await interest().leave(token);
    expect(await listed()).toEqual([]);
  });

  it.each([
    ['planned', 'no', 'date', true], ['inviting', 'no', 'date', true], ['inviting', 'no', 'not-my-subject', false], ['inviting', 'yes', null, false], ['inviting', 'none', null, false], ['postponed', 'no', 'not-my-subject', true],
  ])('of a meeting that is %s, for who said %s (%s): %s', async (state, answer, reason, welcome) => {
    await app.sql('update meeting set state = $1', [state]);
    await app.sql(`update invitation set answer = $1, reason = $2, place = case when $1 = 'yes' then 'confirmed' end, place_since = now()`, [answer, reason]);
    const refusal = await interest().join(token).then(() => null, (error: DomainError) => error.code);
    expect([refusal, (await listed()).length]).toEqual(welcome ? [null, 1] : ['interest.not-now', 0]);
  });

  it('keeps somebody without an invitation once per address, and a guest as that guest', async () => {
    expect(await add({ remark: 'Graag op een ochtend', function: 'Raadslid' })).toBe(true);
    expect(await add({ name: 'Carla', email: 'C@OLST.example.nl ' })).toBe(false);
    expect(await add({ name: 'Boer', email: 'boer@kampen.example.nl' })).toBe(true);
    await interest().join(token);

    expect(await listed()).toEqual(['C. Visser: Graag op een ochtend', 'mevrouw A. de Boer']);
  });

  it('is one line for who left an address first and was invited later', async () => {
    await app.sql(`update contact set email = 'x@y.example.nl', email_key = 'x@y.example.nl'`);
    await add({ email: 'boer@kampen.example.nl', remark: 'Bel mij' });
    await app.sql(`update contact set email = 'boer@kampen.example.nl', email_key = 'boer@kampen.example.nl'`);
    await interest().join(token);
    expect(await listed()).toEqual(['mevrouw A. de Boer: Bel mij']);
  });

  it('counts per function', async () => {
    await interest().join(token);
    await add({});
    expect(await app.as(noor, async (tx) => (await interest().list(tx, noor, meeting.id)).counts)).toEqual(expect.arrayContaining([{ function: 'ALDERMAN', people: 1 }, { function: null, people: 1 }]));
  });

  it('is seen by its own organisation only', async () => {
    await interest().join(token);
    const stranger = await app.build.owner({ name: 'Het Anker' });
    expect(await app.as(stranger, async (tx) => interest().list(tx, stranger, meeting.id))).toEqual({ items: [], counts: [] });
  });

  it('forgets whoever asked to be erased, also what was left without a link', async () => {
    await interest().join(token);
    await app.build.insert('interest', { organisation_id: noor.organisationId, meeting_id: (await app.build.meeting(noor)).id, name: 'A. de Boer', email: 'boer@kampen.example.nl', email_key: 'boer@kampen.example.nl', at: app.clock.now() });
    await app.get(ContactErasure).erase(noor, contact.id);
    expect(await app.sql('select from interest')).toEqual([]);
  });

  it('forgets everybody a year after the meeting, wherever that moved to', async () => {
    await interest().join(token);
    await add({});
    app.clock.set('2028-03-11T15:59:00Z');
    expect(await interest().eraseDue()).toBe(0);
    await app.sql(`update meeting set starts_at = '2027-04-15T11:30:00Z', ends_at = '2027-04-15T15:00:00Z'`);
    app.clock.set('2028-04-15T14:59:00Z');
    expect(await interest().eraseDue()).toBe(0);
    app.clock.set('2028-04-15T15:00:00Z');
    expect([await interest().eraseDue(), await app.sql('select from interest')]).toEqual([2, []]);
  });
});
