import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who signs in; belongs to no tenant, and may work for several organisations. Sign-in itself is better-auth's. */
@Entity('app_user')
export class User {
  @PrimaryColumn('text', { default: () => '(uuidv7())' }) id: string;
  @Column('text') name: string;
  /** In the form in which addresses are compared: lower-case, with A-labels. */
  @Column('text') email: string;
  /** Whether a link in a mail to this address was ever used. */
  @Column('boolean', { default: false }) emailVerified: boolean;
  @Column('text', { nullable: true }) image: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt: Date;
}
