import type { CalendarReply, Partstat, ReadReply, ReplyAttendee } from '@bijeen/calendar';
import { type Coming, type FoundInvitation, refusalToAnswer } from '@bijeen/invitations';
import { parseEmail } from '@bijeen/mail';
import type { CalendarPart } from './calendar-part.js';
import type { IncomingMail } from './incoming-mail.js';
import { header } from './read-incoming.js';
import type { ReplyReason } from './reply-verdicts.js';

/** What is known of the invitation that a reply is about; its address proved which one that is. */
export interface KnownInvitation {
  found: FoundInvitation;
  /** Where the guest can be reached: the address that was invited, and the guest's own. */
  addresses: string[];
  /** UIDs that this invitation had before. */
  formerUids: string[];
}

/** What to make of a reply. */
export interface Finding {
  reason: ReplyReason;
  /** Absent when nothing could be read. */
  reply?: CalendarReply;
  attendee?: ReplyAttendee;
  /** When it was said. */
  saidAt?: Date;
}

/** A reply that was read, with whom it speaks of. */
interface Heard {
  reply: CalendarReply;
  attendee: ReplyAttendee;
  saidAt: Date;
}

export const COMING_OF: Partial<Record<Partstat, Coming>> = { ACCEPTED: 'yes', DECLINED: 'no', TENTATIVE: 'maybe' };
/** Of two answers given in the same second the more careful one counts, in whatever order they arrive. */
const CAREFUL: Record<string, number> = { none: -1, yes: 0, maybe: 1, no: 2, substitute: 3 };

/**
 * What a reply is worth (R18; RFC 5546 3.2.3, RFC 6047). The address it came to proves the invitation, the UID the item, ATTENDEE and From the person, and
 * SEQUENCE and DTSTAMP whether it still counts. Changes nothing.
 */
export function judgeReply(mail: IncomingMail, part: CalendarPart, read: ReadReply, known: KnownInvitation, now: Date): Finding {
  if (!read.ok) return { reason: read.problem === 'too-big' || read.problem === 'several-events' ? read.problem : 'broken' };
  const { reply } = read;
  const attendee = reply.attendees.find(({ address }) => known.addresses.includes(keyOf(address))) ?? reply.attendees[0];
  const reason = notAReply(mail, part, reply);
  if (reason !== null) return { reason, reply };
  if (attendee === undefined) return { reason: 'no-attendee', reply };
  const heard = { reply, attendee, saidAt: saidAt(mail, reply, known) };
  return { ...heard, reason: anotherItem(heard, known) ?? notForSure(mail, heard, known) ?? tooLate(heard, known, now) ?? 'answered' };
}

/** An address in the form in which addresses are compared; what is no address stays what it is. */
export function keyOf(address: string): string {
  const parsed = parseEmail(address);
  return parsed.ok ? parsed.key : address.toLowerCase();
}

function notAReply(mail: IncomingMail, part: CalendarPart, reply: CalendarReply): ReplyReason | null {
  if (part.method !== null && part.method !== reply.method) return 'two-kinds';
  if (isAutomaticAnswer(mail)) return 'automatic';
  if (reply.method !== 'REPLY' && reply.method !== 'COUNTER') return 'not-an-answer';
  return reply.repeats ? 'series' : null;
}

/** A calendar program may say that it made the mail (`auto-generated`): a person pressed its button all the same (RFC 3834 5.2). */
function isAutomaticAnswer({ sender, email }: IncomingMail): boolean {
  return sender === 'auto' && !/^\s*auto-generated/i.test(header(email, 'auto-submitted'));
}

function anotherItem({ reply }: Heard, { found: { invitation }, formerUids }: KnownInvitation): ReplyReason | null {
  const uid = reply.uid.toLowerCase();
  if (uid !== invitation.calendarUid.toLowerCase() || invitation.calendarStamp === null) return formerUids.some((former) => former.toLowerCase() === uid) ? 'older-version' : 'other-meeting';
  if (reply.sequence > invitation.calendarSequence) return 'future';
  if (reply.method === 'COUNTER') return 'proposal';
  return reply.sequence < invitation.calendarSince ? 'older-version' : null;
}

function notForSure(mail: IncomingMail, { attendee }: Heard, { addresses }: KnownInvitation): ReplyReason | null {
  if (!addresses.includes(keyOf(attendee.address))) return 'stranger';
  if (attendee.sentBy !== null && keyOf(attendee.sentBy) !== keyOf(attendee.address)) return 'sent-by';
  if (!writersOf(mail).some((writer) => addresses.includes(writer))) return 'other-sender';
  if (attendee.partstat === 'DELEGATED') return 'delegated';
  return attendee.partstat === 'NEEDS-ACTION' ? 'no-answer-yet' : null;
}

/** Who says to have written a mail. Nextcloud sends from an address of its own, and names its user in Reply-To. */
function writersOf({ from, email: { replyTo = [] } }: IncomingMail): string[] {
  return [from, ...replyTo.map(({ address }) => address)].flatMap((address) => (address ? [keyOf(address)] : []));
}

function tooLate({ attendee, saidAt: said }: Heard, { found: { invitation, meeting } }: KnownInvitation, now: Date): ReplyReason | null {
  const coming = COMING_OF[attendee.partstat]!;
  const known = invitation.saidAt ?? invitation.answeredAt;
  const difference = known === null || invitation.answer === 'none' ? 1 : said.getTime() - wholeSecond(known);
  if (difference < 0 || (difference === 0 && CAREFUL[coming]! < CAREFUL[invitation.answer]!)) return 'later-answer';
  if (coming === 'yes' && invitation.place === 'offered' && invitation.offerUntil !== null && invitation.offerUntil <= now) return 'offer-over';
  return refusalToAnswer(meeting, now, invitation.place === 'offered') === null ? null : 'closed';
}

/** The moment of the reply by the clock of whoever gave it, but never after it reached us. A stamp that only echoes ours says nothing. */
function saidAt({ receivedAt, date }: IncomingMail, { stamp }: CalendarReply, { found: { invitation } }: KnownInvitation): Date {
  const ours = invitation.calendarStamp;
  const own = stamp !== null && ours !== null && stamp.getTime() === wholeSecond(ours) ? null : stamp;
  return new Date(Math.min((own ?? date ?? receivedAt).getTime(), receivedAt.getTime()));
}

/** Calendars count in whole seconds. */
function wholeSecond(moment: Date): number {
  return Math.floor(moment.getTime() / 1000) * 1000;
}
