import type { INestApplicationContext } from '@nestjs/common';
import { DuosService, NamePartner, PlacesService, SendSubstitute, SubstitutesService } from '@bijeen/invitations';
import { SetPlaceRules } from '@bijeen/places';
import { type Actor, addDays, type Day, TenantDatabase } from '@bijeen/platform';

const SUBSTITUTE = SendSubstitute.parse({ name: 'Jorrit Veldkamp', function: 'POLICY_OFFICER', email: 'j.veldkamp@gemeente.example.nl' });
const PARTNER = NamePartner.parse({ name: 'Ineke de Wit', role: 'expert', email: 'ineke.dewit@example.nl' });

/** Some places are kept for those who decide until a week before, and not everybody may send five colleagues. */
export async function limitPlaces(app: INestApplicationContext, actor: Actor, meetingId: string, date: Day): Promise<void> {
  const rules = SetPlaceRules.parse({ protectedSeats: 15, protectedUntil: addDays(date, -7), ceilings: { POLICY_OFFICER: 8 } });
  await app.get(PlacesService, { strict: false }).setRules(actor, meetingId, rules);
}

/** A wethouder sends a clerk, and a civil servant comes with somebody who knows it from experience. */
export async function bringCompany(app: INestApplicationContext, actor: Actor, meetingId: string): Promise<void> {
  const first = async (office: string, answer: string): Promise<string | undefined> => {
    const rows: { id: string }[] = await app.get(TenantDatabase, { strict: false }).transaction(actor, async (tx) =>
      tx.query(`select id from invitation where meeting_id = $1 and function = $2 and answer = $3 order by sort_name, id limit 1`, [meetingId, office, answer]));
    return rows[0]?.id;
  };
  const [alderman, officer] = [await first('ALDERMAN', 'yes'), await first('POLICY_OFFICER', 'none')];
  if (alderman) await app.get(SubstitutesService, { strict: false }).send({ actor, meetingId, invitationId: alderman }, SUBSTITUTE);
  if (officer) await app.get(DuosService, { strict: false }).comeWith({ actor, meetingId, invitationId: officer }, PARTNER);
}
