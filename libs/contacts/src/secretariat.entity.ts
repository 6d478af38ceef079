import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A mailbox of its own through which invitations to one or more people can go. */
@Entity('secretariat')
@Unique(['organisationId', 'id'])
@Unique(['organisationId', 'emailKey'])
export class Secretariat {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid', { nullable: true }) contactOrganisationId: string | null;
  @Column('text') name: string;
  @Column('text') email: string;
  @Column('text') emailKey: string;
  @Column('bytea', { nullable: true }) emailHash: Buffer | null;
  @Column('text', { nullable: true }) phone: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}
