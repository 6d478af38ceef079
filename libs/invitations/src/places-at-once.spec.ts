import { isDecisionMaker } from '@bijeen/contacts';
import { SetPlaceRules } from '@bijeen/places';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { Answer } from './answer.js';
import { AnswersService } from './answers.service.js';
import { InvitationsModule } from './invitations.module.js';
import { PlacesService } from './places.service.js';

const OFFICES = ['ALDERMAN', 'POLICY_OFFICER', 'OPERATIONAL_STAFF', 'STRATEGIST', 'EXPERT_BY_EXPERIENCE'];
const [SEATS, GUESTS, DUOS, PROTECTED, STAFF] = [100, 500, 60, 10, 15];

/** One guest as the database keeps it after a round. */
interface Row extends Record<string, unknown> {
  id: string;
  office: string;
  place: string;
  duo: string | null;
}

describe('500 guests who all say yes at the same moment', () => {
  const app = testApp(InvitationsModule);
  let noor: Actor;

  /** A meeting with 500 guests, of whom 120 are a duo with another. */
  const begin = async (): Promise<{ meeting: { id: string }; guests: string[] }> => {
    noor = await app.build.owner();
    const meeting = await app.build.meeting(noor, { state: 'inviting', capacity: SEATS });
    const rows = await app.sql<{ id: string }>(
      `with duos as (
         insert into duo (organisation_id, meeting_id, created_at) select $1, $2, now() from generate_series(1, ${DUOS}) returning id
       ), numbered as (select id, row_number() over () as number from duos
       ), person as (
         insert into contact (organisation_id, surname, sort_name, source, basis) select $1, 'P' || n, 'P' || n, 'x', 'x' from generate_series(1, ${GUESTS}) n returning id
       ), counted as (select id, row_number() over () as n from person)
       insert into invitation (organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, email, state, calendar_uid, invited_at, duo_id)
       select $1, $2, c.id, 'P' || n, 'P', 'P' || n, ($3::text[])[1 + n % 5], 'Gemeente Zwolle', 'p' || n || '@zwolle.example.nl', 'sent', gen_random_uuid(), now(), d.id
       from counted c left join numbered d on d.number = (c.n + 1) / 2
       returning id`,
      [noor.organisationId, meeting.id, OFFICES],
    );
    await app.get(PlacesService).setRules(noor, meeting.id, SetPlaceRules.parse({ protectedSeats: PROTECTED, protectedUntil: '2027-02-01', ceilings: { OPERATIONAL_STAFF: STAFF } }));
    return { meeting, guests: rows.map(({ id }) => id) };
  };
  const guestsOf = async (): Promise<Row[]> => app.sql<Row>('select id, function as office, place, duo_id as duo from invitation order by id');

  /** Every line of the log against the rules, from an empty room: nobody got a place for which there was no room. */
  const follow = async (rows: Row[]): Promise<Record<string, string>> => {
    const log = await app.sql<{ guest: string; move: string }>('select invitation_id as guest, move from place_move order by id');
    const places: Record<string, string> = {};
    for (const { guest, move } of log) {
      places[guest] = move === 'listed' ? 'waiting' : move === 'offered' ? 'offered' : 'confirmed';
      const inside = rows.filter(({ id }) => places[id] === 'confirmed' || places[id] === 'offered');
      if (inside.length > SEATS || inside.filter(({ office }) => office === 'OPERATIONAL_STAFF').length > STAFF) throw new Error(`After ${move} of ${guest} there are too many.`);
    }
    return places;
  };

  it('never get more than there are, in twenty rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      await app.empty();
      const { meeting, guests } = await begin();
      const order = [...guests].sort(() => Math.random() - 0.5);
      const yes = Answer.parse({ coming: 'yes' });
      await Promise.all(order.map(async (invitationId) => app.get(AnswersService).record(noor, { meetingId: meeting.id, invitationId }, yes, 'api')));

      const rows = await guestsOf();
      const inside = rows.filter(({ place }) => place === 'confirmed' || place === 'offered');
      const others = inside.filter(({ office }) => !isDecisionMaker(office));
      expect(inside).toHaveLength(SEATS);
      expect(rows.every(({ place }) => place !== null)).toBe(true);
      expect(inside.filter(({ office }) => office === 'OPERATIONAL_STAFF').length).toBeLessThanOrEqual(STAFF);
      expect(others.length).toBeLessThanOrEqual(SEATS - PROTECTED);
      // A duo is inside or outside, never half.
      const half = rows.filter(({ duo, place, id }) => duo && rows.some((other) => other.duo === duo && other.id !== id && (other.place === 'waiting') !== (place === 'waiting')));
      expect(half).toEqual([]);
      expect(await follow(rows)).toEqual(Object.fromEntries(rows.map(({ id, place }) => [id, place])));
      expect(await app.sql(`select kind, count(*)::int as mails from outgoing_mail group by 1`)).toEqual([{ kind: 'confirmation', mails: GUESTS }]);
    }
  }, 300_000);
});
