import { type Host, InvitationLinks, type OpenedLink } from '@bijeen/invitations';
import { type Meeting, loadMeeting, type NextStep } from '@bijeen/meetings';
import { type Actor, audit, Clock, DomainError, presentedToken } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Commitment } from './commitment.entity.js';
import type { AskVisit, ChooseStep } from './commitment-input.js';
import { countClick, lockInvitation } from './commitments.queries.js';
import { usualDueDay } from './due-day.js';

/** What the page of the call to action shows. Nothing of what was chosen or typed before: links are forwarded (R11). */
export interface CallToActionPage {
  title: string;
  startsAt: Date;
  place: string;
  ask: string | null;
  steps: NextStep[];
  /** Who gets in touch. */
  owner: string;
  contactName: string;
  contactEmail: string;
  host: Host;
  /** As the mail with the link addressed them. */
  guestName: string;
}

/** What a visit is called where the meeting has no such step of its own. */
const VISIT: NextStep = { key: 'werkbezoek', label: 'Op werkbezoek komen' };

/** The call to action as an invitee meets it, by personal link from the aftermail (L5). */
@Injectable()
export class NextStepsService {
  constructor(
    private readonly links: InvitationLinks,
    private readonly clock: Clock,
  ) {}

  /** Opening the page changes nothing. @throws DomainError `link.unknown`, `link.revoked`, `link.expired` */
  async find(token: string): Promise<CallToActionPage> {
    return this.open(token, async (tx, { meetingId, organisationId, invitationId }) => {
      const meeting = await loadMeeting(tx, meetingId);
      const [host]: [Host] = await tx.query('select name, sender_name as "senderName", reply_to as "replyTo", colour from organisation where id = $1', [organisationId]);
      const [guest]: [{ name: string }] = await tx.query('select display_name as name from invitation where organisation_id = $1 and id = $2', [organisationId, invitationId]);
      const { title, startsAt, venuePlace: place, callToActionAsk: ask, nextSteps: steps, contactName, contactEmail } = meeting;
      return { title, startsAt, place, ask, steps, owner: ownerOf(meeting), contactName, contactEmail, host, guestName: guest.name };
    });
  }

  /** Somebody pressed the button of a step: counted per meeting, never per person (R34). @throws DomainError `commitment.unknown-step`, `link.…` */
  async click(token: string, step: string): Promise<void> {
    await this.open(token, async (tx, { meetingId, organisationId }) => {
      stepOf(await loadMeeting(tx, meetingId), step);
      await countClick(tx, organisationId, meetingId);
    });
  }

  /**
   * Makes it a commitment, with an owner and a day. The same step by the same invitation stays one commitment.
   * @throws DomainError `commitment.unknown-step`, `link.…`
   */
  async choose(token: string, choice: ChooseStep): Promise<NextStep> {
    return this.open(token, async (tx, link) => {
      const meeting = await loadMeeting(tx, link.meetingId);
      return this.commit(tx, link, { meeting, step: stepOf(meeting, choice.step), choice });
    });
  }

  /**
   * A guest who cannot come, or would rather not, asks for a visit, with the link of the invitation. Again stays one commitment.
   * @throws DomainError `link.…`
   */
  async askVisit(token: string, wish: AskVisit): Promise<void> {
    await this.links.open(presentedToken(token), 'answer', async (tx, link) => {
      const meeting = await loadMeeting(tx, link.meetingId);
      const [{ name }]: [{ name: string }] = await tx.query('select display_name as name from invitation where organisation_id = $1 and id = $2', [link.organisationId, link.invitationId]);
      await this.commit(tx, link, { meeting, step: meeting.nextSteps.find(({ key }) => key === VISIT.key) ?? VISIT, choice: { name, ...wish } });
    });
  }

  private async commit(tx: EntityManager, { organisationId, meetingId, invitationId }: OpenedLink, { meeting, step, choice }: { meeting: Meeting; step: NextStep; choice: Omit<ChooseStep, 'step'> }): Promise<NextStep> {
    const guest = await lockInvitation(tx, organisationId, invitationId, meetingId);
    const now = this.clock.now();
    const wish = { name: choice.name, dateWish: choice.dateWish ?? null, remark: choice.remark ?? null };
    const known = await tx.findOneBy(Commitment, { invitationId, stepKey: step.key });
    const commitment = known ?? tx.create(Commitment, { organisationId, meetingId, invitationId, municipalityCode: guest?.municipalityCode ?? null, stepKey: step.key, stepLabel: step.label, owner: ownerOf(meeting), dueOn: usualDueDay(now), origin: 'link', state: 'open', result: null, settledAt: null, createdAt: now });
    commitment.repeat(wish, usualDueDay(now), now);
    await tx.save(commitment);
    const invitee: Actor = { organisationId, kind: 'invitee', id: invitationId, name: guest?.displayName ?? choice.name, role: 'viewer' };
    await audit(tx, invitee, known ? 'commitment.repeated' : 'commitment.made', { kind: 'commitment', id: commitment.id }, { meetingId, step: step.key });
    return step;
  }

  private async open<T>(token: string, work: (tx: EntityManager, link: OpenedLink) => Promise<T>): Promise<T> {
    return this.links.open(presentedToken(token), 'next-step', work);
  }
}

function stepOf(meeting: Meeting, key: string): NextStep {
  const step = meeting.nextSteps.find((each) => each.key === key);
  if (!step) throw new DomainError('commitment.unknown-step', {}, { step: 'Kies een vervolgstap uit de lijst.' });
  return step;
}

/** Without a call to action of its own (an owner overrode that), the meeting's contact person picks up what comes in. */
function ownerOf(meeting: Meeting): string {
  return meeting.callToActionOwner ?? meeting.contactName;
}
