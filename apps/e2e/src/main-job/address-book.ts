import { readFileSync } from 'node:fs';

const HEADER = 'Aanhef;Voorletters;Voornaam;Tussenvoegsel;Achternaam;Functie;Organisatie;Soort organisatie;Gemeente;E-mail;Telefoon';
const FUNCTIONS = ['Wethouder', 'Beleidsadviseur', 'Beleidsmedewerker', 'Uitvoerend medewerker', 'Inkoper'];
const SURNAMES = ['Bosveld', 'Dijkhuis', 'Faber', 'Jaarsma', 'Linde', 'Nijkamp', 'Postma', 'Steenwijk', 'Thije', 'Wiersma', 'Çelik', 'Müller', 'Noé'];

/** Twenty things that go wrong in address books: each must be refused, alone and with a reason. */
const BAD_ADDRESSES = [
  'geen-apenstaart.example.nl', 'twee@@zwolle.example.nl', 'spatie in@zwolle.example.nl', 'a@b', 'punt.@zwolle.example.nl', '.punt@zwolle.example.nl', 'a@zwolle.example.nl, evil@example.org',
  'a@zwolle.example.nl; b@zwolle.example.nl', 'a@-zwolle.example.nl', '"quoted"@zwolle.example.nl', 'a@[127.0.0.1]', `${'x'.repeat(65)}@zwolle.example.nl`, 'a..b@zwolle.example.nl', 'a@zwolle..nl', 'a(comment)@zwolle.example.nl',
];
const BAD_MUNICIPALITIES = ['Atlantis', 'Bergen', 'Haaren', 'Onbekendum', 'Schimmendam'];

interface AddressBook {
  /** Windows-1252 with semicolons, as Excel in the Netherlands saves it. */
  file: Buffer;
  good: number;
  bad: number;
}

/** `rows` people at municipalities all over the country, of whom twenty cannot be taken in. All invented. */
export function addressBook(rows: number): AddressBook {
  const municipalities = readFileSync('libs/regions/data/gemeenten.csv', 'utf8').split('\n').slice(1).filter(Boolean).map((line) => line.split(',')[1]!).filter((name) => !name.startsWith('"'));
  const bad = BAD_ADDRESSES.length + BAD_MUNICIPALITIES.length;
  const lines = Array.from({ length: rows }, (_, index) => {
    const municipality = municipalities[index % municipalities.length]!;
    const name = SURNAMES[index % SURNAMES.length]!;
    const address = `relatie${index}@gemeente${index % municipalities.length}.example.nl`;
    return person({ index, name, municipality, address });
  });
  BAD_ADDRESSES.forEach((address, index) => (lines[index * 90 + 7] = person({ index, name: 'Fout', municipality: 'Zwolle', address: `${address.replaceAll('"', '""')}` })));
  BAD_MUNICIPALITIES.forEach((municipality, index) => (lines[index * 130 + 3] = person({ index, name: 'Fout', municipality, address: `fout${index}@example.nl` })));
  return { file: Buffer.from([HEADER, ...lines].join('\r\n'), 'latin1'), good: rows - bad, bad };
}

function person({ index, name, municipality, address }: { index: number; name: string; municipality: string; address: string }): string {
  const cells = ['', `${'ABCDEFGH'[index % 8]}.`, '', index % 4 === 0 ? 'van der' : '', name, FUNCTIONS[index % FUNCTIONS.length]!, `Gemeente ${municipality}`, 'Gemeente', municipality, address, '038 555 0100'];
  return cells.map((cell) => (/[;,"]/.test(cell) ? `"${cell}"` : cell)).join(';');
}
