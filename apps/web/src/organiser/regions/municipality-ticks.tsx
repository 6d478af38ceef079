import { Table } from '@bijeen/ui';
import type { ComponentChildren } from 'preact';
import type { MunicipalityLine } from './region-view.js';

export const FIELD = 'municipalityCodes';

interface TicksProps {
  lines: MunicipalityLine[];
  ticked: ReadonlySet<string>;
  /** Where the travel times begin, when there are any. */
  from?: string | null;
  /** Without boxes it is only a list, for who may not change the region. */
  readOnly?: boolean;
}

/** A table of municipalities with a box before each; on a phone a stack of cards. */
export function TickTable({ caption, lines, ticked, from = null, readOnly = false }: TicksProps & { caption: string }) {
  const headers = ['Gemeente', 'Inwoners', 'Provincie', ...(from ? [`Reistijd vanaf ${from} (schatting)`] : [])];
  const rows = lines.map((line) => ({
    key: line.municipality.code,
    cells: [
      readOnly ? <Name line={line} /> : <Box line={line} checked={ticked.has(line.municipality.code)}><Name line={line} /></Box>,
      count(line.municipality.inhabitants),
      line.municipality.province,
      ...(from ? [<Travel line={line} />] : []),
    ],
  }));
  return <div class="tick-table"><Table caption={caption} headers={headers} rows={rows} /></div>;
}

/** Boxes in columns, folded per province. */
export function TickProvinces({ provinces, ticked }: { provinces: Map<string, MunicipalityLine[]>; ticked: ReadonlySet<string> }) {
  return (
    <>
      {[...provinces].sort(([a], [b]) => a.localeCompare(b, 'nl')).map(([province, lines]) => (
        <details key={province} class="fold" open={lines.some(({ municipality }) => ticked.has(municipality.code))}>
          <summary>{province} ({lines.length})</summary>
          <ul class="ticks">
            {lines.map((line) => (
              <li key={line.municipality.code}>
                <Box line={line} checked={ticked.has(line.municipality.code)}><Name line={line} /> <span class="muted">{count(line.municipality.inhabitants)}</span></Box>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}

/** "55.000", as Dutch numbers are written. */
export function count(number: number): string {
  return new Intl.NumberFormat('nl-NL').format(number);
}

function Box({ line, checked, children }: { line: MunicipalityLine; checked: boolean; children: ComponentChildren }) {
  const { code } = line.municipality;
  return (
    <div class="choice">
      <input type="checkbox" name={FIELD} value={code} id={`gemeente-${code}`} checked={checked} />
      <label for={`gemeente-${code}`}>{children}</label>
    </div>
  );
}

function Name({ line: { municipality, remark } }: { line: MunicipalityLine }) {
  return <>{municipality.name}{remark && <span class="muted"> ({remark})</span>}</>;
}

function Travel({ line: { travel } }: { line: MunicipalityLine }) {
  return travel ? <>circa {travel.minutes} minuten{travel.remark && <span class="muted">, {travel.remark}</span>}</> : <>onbekend</>;
}
