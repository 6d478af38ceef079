import type { EntityManager } from 'typeorm';
import type { ImportState } from './contact-import.entity.js';
import type { ColumnWish, ImportReport } from './import-report.js';

/** What is needed to read an uploaded list again. */
export interface ClaimedImport {
  id: string;
  file: Buffer;
  mapping: ColumnWish | null;
  source: string;
  basis: string;
}

/** Keeps an uploaded list until it is applied. */
export async function storeImport(tx: EntityManager, row: { organisationId: string; name: string; bytes: Buffer; mapping: ColumnWish | null; source: string; basis: string; state: ImportState; by: string; now: Date }): Promise<string> {
  const [{ id }] = await tx.query(
    `insert into contact_import (organisation_id, file_name, file, mapping, source, basis, state, progress, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, jsonb_build_object('at', $9::timestamptz), $8, $9) returning id`,
    [row.organisationId, row.name, row.bytes, row.mapping && JSON.stringify(row.mapping), row.source, row.basis, row.state, row.by, row.now],
  );
  return id;
}

/**
 * Takes an import for `state`, if it is free: nobody reads or applies it at this moment. One that was silent for a minute had died.
 * @returns null when somebody else has it, or when it has no file (any more)
 */
export async function claimImport(tx: EntityManager, id: string, { state, mapping, now }: { state: ImportState; mapping?: ColumnWish; now: Date }): Promise<ClaimedImport | null> {
  const [rows]: [ClaimedImport[]] = await tx.query(
    `update contact_import set state = $2, mapping = coalesce($4::jsonb, mapping), progress = jsonb_build_object('at', $3::timestamptz)
      where id = $1 and file is not null
        and (state = 'previewed' or (state = 'refused' and $4::jsonb is not null) or (state in ('parsing', 'applying') and (progress->>'at')::timestamptz < $3::timestamptz - interval '1 minute'))
      returning id, file, mapping, source, basis`,
    [id, state, now, mapping === undefined ? null : JSON.stringify(mapping)],
  );
  return rows[0] ?? null;
}

/** Says how far it is, for the page that waits. */
export async function noteProgress(tx: EntityManager, id: string, rows: number, now: Date): Promise<void> {
  await tx.query(`update contact_import set progress = jsonb_build_object('rows', $2::int, 'at', $3::timestamptz) where id = $1 and state in ('parsing', 'applying')`, [id, rows, now]);
}

/** Keeps the preview, or the reason why the file was refused. */
export async function settlePreview(tx: EntityManager, id: string, state: 'previewed' | 'refused', report: ImportReport | null): Promise<void> {
  await tx.query(`update contact_import set state = $2, report = coalesce($3::jsonb, report) where id = $1`, [id, state, report && JSON.stringify(report)]);
}

/** In the transaction that writes the contacts: applied, the file gone, and of the rows only what is left to do. */
export async function settleApplied(tx: EntityManager, id: string, report: ImportReport, now: Date): Promise<void> {
  const kept: ImportReport = { ...report, header: { ...report.header, cells: [] }, rows: report.rows.filter((row) => row.verdict === 'refused') };
  await tx.query(`update contact_import set state = 'applied', file = null, report = $2, applied_at = $3 where id = $1`, [id, JSON.stringify(kept), now]);
}

/** Hashes of addresses that opted out of this organisation, and of people who were erased. */
export async function suppressedHashes(tx: EntityManager): Promise<{ unsubscribed: Set<string>; erased: Set<string> }> {
  const rows: { hash: string; erased: boolean }[] = await tx.query(`select encode(email_hash, 'hex') as hash, origin = 'erased' as erased from suppression where scope = 'organisation' and withdrawn_at is null`);
  const hashes = (erased: boolean): Set<string> => new Set(rows.filter((row) => row.erased === erased).map((row) => row.hash));
  return { unsubscribed: hashes(false), erased: hashes(true) };
}

/** How many rows of the list have an address that wants no mail at all, whoever sends it, and did not opt out of this organisation besides. */
export async function countStoppedEverywhere(tx: EntityManager): Promise<number> {
  const [{ people }] = await tx.query(
    `select count(*)::int as people from stopped_among(array(
       select s.email_hash from staged s where s.email_hash is not null
         and not exists (select from suppression u where u.organisation_id = (select current_organisation()) and u.email_hash = s.email_hash and u.scope = 'organisation' and u.withdrawn_at is null)))`,
  );
  return people;
}

/** Organisations with files older than `before`, or with reports of rows older than `reportsBefore`. */
export async function organisationsWithOldImports(tx: EntityManager, before: Date, reportsBefore: Date): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `select distinct organisation_id as id from contact_import where (created_at < $1 and state <> 'applied' and (file is not null or report is not null)) or (applied_at < $2 and report ? 'rows')`,
    [before, reportsBefore],
  );
  return rows.map(({ id }) => id);
}

/** Throws away lists nobody applied, and of old imports the rows that were refused. */
export async function forgetOldImports(tx: EntityManager, before: Date, reportsBefore: Date): Promise<number> {
  const [, files]: [unknown, number] = await tx.query(`update contact_import set file = null, report = null, state = 'refused' where created_at < $1 and state <> 'applied' and (file is not null or report is not null)`, [before]);
  await tx.query(`update contact_import set report = report - 'rows' where applied_at < $1 and report ? 'rows'`, [reportsBefore]);
  return files;
}
