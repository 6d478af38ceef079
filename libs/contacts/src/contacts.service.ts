import { Injectable } from '@nestjs/common';
import { parseEmail } from '@bijeen/mail';
import { type Actor, audit, Clock, Config, dayInAmsterdam, DomainError, isUuid, TenantDatabase } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { ContactFilter } from './contact-filter.js';
import type { EmployerInput, SaveContact } from './contact-input.js';
import { type ContactPage, contactViews, type ContactView, readCursor, writeCursor } from './contact-view.js';
import { addressColumns, Contact } from './contact.entity.js';
import { contactsById, ensureOrganisation, ensureSecretariat, listContacts, positionsOf, refreshSearchText } from './contacts.queries.js';
import { lastMunicipalElection } from './elections.js';
import { mustWorkHere } from './contact-owner.queries.js';
import type { NameParts } from './dutch-name.js';
import { type Employer, Employers } from './employers.js';
import { withdrawErasure, wasErased } from './erasure.queries.js';
import type { ContactFunction } from './functions.js';
import { confirmPositions, type PositionToSave, savePositions } from './positions.queries.js';
import { takenIn } from './taken.js';

/** Somebody who is named with an address: for instance who asks for a place, or who comes along. */
export interface NamedPerson extends NameParts {
  email: string;
  function: ContactFunction;
  /** What the person says the function is, when that says more than our label. */
  title?: string | null;
  organisation: EmployerInput | null;
  source: string;
  basis: string;
  /** The person asks for mail: an erasure in the past does not stand in the way any more. */
  asksForMail: boolean;
}

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

  /** @throws DomainError `contact.email-taken`, `contact.erased-before`, `input.invalid` (an unknown municipality or colleague) */
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

  /**
   * The contact with this address, in the transaction of the caller; made when there is none, and then with this name and function. What
   * an organiser wrote down about a known person stays as it is.
   * @throws DomainError `contact.erased-before` (unless the person asks for mail), `input.invalid` (an unknown municipality)
   */
  async findOrCreateByEmail(tx: EntityManager, actor: Actor, person: NamedPerson): Promise<{ contactId: string; created: boolean }> {
    const { organisationId } = actor;
    const { emailKey } = addressColumns(person.email, this.config.secretKey);
    const known = await tx.findOneBy(Contact, { organisationId, emailKey: emailKey! });
    if (known) return { contactId: known.id, created: false };
    const employer = person.organisation && (await this.employers.read(person.organisation, 'organisation'));
    await this.allowReturn(tx, actor, { email: person.email, evenIfErased: person.asksForMail });
    const contact = tx.create(Contact, { organisationId, source: person.source, basis: person.basis, searchText: '', createdAt: this.clock.now(), updatedAt: this.clock.now() });
    contact.rename(person);
    contact.reachAt(person.email, this.config.secretKey);
    const { identifiers } = await tx.createQueryBuilder().insert().into(Contact).values(contact).orIgnore().execute();
    // Somebody else made this contact just now; the unique index waited for that.
    if (!identifiers[0]) return { contactId: (await tx.findOneByOrFail(Contact, { organisationId, emailKey: emailKey! })).id, created: false };
    const contactId = identifiers[0]['id'] as string;
    const { function: office, title = null } = person;
    if (employer) await savePositions(tx, { id: contactId, organisationId }, [{ contactOrganisationId: await ensureOrganisation(tx, organisationId, employer), function: office, title, portfolio: null, from: null, until: null, lastChecked: this.today }]);
    await refreshSearchText(tx, [contactId]);
    await audit(tx, actor, 'contact.created', { kind: 'contact', id: contactId }, { source: person.source });
    return { contactId, created: true };
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
  private async allowReturn(tx: EntityManager, actor: Actor, { email, evenIfErased }: Pick<SaveContact, 'email' | 'evenIfErased'>): Promise<void> {
    const parsed = email === null ? null : parseEmail(email);
    if (!parsed?.ok || !(await wasErased(tx, this.config.secretKey, parsed.key))) return;
    if (!evenIfErased) throw new DomainError('contact.erased-before', {}, { email: 'De persoon met dit adres is op verzoek verwijderd.' });
    await withdrawErasure(tx, this.config.secretKey, parsed.key, this.clock.now());
    await audit(tx, actor, 'contact.returned', { kind: 'contact', id: null });
  }

  private async write(tx: EntityManager, contact: Contact, input: SaveContact, read: { position: SaveContact['positions'][number]; employer: Employer }[]): Promise<void> {
    const { organisationId } = contact;
    const { secretKey } = this.config;
    if (input.ownerId !== null && input.ownerId !== contact.ownerId) await mustWorkHere(tx, organisationId, input.ownerId);
    const positions: PositionToSave[] = [];
    for (const { position, employer } of read) positions.push({ ...position, contactOrganisationId: await ensureOrganisation(tx, organisationId, employer) });
    contact.rename(input);
    contact.reachAt(input.email, secretKey);
    contact.secretariatId = input.secretariat && (await ensureSecretariat(tx, organisationId, { ...input.secretariat, contactOrganisationId: positions[0]?.contactOrganisationId ?? null, secretKey }));
    const { salutation, phone, source, basis, note, ownerId } = input;
    Object.assign(contact, { salutation, phone, source, basis, note, ownerId, updatedAt: this.clock.now() });
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
