import { Injectable } from '@nestjs/common';
import { parseEmail } from '@bijeen/mail';
import { type Actor, audit, Clock, Config, dayInAmsterdam, DomainError, isUuid, TenantDatabase } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { ContactFilter } from './contact-filter.js';
import type { SaveContact } from './contact-input.js';
import { type ContactPage, contactViews, type ContactView, readCursor, writeCursor } from './contact-view.js';
import { Contact } from './contact.entity.js';
import { contactsById, ensureOrganisation, ensureSecretariat, listContacts, positionsOf, refreshSearchText } from './contacts.queries.js';
import { lastMunicipalElection } from './elections.js';
import { type Employer, Employers } from './employers.js';
import { withdrawErasure, wasErased } from './erasure.queries.js';
import { confirmPositions, type PositionToSave, savePositions } from './positions.queries.js';
import { takenIn } from './taken.js';

/** Keeps the people an organisation may invite. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly employers: Employers,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Contacts by name, narrowed by the filter. Two queries, however long the page is. */
  async list(actor: Actor, filter: ContactFilter): Promise<ContactPage> {
    const { today } = this;
    return this.db.transaction(actor, async (tx) => {
      const rows = await listContacts(tx, filter, { after: readCursor(filter.after), today, election: lastMunicipalElection(today) });
      const shown = rows.slice(0, filter.limit);
      const items = contactViews(shown, await positionsOf(tx, shown.map(({ id }) => id)), today);
      return { items, next: rows.length > filter.limit ? writeCursor(shown.at(-1)!) : null };
    });
  }

  /** @throws DomainError `contact.not-found` */
  async find(actor: Actor, id: string): Promise<ContactView> {
    return this.db.transaction(actor, async (tx) => this.view(tx, id));
  }

  /** @throws DomainError `contact.email-taken`, `contact.erased-before`, `input.invalid` (an unknown municipality) */
  async create(actor: Actor, input: SaveContact): Promise<ContactView> {
    const positions = await this.readPositions(input);
    return this.saving(actor, async (tx) => {
      const contact = tx.create(Contact, { organisationId: actor.organisationId, createdAt: this.clock.now(), searchText: '' });
      await this.allowReturn(tx, actor, input);
      await this.write(tx, contact, input, positions);
      await audit(tx, actor, 'contact.created', { kind: 'contact', id: contact.id });
      return this.view(tx, contact.id);
    });
  }

  /** Makes the contact what `input` says, positions included. @throws DomainError as `create`, and `contact.not-found` */
  async save(actor: Actor, id: string, input: SaveContact): Promise<ContactView> {
    const positions = await this.readPositions(input);
    return this.saving(actor, async (tx) => {
      const contact = isUuid(id) ? await tx.findOneBy(Contact, { id }) : null;
      if (!contact) throw new DomainError('contact.not-found');
      if (contact.email !== input.email) await this.allowReturn(tx, actor, input);
      await this.write(tx, contact, input, positions);
      await audit(tx, actor, 'contact.changed', { kind: 'contact', id });
      return this.view(tx, id);
    });
  }

  /** Records that today somebody made sure that the current positions are still right. @throws DomainError `contact.not-found` */
  async confirm(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      await this.view(tx, id);
      await confirmPositions(tx, id, this.today);
      await audit(tx, actor, 'contact.checked', { kind: 'contact', id });
    });
  }

  private get today(): string {
    return dayInAmsterdam(this.clock.now());
  }

  private async view(tx: EntityManager, id: string): Promise<ContactView> {
    const rows = isUuid(id) ? await contactsById(tx, [id]) : [];
    if (rows.length === 0) throw new DomainError('contact.not-found');
    return contactViews(rows, await positionsOf(tx, [id]), this.today)[0]!;
  }

  private async readPositions(input: SaveContact): Promise<{ position: SaveContact['positions'][number]; employer: Employer }[]> {
    return Promise.all(input.positions.map(async (position, index) => ({ position, employer: await this.employers.read(position.organisation, `positions.${index}.organisation`) })));
  }

  /** Someone who was erased on request comes back only when an organiser says that this person asked for it (R36). */
  private async allowReturn(tx: EntityManager, actor: Actor, { email, evenIfErased }: SaveContact): Promise<void> {
    const parsed = email === null ? null : parseEmail(email);
    if (!parsed?.ok || !(await wasErased(tx, this.config.secretKey, parsed.key))) return;
    if (!evenIfErased) throw new DomainError('contact.erased-before', {}, { email: 'De persoon met dit adres is op verzoek verwijderd.' });
    await withdrawErasure(tx, this.config.secretKey, parsed.key, this.clock.now());
    await audit(tx, actor, 'contact.returned', { kind: 'contact', id: null });
  }

  private async write(tx: EntityManager, contact: Contact, input: SaveContact, read: { position: SaveContact['positions'][number]; employer: Employer }[]): Promise<void> {
    const { organisationId } = contact;
    const { secretKey } = this.config;
    const positions: PositionToSave[] = [];
    for (const { position, employer } of read) positions.push({ ...position, contactOrganisationId: await ensureOrganisation(tx, organisationId, employer) });
    contact.rename(input);
    contact.reachAt(input.email, secretKey);
    contact.secretariatId = input.secretariat && (await ensureSecretariat(tx, organisationId, { ...input.secretariat, contactOrganisationId: positions[0]?.contactOrganisationId ?? null, secretKey }));
    const { salutation, phone, source, basis, note } = input;
    Object.assign(contact, { salutation, phone, source, basis, note, updatedAt: this.clock.now() });
    await tx.save(contact);
    await savePositions(tx, contact, positions);
    await refreshSearchText(tx, [contact.id]);
  }

  /** The unique index decides who has an address, also when two people save at once. */
  private async saving<T>(actor: Actor, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.db.transaction(actor, work);
    } catch (error) {
      if (takenIn(error) !== 'contact') throw error;
      throw new DomainError('contact.email-taken', {}, { email: 'Er is al een relatie met dit e-mailadres.' });
    }
  }
}
