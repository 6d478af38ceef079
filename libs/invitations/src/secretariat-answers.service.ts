import { MailLedger } from '@bijeen/mail';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, Clock, DomainError, type ErrorCode } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type Host, lockInvitation, type MeetingFacts } from './answer.queries.js';
import { Answer, COMING } from './answer.js';
import { AnswerRecorder } from './answer-recorder.js';
import { refusalToAnswer } from './invitation.entity.js';
import { InvitationLinks, type OpenedLink } from './links.js';
import { meetingWithHost } from './meeting-mails.queries.js';
import { represented, type Represented, secretariatName } from './secretariat.queries.js';

/** What comes in from a secretariat: an answer per invitation. Who is left out keeps the answer there was. */
export const SecretariatAnswers = z.record(z.uuid(), z.enum(COMING, { error: 'Kies: komt, komt niet, of weet het nog niet.' }));
export type SecretariatAnswers = z.output<typeof SecretariatAnswers>;

/** The page of a secretariat. */
export interface SecretariatPage {
  secretariat: string;
  meeting: MeetingFacts;
  host: Host;
  people: Represented[];
  /** Why no answer can be given any more. */
  refusal: ErrorCode | null;
}

/** One link answers for everybody who was invited to a meeting through the same secretariat, and for nobody else. */
@Injectable()
export class SecretariatAnswersService {
  constructor(
    private readonly links: InvitationLinks,
    private readonly recorder: AnswerRecorder,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  /** What the page shows; changes nothing. The same number of queries for any number of people. @throws DomainError as `InvitationLinks.open` */
  async show(tokenHash: Buffer | null): Promise<SecretariatPage> {
    return this.links.open(tokenHash, 'secretariat', async (tx, link) => {
      const { meeting, host } = await meetingWithHost(tx, link.organisationId, link.meetingId);
      return { secretariat: await secretariatName(tx, link), meeting, host, people: await this.people(tx, link), refusal: refusalToAnswer(meeting, this.clock.now()) };
    });
  }

  /**
   * Records all these answers, each with its confirmation, or none of them. An answer that is as it was writes nothing. Says how many changed.
   * @throws DomainError `invitation.not-found` for somebody who was not invited through this secretariat, and as `InvitationLinks.open` and `AnswerRecorder.give`
   */
  async answer(tokenHash: Buffer | null, answers: SecretariatAnswers): Promise<number> {
    const { changed, organisationId } = await this.links.open(tokenHash, 'secretariat', async (tx, link) => {
      // The meeting before the guests, as everybody locks them; the guests in one order.
      await loadMeeting(tx, link.meetingId, true);
      const people = await this.people(tx, link);
      if (Object.keys(answers).some((id) => !people.some((person) => person.id === id))) throw new DomainError('invitation.not-found');
      return { changed: await this.record(tx, link, people, answers), organisationId: link.organisationId };
    });
    if (changed > 0) void this.ledger.wake(organisationId);
    return changed;
  }

  private async record(tx: EntityManager, { organisationId, meetingId }: OpenedLink, people: Represented[], answers: SecretariatAnswers): Promise<number> {
    const actor: Actor = { organisationId, kind: 'invitee', id: null, name: 'secretariaat', role: 'viewer' };
    const toChange = people.filter(({ id, answer }) => answers[id] !== undefined && answers[id] !== answer).map(({ id }) => id).sort();
    for (const invitationId of toChange) {
      const answer = Answer.parse({ coming: answers[invitationId] });
      const found = await lockInvitation(tx, { organisationId, meetingId, invitationId }, answer);
      await this.recorder.give(tx, found!, answer, { actor, origin: 'secretariat', byOrganiser: false });
    }
    return toChange.length;
  }

  /** @throws DomainError `link.unknown` when the invitation of the link does not go through a secretariat */
  private async people(tx: EntityManager, link: OpenedLink): Promise<Represented[]> {
    const people = await represented(tx, link);
    if (people.length === 0) throw new DomainError('link.unknown');
    return people;
  }
}
