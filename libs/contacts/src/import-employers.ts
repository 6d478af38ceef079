import type { Resolution } from '@bijeen/regions';
import { type Employer, municipalityAsEmployer, unresolved } from './employers.js';
import type { ImportField } from './import-columns.js';
import { readOrganisationKind } from './organisation-kinds.js';

/** What a row says about where somebody works. */
export interface EmployerCells {
  organisation: string | null;
  kind: string | null;
  municipality: string | null;
  /** Whether the function is one that only a municipality has. */
  alderman: boolean;
}
type Found = { employer: Employer | null } | { field: ImportField; message: string };

const MOST_REMEMBERED = 20_000;

/** Reads where people work. Lists repeat themselves, so each combination is worked out once. */
export class ImportEmployers {
  private readonly known = new Map<string, Found>();

  constructor(private readonly resolve: (name: string) => Resolution) {}

  find(cells: EmployerCells): Found {
    const key = `${cells.organisation}\n${cells.kind}\n${cells.municipality}\n${cells.alderman}`;
    const known = this.known.get(key);
    if (known) return known;
    const found = this.work(cells);
    if (this.known.size < MOST_REMEMBERED) this.known.set(key, found);
    return found;
  }

  private work(cells: EmployerCells): Found {
    const { organisation, municipality } = cells;
    if (organisation === null && municipality === null) return { employer: null };
    if (this.isMunicipality(cells)) return this.municipality(municipality ?? organisation!, municipality === null ? 'organisation' : 'municipality');
    const kind = readOrganisationKind(cells.kind ?? organisation!);
    if (municipality === null) return { employer: { kind, name: organisation!, municipalityCode: null } };
    const seat = this.municipality(municipality, 'municipality');
    return 'employer' in seat ? { employer: { kind, name: organisation!, municipalityCode: seat.employer!.municipalityCode } } : seat;
  }

  private isMunicipality({ organisation, kind, municipality, alderman }: EmployerCells): boolean {
    if (organisation === null) return true;
    if (kind !== null) return readOrganisationKind(kind) === 'MUNICIPALITY';
    if (/^gem(eente|\.)?\s/i.test(organisation) || /\sgemeente$/i.test(organisation)) return true;
    return alderman && (municipality !== null || this.resolve(organisation).kind !== 'unknown');
  }

  private municipality(name: string, field: ImportField): Found {
    const resolution = this.resolve(name);
    if (resolution.kind === 'found') return { employer: municipalityAsEmployer(resolution.municipality) };
    return { field, message: unresolved(name, resolution) };
  }
}
