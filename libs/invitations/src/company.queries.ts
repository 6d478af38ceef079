import type { ContactFunction } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';
import type { Invitation } from './invitation.entity.js';

/** Who comes with a guest, instead of a guest, or whom a guest replaces. */
export interface CompanyOf {
  partner: { name: string; answer: Invitation['answer'] } | null;
  /** Until then another partner can be named. */
  partnerUntil: Date | null;
  substitute: { id: string; name: string; function: ContactFunction; answer: Invitation['answer'] } | null;
  original: { id: string; name: string; function: ContactFunction } | null;
}

/** Everything there is about one guest's company, in one query. */
export async function companyOf(tx: EntityManager, organisationId: string, invitationId: string): Promise<CompanyOf> {
  const [row] = await tx.query(
    `select
       (select jsonb_build_object('name', p.display_name, 'answer', p.answer) from invitation p where p.organisation_id = $1 and p.duo_id = i.duo_id and p.id <> i.id limit 1) as partner,
       d.partner_until as "partnerUntil",
       (select jsonb_build_object('id', o.id, 'name', o.display_name, 'function', o.function, 'answer', o.answer) from substitution s join invitation o on o.organisation_id = $1 and o.id = s.substitute_id
         where s.organisation_id = $1 and s.original_id = i.id and s.undone_at is null) as substitute,
       (select jsonb_build_object('id', o.id, 'name', o.display_name, 'function', o.function) from substitution s join invitation o on o.organisation_id = $1 and o.id = s.original_id
         where s.organisation_id = $1 and s.substitute_id = i.id and s.undone_at is null) as original
     from invitation i left join duo d on d.organisation_id = i.organisation_id and d.id = i.duo_id
     where i.organisation_id = $1 and i.id = $2`,
    [organisationId, invitationId],
  );
  return row ?? { partner: null, partnerUntil: null, substitute: null, original: null };
}
