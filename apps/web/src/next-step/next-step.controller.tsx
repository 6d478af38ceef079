import { Body, Controller, Get, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import { ChooseStep, NextStepsService } from '@bijeen/follow-ups';
import { DomainError } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { GuestErrors } from '../invitee/guest-errors.filter.js';
import { hostView } from '../invitee/host-view.js';
import { CurrentView, Policy } from '../security/policy.js';
import { ChooseStepPage } from './choose-step.page.js';
import { NextStepPage } from './next-step.page.js';
import { StepChosenPage } from './step-chosen.page.js';

/** The page behind the aftermail. Opening it changes nothing, for mail scanners open links too; pressing a button does. */
@Controller('v/:token')
@Policy('link')
@UseFilters(GuestErrors)
export class NextStepController {
  constructor(private readonly nextSteps: NextStepsService) {}

  @Get()
  async show(@Param('token') token: string, @CurrentView() view: View): Promise<string> {
    const page = await this.nextSteps.find(token);
    return hostView(view, page.host).page(<NextStepPage page={page} token={token} />);
  }

  /** The button of a step: counted per meeting, then on to the form. */
  @Post('stap')
  async press(@Param('token') token: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const step = keyOf(body['step']);
    await this.nextSteps.click(token, step);
    await reply.redirect(`${pathOf(token)}/stap/${step}`, 303);
  }

  @Get('stap/:step')
  async form(@Param('token') token: string, @Param('step') step: string, @CurrentView() view: View): Promise<string> {
    const page = await this.nextSteps.find(token);
    return hostView(view, page.host).page(<ChooseStepPage page={page} token={token} typed={{ step, name: page.guestName }} errors={{}} />);
  }

  @Post()
  async choose(@Param('token') token: string, @Body() body: Record<string, unknown>, @CurrentView() view: View, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(ChooseStep, body);
    let errors = form.errors;
    if (form.valid) {
      try {
        const { key } = await this.nextSteps.choose(token, form.value);
        return void (await reply.redirect(`${pathOf(token)}/bedankt?stap=${key}`, 303));
      } catch (error) {
        errors = asErrors(error);
      }
    }
    const page = await this.nextSteps.find(token);
    await reply.status(422).send(hostView(view, page.host).page(<ChooseStepPage page={page} token={token} typed={body} errors={errors} />));
  }

  @Get('bedankt')
  async chosen(@Param('token') token: string, @CurrentView() view: View, @Query('stap') step: unknown): Promise<string> {
    const page = await this.nextSteps.find(token);
    return hostView(view, page.host).page(<StepChosenPage page={page} token={token} step={page.steps.find(({ key }) => key === step)} />);
  }
}

/** @throws DomainError `commitment.unknown-step` for what cannot be a step */
function keyOf(step: unknown): string {
  if (typeof step === 'string' && /^[a-z0-9-]{1,40}$/.test(step)) return step;
  throw new DomainError('commitment.unknown-step', {}, { step: 'Kies een vervolgstap uit de lijst.' });
}

/** A step that is not offered any more, as a line beside the choice. Anything else goes up. */
function asErrors(error: unknown): FormErrors {
  if (error instanceof DomainError && error.code === 'commitment.unknown-step') return error.fields;
  throw error;
}

function pathOf(token: string): string {
  return `/v/${encodeURIComponent(token)}`;
}
