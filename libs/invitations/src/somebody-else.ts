import { BASES, type ContactFunction, ContactsService, type EmployerInput, readFullName } from '@bijeen/contacts';
import { addressHash, emailKey } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { type Actor, Config, DomainError } from '@bijeen/platform';
import type { TravelTime } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Companion, companions } from './companion.queries.js';
import { InviteOneService } from './invite-one.service.js';
import { hasOptedOut } from './unsubscribe.queries.js';

/** Somebody whom a guest names. */
export interface NamedSomebody {
  name: string;
  email: string;
  function: ContactFunction;
  title: string | null;
  employer: EmployerInput;
  /** Where we have the address from, as the mail says it. */
  source: string;
  /** What stands above the invitation. */
  note: string;
}

/** Finds or makes the person whom a guest names, with an invitation of their own. */
@Injectable()
export class SomebodyElse {
  constructor(
    private readonly contacts: ContactsService,
    private readonly inviting: InviteOneService,
    private readonly config: Config,
  ) {}

  /**
   * The invitation of this person, in the transaction of the caller, who locked the meeting; a known person is found by address, never doubled.
   * @throws DomainError `companion.unreachable` for who wants no mail, and as `InviteOneService.inviteOne`
   */
  async invite(tx: EntityManager, actor: Actor, meeting: Meeting, { named, travel }: { named: NamedSomebody; travel: ReadonlyMap<string, TravelTime> }): Promise<{ guest: Companion; isNew: boolean }> {
    const { name, email, function: office, title, employer, source, note } = named;
    const { organisationId } = actor;
    const emailHash = addressHash(this.config.secretKey, emailKey(email));
    if (await hasOptedOut(tx, { organisationId, meetingId: meeting.id, emailHash })) throw unreachable(meeting);
    const person = { ...readFullName(name), email, function: office, title, organisation: employer, source, basis: BASES[0], asksForMail: false };
    const { contactId } = await this.contacts.findOrCreateByEmail(tx, actor, person).catch((error: unknown) => {
      throw error instanceof DomainError && error.code === 'contact.erased-before' ? unreachable(meeting) : error;
    });
    const { invitationId, isNew } = await this.inviting.inviteOne(tx, actor, meeting, { contactId, address: email, travel, note });
    const [guest] = await companions(tx, { organisationId, meetingId: meeting.id }, [invitationId], true);
    return { guest: guest!, isNew };
  }
}

function unreachable({ contactName, contactEmail }: Meeting): DomainError {
  return new DomainError('companion.unreachable', { contact: contactName, email: contactEmail });
}
