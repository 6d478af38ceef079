import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { OrganisationKind } from './organisation-kinds.js';

/** Where a contact works: a municipality or another organisation. Not a tenant. */
@Entity('contact_organisation')
@Index('contact_organisation_name', { synchronize: false })
@Unique(['organisationId', 'id'])
export class ContactOrganisation {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('text') kind: OrganisationKind;
  /** Of a municipality always "Gemeente" with the official name, so that every spelling finds the same one. */
  @Column('text') name: string;
  /** Of a municipality its own code; of another organisation where it sits, when known. */
  @Column('text', { nullable: true }) municipalityCode: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}
