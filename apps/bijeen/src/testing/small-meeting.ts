import { Answer, AnswersService, DuoMatches, DuosService, InviteService, MatchDuo, NamePartner, SendSubstitute, SubstitutesService } from '@bijeen/invitations';
import { MeetingChanges, MeetingMoves, Reschedule } from '@bijeen/mailings';
import { type Actor, addDays, Clock, type Day, dayInAmsterdam, DueWork, TenantDatabase } from '@bijeen/platform';
import { RegistrationDecisions } from '@bijeen/publishing';
import type { INestApplicationContext } from '@nestjs/common';
import { demoPlan, thursday } from '../demo/demo-meetings.js';
import { publishInDemo } from '../demo/demo-publication.js';

const DAY = 86_400_000;
const REASON = 'Te weinig wethouders';
const CANNOT = Answer.parse({ coming: 'no', reason: 'date' });

/** A meeting with few places at which everything happens that can happen between guests; then it is postponed, has a new date, and is cancelled after all. */
export class SmallMeeting {
  private meetingId = '';

  constructor(
    private readonly app: INestApplicationContext,
    private readonly actor: Actor,
  ) {}

  /** From the plan to the cancellation, in some days. */
  async live(regionId: string): Promise<void> {
    const today = dayInAmsterdam(this.get(Clock).now());
    const date = thursday(addDays(today, 75));
    const plan = { ...demoPlan({ regionId, title: 'Aan tafel met ervaring', date, answerBy: addDays(date, -14), functions: ['ALDERMAN', 'POLICY_OFFICER'] }), capacity: 8 };
    this.meetingId = (await this.get(MeetingChanges).plan(this.actor, plan)).id;
    await this.get(InviteService).invite(this.actor, this.meetingId);
    await this.later(0);
    await this.substitutes();
    await this.duos();
    await this.others();
    await this.askForPlaces();
    await this.later(DAY);
    await this.move(addDays(date, 56));
  }

  /** Two wethouders each send somebody. One of those cannot come either. */
  private async substitutes(): Promise<void> {
    for (const [at, email] of ['a.jansen@gemeente.example.nl', 'b.smit@gemeente.example.nl'].entries()) {
      const which = await this.silent('ALDERMAN');
      await this.say(which, Answer.parse({ coming: 'yes' }));
      await this.get(SubstitutesService).send({ actor: this.actor, ...which }, SendSubstitute.parse({ name: ['Amal Jansen', 'Bas Smit'][at]!, function: 'POLICY_OFFICER', email }));
      if (at === 1) await this.say(await this.guest('email = $2', email), CANNOT);
    }
  }

  /** A partner who falls away, one who was a guest already, and two who looked for somebody. */
  private async duos(): Promise<void> {
    const duos = this.get(DuosService);
    const partner = NamePartner.parse({ name: 'Ineke de Wit', role: 'expert', email: 'ineke.dewit@example.nl' });
    await duos.comeWith({ actor: this.actor, ...(await this.silent('POLICY_OFFICER')) }, partner);
    await this.say(await this.guest('email = $2', partner.email), CANNOT);
    const [known] = await this.find<{ email: string; name: string }>(`select email, display_name as name from invitation where meeting_id = $1 and function = 'POLICY_OFFICER' and answer = 'none' order by sort_name desc limit 1`);
    await duos.comeWith({ actor: this.actor, ...(await this.silent('POLICY_OFFICER')) }, NamePartner.parse({ name: known!.name, role: 'civil-servant', email: known!.email }));
    const [pair] = await this.find<{ one: string; other: string }>(
      `select a.id as one, o.id as other from invitation a join invitation o on o.meeting_id = a.meeting_id and o.municipality_code = a.municipality_code and o.id > a.id
       where a.meeting_id = $1 and a.answer = 'none' and o.answer = 'none' and a.duo_id is null and o.duo_id is null order by a.id, o.id limit 1`,
    );
    for (const invitationId of [pair!.one, pair!.other]) await duos.seek({ actor: this.actor, meetingId: this.meetingId, invitationId }, true);
    await this.get(DuoMatches).match(this.actor, this.meetingId, MatchDuo.parse(pair));
  }

  /** Somebody cannot come that day, somebody does not want to, and more want to than there is room for. */
  private async others(): Promise<void> {
    await this.say(await this.silent('ALDERMAN'), CANNOT);
    await this.say(await this.silent('ALDERMAN'), Answer.parse({ coming: 'no', reason: 'not-my-subject' }));
    for (let more = 0; more < 8; more += 1) await this.say(await this.silent('ALDERMAN'), Answer.parse({ coming: 'yes' }));
  }

  /** Of who asked for a place on the public page one gets none, and one was a guest already. */
  private async askForPlaces(): Promise<void> {
    const [known] = await this.find<{ email: string }>(`select email from invitation where meeting_id = $1 and answer = 'none' order by sort_name, id limit 1`);
    await publishInDemo(this.app, this.actor, this.meetingId, known!.email);
    const [stranger, guest] = await this.find<{ id: string }>('select id from registration where meeting_id = $1 order by email = $2, id', known!.email).then((all) => [all[0]!, all.at(-1)!]);
    const decisions = this.get(RegistrationDecisions);
    await decisions.refuse(this.actor, this.meetingId, stranger!.id, { reason: 'Deze bijeenkomst is voor wie in een gemeente beslist.', tell: true });
    await decisions.approve(this.actor, this.meetingId, guest!.id);
  }

  private async move(to: Day): Promise<void> {
    const moves = this.get(MeetingMoves);
    const date = thursday(to);
    await moves.postpone(this.actor, this.meetingId, REASON);
    await this.later(DAY);
    await moves.reschedule(this.actor, this.meetingId, Reschedule.parse({ date, from: '13:30', to: '17:00', answerBy: addDays(date, -14), reason: REASON }));
    await this.later(DAY);
    await moves.cancel(this.actor, this.meetingId, REASON);
    await this.later(DAY);
  }

  /** The next who has not answered, and whose secretariat does not stand between. */
  private async silent(office: string): Promise<{ meetingId: string; invitationId: string }> {
    return this.guest(`answer = 'none' and secretariat_id is null and duo_id is null and function = $2`, office);
  }

  private async guest(where: string, value: string): Promise<{ meetingId: string; invitationId: string }> {
    const [row] = await this.find<{ id: string }>(`select id from invitation where meeting_id = $1 and `.concat(where, ' order by sort_name, id limit 1'), value);
    return { meetingId: this.meetingId, invitationId: row!.id };
  }

  private async say(which: { meetingId: string; invitationId: string }, answer: Answer): Promise<void> {
    await this.get(AnswersService).record(this.actor, which, answer, 'organiser');
  }

  private async later(milliseconds: number): Promise<void> {
    const clock = this.get(Clock);
    clock.travelTo(new Date(clock.now().getTime() + milliseconds));
    await this.get(DueWork).runUntilNothingIsDue();
  }

  private async find<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
    return this.get(TenantDatabase).transaction(this.actor, async (tx) => tx.query<Row[]>(text, [this.meetingId, ...values]));
  }

  private get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type, { strict: false });
  }
}
