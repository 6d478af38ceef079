import { CONTACT_FUNCTIONS, isDecisionMaker } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';

/** Why the director of the demo wants to call somebody, and whether she knows that person. */
export const DEMO_CALLS = [
  { note: 'Heeft interesse in een werkbezoek', known: true },
  { note: 'Vroeg op het netwerkontbijt naar ons', known: true },
  { note: 'Nieuw in deze functie', known: false },
];

/** People who decide and have not answered, in the order of the guest list. */
export async function silentDecisionMakers(tx: EntityManager, meetingId: string, most: number): Promise<{ invitationId: string; contactId: string }[]> {
  const deciding = CONTACT_FUNCTIONS.filter((each) => isDecisionMaker(each));
  return tx.query(`select id as "invitationId", contact_id as "contactId" from invitation where meeting_id = $1 and answer = 'none' and function = any ($2::text[]) order by sort_name, id limit $3`, [meetingId, deciding, most]);
}
