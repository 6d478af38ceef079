import type { ComponentChildren } from 'preact';
import { useShell } from './view.js';

interface PageProps {
  /** The document's title; the page shows its own h1. */
  title: string;
  /** What search engines and feed readers look for, in the head of the document. */
  head?: ComponentChildren;
  children: ComponentChildren;
}

const NAVIGATION = [
  { href: '/bijeenkomsten', label: 'Bijeenkomsten' },
  { href: '/relaties', label: 'Relaties' },
  { href: '/regios', label: "Regio's" },
  { href: '/instellingen', label: 'Instellingen' },
];

/** Pages of an organiser: navigation, who is signed in, and the content. */
export function OrganiserLayout({ title, children }: PageProps) {
  const { actor, path } = useShell();
  return (
    <Document title={title}>
      <header class="site-header">
        <div class="site-header__inner">
          <a class="brand" href="/bijeenkomsten"><Mark /> Bijeen</a>
          <nav aria-label="Hoofdmenu">
            <ul class="menu">
              {NAVIGATION.map(({ href, label }) => (
                <li key={href}><a href={href} aria-current={path.startsWith(href) ? 'page' : undefined}>{label}</a></li>
              ))}
            </ul>
          </nav>
          {actor && (
            <div class="who">
              <span>{actor.name}, {actor.organisationName}</span>
              <SignOut />
            </div>
          )}
        </div>
      </header>
      <Banners />
      <main id="inhoud" class="page" tabIndex={-1}>{children}</main>
      <Footer />
    </Document>
  );
}

/** Pages for people without an account: nothing but the content. `host` names who invites. */
export function GuestLayout({ title, host, head, children }: PageProps & { host?: string }) {
  return (
    <Document title={title} head={head}>
      <header class="guest-header">{host ? <span class="brand">{host}</span> : <span class="brand"><Mark /> Bijeen</span>}</header>
      <Banners />
      <main id="inhoud" class="page page--narrow" tabIndex={-1}>{children}</main>
      <Footer />
    </Document>
  );
}

/** Facts about the page for search engines (schema.org). A browser runs nothing of it, and whatever stands in the facts cannot end the element. */
export function StructuredData({ facts }: { facts: object }) {
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(facts).replaceAll('<', '\\u003c') }} />;
}

function Document({ title, head, children }: PageProps) {
  const { assets, colourHref } = useShell();
  return (
    <html lang="nl">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} - Bijeen`}</title>
        <link rel="icon" href={`${assets}/icon.svg`} type="image/svg+xml" />
        <link rel="stylesheet" href={`${assets}/nl-design-system.css`} />
        <link rel="stylesheet" href={`${assets}/bijeen.css`} />
        {colourHref && <link rel="stylesheet" href={colourHref} />}
        <script src={`${assets}/htmx.min.js`} defer />
        {head}
      </head>
      <body>
        <a class="skip" href="#inhoud">Naar de inhoud</a>
        {children}
      </body>
    </html>
  );
}

function Banners() {
  const { banners } = useShell();
  if (banners.length === 0) return null;
  return (
    <aside class="banners" aria-label="Mededelingen">
      {banners.map(({ text, link }) => (
        <p key={text} class="banner">{text}{link && <> <a href={link.href}>{link.label}</a></>}</p>
      ))}
    </aside>
  );
}

function SignOut() {
  const { csrf } = useShell();
  return (
    <form method="post" action="/uitloggen">
      <input type="hidden" name="csrf" value={csrf} />
      <button class="link-button">Uitloggen</button>
    </form>
  );
}

function Footer() {
  return (
    <footer class="site-footer">
      <p><a href="/over">Over Bijeen</a> · <a href="/toegankelijkheid">Toegankelijkheid</a></p>
    </footer>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="8" cy="9" r="4" /><circle cx="16" cy="9" r="4" /><path d="M3 21c0-4 3-6 5-6s4 1 4 3c0-2 2-3 4-3s5 2 5 6z" />
    </svg>
  );
}
