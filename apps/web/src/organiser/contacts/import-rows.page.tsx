import type { ContactImport, ReportRow, Verdict } from '@bijeen/contacts';
import { NextPage, OrganiserLayout } from '@bijeen/ui';
import { RowTable } from './import-rows.js';
import { VERDICT_TITLES } from './import-words.js';

interface ImportRowsProps {
  list: ContactImport;
  verdict: Verdict;
  rows: ReportRow[];
  /** The row after which the next piece begins. */
  next: number | null;
}

/** All rows of one group, piece by piece. */
export function ImportRowsPage({ list: { id, fileName }, verdict, rows, next }: ImportRowsProps) {
  const title = `${VERDICT_TITLES[verdict]}: ${fileName}`;
  return (
    <OrganiserLayout title={title}>
      <p class="crumbs"><a href={`/relaties/inlezen/${id}`}>{fileName}</a></p>
      <h1>{title}</h1>
      <RowTable verdict={verdict} rows={rows} caption={rows.length === 0 ? 'Geen rijen' : `Rij ${rows[0]!.row} tot en met ${rows.at(-1)!.row}`} />
      <NextPage href={next === null ? null : `/relaties/inlezen/${id}/rijen?oordeel=${verdict}&na=${next}`} />
    </OrganiserLayout>
  );
}
