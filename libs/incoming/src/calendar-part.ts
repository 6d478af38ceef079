import type { Attachment, Email } from 'postal-mime';

/** The calendar in a mail. */
export interface CalendarPart {
  file: string | Uint8Array;
  /** The method as the mail says it (RFC 6047 2.4); null when it does not. */
  method: string | null;
}

/** The calendar file in a mail: the part that says it is one, else an attachment. Undefined when there is none. */
export function calendarPart({ attachments }: Email): CalendarPart | undefined {
  const part = attachments.find(({ mimeType }) => mimeType === 'text/calendar') ?? attachments.find(({ mimeType }) => mimeType === 'application/ics');
  return part && { file: fileOf(part), method: part.method?.trim().toUpperCase() || null };
}

function fileOf({ content }: Attachment): string | Uint8Array {
  return content instanceof ArrayBuffer ? new Uint8Array(content) : content;
}
