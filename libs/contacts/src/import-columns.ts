/** What a column of a list can hold. `name` is a whole name in one cell; `ignore` is a column that the person leaves out. */
export const IMPORT_FIELDS = [
  'formOfAddress', 'titles', 'initials', 'firstName', 'infix', 'surname', 'name', 'salutation', 'email', 'phone', 'function', 'title', 'portfolio',
  'organisation', 'organisationKind', 'municipality', 'from', 'until', 'lastChecked', 'secretariatName', 'secretariatEmail', 'secretariatPhone', 'note',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Which column (0 is the first) holds which field. */
export type Mapping = Partial<Record<ImportField, number>>;

/** What people read for each field. */
export const FIELD_LABELS: Record<ImportField, string> = {
  formOfAddress: 'Mevrouw of meneer', titles: 'Titels', initials: 'Voorletters', firstName: 'Voornaam', infix: 'Tussenvoegsel', surname: 'Achternaam',
  name: 'Hele naam in één cel', salutation: 'Eigen aanhef', email: 'E-mailadres', phone: 'Telefoon', function: 'Functie', title: 'Functie in eigen woorden', portfolio: 'Portefeuille',
  organisation: 'Organisatie', organisationKind: 'Soort organisatie', municipality: 'Gemeente', from: 'In functie vanaf', until: 'In functie tot en met', lastChecked: 'Laatst gecontroleerd',
  secretariatName: 'Naam secretariaat', secretariatEmail: 'E-mail secretariaat', secretariatPhone: 'Telefoon secretariaat', note: 'Opmerking',
};

/** Headers as people write them, Dutch first. Compared without case, accents, spaces and punctuation. */
const SYNONYMS: Record<ImportField, string> = {
  formOfAddress: 'aanhef, dhr/mw, dhr of mevr, heer/mevrouw, mevrouw/meneer, m/v, geslacht, aanspreekvorm, aanspreektitel, form of address, gender',
  titles: 'titel, titels, titulatuur, academische titel, voortitel, title, titles, degree',
  initials: 'voorletters, voorletter, initialen, vl, initials, initial',
  firstName: 'voornaam, roepnaam, voornamen, first name, given name, firstname, forename',
  infix: 'tussenvoegsel, tussenvoegsels, tv, tussenv, voorvoegsel, voorvoegsels, tussen voegsel, prefix, infix, name prefix',
  surname: 'achternaam, familienaam, geslachtsnaam, surname, last name, family name, lastname',
  name: 'naam, volledige naam, hele naam, contactpersoon, naam contactpersoon, persoon, name, full name, contact, contact name, display name, weergavenaam',
  salutation: 'briefaanhef, aanhef brief, eigen aanhef, salutation, greeting',
  email: 'e-mail, email, e-mailadres, emailadres, mail, mailadres, e-mail adres, e-mail werk, zakelijk e-mailadres, email address, e-mail address, e-mail 1 - value',
  phone: 'telefoon, telefoonnummer, tel, tel nr, telnr, telefoonnr, telefoon werk, mobiel, mobiel nummer, mobiele telefoon, gsm, phone, phone number, mobile, telephone, business phone, mobile phone',
  function: 'functie, rol, functieomschrijving, beroep, function, role, job title, position',
  title: 'functietitel, functienaam, functie in eigen woorden',
  portfolio: 'portefeuille, portefeuilles, aandachtsgebied, aandachtsgebieden, beleidsterrein, dossier, portfolio',
  organisation: 'organisatie, organisatienaam, naam organisatie, instelling, bedrijf, bedrijfsnaam, werkgever, instantie, organisation, organization, company, employer',
  organisationKind: 'soort organisatie, type organisatie, organisatietype, soort, sector, branche, organisation kind, organisation type, organization type, kind',
  municipality: 'gemeente, gemeentenaam, naam gemeente, werkgemeente, gemeentecode, municipality, city council',
  from: 'vanaf, sinds, in functie vanaf, in functie sinds, startdatum, begindatum, datum aantreden, from, since, start date',
  until: 'tot, tot en met, t/m, in functie tot, in functie tot en met, einddatum, until, to, end date',
  lastChecked: 'laatst gecontroleerd, gecontroleerd op, gecontroleerd, controledatum, bijgewerkt op, last checked, checked on, verified',
  secretariatName: 'secretariaat, secretaresse, naam secretariaat, bestuurssecretariaat, secretary, secretariat, secretariat name',
  secretariatEmail: 'e-mail secretariaat, email secretariaat, e-mailadres secretariaat, mail secretariaat, secretariaat e-mail, secretariaatsmail, secretariat email, secretary email',
  secretariatPhone: 'telefoon secretariaat, tel secretariaat, telefoonnummer secretariaat, secretariaat telefoon, secretariat phone',
  note: 'opmerking, opmerkingen, notitie, notities, toelichting, bijzonderheden, commentaar, note, notes, remark, remarks, comments',
};

const FIELD_BY_HEADER = new Map(Object.entries(SYNONYMS).flatMap(([field, names]) => [field, ...names.split(', ')].map((name) => [headerKey(name), field as ImportField] as const)));

/** Which field a header means, or null. A Map, so that `__proto__` and `constructor` are headers like any other. */
export function fieldOf(header: string): ImportField | null {
  return FIELD_BY_HEADER.get(headerKey(header)) ?? null;
}

/** How many cells of a row are headers we know: tells the row of headers, and the right separator. */
export function headerScore(cells: string[]): number {
  return new Set(cells.map(fieldOf).filter((field) => field !== null)).size;
}

/** Our own reading of the headers. Of two columns with one meaning the first counts; `doubled` are the others. */
export function readHeaders(headers: string[]): { mapping: Mapping; doubled: number[] } {
  const mapping: Mapping = {};
  const doubled: number[] = [];
  headers.forEach((header, column) => {
    const field = fieldOf(header);
    if (field === null) return;
    if (mapping[field] === undefined) mapping[field] = column;
    else doubled.push(column);
  });
  return { mapping, doubled };
}

function headerKey(text: string): string {
  return text.slice(0, 100).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]/g, '');
}
