import type { Meeting } from '@bijeen/meetings';
import { OrganiserLayout } from '@bijeen/ui';
import type { ComponentChildren } from 'preact';
import { MeetingMenu, type MeetingPagePath } from './meeting-menu.js';

/** Around every page of a meeting: which meeting it is, and the way to its other pages. Without a title it is the overview, under the meeting's own. */
export function MeetingFrame({ meeting, title, current, children }: { meeting: Pick<Meeting, 'id' | 'title'>; title?: string; current: MeetingPagePath; children: ComponentChildren }) {
  return (
    <OrganiserLayout title={title === undefined ? meeting.title : `${title}: ${meeting.title}`}>
      <p class="crumbs"><a href="/bijeenkomsten">Bijeenkomsten</a>{title !== undefined && <> / <a href={`/bijeenkomsten/${meeting.id}`}>{meeting.title}</a></>}</p>
      <MeetingMenu id={meeting.id} current={current} />
      <h1>{title ?? meeting.title}</h1>
      {children}
    </OrganiserLayout>
  );
}
