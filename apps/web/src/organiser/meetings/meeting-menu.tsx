import { useShell } from '@bijeen/ui';

interface Group {
  label: string;
  pages: Record<string, string>;
}

/** The pages of one meeting in groups, in the order of the work. */
const GROUPS = [
  { label: 'Overzicht', pages: { '': 'Overzicht' } },
  { label: 'Voorbereiden', pages: { '/doelgroep': 'Doelgroep', '/datum': 'Datum', '/openbaar': 'Openbare pagina', '/uitnodigen': 'Uitnodigen' } },
  { label: 'Wie komt er?', pages: { '/genodigden': 'Genodigden', '/plaatsen': 'Plaatsen', '/wensen': 'Wensen', '/bellen': 'Bellen', '/besluit': 'Doorgaan?' } },
  { label: 'Mail', pages: { '/mailplan': 'Mailplan', '/concepten': 'Concepten', '/mails': 'Mails', '/binnengekomen': 'Binnengekomen' } },
  { label: 'De dag en daarna', pages: { '/aanwezigheid': 'Aanwezigheid', '/toezeggingen': 'Toezeggingen' } },
] as const satisfies Group[];
type PathIn<G> = G extends { pages: infer Pages } ? keyof Pages : never;
/** Where a page stands in the menu: itself, or the page that it belongs to. */
export type MeetingPagePath = PathIn<(typeof GROUPS)[number]>;

/** Only organisers may know what guests need (R35); a viewer may open every other page. */
const FOR_ORGANISERS: MeetingPagePath = '/wensen';

/** The way to every page of a meeting that one may open, in at most two clicks: the groups, and below them the pages of the group one is in. */
export function MeetingMenu({ id, current }: { id: string; current: MeetingPagePath }) {
  const isViewer = useShell().actor?.role === 'viewer';
  const groups: readonly Group[] = GROUPS;
  const here = groups.find(({ pages }) => current in pages)!;
  const pages = Object.entries(here.pages).filter(([path]) => !isViewer || path !== FOR_ORGANISERS);
  const several = pages.length > 1;
  const href = (path: string): string => `/bijeenkomsten/${id}${path}`;
  return (
    <nav class="meeting-menu" aria-label="Deze bijeenkomst">
      <ul>
        {groups.map((group) => <li key={group.label}><a href={href(Object.keys(group.pages)[0]!)} aria-current={group !== here ? undefined : several ? 'true' : 'page'}>{group.label}</a></li>)}
      </ul>
      {several && (
        <ul class="meeting-menu__pages" aria-label={here.label}>
          {pages.map(([path, label]) => <li key={path}><a href={href(path)} aria-current={path === current ? 'page' : undefined}>{label}</a></li>)}
        </ul>
      )}
    </nav>
  );
}
