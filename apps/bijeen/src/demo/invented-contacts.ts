import type { MunicipalityRow } from './demo-regions.js';

/** Every name here is invented; every address ends in example.nl (RFC 2606), so no mail can reach a real person. */
const FIRST_NAMES = ['Anna', 'Bram', 'Carla', 'Daan', 'Els', 'Fatima', 'Gerrit', 'Hanna', 'Ibrahim', 'Joke', 'Karin', 'Lars', 'Mirjam', 'Nico', 'Olga', 'Pieter', 'Rachida', 'Sjoerd', 'Tineke', 'Umut', 'Vera', 'Wytse', 'Yvonne', 'Zakaria'];
const SURNAMES: [infix: string, name: string][] = [
  ['', 'Aarnink'], ['van den', 'Bosveld'], ['', 'Cornelissen'], ['de', 'Dijkhuis'], ['', 'Eggink'], ['', 'Faber'], ['van', 'Garderen'], ['ter', 'Haarlo'], ['', 'IJsselstein'], ['', 'Jaarsma'], ['', 'Kuperij'],
  ['van der', 'Linde'], ['', 'Meuleman'], ['', 'Nijkamp'], ['', 'Oosterveld'], ['', 'Postma'], ['', 'Roelofsen'], ['van', 'Steenwijk'], ['ten', 'Thije'], ['', 'Uitterdijk'], ["van 't", 'Veld'], ['', 'Wiersma'], ['', 'Yntema'], ['', 'Zandbergen'],
];
const PORTFOLIOS = ['Zorg en welzijn', 'Sociaal domein', 'Wmo en jeugd', 'Participatie en welzijn'];

/** Who is invented for each municipality: function, how many out of ten municipalities have one, and the portfolio of an office holder. */
const CIVIC: [functionName: string, outOfTen: number][] = [
  ['Wethouder', 9], ['Wethouder', 5], ['Beleidsadviseur', 10], ['Beleidsadviseur', 8], ['Strateeg', 4], ['Inkoper', 6], ['Uitvoerend medewerker', 8], ['Uitvoerend medewerker', 8],
];
const CARE: [kind: string, organisation: string][] = [['GGZ', 'GGZ Horizon'], ['Welzijn', 'Welzijn Samen'], ['Zorgverzekeraar', 'Zorgkantoor Oost'], ['ZHO', 'Herstelhuis De Brug']];

export const HEADER = ['Aanhef', 'Voorletters', 'Voornaam', 'Tussenvoegsel', 'Achternaam', 'Functie', 'Portefeuille', 'Soort organisatie', 'Organisatie', 'Gemeente', 'E-mail', 'Telefoon', 'Secretariaat', 'E-mail secretariaat', 'Laatst gecontroleerd'];

/** About 400 invented people at real municipalities, as the CSV that a director might have: semicolons, Dutch headers. Always the same. */
export function inventedContacts(municipalities: MunicipalityRow[]): string {
  const invent = new Inventor();
  const rows = municipalities.flatMap((municipality, index) => [
    ...CIVIC.filter(([, outOfTen], place) => (index * 7 + place * 3) % 10 < outOfTen).map(([functionName]) => invent.civic(functionName, municipality)),
    ...(index % 2 === 0 ? [invent.care(CARE[(index / 2) % CARE.length]!, municipality, 'Bestuurder')] : []),
    ...(index % 3 === 0 ? [invent.care(CARE[index % CARE.length]!, municipality, 'Directeur')] : []),
  ]);
  return [HEADER, ...rows].map((row) => row.join(';')).join('\r\n');
}

/** Goes through the lists at different speeds, so that the same person never comes twice. */
class Inventor {
  private count = 0;

  civic(functionName: string, { naam, slug }: MunicipalityRow): string[] {
    const officeHolder = functionName === 'Wethouder';
    const portfolio = officeHolder ? PORTFOLIOS[this.count % PORTFOLIOS.length]! : '';
    const secretariat = officeHolder && this.count % 4 === 0 ? `bestuurssecretariaat@${slug}.example.nl` : '';
    return this.person([functionName, portfolio, 'Gemeente', `Gemeente ${naam}`, naam], slug, secretariat);
  }

  care([kind, organisation]: [string, string], { naam, slug }: MunicipalityRow, functionName: string): string[] {
    const name = kind === 'Zorgverzekeraar' ? organisation : `${organisation} ${naam}`;
    return this.person([functionName, '', kind, name, naam], `${organisation.toLowerCase().replaceAll(' ', '-')}-${slug}`, '');
  }

  private person([functionName, portfolio, kind, organisation, municipality]: string[], domain: string, secretariat: string): string[] {
    const n = this.count;
    this.count += 1;
    const first = FIRST_NAMES[n % FIRST_NAMES.length]!;
    const [infix, surname] = SURNAMES[(n * 5 + Math.floor(n / FIRST_NAMES.length)) % SURNAMES.length]!;
    const address = `${first}.${infix}${surname}`.toLowerCase().replace(/[^a-z.]/g, '');
    const form = n % 3 === 0 ? '' : n % 2 === 0 ? 'mevrouw' : 'meneer';
    const checked = n % 9 === 0 ? '2025-05-12' : '2026-09-14';
    const phone = `038 555 ${String(1000 + (n % 9000))}`;
    return [form, `${first[0]}.`, first, infix, surname, functionName!, portfolio!, kind!, organisation!, municipality!, `${address}${n}@${domain}.example.nl`, phone, secretariat && 'Bestuurssecretariaat', secretariat, checked];
  }
}
