import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useHouse } from './harness/house.js';
import { axe, shoot } from './harness/index.js';

const HEADER = 'Aanhef;Voorletters;Tussenvoegsel;Achternaam;E-mailadres;Telefoon;Functie;Organisatie;Gemeente;Secretariaat;E-mail secretariaat;Laatst gecontroleerd';
const NAMES = ['Berg', 'Jansen', 'Bakker', 'Yılmaz', 'Postma', 'Vries', 'Smit', 'Özdemir', 'Dijkstra', 'Hendriks'];
/** Sixty people, among them two without an address, one through a secretariat and some last checked before the elections. */
const GOOD = Array.from({ length: 60 }, (_, index) => [
  index % 3 === 0 ? 'mevrouw' : index % 3 === 1 ? 'dhr.' : '', 'A.', index % 4 === 0 ? 'van der' : '', `${NAMES[index % 10]}${index > 9 ? `-${NAMES[(index * 7) % 10]}` : ''}`,
  index % 25 === 7 ? '' : `persoon${index}@zwolle.example.nl`, '038 498 91 11', index % 2 === 0 ? 'wethouder Zorg en Welzijn' : 'bestuurder', index % 2 === 0 ? '' : `GGZ Vechtdal ${index}`, index % 2 === 0 ? ['Zwolle', 'Kampen', 'Dalfsen'][index % 3] : 'Hardenberg',
  index === 2 ? 'Bestuurssecretariaat' : '', index === 2 ? 'secretariaat@dalfsen.example.nl' : '', index % 5 === 0 ? '2025-02-01' : '2026-09-01',
].join(';'));
const BAD = [';;;;geen-naam@example.nl;;;;;;;', ';;;Kapot;geen adres;;;;;;;', ';;;Nergens;n@example.nl;;wethouder;;Zwollle;;;', ';;;Datum;d@example.nl;;;;;;;31-02-2026'];
/** Many pages, each looked at by axe and pictured twice. Milliseconds. */
const PATIENCE = 120_000;
const LIST = { name: 'adresboek-2026.csv', mimeType: 'text/csv', buffer: Buffer.from([HEADER, ...GOOD, ...BAD].join('\r\n')) };

