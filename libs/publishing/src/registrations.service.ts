import { withdrawSuppressions } from '@bijeen/invitations';
import { emailKey } from '@bijeen/mail';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { Clock, DomainError, TenantDatabase } from '@bijeen/platform';
import { MunicipalityDirectory } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PublicMeetings } from './public-meetings.service.js';
import type { AskForPlace } from './publishing-input.js';
import { RegistrationMails } from './registration-mails.js';
import { Registration } from './registration.entity.js';
import { insertRegistration, lockRegistration, openedRegistration, registrationCounts, type Which } from './registrations.queries.js';

/** Nobody confirmed it in so many days: then it was nobody's wish. */
export const DAYS_TO_CONFIRM = 7;
/** Everything about a request is gone so many days after the meeting, as its links are (R10). */
export const DAYS_AFTER_MEETING = 30;
const DAY = 24 * 60 * 60 * 1000;
/** More that wait for a confirmation at once is no audience but an attack: each of them is a mail to somebody. */
const MOST_UNCONFIRMED = 300;

/** What the page behind the link in the mail shows. */
export interface OpenedRegistration {
  registration: Registration;
  meeting: Meeting;
}

/** Asking for a place on the public page, and confirming the address (R10). */
@Injectable()
export class RegistrationsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly published: PublicMeetings,
    private readonly municipalities: MunicipalityDirectory,
    private readonly mails: RegistrationMails,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps the request and mails a link to confirm it. The same address again is the same request: nothing new, and nobody can tell from
   * outside. Also who opted out of mail may ask: it is this person who asks, and the mail tells what confirming means.
   * @throws DomainError `publication.not-found`, `registration.closed`, `registration.too-many`, `input.invalid` (an unknown municipality)
   */
  async ask(slug: string, input: AskForPlace): Promise<void> {
    const { meeting: shown, state } = await this.published.find(slug);
    if (state !== 'open') throw new DomainError('registration.closed', { contact: `${shown.contactName}: ${shown.contactEmail}` });
    const municipalityCode = await this.municipalityOf(input);
    await this.db.transaction(shown, async (tx) => {
      const { organisationId, meetingId } = shown;
      if ((await registrationCounts(tx, organisationId, meetingId)).requested >= MOST_UNCONFIRMED) throw new DomainError('registration.too-many');
      const registration = this.newRegistration(shown, input, municipalityCode);
      if (await insertRegistration(tx, registration)) await this.mails.writeAsked(tx, registration);
    });
    await this.mails.wake(shown);
  }

  /** What the page behind the link shows; changes nothing. @throws DomainError `link.unknown` */
  async show(tokenHash: Buffer | null): Promise<OpenedRegistration> {
    return this.open(tokenHash, async (tx, { id, meetingId }) => ({ registration: await tx.findOneByOrFail(Registration, { id }), meeting: await loadMeeting(tx, meetingId) }));
  }

  /** The address is right: from now on organisers see the request. Again is harmless. @throws DomainError `link.unknown` */
  async confirm(tokenHash: Buffer | null): Promise<void> {
    await this.open(tokenHash, async (tx, which) => {
      const { endsAt } = await loadMeeting(tx, which.meetingId);
      const registration = await lockRegistration(tx, which);
      const now = this.clock.now();
      if (!registration.confirm(now, new Date(Math.max(endsAt.getTime(), now.getTime()) + DAYS_AFTER_MEETING * DAY))) return;
      await tx.save(registration);
      // Whoever asks for a place wants the invitation, whatever this address opted out of before; the mail said so.
      await withdrawSuppressions(tx, registration, now);
    });
  }

  private async open<T>(tokenHash: Buffer | null, work: (tx: EntityManager, which: Which) => Promise<T>): Promise<T> {
    if (!tokenHash) throw new DomainError('link.unknown');
    return this.db.shared(async (tx) => {
      const found = await openedRegistration(tx, tokenHash);
      if (!found) throw new DomainError('link.unknown');
      return work(tx, found);
    });
  }

  private newRegistration({ organisationId, meetingId }: { organisationId: string; meetingId: string }, input: AskForPlace, municipalityCode: string | null): Registration {
    const { formOfAddress, firstName, infix, surname, email, organisation, remark = null } = input;
    const key = emailKey(email);
    const now = this.clock.now();
    return Object.assign(new Registration(), {
      organisationId, meetingId, formOfAddress, firstName, infix, surname, function: input.function, contactOrganisationName: organisation, municipalityCode, email, emailKey: key,
      emailHash: this.mails.hash(key), remark, ...this.mails.newLink(), requestedAt: now, eraseAfter: new Date(now.getTime() + DAYS_TO_CONFIRM * DAY), state: 'requested' as const,
    });
  }

  /** What was typed must exist; an employer that is a municipality says it too. */
  private async municipalityOf({ municipality, organisation }: AskForPlace): Promise<string | null> {
    const found = await this.municipalities.resolve(municipality ?? organisation);
    if (found.kind === 'found') return found.municipality.code;
    if (municipality === undefined) return null;
    throw new DomainError('input.invalid', {}, { municipality: `Gemeente „${municipality}” kennen we niet. Controleer de naam, of laat het leeg.` });
  }
}
