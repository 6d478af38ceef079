import type { EntityManager } from 'typeorm';

export interface MunicipalityRow {
  code: string;
  naam: string;
  /** The name as part of a mail domain. */
  slug: string;
}

/** The regions of the demo, around Zwolle and further: near, too far, and just in between (L1). */
export const DEMO_REGIONS = ['Zwolle', 'Friesland', 'Twente', 'Drenthe'];

/** The municipalities of those care office regions, by name. */
export async function demoMunicipalities(tx: EntityManager): Promise<MunicipalityRow[]> {
  const rows: { code: string; naam: string }[] = await tx.query(
    `select m.code, m.short_name as naam from division d join municipality m on m.code = any(d.municipality_codes) where d.kind = 'zorgkantoorregio' and d.name = any($1) order by d.name, m.name`,
    [DEMO_REGIONS],
  );
  return rows.map((row) => ({ ...row, slug: row.naam.toLowerCase().normalize('NFD').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') }));
}
