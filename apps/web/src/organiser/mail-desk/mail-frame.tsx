import type { Meeting } from '@bijeen/meetings';
import { OrganiserLayout } from '@bijeen/ui';
import type { ComponentChildren } from 'preact';
import { MeetingFrame } from '../meetings/meeting-frame.js';

/** The meeting that mails are about; null when they are about none. */
export type MailsOf = Pick<Meeting, 'id' | 'title'> | null;

/** Where the list of mails is. */
export function mailsHref(meeting: MailsOf): string {
  return meeting ? `/bijeenkomsten/${meeting.id}/mails` : '/instellingen/mails';
}

/** Around pages about mails: those of a meeting, or those that are about none, which belong to the settings. */
export function MailFrame({ meeting, title, children }: { meeting: MailsOf; title: string; children: ComponentChildren }) {
  if (meeting) return <MeetingFrame meeting={meeting} title={title} current="/mails">{children}</MeetingFrame>;
  return (
    <OrganiserLayout title={title}>
      <p class="crumbs"><a href="/instellingen">Instellingen</a> / <a href="/instellingen/afzenderdomein">Afzenderdomein</a></p>
      <h1>{title}</h1>
      {children}
    </OrganiserLayout>
  );
}
