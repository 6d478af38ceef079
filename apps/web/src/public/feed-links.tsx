/** By these, readers and browsers find the feeds of a page. */
export function FeedLinks({ feedKey }: { feedKey: string }) {
  return (
    <>
      <link rel="alternate" type="application/rss+xml" title="RSS" href={`/feed/${feedKey}.rss`} />
      <link rel="alternate" type="application/atom+xml" title="Atom" href={`/feed/${feedKey}.atom`} />
      <link rel="alternate" type="application/feed+json" title="JSON Feed" href={`/feed/${feedKey}.json`} />
      <link rel="alternate" type="text/calendar" title="Agenda" href={`/feed/${feedKey}.ics`} />
    </>
  );
}
