import type { ReportRow, Verdict } from '@bijeen/contacts';
import { ButtonLink, Table } from '@bijeen/ui';
import { rows as rowCount } from './in-words.js';
import { rowInWords, VERDICT_TAGS, VERDICT_TITLES } from './import-words.js';

interface GroupProps {
  id: string;
  verdict: Verdict;
  /** All rows of the report with this verdict. */
  rows: ReportRow[];
  /** How many rows of the file have it; the report of a long list is cut off. */
  count: number;
  most: number;
}

/** The first rows of one group, and the way to the others. */
export function RowGroup({ id, verdict, rows, count, most }: GroupProps) {
  if (count === 0) return null;
  const heading = `groep-${verdict}`;
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}><span class={`tag tag--${VERDICT_TAGS[verdict]}`}>{VERDICT_TITLES[verdict]}</span> {rowCount(count)}</h2>
      <RowTable verdict={verdict} rows={rows.slice(0, most)} caption={count > most ? `De eerste ${most} van ${rowCount(count)}, met het nummer uit je bestand` : 'Met het nummer uit je bestand'} />
      {rows.length > most && <p><ButtonLink href={`/relaties/inlezen/${id}/rijen?oordeel=${verdict}`}>Bekijk alle {rowCount(rows.length)}</ButtonLink></p>}
    </section>
  );
}

/** Rows with their number in the file, and what is wrong or what changes. */
export function RowTable({ verdict, rows, caption }: Pick<GroupProps, 'verdict' | 'rows'> & { caption: string }) {
  const headers = verdict === 'refused' ? ['Rij', 'Kolom en wat je kunt doen'] : verdict === 'updated' ? ['Rij', 'Naam', 'Wat er verandert'] : ['Rij', 'Naam'];
  const cells = (row: ReportRow) => {
    if (verdict === 'refused') return [row.row, <Problems {...row} />];
    return verdict === 'updated' ? [row.row, row.name, row.changed?.join(', ')] : [row.row, row.name];
  };
  return <Table caption={caption} headers={headers} rows={rows.map((row) => ({ key: String(row.row), cells: cells(row) }))} />;
}

function Problems(row: ReportRow) {
  return <>{rowInWords(row).map(({ column, message }) => <div key={`${column} ${message}`}><strong>{column}</strong>: {message}</div>)}</>;
}
