import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ColumnWish, ImportReport } from './import-report.js';

export type ImportState = 'parsing' | 'previewed' | 'applying' | 'applied' | 'refused';

/** How far a running import is. `at` is when that was written (ISO); an import that is silent for long has died. */
export interface ImportProgress {
  rows?: number;
  at?: string;
}

/** One uploaded list and what became of it. The file itself goes as soon as it is applied, and within 24 hours in any case (R30). */
@Entity('contact_import')
@Index('contact_import_by_time', { synchronize: false })
export class ContactImport {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('text') fileName: string;
  @Column('bytea', { nullable: true, select: false }) file: Buffer | null;
  /** The columns as the person corrected them; null while our own reading stands. */
  @Column('jsonb', { nullable: true }) mapping: ColumnWish | null;
  @Column('text') source: string;
  @Column('text') basis: string;
  @Column('text') state: ImportState;
  @Column('jsonb', { default: {} }) progress: ImportProgress;
  @Column('jsonb', { nullable: true }) report: ImportReport | null;
  @Column('text', { nullable: true }) createdBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) appliedAt: Date | null;
}
