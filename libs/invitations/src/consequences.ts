import { doubtPosition } from '@bijeen/contacts';
import type { NewMove } from '@bijeen/places';
import { Clock, dayInAmsterdam, longDate } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FoundInvitation } from './answer.queries.js';
import type { Place } from './answer.js';
import { CompanionMails } from './companion-mails.js';
import { companions } from './companion.queries.js';
import { partnerOf } from './duo.queries.js';
import { endSubstitution, retireSubstitute, substitutionOf } from './substitution.queries.js';
import type { Invitation } from './invitation.entity.js';
import type { CopiedNews } from './mails/secretariat-copy.mail.js';
import { PlacesDesk } from './places-desk.js';
import { SecretariatCopies } from './secretariat-copies.js';

/** How a guest stood before the answer. */
export interface Before {
  place: Place | null;
  duoId: string | null;
  answer: Invitation['answer'];
}

type Moved = Omit<NewMove, 'invitationId'> | null;

/** What an answer means for places and for others: a place that goes to the next, a partner who is left alone, a substitute who is no longer needed. */
@Injectable()
export class Consequences {
  constructor(
    private readonly desk: PlacesDesk,
    private readonly mails: CompanionMails,
    private readonly copies: SecretariatCopies,
    private readonly clock: Clock,
  ) {}

  /** What becomes of the place of a guest who has just answered, for the log; where places are not limited everybody who says yes has one. */
  async move(tx: EntityManager, { invitation, limited }: FoundInvitation, before: Before): Promise<Moved> {
    if (before.answer === 'substitute') await this.comesBack(tx, invitation);
    if (invitation.answer === 'yes' && limited) return this.desk.seat(tx, invitation);
    const leaves = invitation.answer !== 'yes';
    invitation.takePlace(leaves ? null : 'confirmed', this.clock.now());
    if (leaves) Object.assign(invitation, { duoId: null, seeksPartner: false });
    return leaves && before.place !== null && limited ? { move: 'left' } : null;
  }

  /** Who was invited through a secretariat hears at the own address what the secretariat was told. */
  async tellOfficeHolder(tx: EntityManager, found: FoundInvitation, news: CopiedNews): Promise<void> {
    const { invitation } = found;
    if (invitation.secretariatId !== null) await this.copies.write(tx, invitation, news, { ...found, invitationIds: [invitation.id], revision: invitation.answerRevision });
  }

  /** After the answer was kept. */
  async follow(tx: EntityManager, { invitation, limited }: FoundInvitation, before: Before): Promise<void> {
    const leaves = invitation.answer !== 'yes';
    if (leaves && before.duoId) await this.leavesPartner(tx, invitation, before.duoId);
    if (invitation.answer === 'no') await this.tellOriginal(tx, invitation);
    if (invitation.reason === 'not-my-subject' && invitation.positionId) await doubtPosition(tx, invitation.organisationId, invitation.positionId, dayInAmsterdam(this.clock.now()));
    const freed = before.place !== invitation.place && (before.place === 'confirmed' || before.place === 'offered') && leaves;
    if ((leaves && before.duoId) || (limited && (freed || before.answer === 'substitute'))) await this.desk.settle(tx, invitation);
  }

  /** Whoever sent a substitute answers again: the substitute hears of it and gives the place back. */
  private async comesBack(tx: EntityManager, original: Invitation): Promise<void> {
    const substitution = await substitutionOf(tx, original);
    if (substitution?.originalId !== original.id) return;
    const now = this.clock.now();
    await endSubstitution(tx, original.organisationId, substitution.id, now);
    const [substitute] = await companions(tx, original, [substitution.substituteId], true);
    if (!substitute || substitute.answer === 'no') return;
    await this.mails.notNeeded(tx, original, substitute.id, await retireSubstitute(tx, original, { id: substitute.id, domain: original.calendarUid.split('@').at(-1)!, now }));
  }

  private async leavesPartner(tx: EntityManager, invitation: Invitation, duoId: string): Promise<void> {
    const partner = await partnerOf(tx, { ...invitation, duoId });
    const until = await this.desk.losePartner(tx, invitation, duoId);
    if (partner) await this.mails.tell(tx, invitation, partner.id, { what: 'partner-lost', who: invitation.displayName, until: longDate(until) });
  }

  /** A substitute who cannot come: whoever sent this one may come after all, or send another. */
  private async tellOriginal(tx: EntityManager, substitute: Invitation): Promise<void> {
    const substitution = await substitutionOf(tx, substitute);
    if (substitution?.substituteId !== substitute.id) return;
    await this.mails.tell(tx, substitute, substitution.originalId, { what: 'substitute-declined', who: substitute.displayName });
  }
}
