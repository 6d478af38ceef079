const BASE = 'http://bijeen.invalid';

/** The address to go on to after signing in, when it is one of our own pages; else the beginning. No open redirect (R33). */
export function localPath(text: unknown, otherwise = '/bijeenkomsten'): string {
  if (typeof text !== 'string' || !text.startsWith('/') || text.length > 1000 || !URL.canParse(text, BASE)) return otherwise;
  const { origin, pathname, search } = new URL(text, BASE);
  return origin === BASE && !pathname.startsWith('//') ? pathname + search : otherwise;
}
