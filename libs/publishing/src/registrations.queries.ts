import { DomainError, isUuid } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import { Registration, type RegistrationState } from './registration.entity.js';

/** One request. */
export type Which = Pick<Registration, 'organisationId' | 'meetingId' | 'id'>;

/** How many requests there are in which state. */
export type RegistrationCounts = Record<RegistrationState, number>;

export async function registrationCounts(tx: EntityManager, organisationId: string, meetingId: string): Promise<RegistrationCounts> {
  const rows: { state: RegistrationState; people: number }[] = await tx.query('select state, count(*)::int as people from registration where organisation_id = $1 and meeting_id = $2 group by state', [organisationId, meetingId]);
  return { requested: 0, confirmed: 0, approved: 0, refused: 0, ...Object.fromEntries(rows.map(({ state, people }) => [state, people])) };
}

/** What an organiser sees: only requests of which the address was confirmed, those that wait first; one more than asked for when there is a next piece. */
export async function registrationLines(tx: EntityManager, organisationId: string, meetingId: string, { after, limit }: { after: string | null; limit: number }): Promise<Registration[]> {
  const query = tx.createQueryBuilder(Registration, 'r').where(`r.organisation_id = :organisationId and r.meeting_id = :meetingId and r.state <> 'requested'`, { organisationId, meetingId });
  if (after) query.andWhere(`(r.state <> 'confirmed', r.id) > (select c.state <> 'confirmed', c.id from registration c where c.organisation_id = :organisationId and c.id = :after)`, { organisationId, after });
  return query.orderBy(`r.state <> 'confirmed'`).addOrderBy('r.id').limit(limit + 1).getMany();
}

/** @throws DomainError `registration.not-found` */
export async function lockRegistration(tx: EntityManager, { organisationId, meetingId, id }: Which): Promise<Registration> {
  const registration = isUuid(id) ? await tx.findOne(Registration, { where: { organisationId, meetingId, id }, lock: { mode: 'pessimistic_write' } }) : null;
  if (!registration) throw new DomainError('registration.not-found');
  return registration;
}

/** Finds a request by the hash of its link; from here on the transaction is one of its organisation. */
export async function openedRegistration(tx: EntityManager, tokenHash: Buffer): Promise<Which | undefined> {
  const [row] = await tx.query('select id, organisation_id as "organisationId", meeting_id as "meetingId" from open_registration($1)', [tokenHash]);
  return row;
}

/** Says whether it was new: one request per meeting and address. */
export async function insertRegistration(tx: EntityManager, registration: Registration): Promise<boolean> {
  const { raw } = await tx.createQueryBuilder().insert().into(Registration).values(registration).orIgnore().returning('id').execute();
  const [row] = raw as { id: string }[];
  if (row) registration.id = row.id;
  return row !== undefined;
}

/** Organisations with requests to erase; needs the worker's view. */
export async function organisationsWithRegistrationsToErase(tx: EntityManager, now: Date): Promise<string[]> {
  const rows: { organisationId: string }[] = await tx.query('select distinct organisation_id as "organisationId" from registration where erase_after <= $1', [now]);
  return rows.map(({ organisationId }) => organisationId);
}

/** Erases what is due with the mails about it. A confirmed request to a meeting that moved lives on until so many days after its new date. */
export async function eraseRegistrations(tx: EntityManager, organisationId: string, { now, daysAfter }: { now: Date; daysAfter: number }): Promise<number> {
  await tx.query(
    `update registration r set erase_after = m.ends_at + make_interval(days => $3)
     from meeting m where m.organisation_id = $1 and m.id = r.meeting_id and r.organisation_id = $1 and r.erase_after <= $2 and r.state <> 'requested' and m.ends_at + make_interval(days => $3) > $2`,
    [organisationId, now, daysAfter],
  );
  const [{ people }] = await tx.query<[{ people: number }]>(
    `with gone as (
       delete from registration where organisation_id = $1 and erase_after <= $2 returning id, meeting_id
     ), mails as (
       delete from outgoing_mail o using gone where o.organisation_id = $1 and o.meeting_id = gone.meeting_id and o.kind = 'registration' and o.recipient_key = gone.id::text
     ) select count(*)::int as people from gone`,
    [organisationId, now],
  );
  return people;
}
