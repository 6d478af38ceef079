import { Body, Controller, Param, Put } from '@nestjs/common';
import { Answer, AnswersService, type Invitation } from '@bijeen/invitations';
import { type Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

/** How the answer came in; a program that does not say so is the source itself. */
export const AnswerSource = z.object({ origin: z.enum(['phone', 'organiser', 'secretariat'], { error: 'Kies phone, organiser of secretariat.' }).optional() });

/** The answer as it stands now. Wishes are not in it: they are seen on one page only (R35). */
type Shown = Pick<Invitation, 'id' | 'meetingId' | 'answer' | 'reason' | 'reasonText' | 'remark' | 'answeredAt'> & { origin: Invitation['answerOrigin']; revision: number; changed: boolean };

/** Answers that an organiser or a program notes, also after the closing date. */
@Controller('api/v1/meetings/:id/invitations/:invitationId/answer')
@Policy('organiser')
export class AnswersApi {
  constructor(private readonly answers: AnswersService) {}

  @Put()
  @Describe({ does: 'Legt vast wat een genodigde antwoordt, bijvoorbeeld na een telefoontje. Kan ook na de uiterste datum.', body: Answer.and(AnswerSource), gives: 'one' })
  async put(@CurrentActor() actor: Actor, @Param() { id, invitationId }: { id: string; invitationId: string }, @Body() body: unknown): Promise<Shown> {
    const { origin = actor.kind === 'token' ? 'api' : 'organiser' } = readInput(AnswerSource, body);
    const { changed, invitation } = await this.answers.record(actor, { meetingId: id, invitationId }, readInput(Answer, body), origin);
    const { answer, reason, reasonText, remark, answeredAt, answerOrigin, answerRevision } = invitation;
    return { id: invitation.id, meetingId: id, answer, reason, reasonText, remark, answeredAt, origin: answerOrigin, revision: answerRevision, changed };
  }
}
