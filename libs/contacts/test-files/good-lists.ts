import { file, list, type TestFile } from './test-file.js';
import { sheetOf, xlsx } from './xlsx.js';

const lines = (...rows: string[]): string => rows.join('\r\n');
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Lists as they come out of real mailboxes, with invented people. All of it must pass. */
export const GOOD_LISTS: TestFile[] = [
  file('good list', 'Outlook, English', lines('First Name,Middle Name,Last Name,E-mail Address,Business Phone,Company,Job Title', 'Anna,,van der Berg,anna@zwolle.example.nl,038 498 91 11,Gemeente Zwolle,Wethouder', 'Piet,,Jansen,piet@ggz.example.nl,,GGZ Oost,Bestuurder'), { good: 2, names: ['Anna van der Berg', 'Piet Jansen'] }),
  file('good list', 'Outlook, Dutch', latin1(lines('"Voornaam","Achternaam","E-mailadres","Telefoon op werk","Bedrijf","Functie"', '"Zoë","Daniëls","zoe@kampen.example.nl","038-3392999","Gemeente Kampen","Beleidsmedewerker Wmo"')), { good: 1, names: ['Zoë Daniëls'] }),
  file('good list', 'Google', lines('Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name', 'Anna Berg,Anna,Berg,anna@example.nl,0612345678,GGZ Oost'), { good: 1, names: ['Anna Berg'] }),
  file('good list', 'colleges of aldermen', list(['Berg;b@zwolle.example.nl;wethouder Zorg, Welzijn en Jeugd;Zwolle', 'Bos;b@kampen.example.nl;Wethouder (Sociaal domein);Kampen', 'Vos;v@dalfsen.example.nl;locoburgemeester en wethouder;Dalfsen', 'Post;p@ommen.example.nl;burgemeester;Ommen']), { good: 4 }),
  file('good list', 'municipalities by old and long names', lines('Naam;Functie;Gemeente', 'A. Berg;wethouder;Gemeente Landerd', 'B. Bos;wethouder;Nuenen, Gerwen en Nederwetten', "C. Vos;wethouder;'s-Hertogenbosch", 'D. Post;wethouder;Den Haag', 'E. Smit;wethouder;Hengelo (O)', 'F. Mol;wethouder;Ljouwert', 'G. Haas;wethouder;Bergen (NH)'), { good: 7 }),
  file('good list', 'care organisations', lines('Organisatie;Soort;Contactpersoon;Functie;E-mail;Vestigingsplaats', 'Dimence Groep;ggz;mw. J. de Wit;voorzitter Raad van Bestuur;j@dimence.example.nl;Deventer', 'Zorgkantoor Oost;zorgkantoor;H. van Dam;inkoper ggz;h@zk.example.nl;Zwolle', 'Travers;welzijn;dhr. Ali Öztürk;directeur-bestuurder;a@travers.example.nl;Zwolle', 'De Werkplaats;zelfregieorganisatie;Noor Verhoeven;directeur;n@werkplaats.example.nl;Zwolle'), { good: 4 }),
  file('good list', 'secretariats', lines('Wethouder;Naam;Gemeente;E-mail;Secretariaat;E-mail secretariaat;Telefoon secretariaat', 'x;mw. A. Berg;Zwolle;;Jolanda Post;bestuur@zwolle.example.nl;038 4989111', 'x;dhr. P. Bos;Zwolle;;Jolanda Post;bestuur@zwolle.example.nl;038 4989111'), { good: 2 }),
  file('good list', 'terms in office', lines('Achternaam;Gemeente;Functie;In functie vanaf;In functie tot;Laatst gecontroleerd', 'Berg;Zwolle;wethouder;01-06-2022;;15-04-2026', 'Bos;Kampen;wethouder;1 juni 2018;31-5-2022;'), { good: 2 }),
  file('good list', 'experts by experience', lines('Voornaam;Achternaam;E-mail;Rol;Organisatie', 'Sam;de Boer;sam@werkplaats.example.nl;ervaringsdeskundige;De Werkplaats', 'Mo;El Amrani;mo@werkplaats.example.nl;ervaringswerker;De Werkplaats'), { good: 2, names: ['Sam de Boer', 'Mo el Amrani'] }),
  file('good list', 'names only', 'Naam\r\nAnna Berg\r\nPiet Bos\r\n', { good: 2 }),
  file('good list', 'tabs, pasted from a spreadsheet', 'Naam\tE-mail\tGemeente\nAnna Berg\ta@example.nl\tZwolle\n', { good: 1 }),
  file('good list', 'an attendance list with empty columns', lines('Nr;Naam;;E-mail;;Handtekening', '1;Anna Berg;;a@example.nl;;', '2;Piet Bos;;p@example.nl;;'), { good: 2 }),
  file('good list', 'a mailing list with salutations', lines('Aanhef;Achternaam;E-mail', 'Geachte mevrouw Van der Berg;van der Berg;a@example.nl', 'Beste Piet;Bos;p@example.nl', 'De heer;Vos;v@example.nl'), { good: 3 }),
  file('good list', 'capitals everywhere', lines('ACHTERNAAM;VOORLETTERS;EMAIL;GEMEENTE;FUNCTIE', 'BERG;A;A@ZWOLLE.EXAMPLE.NL;ZWOLLE;WETHOUDER'), { good: 1, names: ['A. BERG'] }),
  file('good list', 'Frisian', lines('Namme;Achternaam;Gemeente;Functie', 'x;Hoekstra;Súdwest-Fryslân;wethâlder', 'x;fan der Wal;De Fryske Marren;wethouder'), { good: 2, names: ['Hoekstra', 'fan der Wal'] }),
  file('good list', 'our own export', lines('Aanhef;Titels;Voorletters;Voornaam;Tussenvoegsel;Achternaam;E-mailadres;Telefoon;Functie;Portefeuille;Organisatie;Soort organisatie;Gemeente;Vanaf;Tot en met;Laatst gecontroleerd', 'mevrouw;drs.;A.;Anna;van der;Berg;a@zwolle.example.nl;038 4989111;Wethouder;Zorg;Gemeente Zwolle;Gemeente;Zwolle;2022-06-01;;2026-04-15'), { good: 1 }),
  file('good list', 'spreadsheet with a title and notes below', xlsx({ sheet: sheetOf([['Genodigden regio'], [], ['Naam', 'E-mail', 'Gemeente', 'Functie'], ['mw. A. Berg', 'a@example.nl', 'Zwolle', 'wethouder'], ['dhr. P. Bos', 'p@example.nl', 'Kampen', 'strateeg']]) }), { good: 2 }),
  file('good list', 'spreadsheet with line breaks in cells', xlsx({ sheet: sheetOf([['Naam', 'Organisatie', 'Opmerking'], ['Anna Berg', 'GGZ\nOost', 'bel eerst;\ndan mailen']]) }), { good: 1 }),
  file('good list', 'a thousand people', () => Buffer.from(list(Array.from({ length: 1000 }, (_, index) => `Persoon${index};p${index}@example.nl;beleidsadviseur;Zwolle`))), { good: 1000 }),
  file('good list', 'one person', 'Achternaam\nBerg', { good: 1 }),
];

