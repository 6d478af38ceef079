import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, Config, dayInAmsterdam, DomainError, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Publication } from './publication.entity.js';
import type { SavePublication } from './publishing-input.js';
import { registrationCounts, type RegistrationCounts } from './registrations.queries.js';
import { slugOf } from './slug.js';

/** The public page of a meeting as its organisers see it. */
export interface PublicationView {
  meeting: Meeting;
  /** Null when it was never made public. */
  publication: Publication | null;
  /** Where the page is, or would be. */
  address: string | null;
  counts: RegistrationCounts;
}

/** Making a meeting public, and taking that back. */
@Injectable()
export class PublicationsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws DomainError `meeting.not-found` */
  async find(actor: Tenant, meetingId: string): Promise<PublicationView> {
    return this.db.transaction(actor, async (tx) => this.view(tx, await loadMeeting(tx, meetingId)));
  }

  /**
   * Says what everybody may see. The address is made once and stays.
   * @throws DomainError `meeting.not-found`, `publication.draft`, `input.invalid` for a last day after the meeting
   */
  async save(actor: Actor, meetingId: string, input: SavePublication): Promise<PublicationView> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      if (input.published && meeting.state === 'draft') throw new DomainError('publication.draft');
      if (input.registrationUntil !== undefined && input.registrationUntil > dayInAmsterdam(meeting.startsAt)) throw new DomainError('input.invalid', {}, { registrationUntil: 'Deze dag is na de bijeenkomst. Kies een eerdere dag.' });
      const { organisationId } = actor;
      const now = this.clock.now();
      const known = await tx.findOneBy(Publication, { organisationId, meetingId });
      const { published, introduction = null, audience = null, registrationOpen, registrationUntil = null } = input;
      const values = { published, introduction, audience, registrationOpen, registrationUntil, firstPublishedAt: known?.firstPublishedAt ?? (published ? now : null), updatedAt: now };
      if (known) await tx.update(Publication, { organisationId, meetingId }, values);
      else await this.insert(tx, meeting, values);
      await audit(tx, actor, published ? 'meeting.published' : 'meeting.unpublished', { kind: 'meeting', id: meetingId }, { registrationOpen });
      return this.view(tx, meeting);
    });
  }

  /** The unique index decides which address is free, also where another organisation has it. */
  private async insert(tx: EntityManager, meeting: Meeting, values: Omit<Publication, 'organisationId' | 'meetingId' | 'slug'>): Promise<void> {
    const { organisationId, id: meetingId } = meeting;
    for (let turn = 1; ; turn += 1) {
      const { raw } = await tx.createQueryBuilder().insert().into(Publication).values({ ...values, organisationId, meetingId, slug: slugOf(meeting, turn) }).orIgnore().returning('slug').execute();
      if ((raw as unknown[]).length > 0) return;
    }
  }

  private async view(tx: EntityManager, meeting: Meeting): Promise<PublicationView> {
    const publication = await tx.findOneBy(Publication, { organisationId: meeting.organisationId, meetingId: meeting.id });
    return { meeting, publication, address: publication && `${this.config.publicUrl}/b/${publication.slug}`, counts: await registrationCounts(tx, meeting.organisationId, meeting.id) };
  }
}
