import { randomUUID } from 'node:crypto';
import type { ContactFunction } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';
import { type Companion, PERSON } from './companion.queries.js';
import type { Invitation } from './invitation.entity.js';

type Ref = Pick<Invitation, 'organisationId' | 'meetingId'>;

/** The other one in this guest's duo; undefined without one. */
export async function partnerOf(tx: EntityManager, { organisationId, meetingId, id, duoId }: Pick<Invitation, 'organisationId' | 'meetingId' | 'id' | 'duoId'>): Promise<Companion | undefined> {
  if (duoId === null) return undefined;
  const [row] = await tx.query(`select ${PERSON} from invitation i where i.organisation_id = $1 and i.meeting_id = $2 and i.duo_id = $3 and i.id <> $4 for no key update of i`, [organisationId, meetingId, duoId, id]);
  return row;
}

/** Makes two guests one duo; `duoId` when one of them was left alone in it. Gives its id. */
export async function joinDuo(tx: EntityManager, { organisationId, meetingId }: Ref, members: string[], { duoId, now }: { duoId: string | null; now: Date }): Promise<string> {
  const id = duoId ?? randomUUID();
  await tx.query(
    'insert into duo (id, organisation_id, meeting_id, created_at) values ($1, $2, $3, $4) on conflict (id) do update set partner_until = null',
    [id, organisationId, meetingId, now],
  );
  await tx.query('update invitation set duo_id = $3, seeks_partner = false where organisation_id = $1 and id = any ($2)', [organisationId, members, id]);
  return id;
}

/** Notes whether a guest looks for somebody to come with. */
export async function seekPartner(tx: EntityManager, organisationId: string, invitationId: string, seeks: boolean): Promise<void> {
  await tx.query('update invitation set seeks_partner = $3 where organisation_id = $1 and id = $2', [organisationId, invitationId, seeks]);
}

/** Guests who come, or wait, and look for a partner, or lost theirs. */
export interface Seeker {
  id: string;
  name: string;
  function: ContactFunction;
  organisation: string;
  municipalityCode: string | null;
  municipality: string | null;
  place: Invitation['place'];
  /** Until then a partner can be named; null for who never had one. */
  partnerUntil: Date | null;
}

export async function seekers(tx: EntityManager, { organisationId, meetingId }: Ref): Promise<Seeker[]> {
  return tx.query(
    `select i.id, i.display_name as name, i.function, i.contact_organisation_name as organisation, i.municipality_code as "municipalityCode", g.name as municipality, i.place, d.partner_until as "partnerUntil"
     from invitation i left join duo d on d.organisation_id = i.organisation_id and d.id = i.duo_id left join municipality g on g.code = i.municipality_code
     where i.organisation_id = $1 and i.meeting_id = $2 and i.answer = 'yes' and (i.seeks_partner or d.partner_until is not null)
     order by g.name nulls last, i.sort_name, i.id`,
    [organisationId, meetingId],
  );
}