describe('contacts, in a browser', () => {
  const house = useHouse();
  const { web, browser, signedIn } = house;

  const chooseList = async (visitor: Page, file = LIST): Promise<void> => {
    await visitor.getByLabel('Waar komt deze lijst vandaan?').fill('Websites van gemeenten, september 2026');
    await visitor.getByLabel('Waarom mag je deze mensen benaderen?').fill('Gerechtvaardigd belang: functieadres');
    await visitor.getByLabel('Het bestand met je lijst').setInputFiles(file);
    await visitor.getByRole('button', { name: 'Kijk de lijst na' }).click();
  };
  const seen = async (visitor: Page, name: string): Promise<void> => {
    await axe(visitor);
    await shoot(visitor, `relaties-${name}`);
  };

  it('come in as a list: nothing happens before the button, and everybody can be found after it', async () => {
    const visitor = await signedIn();
    await visitor.goto('/relaties');
    await seen(visitor, 'leeg');
    await visitor.getByRole('link', { name: 'Lijst inlezen' }).click();
    await seen(visitor, 'inlezen');
    await chooseList(visitor);
    await visitor.getByRole('heading', { name: 'Dit gebeurt er met je lijst' }).waitFor();
    await seen(visitor, 'voorbeeld');
    await visitor.getByText(/^Kolommen: /).click();
    await seen(visitor, 'kolommen');
    expect(await web.sql('select from contact')).toEqual([]);

    await visitor.getByRole('button', { name: 'Neem 60 relaties over' }).click();
    await visitor.getByText('60 relaties overgenomen.').waitFor();
    await seen(visitor, 'overgenomen');
    await visitor.getByRole('link', { name: 'Bekijk je relaties' }).click();
    await visitor.getByText('Exporteer', { exact: true }).click();
    await seen(visitor, 'lijst');
    await visitor.getByLabel('Naam of organisatie').fill('secretariaat bestaat niet');
    await visitor.getByRole('button', { name: 'Zoek' }).click();
    await seen(visitor, 'niemand');
  }, PATIENCE);

  it('are added, changed, joined and erased by keyboard and mouse', async () => {
    const visitor = await signedIn();
    await visitor.goto('/relaties/nieuw');
    await seen(visitor, 'nieuw');
    await visitor.getByLabel('E-mailadres', { exact: false }).first().fill('geen adres');
    await visitor.getByRole('button', { name: 'Voeg toe' }).click();
    await visitor.getByRole('alert').waitFor();
    await seen(visitor, 'nieuw-fout');
    await visitor.goto('/relaties/inlezen');
    await chooseList(visitor);
    await visitor.getByRole('button', { name: 'Neem 60 relaties over' }).click();
    await visitor.goto('/relaties?search=bestuurssecretariaat');
    const [{ id } = { id: '' }] = await web.sql<{ id: string }>('select id from contact where secretariat_id is not null');
    for (const [name, path] of [['detail', ''], ['wijzigen', '/wijzigen'], ['wissen', '/wissen'], ['samenvoegen-zoek', '/samenvoegen']] as const) {
      await visitor.goto(`/relaties/${id}${path}`);
      await seen(visitor, name);
    }
    await visitor.getByLabel('Zoek op naam').fill('Smit');
    await visitor.getByRole('button', { name: 'Zoek' }).click();
    await visitor.locator('table a').first().click();
    await seen(visitor, 'samenvoegen');
    await visitor.getByRole('button', { name: /^Deze blijft/ }).first().click();
    await visitor.getByText('De twee relaties zijn nu één.').waitFor();
    const [{ left } = { left: 0 }] = await web.sql<{ left: number }>('select count(*)::int as left from contact');
    expect(left).toBe(59);
  }, PATIENCE);

  it('can be read from a list without any script, also one that is refused', async () => {
    const { cookie } = await web.signIn(house.noor);
    const visitor = await browser.withoutJavaScript();
    const at = cookie.indexOf('=');
    await visitor.context().addCookies([{ name: cookie.slice(0, at), value: decodeURIComponent(cookie.slice(at + 1)), url: house.url }]);
    await visitor.goto('/relaties/inlezen');
    await chooseList(visitor, { name: 'foto.csv', mimeType: 'text/csv', buffer: Buffer.from('\x89PNG\r\n\x1a\n'.padEnd(400, '\0'), 'latin1') });
    await shoot(visitor, 'relaties-inlezen-geweigerd');

    expect(await visitor.getByLabel('Het bestand met je lijst').getAttribute('aria-invalid')).toBe('true');
    expect(await visitor.getByLabel('Waar komt deze lijst vandaan?').inputValue()).toBe('Websites van gemeenten, september 2026');
    await chooseList(visitor);
    await visitor.getByRole('button', { name: 'Neem 60 relaties over' }).click();
    await visitor.getByText('60 relaties overgenomen.').waitFor();
  });

  it('show how far a long list is, and go on by themselves', async () => {
    const visitor = await signedIn();
    await visitor.goto('/relaties/inlezen');
    await chooseList(visitor);
    await visitor.getByRole('heading', { name: 'Dit gebeurt er met je lijst' }).waitFor();
    await web.sql(`update contact_import set state = 'parsing', progress = '{"rows": 4500}'`);
    await visitor.reload();
    await visitor.getByText('4.500 rijen gelezen.').waitFor();
    await seen(visitor, 'voortgang');
    await web.sql(`update contact_import set progress = '{"rows": 9000}'`);
    await visitor.getByText('9.000 rijen gelezen.').waitFor();
    await web.sql(`update contact_import set state = 'previewed'`);
    await visitor.getByRole('heading', { name: 'Dit gebeurt er met je lijst' }).waitFor();

    expect(new URL(visitor.url()).pathname).toMatch(/^\/relaties\/inlezen\/[0-9a-f-]{36}$/);
  });
});