export const SIZES: TestFile[] = [
  file('size', '10,000 rows', () => Buffer.from(list(Array.from({ length: 10_000 }, (_, index) => `Persoon${index};p${index}@example.nl;beleidsadviseur;Zwolle`))), { good: 10_000 }),
  file('size', '10,001 rows', () => Buffer.from(list(Array.from({ length: 10_001 }, (_, index) => `Persoon${index};p${index}@example.nl;beleidsadviseur;Zwolle`))), { refused: 'import.too-many-rows' }),
  file('size', '200 columns', () => Buffer.from(`Achternaam;${Array.from({ length: 199 }, (_, index) => `k${index}`).join(';')}\nBerg;x\n`), { good: 1 }),
  file('size', '201 columns', () => Buffer.from(`Achternaam;${Array.from({ length: 200 }, (_, index) => `k${index}`).join(';')}\nBerg;x\n`), { refused: 'import.too-many-columns' }),
  file('size', '10 MB', () => filled(lines('Achternaam;E-mail;Opmerking', ...Array.from({ length: 4900 }, (_, index) => `Berg;b${index}@example.nl;${'x'.repeat(1990)}`), ''), ' '), { good: 4900 }),
  file('size', '10 MB of empty lines', () => filled('Achternaam\nBerg\n', '\n'), { refused: 'import.too-many-rows' }),
  file('size', '10 MB and a byte', () => Buffer.alloc(10 * 1024 * 1024 + 1, '\n'), { refused: 'import.too-large' }),
];

/** Exactly as large as an upload may be. */
function filled(text: string, filling: string): Buffer {
  return Buffer.concat([Buffer.from(text), Buffer.alloc(10 * 1024 * 1024 - Buffer.byteLength(text), filling)]);
}
