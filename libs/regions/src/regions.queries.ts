import { DomainError } from '@bijeen/platform';
import { type EntityManager, QueryFailedError } from 'typeorm';
import { Region } from './region.entity.js';

/** A piece of the list of regions. `next` is the cursor of the following piece. */
export interface RegionPage {
  items: Region[];
  next: string | null;
}

/** By name (unique within an organisation when written in lower case), which is the key that the list is read by. */
export async function listRegions(tx: EntityManager, limit: number, after: string | null): Promise<RegionPage> {
  const query = tx.createQueryBuilder(Region, 'region').orderBy('lower(region.name)').take(limit + 1);
  if (after !== null) query.where('lower(region.name) > lower(:after)', { after });
  const found = await query.getMany();
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? items.at(-1)!.name : null };
}

/** Compares the id as text, so that a mangled one is simply not found. @throws DomainError `region.not-found` */
export async function findRegion(tx: EntityManager, id: string): Promise<Region> {
  const region = await tx.createQueryBuilder(Region, 'region').where('region.id::text = lower(:id)', { id }).getOne();
  if (!region) throw new DomainError('region.not-found');
  return region;
}

/** Titles of the meetings that target this region, at most five. */
export async function meetingsIn(tx: EntityManager, regionId: string): Promise<string[]> {
  const rows: { title: string }[] = await tx.query('select title from meeting where region_id = $1 order by starts_at desc limit 5', [regionId]);
  return rows.map(({ title }) => title);
}

/** Saves it; the unique index decides about the name, also when two people press at once. @throws DomainError `region.name-taken` */
export async function saveRegion(tx: EntityManager, region: Region): Promise<void> {
  try {
    await tx.save(region);
  } catch (error) {
    if (!(error instanceof QueryFailedError) || constraintOf(error) !== 'region_name') throw error;
    throw new DomainError('region.name-taken', { name: region.name }, { name: 'Deze naam is al in gebruik. Kies een andere.' });
  }
}

function constraintOf({ driverError }: QueryFailedError): string | undefined {
  return (driverError as { constraint?: string }).constraint;
}
