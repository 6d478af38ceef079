import { DomainError } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MakeRegion } from './region-input.js';

/** How a region began. What it holds now may differ: it is edited by hand. */
export type StartedFrom = MakeRegion['startedFrom'];

/** From what a region was made: the division, or the venue and the minutes. */
export interface StartDetail {
  kind?: string;
  code?: string;
  postcode?: string;
  /** The place of that postcode. */
  place?: string;
  minutes?: number;
}

/** An organisation's own, named set of municipalities (lesson L1: a meeting targets a region). */
@Entity('region')
export class Region {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('text') name: string;
  @Column('text') startedFrom: StartedFrom;
  @Column('jsonb', { default: {} }) startDetail: StartDetail;
  @Column('text', { array: true }) municipalityCodes: string[];
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt: Date;

  /** Makes these its municipalities, in the order of their codes. @throws DomainError `region.empty` */
  cover(codes: Iterable<string>): void {
    const municipalityCodes = [...new Set(codes)].sort();
    if (municipalityCodes.length === 0) throw new DomainError('region.empty', {}, { municipalityCodes: 'Vink ten minste één gemeente aan.' });
    this.municipalityCodes = municipalityCodes;
  }
}
