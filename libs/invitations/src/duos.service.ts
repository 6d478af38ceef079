import { emailKey } from '@bijeen/mail';
import { DomainError, longDate } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Answer } from './answer.js';
import { AnswerRecorder } from './answer-recorder.js';
import { CompanionMails } from './companion-mails.js';
import type { NamePartner } from './companion-input.js';
import { type Companion, companions } from './companion.queries.js';
import { joinDuo, partnerOf, seekPartner } from './duo.queries.js';
import { partnerNamed } from './duo-partner.js';
import { type GuestAct, GuestActs, type WhichGuest } from './guest-acts.js';
import { type Invitation, refusalToAnswer } from './invitation.entity.js';
import { PlacesDesk } from './places-desk.js';
import { SomebodyElse } from './somebody-else.js';

const ONESELF = { email: 'Dit is uw eigen adres. Vul het adres in van wie met u meekomt.' };
const YES = Answer.parse({ coming: 'yes' });

/** A civil servant and a resident, or somebody who knows it from experience, who come together: from one form, each confirming with the own link. */
@Injectable()
export class DuosService {
  constructor(
    private readonly acts: GuestActs,
    private readonly somebody: SomebodyElse,
    private readonly recorder: AnswerRecorder,
    private readonly desk: PlacesDesk,
    private readonly mails: CompanionMails,
  ) {}

  /**
   * The guest comes, together with somebody else. That somebody gets an own invitation, and a place is held for them; where there is no
   * room for both, both wait. After losing a partner the same form names another.
   * @throws DomainError `input.invalid` (oneself), `duo.already`, `duo.taken`, `duo.declined`, `companion.unreachable`, and as `Invitation.give`
   */
  async comeWith(which: WhichGuest, person: NamePartner): Promise<void> {
    await this.acts.run(which, async (act) => {
      const { tx, meeting, found, reception, travel } = act;
      const { invitation } = found;
      await this.check(act, person);
      const named = await partnerNamed(tx, invitation, person);
      const { guest, isNew } = await this.somebody.invite(tx, reception.actor, meeting, { travel, named });
      await this.refuse(tx, invitation, guest);
      invitation.duoId = await joinDuo(tx, invitation, [invitation.id, guest.id], { duoId: invitation.duoId, now: reception.now });
      invitation.seeksPartner = false;
      await this.seat(act, guest.id);
      if (!isNew) await this.mails.tell(tx, invitation, guest.id, { what: 'asked-along', who: invitation.displayName });
    });
  }

  /** The guest comes and would like to come as a duo, or no longer; the organiser may find the other half. @throws DomainError `duo.already`, and as `Invitation.give` */
  async seek(which: WhichGuest, seeks: boolean): Promise<void> {
    await this.acts.run(which, async (act) => {
      await this.refuseSecond(act);
      act.found.invitation.seeksPartner = seeks;
      await this.comes(act);
      await seekPartner(act.tx, act.found.invitation.organisationId, act.found.invitation.id, seeks);
    });
  }

  private async check(act: GuestAct, person: NamePartner): Promise<void> {
    const { invitation } = act.found;
    if (emailKey(person.email) === emailKey(invitation.email)) throw new DomainError('input.invalid', {}, ONESELF);
    await this.refuseSecond(act);
  }

  private async refuseSecond({ tx, found: { invitation, meeting }, reception }: GuestAct): Promise<void> {
    const refusal = refusalToAnswer(meeting, reception.now, reception.byOrganiser);
    if (refusal) throw new DomainError(refusal, { day: longDate(meeting.answerBy), contact: meeting.contactName });
    const partner = await partnerOf(tx, invitation);
    if (partner) throw new DomainError('duo.already', { name: partner.displayName });
  }

  private async refuse(tx: EntityManager, invitation: Invitation, guest: Companion): Promise<void> {
    if (guest.id === invitation.id) throw new DomainError('input.invalid', {}, ONESELF);
    if (guest.duoId !== null) throw new DomainError('duo.taken', { name: guest.displayName });
    if (guest.answer === 'no' || guest.answer === 'substitute') throw new DomainError('duo.declined', { name: guest.displayName });
  }

  /** Who has a place or waits already keeps it, and the partner is seated beside; else both are seated at once. */
  private async seat(act: GuestAct, partnerId: string): Promise<void> {
    const { tx, found } = act;
    const { place } = found.invitation;
    await this.comes(act);
    if (!found.limited) return;
    const [partner] = await companions(tx, found.invitation, [partnerId], true);
    if ((place === 'confirmed' || place === 'waiting') && partner!.place === null) await this.desk.seatCompanion(tx, found.invitation, partner!);
    await this.desk.settle(tx, found.invitation);
  }

  private async comes({ tx, found, reception }: GuestAct): Promise<void> {
    if (found.invitation.answer !== 'yes' || found.invitation.place !== 'confirmed') await this.recorder.give(tx, found, YES, reception);
  }
}
