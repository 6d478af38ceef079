import { CheckedMails } from '@bijeen/mail';
import { Clock } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarItems } from './calendar-items.js';
import { type Companion, companions } from './companion.queries.js';
import { type RetiredItem } from './substitution.queries.js';
import type { Invitation } from './invitation.entity.js';
import { InvitationLinks } from './links.js';
import { companionMail, type CompanionNews } from './mails/companion.mail.js';
import { personValues } from './mails/mail-values.js';
import { meetingWithHost } from './meeting-mails.queries.js';

type Ref = Pick<Invitation, 'organisationId' | 'meetingId'>;

/** Tells a guest about a partner in a duo or a substitute, in the transaction of what happened. */
@Injectable()
export class CompanionMails {
  constructor(
    private readonly mails: CheckedMails,
    private readonly links: InvitationLinks,
    private readonly items: CalendarItems,
    private readonly clock: Clock,
  ) {}

  /** One mail to this guest. */
  async tell(tx: EntityManager, ref: Ref, invitationId: string, news: CompanionNews): Promise<void> {
    const [guest] = await companions(tx, ref, [invitationId]);
    if (guest) await this.write(tx, ref, guest, { news, leaving: null });
  }

  /** Tells a substitute that whoever sent them comes after all; an item in the calendar goes. */
  async notNeeded(tx: EntityManager, original: Invitation, substituteId: string, item: RetiredItem): Promise<void> {
    const [guest] = await companions(tx, original, [substituteId]);
    if (guest) await this.write(tx, original, guest, { news: { what: 'not-needed', who: original.displayName }, leaving: item.stamp === null ? null : { ...item, stamp: item.stamp } });
  }

  private async write(tx: EntityManager, { organisationId, meetingId }: Ref, guest: Companion, { news, leaving }: { news: CompanionNews; leaving: (RetiredItem & { stamp: Date }) | null }): Promise<void> {
    const about = await meetingWithHost(tx, organisationId, meetingId);
    const calendar = leaving && this.items.forMail({ method: 'CANCEL', uid: leaving.uid, sequence: leaving.sequence, stamp: new Date(Math.max(this.clock.now().getTime(), leaving.stamp.getTime() + 1000)) }, guest, about);
    const links = await this.links.forMails(tx, { organisationId }, [guest.id]);
    const recipient = {
      invitationId: guest.id, recipientKey: guest.contactId, address: guest.email, name: guest.displayName,
      values: personValues(guest), links: links.get(guest.id)!, calendar, revision: guest.told,
    };
    await this.mails.write(tx, { organisationId }, [{ meetingId, kind: 'companion', variant: news.what, content: companionMail(news, about), recipients: [recipient] }]);
  }
}
