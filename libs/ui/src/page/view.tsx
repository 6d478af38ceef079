import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { render } from 'preact-render-to-string';

/** What every page may need to know about the request that it answers. */
export interface Shell {
  /** The path of this page, for the navigation. */
  path: string;
  /** Goes into every form (R25); empty for invitees, whose link is their proof. */
  csrf: string;
  /** Who is signed in, and where; null for invitees and strangers. */
  actor: { name: string; organisationName: string; role: 'owner' | 'organiser' | 'viewer' } | null;
  /** Dutch lines above the page, such as "Dit is een demo". */
  banners: { text: string; link?: { href: string; label: string } }[];
  /** Changes with every build, so that style sheets may be cached for ever. */
  assets: string;
  /** The organisation's own colour as a class of the generated style sheet, when it has one. */
  colourHref?: string;
}

const ShellContext = createContext<Shell | null>(null);

/** Turns components into pages for one request. Controllers get it by `@CurrentView()`. */
export class View {
  constructor(readonly shell: Shell) {}

  /** The whole HTML document. Text is escaped by Preact; only `StructuredData` writes JSON of its own, which no browser reads as HTML. */
  page(content: VNode): string {
    return `<!doctype html>\n${render(<ShellContext.Provider value={this.shell}>{content}</ShellContext.Provider>)}`;
  }

  /** A part of a page, for htmx. */
  part(content: VNode): string {
    return render(<ShellContext.Provider value={this.shell}>{content}</ShellContext.Provider>);
  }
}

/** The shell of the page being rendered. @throws Error outside `View.page`. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('A component needs View.page around it.');
  return shell;
}
