import { describe, expect, it } from '@jest/globals';
import { testApp } from '@bijeen/testing';
import { MunicipalityDirectory } from './municipality-directory.js';
import { Reach } from './reach.service.js';
import { ChangeRegion, MakeRegion } from './region-input.js';
import { RegionsModule } from './regions.module.js';
import { RegionsService } from './regions.service.js';

const app = testApp(RegionsModule);
const regions = (): RegionsService => app.get(RegionsService);
const byHand = (name: string, ...municipalityCodes: string[]): MakeRegion => ({ startedFrom: 'HAND', name, municipalityCodes });
const auditLines = async (): Promise<unknown[]> => app.sql(`select actor_name as who, action, details from audit_log order by id`);

describe('making a region', () => {
  it('starts from an official division and takes its name', async () => {
    const owner = await app.build.owner();

    const region = await regions().make(owner, MakeRegion.parse({ startedFrom: 'DIVISION', division: 'zorgkantoorregio:ZK09' }));

    expect(await regions().find(owner, region.id)).toMatchObject({ name: 'Groningen', startedFrom: 'DIVISION', startDetail: { kind: 'zorgkantoorregio', code: 'ZK09' }, createdAt: app.clock.now() });
    expect(region.municipalityCodes).toHaveLength(10);
    expect(await auditLines()).toEqual([{ who: 'Noor Verhoeven', action: 'region.created', details: { name: 'Groningen', startedFrom: 'DIVISION', municipalities: 10 } }]);
  });

  it('starts from everything within an hour of Zwolle, and leaves out what is too far', async () => {
    const owner = await app.build.owner();

    const region = await regions().make(owner, MakeRegion.parse({ startedFrom: 'TRAVEL_TIME', postcode: '8011 pk', minutes: '60' }));

    const names = (await app.get(MunicipalityDirectory).withCodes(region.municipalityCodes)).map(({ name }) => name);
    expect(region).toMatchObject({ name: 'Binnen 60 minuten van Zwolle', startDetail: { postcode: '8011', place: 'Zwolle', minutes: 60 } });
    expect(names).toEqual(expect.arrayContaining(['Zwolle', 'Kampen', 'Deventer', 'Meppel', 'Lelystad']));
    expect(names).not.toEqual(expect.arrayContaining(['Rotterdam']));
    expect(names).not.toEqual(expect.arrayContaining(['Leeuwarden']));
  });

  it('takes municipalities chosen by hand, each once', async () => {
    const owner = await app.build.owner();

    expect((await regions().make(owner, byHand('IJsseldelta', 'GM0193', 'GM0166', 'GM0193'))).municipalityCodes).toEqual(['GM0166', 'GM0193']);
  });

  it.each([
    ['no municipality', byHand('Leeg'), 'region.empty'],
    ['a municipality that does not exist', byHand('Vreemd', 'GM9999'), 'region.unknown-municipality'],
    ['a division that does not exist', { startedFrom: 'DIVISION', division: { kind: 'provincie', code: 'PV99' } }, 'region.unknown-division'],
    ['a postcode that does not exist', { startedFrom: 'TRAVEL_TIME', postcode: '0000', minutes: 60 }, 'postcode.unknown'],
    ['nothing within reach', { startedFrom: 'TRAVEL_TIME', postcode: '9166', minutes: 5 }, 'region.nothing-within-reach'],
  ] satisfies [string, MakeRegion, string][])('refuses %s', async (_, wish, code) => {
    const owner = await app.build.owner();

    await expect(regions().make(owner, wish)).rejects.toMatchObject({ code });
    expect(await app.sql('select from region')).toHaveLength(0);
  });

  it('refuses a name that is taken, in any case, but only within the organisation', async () => {
    const owner = await app.build.owner();
    const other = await app.build.owner({ name: 'Het Anker' });
    await regions().make(owner, byHand('IJsseldelta', 'GM0193'));

    await expect(regions().make(owner, byHand('ijsselDELTA', 'GM0193'))).rejects.toMatchObject({ code: 'region.name-taken', fields: { name: expect.any(String) } });
    await expect(regions().make(other, byHand('IJsseldelta', 'GM0193'))).resolves.toMatchObject({ name: 'IJsseldelta' });
  });

  it.each([
    [{ startedFrom: 'HAND', name: ' ', municipalityCodes: 'GM0193' }, 'Geef de regio een naam.'],
    [{ startedFrom: 'TRAVEL_TIME', postcode: 'Zwolle', minutes: '60' }, 'Vul de vier cijfers van de postcode in, bijvoorbeeld 8011.'],
    [{ startedFrom: 'TRAVEL_TIME', postcode: '8011', minutes: '0' }, 'Kies ten minste 5 minuten.'],
    [{ startedFrom: 'DIVISION', division: 'toString:x' }, 'Kies een indeling uit de lijst.'],
    [{ startedFrom: 'IETS' }, 'Kies hoe je de regio wilt maken: DIVISION, TRAVEL_TIME of HAND.'],
  ])('says in Dutch what is wrong with %j', (input, sentence) => {
    expect(MakeRegion.safeParse(input).error?.issues[0]?.message).toBe(sentence);
  });
});

