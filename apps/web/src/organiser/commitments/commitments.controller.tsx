import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { AddCommitment, ChangeCommitment, FollowUpsService } from '@bijeen/follow-ups';
import { MeetingsService } from '@bijeen/meetings';
import { type Actor, Clock, dayInAmsterdam, DomainError } from '@bijeen/platform';
import { MunicipalityDirectory } from '@bijeen/regions';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { AddCommitmentPage } from './add-commitment.page.js';
import { CommitmentPage } from './commitment.page.js';
import { CommitmentListPage } from './commitment-list.page.js';

/** What was promised after meetings, and what came of it. */
@Controller()
@Policy('organiser')
export class CommitmentsController {
  constructor(
    private readonly followUps: FollowUpsService,
    private readonly meetings: MeetingsService,
    private readonly municipalities: MunicipalityDirectory,
    private readonly clock: Clock,
  ) {}

  @Get('toezeggingen')
  @Policy('viewer')
  async listAll(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query() query: Record<string, unknown>): Promise<string> {
    return this.list(actor, view, null, query);
  }

  @Get('bijeenkomsten/:id/toezeggingen')
  @Policy('viewer')
  async listOfMeeting(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    return this.list(actor, view, id, query);
  }

  @Get('bijeenkomsten/:id/toezeggingen/nieuw')
  async fresh(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string): Promise<string> {
    return this.form(actor, view, id, {}, {});
  }

  @Post('bijeenkomsten/:id/toezeggingen/nieuw')
  async add(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(AddCommitment, { ...body, step: body['ownStep'] || body['step'] });
    const errors = form.valid ? await this.followUps.add(actor, id, form.value).then(() => null, asErrors) : form.errors;
    if (!errors) return void (await reply.redirect(`/bijeenkomsten/${id}/toezeggingen?bewaard=1`, 303));
    await reply.status(422).send(await this.form(actor, view, id, body, errors));
  }

  @Get('bijeenkomsten/:id/toezeggingen/:commitmentId')
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() { id, commitmentId }: { id: string; commitmentId: string }, @Query('bewaard') saved?: string): Promise<string> {
    const commitment = await this.followUps.find(actor, { meetingId: id, id: commitmentId });
    return view.page(<CommitmentPage commitment={commitment} today={this.today()} mayChange={actor.role !== 'viewer'} saved={saved !== undefined} typed={{}} errors={{}} />);
  }

  @Post('bijeenkomsten/:id/toezeggingen/:commitmentId')
  async change(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() { id, commitmentId }: { id: string; commitmentId: string }, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(ChangeCommitment, body);
    if (form.valid) {
      await this.followUps.change(actor, { meetingId: id, id: commitmentId }, form.value);
      return void (await reply.redirect(`/bijeenkomsten/${id}/toezeggingen/${commitmentId}?bewaard=1`, 303));
    }
    const commitment = await this.followUps.find(actor, { meetingId: id, id: commitmentId });
    await reply.status(422).send(view.page(<CommitmentPage commitment={commitment} today={this.today()} mayChange saved={false} typed={form.typed} errors={form.errors} />));
  }

  private async list(actor: Actor, view: View, meetingId: string | null, query: Record<string, unknown>): Promise<string> {
    const state = query['stand'] === 'afgehandeld' ? 'settled' : 'open';
    const meeting = meetingId === null ? null : await this.meetings.find(actor, meetingId);
    const { items, next } = await this.followUps.list(actor, { meetingId, state, after: typeof query['na'] === 'string' ? query['na'] : null });
    return view.page(<CommitmentListPage {...{ meeting, items, next, state }} today={this.today()} mayChange={actor.role !== 'viewer'} saved={query['bewaard'] !== undefined} />);
  }

  private async form(actor: Actor, view: View, id: string, typed: Record<string, unknown>, errors: FormErrors): Promise<string> {
    const meeting = await this.meetings.find(actor, id);
    const municipalities = Object.fromEntries((await this.municipalities.all()).map(({ code, name }) => [code, name]));
    return view.page(<AddCommitmentPage {...{ meeting, municipalities, typed, errors }} />);
  }

  private today(): string {
    return dayInAmsterdam(this.clock.now());
  }
}

function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError) || Object.keys(error.fields).length === 0) throw error;
  return error.fields;
}
