import { addressHash, parseEmail } from '@bijeen/mail';
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { displayName, type FormOfAddress, type NameParts, salutation, sortName } from './dutch-name.js';
import { readSurname } from './full-name.js';
import type { ContactFunction } from './functions.js';

/** A person an organisation may invite. What somebody does stands in positions, for people change office. */
@Entity('contact')
@Index('contact_search', { synchronize: false })
@Index('contact_by_secretariat', { synchronize: false })
@Index('contact_by_owner', { synchronize: false })
@Unique(['organisationId', 'id'])
@Unique(['organisationId', 'emailKey'])
export class Contact implements NameParts {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('text', { nullable: true }) formOfAddress: FormOfAddress | null;
  @Column('text', { nullable: true }) titles: string | null;
  @Column('text', { nullable: true }) initials: string | null;
  @Column('text', { nullable: true }) firstName: string | null;
  @Column('text', { nullable: true }) infix: string | null;
  @Column('text') surname: string;
  /** Main name first ("Berg, van der"); lists are read by this key. */
  @Column('text') sortName: string;
  /** Only when an organiser wrote one; otherwise it is made when needed. */
  @Column('text', { nullable: true }) salutation: string | null;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text', { nullable: true }) emailKey: string | null;
  /** Keyed hash of `emailKey`, by which opt-outs are found (R36). */
  @Column('bytea', { nullable: true }) emailHash: Buffer | null;
  @Column('text', { nullable: true }) phone: string | null;
  @Column('uuid', { nullable: true }) secretariatId: string | null;
  /** The colleague who knows this person and calls when that is needed: a member of the organisation. */
  @Column('text', { nullable: true }) ownerId: string | null;
  /** Where the address came from ("bron"); mails to this person say so (AVG 14). */
  @Column('text') source: string;
  /** Why it may be used ("grondslag"). */
  @Column('text') basis: string;
  @Column('text', { nullable: true }) note: string | null;
  /** Names, organisations and functions without accents and capitals, for searching. */
  @Column('text', { default: '' }) searchText: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt: Date;

  /** "mevrouw A. van der Berg" */
  get displayName(): string {
    return displayName(this);
  }

  /** "Geachte mevrouw Van der Berg"; the own text when there is one. */
  greeting(role: ContactFunction | null = null): string {
    return salutation(this, role, this.salutation);
  }

  /** Takes over the parts of the name and keeps the sort name in step. A tussenvoegsel typed before the surname goes to its own place. */
  rename({ formOfAddress, titles, initials, firstName, infix, surname }: NameParts): void {
    Object.assign(this, { formOfAddress, titles, initials, firstName, ...readSurname(surname, infix) });
    this.sortName = sortName(this);
  }

  /** Takes over an address that was checked before, with its key and hash; null for nobody's address. */
  reachAt(address: string | null, secretKey: string): void {
    Object.assign(this, addressColumns(address, secretKey));
  }
}

/** The three columns that belong to one address. @throws Error when it is no address: it should have been checked. */
export function addressColumns(address: string | null, secretKey: string): { email: string | null; emailKey: string | null; emailHash: Buffer | null } {
  if (address === null) return { email: null, emailKey: null, emailHash: null };
  const parsed = parseEmail(address);
  if (!parsed.ok) throw new Error(parsed.problem);
  return { email: parsed.address, emailKey: parsed.key, emailHash: addressHash(secretKey, parsed.key) };
}
