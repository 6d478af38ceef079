import { SetPlaceRules } from '@bijeen/places';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Answer } from './answer.js';
import { AnswersService } from './answers.service.js';
import { NamePartner } from './companion-input.js';
import { DuosService } from './duos.service.js';
import { InvitationsModule } from './invitations.module.js';
import { Model, OFFICES, START } from './model-of-places.js';
import { PlacesClock } from './places-clock.js';
import { PlacesService } from './places.service.js';

const SEQUENCES = 2_000;

/** What can happen, in the order in which it happens. */
type Command =
  | { do: 'answer'; who: number; coming: 'yes' | 'no' | 'maybe' }
  | { do: 'duo'; who: number }
  | { do: 'wait'; hours: number }
  | { do: 'first'; who: number }
  | { do: 'rules'; protectedSeats: number; ceiling: number | null };

const who = fc.nat({ max: 8 });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('answer' as const), who, coming: fc.constantFrom('yes' as const, 'yes' as const, 'yes' as const, 'no' as const, 'maybe' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('duo' as const), who: fc.nat({ max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 47, 49, 24 * 9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('first' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rules' as const), protectedSeats: fc.nat({ max: 3 }), ceiling: fc.option(fc.nat({ max: 2 })) }) },
);

describe('places, against a model', () => {
  const app = testApp(InvitationsModule);
  let noor: Actor;

  /** One sequence on a meeting of its own, step by step beside the model. */
  const run = async (capacity: number, commands: Command[]): Promise<void> => {
    const model = new Model(capacity);
    app.clock.set(START.toISOString());
    const [{ meeting: meetingId, ids }] = (await app.sql<{ meeting: string; ids: string[] }>(
      `with meeting as (insert into meeting (organisation_id, title, state, starts_at, ends_at, answer_by, venue_name, venue_address, venue_postcode4, venue_place, capacity, contact_name, contact_email, calendar_uid, calendar_stamp)
         values ($1, 'Zwolle', 'inviting', '2027-03-11T12:30:00Z', '2027-03-11T16:00:00Z', '2027-02-25T22:59:00Z', 'De Werkplaats', 'Grote Markt 1', '8011', 'Zwolle', $2, 'Noor', 'noor@werkplaats.example.nl', gen_random_uuid(), now()) returning id
       ), office as (select office, n from unnest($3::text[]) with ordinality as t (office, n)
       ), person as (insert into contact (organisation_id, surname, sort_name, source, basis) select $1, 'P', 'P', 'x', 'x' from office returning id
       ), numbered as (select id, row_number() over () as n from person
       ), guest as (insert into invitation (organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, municipality_code, email, state, calendar_uid, invited_at)
         select $1, meeting.id, numbered.id, 'P' || n, 'P', 'P' || n, office, 'Gemeente Zwolle', 'GM0193', 'p' || n || '@zwolle.example.nl', 'sent', gen_random_uuid(), now() from meeting, numbered join office using (n) returning id, sort_name)
       select (select id from meeting) as meeting, (select array_agg(id order by sort_name) from guest) as ids`,
      [noor.organisationId, capacity, OFFICES],
    )) as [{ meeting: string; ids: string[] }];
    for (const [step, each] of commands.entries()) {
      app.clock.set(new Date(app.clock.now().getTime() + 1000).toISOString());
      model.now = app.clock.now();
      await both(each, step, { model, meetingId, ids });
      const rows = await app.sql<{ id: string; place: string | null }>('select id, place from invitation where meeting_id = $1', [meetingId]);
      expect(ids.map((id) => rows.find((row) => row.id === id)!.place)).toEqual(model.guests.map(({ place }) => place));
    }
    const [log] = await app.sql<{ told: number; mails: number }>(
      `select (select count(*)::int from place_move where meeting_id = $1 and moved_by = 'Bijeen' and move in ('offered', 'lapsed')) as told, (select count(*)::int from outgoing_mail where meeting_id = $1 and kind in ('offer', 'offer-over')) as mails`, [meetingId]);
    expect(log!.mails).toBe(model.mails);
    const waiting = (await app.get(PlacesService).find(noor, meetingId)).waiting.map(({ people }) => people.map(({ id }) => id).sort());
    expect(waiting).toEqual(model.line().map((party) => party.map((guest) => ids[model.guests.indexOf(guest)]!).sort()));
  };

  const both = async (each: Command, step: number, { model, meetingId, ids }: { model: Model; meetingId: string; ids: string[] }): Promise<void> => {
    switch (each.do) {
      case 'answer': {
        const index = each.who % ids.length;
        model.answer(index, each.coming);
        await app.get(AnswersService).record(noor, { meetingId, invitationId: ids[index]! }, Answer.parse({ coming: each.coming }), 'api');
        return;
      }
      case 'duo': {
        const partner = model.duo(each.who);
        const person = NamePartner.parse({ name: `Karim ${step}`, email: `karim-${step}-${meetingId}@example.nl`, role: 'expert' });
        const named = await app.get(DuosService).comeWith({ actor: noor, meetingId, invitationId: ids[each.who]! }, person).then(() => true, () => false);
        expect(named).toBe(partner !== null);
        if (named) ids.push((await app.sql<{ id: string }>('select id from invitation where meeting_id = $1 and not id = any ($2)', [meetingId, ids]))[0]!.id);
        return;
      }
      case 'wait':
        app.clock.set(new Date(app.clock.now().getTime() + each.hours * 3_600_000).toISOString());
        model.now = app.clock.now();
        model.settle();
        await app.get(PlacesClock).runDue();
        return;
      case 'first': {
        const guest = model.guests[each.who % ids.length]!;
        const allowed = guest.place === 'waiting';
        if (allowed) for (const one of model.guests) if (one === guest || (guest.duo !== null && one.duo === guest.duo && one.place === 'waiting')) one.first = true;
        const done = await app.get(PlacesService).setFirst(noor, { meetingId, invitationId: ids[each.who % ids.length]! }, { first: true, reason: 'Houdt een toespraak' }).then(() => true, () => false);
        expect(done).toBe(allowed);
        return;
      }
      case 'rules': {
        const { protectedSeats, ceiling } = each;
        const wish = SetPlaceRules.parse({ ...(protectedSeats > 0 && { protectedSeats, protectedUntil: '2027-01-20' }), ceilings: { OPERATIONAL_STAFF: ceiling ?? undefined } });
        const done = await app.get(PlacesService).setRules(noor, meetingId, wish).then(() => true, () => false);
        if (done) model.rules(protectedSeats, ceiling);
      }
    }
  };

  it(`say the same after each of the steps of ${SEQUENCES} stories`, async () => {
    noor = await app.build.owner();
    await fc.assert(fc.asyncProperty(fc.integer({ min: 2, max: 4 }), fc.array(command, { minLength: 3, maxLength: 8 }), run), { numRuns: SEQUENCES, seed: 20270311, endOnFailure: false });
  }, 600_000);
});
