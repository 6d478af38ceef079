import type { Role } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Each role as a person reads it. */
export const ROLE_NAMES: Record<Role, string> = { owner: 'eigenaar', organiser: 'organisator', viewer: 'meelezer' };

/** What a role may do, in one line. */
export const ROLE_HINTS: Record<Role, string> = {
  owner: 'mag alles, ook collega’s toevoegen en instellingen wijzigen',
  organiser: 'mag bijeenkomsten plannen, relaties beheren en uitnodigen',
  viewer: 'mag alles bekijken en niets veranderen',
};

/** That a person works for an organisation, and what that person may do there. */
@Entity('membership')
export class Membership {
  @PrimaryColumn('uuid') organisationId: string;
  @PrimaryColumn('text') userId: string;
  @Column('text') role: Role;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}
