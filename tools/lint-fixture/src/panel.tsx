import type { ComponentChildren } from 'preact';

/** A page or a mail of any library may be written in JSX. */
export function Panel({ children }: { children: ComponentChildren }) {
  return <section>{children}</section>;
}
