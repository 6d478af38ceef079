import type { Meeting } from '@bijeen/meetings';
import { OrganiserLayout } from '@bijeen/ui';
import type { ComponentChildren } from 'preact';

/** The pages of one meeting, in the order of the work. */
const PAGES = {
  '': 'Overzicht',
  '/doelgroep': 'Doelgroep',
  '/uitnodigen': 'Uitnodigen',
  '/genodigden': 'Genodigden',
  '/plaatsen': 'Plaatsen',
  '/besluit': 'Doorgaan?',
  '/bellen': 'Bellen',
  '/datum': 'Datum',
  '/openbaar': 'Openbare pagina',
  '/mails': 'Mails',
  '/binnengekomen': 'Binnengekomen',
  '/mailplan': 'Mailplan',
  '/aanwezigheid': 'Aanwezigheid',
  '/toezeggingen': 'Toezeggingen',
} as const;
export type MeetingPagePath = keyof typeof PAGES;

/** Around every page of a meeting: which meeting it is, and the way to its other pages. */
export function MeetingFrame({ meeting, title, current, children }: { meeting: Pick<Meeting, 'id' | 'title'>; title: string; current: MeetingPagePath | null; children: ComponentChildren }) {
  return (
    <OrganiserLayout title={current === '' ? meeting.title : `${title}: ${meeting.title}`}>
      <p class="crumbs"><a href="/bijeenkomsten">Bijeenkomsten</a>{current !== '' && <> / <a href={`/bijeenkomsten/${meeting.id}`}>{meeting.title}</a></>}</p>
      <nav class="meeting-menu" aria-label="Deze bijeenkomst">
        <ul>
          {Object.entries(PAGES).map(([path, label]) => <li key={path}><a href={`/bijeenkomsten/${meeting.id}${path}`} aria-current={path === current ? 'page' : undefined}>{label}</a></li>)}
        </ul>
      </nav>
      <h1>{title}</h1>
      {children}
    </OrganiserLayout>
  );
}