describe('changing and removing a region', () => {
  it('renames it and swaps municipalities, and notes both', async () => {
    const owner = await app.build.owner();
    const { id } = await regions().make(owner, byHand('IJsseldelta', 'GM0193', 'GM0166'));
    app.clock.set('2027-01-13T09:00:00Z');

    await regions().change(owner, id, ChangeRegion.parse({ name: 'Delta', municipalityCodes: ['GM0193', 'GM0150'] }));

    expect(await regions().find(owner, id)).toMatchObject({ name: 'Delta', municipalityCodes: ['GM0150', 'GM0193'], updatedAt: app.clock.now() });
    expect((await auditLines())[1]).toEqual({ who: 'Noor Verhoeven', action: 'region.changed', details: { from: 'IJsseldelta', to: 'Delta', added: ['GM0150'], removed: ['GM0166'] } });
  });

  it('keeps what is not mentioned', async () => {
    const owner = await app.build.owner();
    const { id } = await regions().make(owner, byHand('IJsseldelta', 'GM0193'));

    await regions().change(owner, id, ChangeRegion.parse({ name: 'Delta' }));

    expect((await regions().find(owner, id)).municipalityCodes).toEqual(['GM0193']);
  });

  it('removes a region, but not one that a meeting uses', async () => {
    const owner = await app.build.owner();
    const free = await regions().make(owner, byHand('Vrij', 'GM0193'));
    const used = await regions().make(owner, byHand('Bezet', 'GM0193'));
    await app.build.meeting(owner, { region_id: used.id, title: 'Inspiratiebijeenkomst Zwolle' });

    await regions().remove(owner, free.id);
    await expect(regions().remove(owner, used.id)).rejects.toThrow('Deze regio hoort bij “Inspiratiebijeenkomst Zwolle”.');

    expect((await regions().list(owner)).items.map(({ name }) => name)).toEqual(['Bezet']);
  });

  it('shows, changes and removes nothing of another organisation', async () => {
    const owner = await app.build.owner();
    const stranger = await app.build.owner({ name: 'Het Anker' });
    const { id } = await regions().make(owner, byHand('IJsseldelta', 'GM0193'));

    expect((await regions().list(stranger)).items).toEqual([]);
    const notFound = { code: 'region.not-found' };
    await expect(regions().find(stranger, id)).rejects.toMatchObject(notFound);
    await expect(regions().change(stranger, id, { name: 'Van mij' })).rejects.toMatchObject(notFound);
    await expect(regions().remove(stranger, id)).rejects.toMatchObject(notFound);
    await expect(regions().find(owner, 'geen-id')).rejects.toMatchObject(notFound);
  });

  it('lists by name and reads on by key', async () => {
    const owner = await app.build.owner();
    for (const name of ['Vecht', 'achterhoek', 'Betuwe']) await regions().make(owner, byHand(name, 'GM0193'));

    const first = await regions().list(owner, 2);

    expect(first.items.map(({ name }) => name)).toEqual(['achterhoek', 'Betuwe']);
    expect((await regions().list(owner, 2, first.next))).toMatchObject({ items: [{ name: 'Vecht' }], next: null });
  });
});

describe('reach', () => {
  it('gives every municipality its time from the venue', async () => {
    const times = await app.get(Reach).toMunicipalities('8011');

    expect(times.size).toBe(342);
    expect(times.get('GM0166')).toEqual({ minutes: 20, remark: null });
    expect(times.get('GM0448')?.remark).toContain('veerboot vanuit Den Helder');
  });

  it('is worked out once per venue, and refused each time for a venue that does not exist', async () => {
    const reach = app.get(Reach);

    expect(await reach.toMunicipalities('7411')).toBe(await reach.toMunicipalities('7411'));
    for (const _ of [1, 2]) await expect(reach.toMunicipalities('0000')).rejects.toMatchObject({ code: 'postcode.unknown' });
  });

  it('places a postcode that the source lacks at its nearest number', async () => {
    expect(await app.get(Reach).locate('8000')).toMatchObject({ pc4: '8011', placeName: 'Zwolle' });
    expect(await app.get(Reach).locate('3199')).toMatchObject({ placeName: 'Rotterdam' });
    expect(await app.get(Reach).between('8000', '8261')).toEqual({ minutes: 20, remark: null });
    await expect(app.get(Reach).locate('80')).rejects.toMatchObject({ code: 'postcode.unknown' });
  });
});
