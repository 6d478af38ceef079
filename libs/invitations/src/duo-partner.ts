import type { ContactFunction, EmployerInput } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';
import type { NamePartner, PartnerRole } from './companion-input.js';
import { employerOf, municipalityName } from './companion.queries.js';
import type { Invitation } from './invitation.entity.js';
import type { NamedSomebody } from './somebody-else.js';

const OFFICES: Record<PartnerRole, { function: ContactFunction; title: string | null }> = {
  'expert': { function: 'EXPERT_BY_EXPERIENCE', title: null },
  'resident': { function: 'OTHER', title: 'inwoner' },
  'civil-servant': { function: 'POLICY_OFFICER', title: null },
};

/** The partner whom a guest names, of the guest's own municipality: that is what makes them a duo. */
export async function partnerNamed(tx: EntityManager, invitation: Invitation, { name, email, role }: NamePartner): Promise<NamedSomebody> {
  const { displayName } = invitation;
  return {
    name, email, ...OFFICES[role],
    employer: role === 'civil-servant' ? await office(tx, invitation) : await residents(tx, invitation),
    source: `${displayName}, die graag samen met u komt`,
    note: `Graag komt ${displayName} samen met ${name}, als duo. Komt ${name} mee? Dan houden wij twee plaatsen bij elkaar.`,
  };
}

/** The municipality of the guest, else where the guest works. */
async function office(tx: EntityManager, invitation: Invitation): Promise<EmployerInput> {
  const { municipalityCode: municipality, contactOrganisationName: name } = invitation;
  if (municipality !== null) return { kind: 'MUNICIPALITY', name: null, municipality };
  return (await employerOf(tx, invitation)) ?? { kind: 'OTHER', name: name || 'Niet bekend', municipality: null };
}

async function residents(tx: EntityManager, { municipalityCode }: Invitation): Promise<EmployerInput> {
  const municipality = await municipalityName(tx, municipalityCode);
  return { kind: 'OTHER', name: municipality === null ? 'Inwoners' : `Inwoners van ${municipality}`, municipality: municipalityCode };
}
