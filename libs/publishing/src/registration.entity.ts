import type { ContactFunction, FormOfAddress } from '@bijeen/contacts';
import { DomainError } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Asked for; the address was confirmed; and what the organiser decided. */
export type RegistrationState = 'requested' | 'confirmed' | 'approved' | 'refused';

/** Somebody who asked on the public page for a place. One per meeting and address. */
@Entity('registration')
@Unique(['organisationId', 'meetingId', 'emailKey'])
export class Registration {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') meetingId: string;
  @Column('text', { default: 'requested' }) state: RegistrationState;
  @Column('text', { nullable: true }) formOfAddress: FormOfAddress | null;
  @Column('text', { nullable: true }) firstName: string | null;
  @Column('text', { nullable: true }) infix: string | null;
  @Column('text') surname: string;
  @Column('text') function: ContactFunction;
  @Column('text') contactOrganisationName: string;
  @Column('text', { nullable: true }) municipalityCode: string | null;
  @Column('text') email: string;
  @Column('text') emailKey: string;
  @Column('bytea') emailHash: Buffer;
  @Column('text', { nullable: true }) remark: string | null;
  @Column('bytea') nonce: Buffer;
  @Column('bytea') tokenHash: Buffer;
  @Column('timestamptz') requestedAt: Date;
  @Column('timestamptz', { nullable: true }) confirmedAt: Date | null;
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
  @Column('text', { nullable: true }) decidedBy: string | null;
  /** Why not. */
  @Column('text', { nullable: true }) refusal: string | null;
  @Column('uuid', { nullable: true }) invitationId: string | null;
  @Column('timestamptz') eraseAfter: Date;

  /** "Sanne de Wit" */
  get name(): string {
    return [this.firstName ?? this.formOfAddress, this.infix, this.surname].filter(Boolean).join(' ');
  }

  /** The address is really of this person. Again is harmless; says whether it was new. */
  confirm(now: Date, eraseAfter: Date): boolean {
    if (this.state !== 'requested') return false;
    Object.assign(this, { state: 'confirmed', confirmedAt: now, eraseAfter });
    return true;
  }

  /** Gets an invitation, also after a refusal. @throws DomainError `registration.not-confirmed` */
  approve(invitationId: string, { by, now }: { by: string; now: Date }): void {
    this.mustBeConfirmed();
    Object.assign(this, { state: 'approved', invitationId, decidedBy: by, decidedAt: now, refusal: null });
  }

  /** Gets no invitation. @throws DomainError `registration.not-confirmed`, `registration.already-approved` */
  refuse(refusal: string, { by, now }: { by: string; now: Date }): void {
    this.mustBeConfirmed();
    if (this.state === 'approved') throw new DomainError('registration.already-approved');
    Object.assign(this, { state: 'refused', refusal, decidedBy: by, decidedAt: now });
  }

  /** @throws DomainError `registration.not-confirmed` */
  mustBeConfirmed(): void {
    if (this.state === 'requested') throw new DomainError('registration.not-confirmed');
  }
}
