const PAGES = { '/datum': 'Bekijk data', '/datumprikker': 'Datumprikker en interesse' } as const;

/** Between the pages about the date of one meeting. */
export function DateMenu({ id, current }: { id: string; current: keyof typeof PAGES }) {
  return (
    <nav aria-label="Datum">
      <ul class="choices">
        {Object.entries(PAGES).map(([path, label]) => <li key={path}><a href={`/bijeenkomsten/${id}${path}`} aria-current={path === current ? 'page' : undefined}>{label}</a></li>)}
      </ul>
    </nav>
  );
}
