import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ChangeMailPlan, MailPlanRunner, MailPlanService, type PlanItem, ruleInWords } from '@bijeen/mailings';
import { type Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

/** A line of the mail plan; `ruleInWords` is Dutch. */
type Shown = PlanItem & { ruleInWords: string };

/** Which mail of a meeting leaves when, to how many. */
@Controller('api/v1/meetings/:id/mail-plan')
@Policy('viewer')
export class MailPlanApi {
  constructor(
    private readonly plans: MailPlanService,
    private readonly runner: MailPlanRunner,
  ) {}

  @Get()
  @Describe({ does: 'Welke mail wanneer vertrekt, en naar hoeveel mensen.', gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<{ items: Shown[]; next: null }> {
    return { items: (await this.plans.list(actor, id)).map((item) => ({ ...item, ruleInWords: ruleInWords(item.rule) })), next: null };
  }

  /** Moves, skips or resumes one mail, or lets it leave this minute; answers the whole plan, and how many got it. */
  @Patch()
  @Policy('organiser')
  @Describe({ does: 'Verzet één mail, slaat hem over, hervat hem, of verstuurt hem nu.', body: ChangeMailPlan, gives: 'list' })
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<{ items: Shown[]; next: null; sent?: number }> {
    const change = readInput(ChangeMailPlan, body);
    if (change.sendNow) return { sent: await this.runner.sendNow(actor, id, change.kind), ...(await this.list(actor, id)) };
    await this.plans.change(actor, id, change);
    return this.list(actor, id);
  }
}
