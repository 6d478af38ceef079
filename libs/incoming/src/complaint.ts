import type { Email } from 'postal-mime';
import { partText } from './read-incoming.js';

/** Whether somebody pressed "this is spam" on our mail (ARF, RFC 5965). A report on authentication says nothing about a wish of the reader. */
export function isComplaint({ attachments }: Email): boolean {
  const part = attachments.find(({ mimeType }) => mimeType === 'message/feedback-report');
  if (!part) return false;
  const type = /^feedback-type[ \t]*:[ \t]*([\w-]+)/im.exec(partText(part.content))?.[1]?.toLowerCase();
  return type !== 'auth-failure' && type !== 'not-spam' && type !== 'dmarc';
}
