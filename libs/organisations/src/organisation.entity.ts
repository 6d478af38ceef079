import { DomainError } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { sniffImage } from './logo.js';
import type { OrganisationInput } from './organisation-input.js';
import { readableColour } from './own-colour.js';

/** A tenant: a ZHO, or one of the umbrella bodies. */
@Entity('organisation')
export class Organisation {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('text') kind: 'ZHO' | 'UMBRELLA';
  @Column('text') name: string;
  /** At most 200 KB; read only where it is shown. */
  @Column('bytea', { nullable: true, select: false }) logo: Buffer | null;
  @Column('text', { nullable: true }) logoType: 'image/png' | 'image/jpeg' | null;
  /** `#rrggbb`, readable as text on our paper (4.5 to 1). */
  @Column('text', { nullable: true }) colour: string | null;
  /** The name that invitees see as the sender of mail. */
  @Column('text') senderName: string;
  /** Where answers to our mail go. */
  @Column('text', { nullable: true }) replyTo: string | null;
  @Column('text', { nullable: true }) visitingAddress: string | null;
  /** Four digits: travel times start here. */
  @Column('char', { length: 4, nullable: true }) postcode4: string | null;
  @Column('text', { nullable: true }) place: string | null;
  /** The restore after which an owner said that mail may leave again; written by the mail library. */
  @Column({ type: 'timestamptz', nullable: true, insert: false, update: false }) mailReleasedFor: Date | null;
  /** Invitations carry the buttons of a calendar, and what is pressed there is an answer. */
  @Column('boolean', { default: false }) calendarButtons: boolean;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;

  /** Takes over what was filled in. A colour that is too light to read is made darker until it can be read. */
  describe({ kind, name, senderName, replyTo, visitingAddress, postcode4, colour }: OrganisationInput, place: string): void {
    Object.assign(this, { kind, name, senderName: senderName ?? name, replyTo, visitingAddress, postcode4, place });
    this.colour = colour === null ? null : readableColour(colour);
  }

  /** Takes a PNG or JPEG of at most 200 KB; what it is, is read from its bytes and not from its name. @throws DomainError `organisation.logo-refused`. */
  wear(image: Buffer): void {
    const type = sniffImage(image);
    if (type === null || image.length > 200 * 1024) throw new DomainError('organisation.logo-refused');
    this.logo = image;
    this.logoType = type;
  }

  /** Goes on without a logo. */
  undress(): void {
    this.logo = null;
    this.logoType = null;
  }
}
