import { type EmployerInput, FUNCTION_LABELS, isDecisionMaker } from '@bijeen/contacts';
import { emailKey } from '@bijeen/mail';
import { loadPlaces } from '@bijeen/places';
import { Clock, DomainError } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FoundInvitation } from './answer.queries.js';
import { AnswerRecorder } from './answer-recorder.js';
import type { SendSubstitute } from './companion-input.js';
import { companions, employerOf } from './companion.queries.js';
import { endSubstitution, insertSubstitution, substitutionOf } from './substitution.queries.js';
import { type GuestAct, GuestActs, type WhichGuest } from './guest-acts.js';
import type { Invitation } from './invitation.entity.js';
import { PlacesDesk } from './places-desk.js';
import { SomebodyElse } from './somebody-else.js';

const ONESELF = { email: 'Dit is uw eigen adres. Vul het adres in van wie in uw plaats komt.' };

/** A guest sends somebody else (L2): a relation to the own invitation, not a status of the other. */
@Injectable()
export class SubstitutesService {
  constructor(
    private readonly acts: GuestActs,
    private readonly somebody: SomebodyElse,
    private readonly recorder: AnswerRecorder,
    private readonly desk: PlacesDesk,
    private readonly clock: Clock,
  ) {}

  /**
   * Who comes instead gets an own invitation and, where places are limited, the place of the guest is held for some days, when the
   * rules allow that. The guest keeps a page that shows how it stands, and comes back by answering again.
   * @throws DomainError `input.invalid` (oneself, or somebody who does not decide where that is asked), `substitute.already`,
   * `substitute.invited`, `companion.unreachable`, and as `Invitation.sendSubstitute` and the opening of the link
   */
  async send(which: WhichGuest, person: SendSubstitute): Promise<void> {
    await this.acts.run(which, async (act) => {
      const { tx, meeting, found, reception, travel } = act;
      await this.check(tx, found, person);
      await this.release(tx, found.invitation);
      const named = { ...person, title: null, employer: await employerFor(tx, found.invitation), ...wording(found, person) };
      const { guest, isNew } = await this.somebody.invite(tx, reception.actor, meeting, { travel, named });
      if (guest.id === found.invitation.id) throw new DomainError('input.invalid', {}, ONESELF);
      if (!isNew) throw new DomainError('substitute.invited', { name: guest.displayName });
      await this.replace(act, guest.id);
    });
  }

  private async replace({ tx, found, reception }: GuestAct, substituteId: string): Promise<void> {
    const { invitation, limited } = found;
    const [substitute] = await companions(tx, invitation, [substituteId]);
    const beside = { ...invitation, duoId: null };
    await insertSubstitution(tx, invitation, substituteId, this.clock.now());
    const holds = limited && beside.place !== null && beside.place !== 'lapsed';
    const handOver = async (): Promise<void> => (holds ? this.desk.seatCompanion(tx, beside, substitute!) : undefined);
    await this.recorder.replace(tx, found, { who: substitute!.displayName, handOver }, reception);
  }

  private async check(tx: EntityManager, { invitation }: FoundInvitation, person: SendSubstitute): Promise<void> {
    if (emailKey(person.email) === emailKey(invitation.email)) throw new DomainError('input.invalid', {}, ONESELF);
    const { rules } = await loadPlaces(tx, invitation, this.clock.now());
    if (!rules.onlyDecidingSubstitutes || !isDecisionMaker(invitation.function) || isDecisionMaker(person.function)) return;
    throw new DomainError('input.invalid', {}, { function: 'Wij vragen u om iemand te sturen die ook beslist: een wethouder, een bestuurder of een directeur.' });
  }

  /** A substitute who declined leaves the way open for another; one who did not, not. */
  private async release(tx: EntityManager, invitation: Invitation): Promise<void> {
    if (invitation.answer !== 'substitute') return;
    const substitution = await substitutionOf(tx, invitation);
    if (substitution?.originalId !== invitation.id) return;
    const [substitute] = await companions(tx, invitation, [substitution.substituteId]);
    if (substitute?.answer !== 'no') throw new DomainError('substitute.already');
    await endSubstitution(tx, invitation.organisationId, substitution.id, this.clock.now());
    invitation.answer = 'none';
  }
}

/** Where the guest works, the substitute works too. */
async function employerFor(tx: EntityManager, invitation: Invitation): Promise<EmployerInput> {
  return (await employerOf(tx, invitation)) ?? { kind: 'OTHER', name: invitation.contactOrganisationName || 'Niet bekend', municipality: invitation.municipalityCode };
}

function wording({ invitation }: FoundInvitation, person: SendSubstitute): { source: string; note: string } {
  const { displayName, function: office } = invitation;
  return {
    source: `${displayName}, die u als vervanger opgaf`,
    note: `Helaas kan ${displayName} (${FUNCTION_LABELS[office].toLowerCase()}) zelf niet. De vraag is of ${person.name} als vervanger komt.`,
  };
}
