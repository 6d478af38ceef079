/** The ways to look at a mail before it leaves, in the order of the tabs. The words stand in addresses. */
export const PREVIEW_VIEWS = ['telefoon', 'scherm', 'donker', 'tekst', 'voorgelezen'] as const;
export type PreviewView = (typeof PREVIEW_VIEWS)[number];

export const VIEW_NAMES: Record<PreviewView, string> = { telefoon: 'Telefoon', scherm: 'Computer', donker: 'Donkere stand', tekst: 'Zonder opmaak', voorgelezen: 'Voorgelezen' };

/** The view that an address names; a phone for anything else, because that is where most invitees read. */
export function viewIn(text: unknown): PreviewView {
  return PREVIEW_VIEWS.find((each) => each === text) ?? 'telefoon';
}

/** An address with what was chosen, without what was not. */
export function withQuery(path: string, chosen: Record<string, string | null>): string {
  const query = new URLSearchParams(Object.entries(chosen).filter((entry): entry is [string, string] => entry[1] !== null));
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}

/** A mail in its frame: its own styles and its own logo, and nothing that runs or comes from elsewhere. */
export const FRAMED_MAIL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";
