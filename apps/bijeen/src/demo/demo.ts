import type { INestApplicationContext } from '@nestjs/common';
import { CallTasks } from '@bijeen/calls';
import { Decide, DecisionsService, SetQuorum } from '@bijeen/decisions';
import { takeContact } from '@bijeen/contacts';
import { AttendanceService, FollowUpsService } from '@bijeen/follow-ups';
import { AnswersService, InviteService } from '@bijeen/invitations';
import { MeetingChanges, MeetingMoves } from '@bijeen/mailings';
import { OrganisationsService, UsersService } from '@bijeen/organisations';
import { type Actor, addDays, Clock, Config, dayInAmsterdam, type Day, DueWork, firstInstantInAmsterdam, TenantDatabase } from '@bijeen/platform';
import { RegionsService } from '@bijeen/regions';
import { DEMO_CALLS, silentDecisionMakers } from './demo-calls.js';
import { demoAnswer } from './demo-answers.js';
import { comeBackInDemo } from './demo-incoming.js';
import { demoPlan, thursday } from './demo-meetings.js';
import { askDatesInDemo } from './demo-poll.js';
import { bringCompany, limitPlaces } from './demo-places.js';
import { publishInDemo } from './demo-publication.js';
import { importInvented } from './import-invented.js';

/** The director of the demo. */
export const DEMO_OWNER = { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl' };

const ORGANISATION = {
  name: 'De Werkplaats', kind: 'ZHO' as const, senderName: 'De Werkplaats', replyTo: 'info@werkplaats.example.nl',
  visitingAddress: 'Voorbeeldplein 1', postcode4: '8011', colour: null,
};

/** Who must be there, and what is decided a day after Bijeen asked for it. */
const QUORUM = SetQuorum.parse({ aldermen: 6, boardMembers: 4, municipalities: 6 });
const GO = Decide.parse({ outcome: 'go', reason: 'Er komen genoeg mensen die kunnen beslissen.' });
const CALL = Decide.parse({ outcome: 'call', reason: 'Er komen nog te weinig wethouders. We bellen eerst wie we kennen.' });
const POSTPONE = Decide.parse({ outcome: 'postpone', reason: 'Te weinig wethouders kunnen op deze dag. Liever later dan zonder hen.' });

/** Guests of the held meeting who chose a next step, by their place in the list. */
const PROMISES: [guest: number, step: string, handled: boolean][] = [[0, 'werkbezoek', true], [2, 'gesprek', false], [3, 'stappenplan', false], [5, 'werkbezoek', false], [8, 'gesprek', false]];

/**
 * Fills a new installation with a fictional ZHO in Zwolle. Nothing is written past the rules: the demo lives through the last months
 * with the clock set back, and every mail of it really left.
 */
export class Demo {
  private readonly clock: Clock;

  constructor(private readonly app: INestApplicationContext) {
    this.clock = app.get(Clock, { strict: false });
  }

  /** Answers who owns the demo and which meeting is being answered. */
  async fill(): Promise<{ actor: Actor; meetingId: string }> {
    const today = dayInAmsterdam(this.clock.now());
    const held = thursday(addDays(today, -23));
    const coming = thursday(addDays(today, 31));
    try {
      await this.liveOn(addDays(held, -44), '10:00');
      const { actor, regionId } = await this.settle();
      await this.holdMeeting(actor, regionId, held);
      const meetingId = await this.startInviting(actor, regionId, { today, date: coming });
      await this.postponeMeeting(actor, regionId, today);
      return { actor, meetingId };
    } finally {
      this.clock.comeBack();
    }
  }

  private async settle(): Promise<{ actor: Actor; regionId: string }> {
    const user = await this.get(UsersService).create(DEMO_OWNER);
    const actor = await this.get(OrganisationsService).create(ORGANISATION, user);
    await this.get(OrganisationsService).markAsDemo(actor);
    await this.get(OrganisationsService).setCalendarButtons(actor, this.get(Config).hearsReplies);
    await importInvented(this.app, actor);
    const region = await this.get(RegionsService).make(actor, { startedFrom: 'DIVISION', division: { kind: 'zorgkantoorregio', code: 'ZK32' }, name: 'Regio Zwolle' });
    return { actor, regionId: region.id };
  }

  /** The meeting that has been: invited, answered, held, followed up. */
  private async holdMeeting(actor: Actor, regionId: string, date: Day): Promise<void> {
    const plan = demoPlan({ regionId, title: 'Herstel dichtbij: zo kan het ook', date, answerBy: addDays(date, -14) });
    const { id } = await this.get(MeetingChanges).plan(actor, plan);
    await this.invite(actor, id);
    await this.liveOn(addDays(date, -38), '11:15');
    await this.answer(actor, id, 0);
    await this.get(DecisionsService).setQuorum(actor, id, QUORUM);
    for (let day = -37; day < 0; day += 1) {
      await this.liveOn(addDays(date, day), '09:05');
      if (day === -13) await this.get(DecisionsService).decide(actor, id, GO);
    }
    await this.liveOn(date, '18:00');
    await this.tickAttendance(actor, id);
    for (let day = 1; day <= 4; day += 1) await this.liveOn(addDays(date, day), '09:05');
    await this.promise(actor, id, date);
    for (let day = 5; day <= 18; day += 1) await this.liveOn(addDays(date, day), '09:05');
  }

  /** The meeting that is being answered now. */
  private async startInviting(actor: Actor, regionId: string, { today, date }: { today: Day; date: Day }): Promise<string> {
    await this.liveOn(addDays(today, -4), '10:00');
    const plan = demoPlan({ regionId, title: 'Inspiratiebijeenkomst Zwolle', date, answerBy: addDays(date, -9) });
    const { id } = await this.get(MeetingChanges).plan(actor, plan);
    await this.invite(actor, id);
    await publishInDemo(this.app, actor, id);
    await this.liveOn(addDays(today, -2), '15:20');
    await limitPlaces(this.app, actor, id, date);
    await this.answer(actor, id, 4);
    await bringCompany(this.app, actor, id);
    await this.get(DueWork).runUntilNothingIsDue();
    await this.get(DecisionsService).setQuorum(actor, id, QUORUM);
    await this.get(DecisionsService).decide(actor, id, CALL);
    await this.askForCalls(actor, id);
    await comeBackInDemo(this.app, actor, id);
    return id;
  }

  /** A small meeting for which too few who decide can come: it is postponed, and everybody who knew of it was told. */
  private async postponeMeeting(actor: Actor, regionId: string, today: Day): Promise<void> {
    const date = thursday(addDays(today, 59));
    await this.liveOn(addDays(today, -2), '16:00');
    const { id } = await this.get(MeetingChanges).plan(actor, demoPlan({ regionId, title: 'Wethouders aan tafel', date, answerBy: addDays(date, -14), functions: ['ALDERMAN'] }));
    await this.invite(actor, id);
    await this.liveOn(addDays(today, -1), '10:00');
    await this.answer(actor, id, 2);
    await this.get(DecisionsService).setQuorum(actor, id, SetQuorum.parse({ aldermen: 6 }));
    await this.get(DecisionsService).decide(actor, id, POSTPONE);
    await this.get(MeetingMoves).postpone(actor, id, POSTPONE.reason);
    await this.liveOn(addDays(today, -1), '10:30');
    await askDatesInDemo(this.app, actor, id, today);
    await this.liveOn(addDays(today, -1), '11:00');
  }

  private async invite(actor: Actor, meetingId: string): Promise<void> {
    await this.get(InviteService).invite(actor, meetingId);
    await this.get(DueWork).runUntilNothingIsDue();
  }

  private async answer(actor: Actor, meetingId: string, shift: number): Promise<void> {
    for (const [index, invitationId] of (await this.invitations(actor, meetingId)).entries()) {
      const answer = demoAnswer(index + shift);
      if (answer) await this.get(AnswersService).record(actor, { meetingId, invitationId }, answer, index % 12 === 0 ? 'phone' : 'organiser');
    }
    await this.get(DueWork).runUntilNothingIsDue();
  }

  /** A few people who decide and stay silent are worth a call before the second reminder. The director knows some of them. */
  private async askForCalls(actor: Actor, meetingId: string): Promise<void> {
    await this.get(TenantDatabase).transaction(actor, async (tx) => {
      const silent = await silentDecisionMakers(tx, meetingId, DEMO_CALLS.length);
      for (const [index, { invitationId, contactId }] of silent.entries()) {
        await this.get(CallTasks).create(tx, actor, { meetingId, invitationId, reason: 'by-hand', note: DEMO_CALLS[index]!.note });
        if (DEMO_CALLS[index]!.known) await takeContact(tx, { organisationId: actor.organisationId, contactId, userId: actor.id! });
      }
    });
  }

  /** Most who said yes came; every seventh did not. */
  private async tickAttendance(actor: Actor, meetingId: string): Promise<void> {
    const yes = await this.invitations(actor, meetingId, 'yes');
    await this.get(AttendanceService).record(actor, meetingId, { items: yes.map((invitationId, index) => ({ invitationId, attended: index % 7 !== 6 })) });
  }

  private async promise(actor: Actor, meetingId: string, held: Day): Promise<void> {
    const guests = await this.invitations(actor, meetingId, 'yes');
    for (const [guest, step, handled] of PROMISES) {
      const [person] = await this.rows<{ name: string }>(actor, 'select display_name as name from invitation where id = $1', [guests[guest % guests.length]]);
      const { id } = await this.get(FollowUpsService).add(actor, meetingId, { name: person!.name, step, invitationId: guests[guest % guests.length], dueOn: addDays(held, 35) });
      if (handled) await this.get(FollowUpsService).change(actor, { meetingId, id }, { state: 'done', result: 'Is geweest, met twee collega’s. Er komt een vervolg.' });
    }
  }

  private async invitations(actor: Actor, meetingId: string, answer?: string): Promise<string[]> {
    const rows = await this.rows<{ id: string }>(actor, 'select id from invitation where meeting_id = $1 and ($2::text is null or answer = $2) order by sort_name, id', [meetingId, answer ?? null]);
    return rows.map(({ id }) => id);
  }

  /** Makes it that moment, and does what is due by then. */
  private async liveOn(day: Day, time: string): Promise<void> {
    this.clock.travelTo(firstInstantInAmsterdam(day, time));
    await this.get(DueWork).runUntilNothingIsDue();
  }

  private async rows<Row>(actor: Actor, sql: string, values: unknown[]): Promise<Row[]> {
    return this.get(TenantDatabase).transaction(actor, async (tx) => tx.query<Row[]>(sql, values));
  }

  private get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type, { strict: false });
  }
}
