import { ContactsService, type EmployerInput, readOrganisationKind } from '@bijeen/contacts';
import { AudienceService, InviteOneService } from '@bijeen/invitations';
import { type Meeting, MeetingsService } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { MunicipalityDirectory } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Registration } from './registration.entity.js';

/** Stands with the contact, and in the invitation (AVG 14). */
const SOURCE = 'Aangemeld op de openbare pagina';
const BASIS = 'Toestemming';

/** Invites in the transaction of the caller. */
export type InviteRegistered = (tx: EntityManager, meeting: Meeting, registration: Registration) => Promise<{ invitationId: string; isNew: boolean }>;

/** From a request to an invitation: who this is, where this person works, and the ordinary way of inviting. */
@Injectable()
export class RegistrationInviting {
  constructor(
    private readonly contacts: ContactsService,
    private readonly meetings: MeetingsService,
    private readonly audience: AudienceService,
    private readonly inviteOne: InviteOneService,
    private readonly municipalities: MunicipalityDirectory,
  ) {}

  /** Looks up what needs a transaction of its own. @throws DomainError `meeting.not-found` */
  async prepare(actor: Actor, meetingId: string): Promise<InviteRegistered> {
    const travel = await this.audience.travelTimes(await this.meetings.find(actor, meetingId));
    const municipalities = await this.municipalities.resolver();
    const isMunicipality = (registration: Registration): string | null => {
      const named = municipalities(registration.contactOrganisationName);
      if (named.kind === 'found') return named.municipality.code;
      return registration.function === 'ALDERMAN' ? registration.municipalityCode : null;
    };
    return async (tx, meeting, registration) => {
      await this.meetings.startInviting(tx, actor, meeting, null);
      const organisation = employerOf(registration, isMunicipality(registration));
      const { formOfAddress, firstName, infix, surname, email } = registration;
      const person = { formOfAddress, titles: null, initials: null, firstName, infix, surname, email, function: registration.function, organisation, source: SOURCE, basis: BASIS, asksForMail: true };
      const { contactId } = await this.contacts.findOrCreateByEmail(tx, actor, person);
      return this.inviteOne.inviteOne(tx, actor, meeting, { contactId, address: email, travel });
    };
  }
}

/** `code`: the organisation is this municipality. Another one is of the kind that its name tells. */
function employerOf({ contactOrganisationName: name, municipalityCode }: Registration, code: string | null): EmployerInput {
  if (code !== null) return { kind: 'MUNICIPALITY', name: null, municipality: code };
  const kind = readOrganisationKind(name);
  return { kind: kind === 'MUNICIPALITY' ? 'OTHER' : kind, name, municipality: municipalityCode };
}
