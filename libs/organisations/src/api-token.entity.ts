import { DomainError, type Role } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Lets a program act for an organisation. The token itself is shown once and kept only as a hash. */
@Entity('api_token')
export class ApiToken {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('text') name: string;
  @Column('bytea', { select: false }) tokenHash: Buffer;
  @Column('text') role: Role;
  /** The name of who made it. */
  @Column('text', { nullable: true }) createdBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  /** To the hour. */
  @Column('timestamptz', { nullable: true }) lastUsedAt: Date | null;
  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;

  /** From now on it opens nothing. @throws DomainError `api-token.revoked` the second time. */
  revoke(now: Date): void {
    if (this.revokedAt) throw new DomainError('api-token.revoked');
    this.revokedAt = now;
  }
}
