import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { MeetingsService } from '@bijeen/meetings';
import { MailPlanRunner, MailPlanService } from '@bijeen/mailings';
import { type Actor, Clock, DomainError } from '@bijeen/platform';
import type { View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { kindIn } from './kind-in.js';
import { MailPlanPage } from './mail-plan.page.js';
import { PlanSurroundings } from './plan-surroundings.js';
import { SendNowPage } from './send-now.page.js';
import { KIND_NAMES, people } from './words.js';

/** Where one mail stands in the addresses of this controller. */
interface Which {
  id: string;
  kind: string;
}

/** What a page says after something was done; the address carries only the word. */
const DONE: Record<string, (name: string, sent: string) => string> = {
  overgeslagen: (name) => `${name}: deze mail wordt overgeslagen.`,
  gepland: (name) => `${name}: deze mail staat weer gepland.`,
  verstuurd: (name, sent) => `${name}: verstuurd aan ${sent}.`,
  klaargezet: (name, sent) => `${name}: klaargezet voor ${sent}. Er vertrekt niets voordat je de concepten verstuurt.`,
};

/** The mail plan of a meeting on one page, and what can be done with a mail as a whole. */
@Controller('bijeenkomsten/:id/mailplan')
@Policy('organiser')
export class MailPlanController {
  constructor(
    private readonly plans: MailPlanService,
    private readonly runner: MailPlanRunner,
    private readonly meetings: MeetingsService,
    private readonly around: PlanSurroundings,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    const [meeting, items] = [await this.meetings.find(actor, id), await this.plans.list(actor, id)];
    return view.page(<MailPlanPage meeting={meeting} items={items} {...(await this.around.of(actor, id))} now={this.clock.now()} mayChange={actor.role !== 'viewer'} done={doneIn(query)} />);
  }

  @Post(':kind/overslaan')
  async skip(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('kind') kind: string, @Res() reply: FastifyReply): Promise<void> {
    await this.plans.change(actor, id, { kind: kindIn(kind), state: 'skipped', sendNow: false, moment: undefined });
    await reply.redirect(`/bijeenkomsten/${id}/mailplan?gedaan=overgeslagen&mail=${kind}`, 303);
  }

  @Post(':kind/inplannen')
  async resume(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('kind') kind: string, @Res() reply: FastifyReply): Promise<void> {
    await this.plans.change(actor, id, { kind: kindIn(kind), state: 'planned', sendNow: false, moment: undefined });
    await reply.redirect(`/bijeenkomsten/${id}/mailplan?gedaan=gepland&mail=${kind}`, 303);
  }

  @Get(':kind/versturen')
  async confirm(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Query('spam') spam: unknown): Promise<string> {
    return this.sendPage(actor, view, which, { refusal: null, spamRefused: spam === 'niet' });
  }

  @Post(':kind/versturen')
  async send(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() { id, kind }: Which, @Res() reply: FastifyReply): Promise<void> {
    try {
      const sent = await this.runner.sendNow(actor, id, kindIn(kind));
      const { review } = await this.around.of(actor, id);
      await reply.redirect(`/bijeenkomsten/${id}/mailplan?gedaan=${review.kinds.includes(kindIn(kind)) ? 'klaargezet' : 'verstuurd'}&mail=${kind}&aantal=${sent}`, 303);
    } catch (error) {
      if (!(error instanceof DomainError) || !(error.code === 'mail.blocked' || error.code.startsWith('mail-plan.')) || error.code === 'mail-plan.not-found') throw error;
      await reply.status(error.status).send(await this.sendPage(actor, view, { id, kind }, { refusal: error.message, spamRefused: false }));
    }
  }

  @Post(':kind/spamscore')
  async measure(@CurrentActor() actor: Actor, @Param() { id, kind }: Which, @Res() reply: FastifyReply): Promise<void> {
    const measured = await this.around.leaving.measureSpam(actor, id, { what: 'planned', kind: kindIn(kind) });
    await reply.redirect(`/bijeenkomsten/${id}/mailplan/${kind}/versturen${measured ? '' : '?spam=niet'}`, 303);
  }

  private async sendPage(actor: Actor, view: View, { id, kind }: Which, { refusal, spamRefused }: { refusal: string | null; spamRefused: boolean }): Promise<string> {
    const [meeting, item] = [await this.meetings.find(actor, id), await this.plans.find(actor, id, kindIn(kind), true)];
    const { review } = await this.around.of(actor, id);
    const reports = await this.around.leaving.look(actor, id, { what: 'planned', kind: item.kind });
    return view.page(<SendNowPage {...{ meeting, item, refusal, reports, spamRefused }} first={review.kinds.includes(item.kind)} />);
  }
}

function doneIn({ gedaan, mail, aantal }: Record<string, unknown>): string | null {
  const words = typeof gedaan === 'string' && Object.hasOwn(DONE, gedaan) ? DONE[gedaan] : undefined;
  const name = typeof mail === 'string' && Object.hasOwn(KIND_NAMES, mail) ? KIND_NAMES[kindIn(mail)] : undefined;
  return words && name ? words(name, people(Number(aantal) || 0)) : null;
}
