import { readReply, type ReplyAttendee } from '@bijeen/calendar';
import { Answer, AnswerRecorder, type FoundInvitation, lockInvitation } from '@bijeen/invitations';
import { MailLedger } from '@bijeen/mail';
import { type Actor, Clock, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { calendarPart } from './calendar-part.js';
import { insertReply, type KeptReply, knownOf, replyOfMail, saidBefore } from './calendar-replies.queries.js';
import type { IncomingMail, Judgement } from './incoming-mail.js';
import { COMING_OF, type Finding, judgeReply, keyOf } from './judge-reply.js';
import { AWAITED, AWAITED_WHEN_DIFFERENT, REPLY_VERDICTS, type ReplyReason } from './reply-verdicts.js';

/** A reply by calendar says nothing of wishes. */
const NO_WISHES = { diet: null, access: null, forgetWishes: false };

/** The answers that calendars send: Accept, Tentative, Decline. */
@Injectable()
export class CalendarReplies {
  constructor(
    private readonly db: TenantDatabase,
    private readonly recorder: AnswerRecorder,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks at one reply, and makes it the guest's answer when it is proved to be that: the answer, its history, the confirmation and the reply itself are
   * one transaction. It may be asked about the same mail (`mail.id`) again, after a crash.
   */
  async take(mail: IncomingMail): Promise<Judgement> {
    const { organisationId, invitationId } = mail.about;
    if (invitationId === null) return REPLY_VERDICTS.gone;
    const guest: Actor = { organisationId, kind: 'invitee', id: invitationId, name: 'agenda van de genodigde', role: 'viewer' };
    const reason = await this.db.transaction(guest, async (tx) => (await replyOfMail(tx, organisationId, mail.id)) ?? this.look(tx, guest, invitationId, mail));
    if (reason === 'answered') void this.ledger.wake(organisationId);
    return REPLY_VERDICTS[reason];
  }

  private async look(tx: EntityManager, guest: Actor, invitationId: string, mail: IncomingMail): Promise<ReplyReason> {
    const part = calendarPart(mail.email);
    if (!part) return 'not-an-answer';
    const found = await lockInvitation(tx, { organisationId: guest.organisationId, invitationId }, NO_WISHES);
    if (!found) return 'gone';
    const known = { found, ...(await knownOf(tx, guest.organisationId, invitationId)) };
    const finding = judgeReply(mail, part, readReply(part.file), known, this.clock.now());
    const kept = keptOf(mail, finding, found);
    if (!kept) return finding.reason;
    if (await saidBefore(tx, kept)) return 'repeated';
    if (finding.reason === 'answered') await this.answer(tx, guest, found, finding);
    await insertReply(tx, kept);
    return finding.reason;
  }

  private async answer(tx: EntityManager, guest: Actor, found: FoundInvitation, { reply, attendee, saidAt }: Finding): Promise<void> {
    const answer = Answer.parse({ coming: COMING_OF[attendee!.partstat], remark: reply!.comment });
    await this.recorder.give(tx, found, answer, { actor: guest, origin: 'calendar', byOrganiser: false, saidAt });
  }
}

/** What is kept of a reply; null for what tells an organiser nothing, which stays in quarantine or goes. */
function keptOf(mail: IncomingMail, { reason, reply, attendee, saidAt }: Finding, { invitation, meeting }: FoundInvitation): KeptReply | null {
  const { verdict } = REPLY_VERDICTS[reason];
  if (!reply || !attendee || !saidAt || verdict === 'ignored' || verdict === 'quarantined') return null;
  const differs = COMING_OF[attendee.partstat] !== invitation.answer;
  const proposes = reason === 'proposal';
  return {
    id: mail.id, organisationId: invitation.organisationId, meetingId: meeting.id, invitationId: invitation.id, verdict, reason, partstat: attendee.partstat, sequence: reply.sequence,
    saidAt, receivedAt: mail.receivedAt, ...spokeOf(mail, reason, attendee), delegatedTo: attendee.delegatedTo, comment: reply.comment,
    proposedStart: proposes ? reply.start : null, proposedEnd: proposes ? reply.end : null,
    awaits: AWAITED.includes(reason) || (differs && AWAITED_WHEN_DIFFERENT.includes(reason)),
  };
}

/** Who spoke, as far as the mail tells: the name in the file is the guest's, and says nothing of somebody who acted for them. */
function spokeOf({ from }: IncomingMail, reason: ReplyReason, { name, address, sentBy }: ReplyAttendee): Pick<KeptReply, 'byName' | 'byAddress'> {
  if (reason === 'other-sender') return { byName: null, byAddress: from ?? 'onbekend' };
  return sentBy === null ? { byName: name, byAddress: keyOf(address) } : { byName: null, byAddress: keyOf(sentBy) };
}
