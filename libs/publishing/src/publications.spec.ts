import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import type { PublicState } from './public-meeting.js';
import { PublicMeetings } from './public-meetings.service.js';
import { PublicationsService, type PublicationView } from './publications.service.js';
import { SavePublication } from './publishing-input.js';
import { PublishingModule } from './publishing.module.js';

describe('making a meeting public', () => {
  const app = testApp(PublishingModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting' });
  });
  const save = async (input: object = {}, which = meeting, actor = noor): Promise<PublicationView> => app.get(PublicationsService).save(actor, which.id, SavePublication.parse({ published: true, registrationOpen: true, ...input }));
  const state = async (slug = 'inspiratiebijeenkomst-zwolle-11-maart-2027'): Promise<PublicState> => (await app.get(PublicMeetings).find(slug)).state;
  const shown = async (): Promise<unknown[]> => app.get(TenantDatabase).asEverybody(async (tx) => tx.query('select slug, title from published_meeting'));

  it('gives it a readable address that stays when title and date change, and when it is hidden for a while', async () => {
    const { address } = await save();
    expect(address).toMatch(/^http:..127.0.0.1:\d+.b.inspiratiebijeenkomst-zwolle-11-maart-2027$/);

    await app.as(noor, async (tx) => tx.query(`update meeting set title = 'Anders', starts_at = starts_at + interval '7 days', ends_at = ends_at + interval '7 days'`));
    expect(await shown()).toEqual([{ slug: 'inspiratiebijeenkomst-zwolle-11-maart-2027', title: 'Anders' }]);
    await save({ published: false });
    expect(await shown()).toEqual([]);
    await expect(state()).rejects.toMatchObject({ code: 'publication.not-found' });
    expect((await save()).address).toBe(address);
  });

  it('gives every meeting an address of its own, also across organisations', async () => {
    const other = await app.build.owner();
    const addresses = [await save(), await save({}, await app.build.meeting(noor)), await save({}, await app.build.meeting(other), other), await save({}, await app.build.meeting(noor, { title: '¿¡…' }))].map(({ address }) => address?.split('/b/')[1]);
    expect(addresses).toEqual(['inspiratiebijeenkomst-zwolle-11-maart-2027', 'inspiratiebijeenkomst-zwolle-11-maart-2027-2', 'inspiratiebijeenkomst-zwolle-11-maart-2027-3', '11-maart-2027']);
  });

  it('shows strangers the published columns and no other row or column', async () => {
    await save({ introduction: 'Kom kijken' });
    const hidden = await app.build.meeting(noor, { title: 'Geheim' });
    await save({ published: false }, hidden);
    await app.build.meeting(await app.build.owner(), { title: 'Van een ander' });
    await app.build.invitation(noor, meeting);

    const seen = async (table: string): Promise<number> => app.get(TenantDatabase).asEverybody(async (tx) => (await tx.query('select from '.concat(table))).length);
    const tables = await app.sql<{ name: string }>(`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity order by 1`);
    expect(tables.length).toBeGreaterThan(25);
    const visible = (await Promise.all(tables.map(async ({ name }) => ({ name, rows: await seen(name) })))).filter(({ rows }) => rows > 0);
    expect(visible).toEqual([{ name: 'published_meeting', rows: 1 }]);
    const [row] = await app.get(TenantDatabase).asEverybody<Record<string, unknown>[]>(async (tx) => tx.query('select * from published_meeting'));
    expect(Object.keys(row!).filter((name) => /call_to_action|capacity|functions|travel|answer(?!_by)|invited|override/.test(name))).toEqual([]);
    await expect(app.get(TenantDatabase).asEverybody(async (tx) => tx.query(`update published_meeting set title = 'Gestolen' returning title`))).resolves.toEqual([[], 0]);
  });

  it('follows the organisation and the region, and shows no concept', async () => {
    const region = await app.build.insert('region', { organisation_id: noor.organisationId, name: 'IJsselland', started_from: 'HAND', municipality_codes: ['GM0193'] });
    await app.sql('update meeting set region_id = $1', [region.id]);
    await save();
    await app.as(noor, async (tx) => tx.query(`update region set name = 'Regio Zwolle'`));
    await app.as(noor, async (tx) => tx.query(`update organisation set name = 'De Nieuwe Werkplaats', colour = '#0b6b68'`));
    expect((await app.get(PublicMeetings).find('inspiratiebijeenkomst-zwolle-11-maart-2027')).meeting).toMatchObject({ region: 'Regio Zwolle', organisationName: 'De Nieuwe Werkplaats', colour: '#0b6b68' });

    const draft = await app.build.meeting(noor, { state: 'draft' });
    await expect(save({}, draft)).rejects.toMatchObject({ code: 'publication.draft' });
    await app.as(noor, async (tx) => tx.query(`update meeting set state = 'draft'`));
    expect(await shown()).toEqual([]);
  });

  it('says how it stands for who would like to come', async () => {
    await save();
    expect(await state()).toBe('open');
    for (const answer of ['yes', 'yes', 'maybe']) await app.build.invitation(noor, meeting, { answer });
    await app.build.invitation(noor, meeting, { answer: 'yes', place: 'waiting' });
    await app.sql('update meeting set capacity = 3');
    expect(await state()).toBe('open');
    await app.sql('update meeting set capacity = 2');
    expect(await state()).toBe('full');
    await save({ registrationOpen: false });
    expect(await state()).toBe('by-invitation');
    await save({ registrationUntil: '2027-01-11' });
    expect(await state()).toBe('closed');
    for (const [moved, expected] of [['postponed', 'postponed'], ['cancelled', 'cancelled'], ['held', 'over']] as const) {
      await app.sql('update meeting set state = $1', [moved]);
      expect(await state()).toBe(expected);
    }
    await app.sql(`update meeting set state = 'inviting'`);
    app.clock.set('2027-03-11T16:00:00Z');
    expect(await state()).toBe('over');
  });

  it('refuses a last day after the meeting, and a stranger', async () => {
    await expect(save({ registrationUntil: '2027-03-12' })).rejects.toMatchObject({ code: 'input.invalid', fields: { registrationUntil: 'Deze dag is na de bijeenkomst. Kies een eerdere dag.' } });
    await expect(save({}, meeting, await app.build.owner())).rejects.toMatchObject({ code: 'meeting.not-found' });
    expect(await app.sql('select from publication')).toEqual([]);
  });

  it('costs as many queries for 100 published meetings as for 2', async () => {
    const cost = async (): Promise<number> => {
      const queries = countQueries(app.get(DataSource));
      await app.get(PublicMeetings).upcoming();
      await app.get(PublicMeetings).forFeed(noor.organisationId);
      return queries();
    };
    for (let n = 0; n < 2; n += 1) await save({}, await app.build.meeting(noor));
    const few = await cost();
    for (let n = 0; n < 98; n += 1) await save({}, await app.build.meeting(noor, { title: `Bijeenkomst ${n}` }));
    expect(await cost()).toBe(few);
    expect(await app.get(PublicMeetings).upcoming()).toHaveLength(100);
  });
});
