import { ComposedMailings, type TakenMail } from '@bijeen/mail';
import { Answer, AnswersService, InviteMail } from '@bijeen/invitations';
import { MailPlanRunner, MeetingChanges, MeetingMoves, Reschedule } from '@bijeen/mailings';
import { DatePolls, InterestList, LeaveInterest } from '@bijeen/dates';
import { MembersService, OrganisationsService, SignInByMail } from '@bijeen/organisations';
import { type Actor, addDays, Clock, dayInAmsterdam, DueWork, TenantDatabase } from '@bijeen/platform';
import { type ReceivedMail, type ScriptedRelay, testLogo } from '@bijeen/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { Demo, DEMO_OWNER } from '../demo/demo.js';
import { demoPlan, thursday } from '../demo/demo-meetings.js';
import { SmallMeeting } from './small-meeting.js';

/** From where the relay of this test speaks to the world: an address as receivers see them, not one out of a book. */
export const RELAY_IP = '145.131.25.10';

/** One mail of each kind and variant. */
export interface KindOfMail extends ReceivedMail {
  kind: string;
  variant: string;
}

const DAY = 86_400_000;

/** Lives through the demo and a little further, until Bijeen has written every kind of mail it knows; nothing is made up here. */
export class EveryMail {
  private constructor(
    private readonly app: INestApplicationContext,
    readonly actor: Actor,
    private readonly meetingId: string,
  ) {}

  static async live(app: INestApplicationContext): Promise<EveryMail> {
    const { actor, meetingId } = await new Demo(app).fill();
    const all = new EveryMail(app, actor, meetingId);
    await all.goOn();
    return all;
  }

  /** What really left, one of each kind and variant, as the relay took it. */
  async left(relay: ScriptedRelay, helo: string): Promise<KindOfMail[]> {
    const variants = new Map((await this.rows()).map(({ messageId, variant }) => [messageId, variant]));
    const one = new Map<string, KindOfMail>();
    for (const { from, messageId, raw } of relay.accepted) {
      const kind = /^X-Bijeen-Kind: (\S+)/m.exec(raw)![1]!;
      const variant = variants.get(messageId) ?? (raw.includes('Subject: Je kunt inloggen') ? 'welcome' : '');
      const key = `${kind} ${variant}`;
      one.set(key, { kind, variant, raw: Buffer.from(`${raw}\r\n`, 'latin1'), ip: RELAY_IP, helo, sender: from });
    }
    return [...one.values()];
  }

  /** The same mails as they would leave now. */
  async composed(helo: string): Promise<KindOfMail[]> {
    const one = new Map((await this.rows()).map((row) => [`${row.kind} ${row.variant}`, row]));
    return Promise.all([...one.values()].map(async (row) => {
      const { from, mime } = await this.get(ComposedMailings).mail(this.actor, row, this.get(Clock).now());
      return { kind: row.kind, variant: row.variant, raw: mime, ip: RELAY_IP, helo, sender: from };
    }));
  }

  private async goOn(): Promise<void> {
    const { actor, meetingId } = this;
    const [today, { id: postponed }] = [dayInAmsterdam(this.get(Clock).now()), (await this.find(`select id from meeting where state = 'postponed'`))[0]!];
    const date = thursday(addDays(today, 31));
    await this.get(InviteMail).sendTest(actor, meetingId, { name: DEMO_OWNER.name, address: DEMO_OWNER.email });
    await this.get(SignInByMail).ask(DEMO_OWNER.email, { ip: '203.0.113.7' });
    await this.get(MembersService).invite(actor, { name: 'Tom Aarts', email: 'tom@werkplaats.example.nl', role: 'organiser' });
    const [{ region_id: regionId }] = (await this.find<{ region_id: string }>('select region_id from meeting where id = $1', [meetingId])) as [{ region_id: string }];
    await this.get(MeetingChanges).change(actor, meetingId, { ...demoPlan({ regionId, title: 'Inspiratiebijeenkomst Zwolle', date, answerBy: addDays(date, -9) }), from: '13:00' });
    await this.answerOf('select i.id from substitution s join invitation i on i.id = s.original_id where i.meeting_id = $1 order by 1 limit 1', 'yes');
    await this.answerOf(`select id from invitation where meeting_id = $1 and place = 'confirmed' and function = 'POLICY_OFFICER' order by 1 limit 1`, 'no');
    await this.later(DAY);
    await this.later(6 * DAY);
    await this.get(DatePolls).remind(actor, postponed);
    await this.get(OrganisationsService).setLogo(actor, testLogo());
    await this.get(InterestList).addFromPage({ organisationId: actor.organisationId, meetingId: postponed }, LeaveInterest.parse({ name: 'Tineke Vos', email: 't.vos@example.nl' }));
    await this.later(DAY);
    const spring = thursday(addDays(today, 90));
    for (const id of [meetingId, postponed]) await this.get(MeetingMoves).reschedule(actor, id, Reschedule.parse({ date: spring, from: '13:30', to: '17:00', answerBy: addDays(spring, -14), reason: 'Te weinig wethouders' }));
    await this.later(DAY);
    await this.get(MeetingChanges).change(actor, meetingId, { ...demoPlan({ regionId, title: 'Inspiratiebijeenkomst Zwolle', date: spring, answerBy: addDays(spring, -14) }), from: '14:00' });
    for (const kind of ['reminder-1', 'reminder-2'] as const) await this.get(MailPlanRunner).sendNow(actor, meetingId, kind);
    await this.later(DAY);
    await this.get(MeetingMoves).cancel(actor, meetingId, 'Te weinig wethouders');
    await this.later(DAY);
    await new SmallMeeting(this.app, actor).live(regionId);
  }

  private async answerOf(whose: string, coming: 'yes' | 'no'): Promise<void> {
    const [{ id: invitationId }] = (await this.find(whose, [this.meetingId])) as [{ id: string }];
    await this.get(AnswersService).record(this.actor, { meetingId: this.meetingId, invitationId }, Answer.parse({ coming }), 'organiser');
  }

  private async later(milliseconds: number): Promise<void> {
    const clock = this.get(Clock);
    clock.travelTo(new Date(clock.now().getTime() + milliseconds));
    await this.get(DueWork).runUntilNothingIsDue();
  }

  private async rows(): Promise<(TakenMail & { kind: string; variant: string })[]> {
    return this.find(
      `select m.id, m.attempt, m.deferrals, m.mailing_id as "mailingId", m.kind, g.variant, m.to_address as address, m.to_name as name, m."values", m.links, m.calendar, m.message_id as "messageId", m.state
       from outgoing_mail m join mailing g on g.organisation_id = m.organisation_id and g.id = m.mailing_id where m.state = 'sent' order by m.id`,
    );
  }

  private async find<Row = { id: string }>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.get(TenantDatabase).transaction(this.actor, async (tx) => tx.query<Row[]>(text, values));
  }

  private get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type, { strict: false });
  }
}
