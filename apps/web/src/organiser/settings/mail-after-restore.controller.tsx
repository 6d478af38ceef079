import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { RestoreGuard } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { MailAfterRestorePage } from './mail-after-restore.page.js';

const HERE = '/instellingen/mail-na-herstel';
const Choice = z.object({ how: z.enum(['all', 'one-by-one'], { error: 'Kies wat er met de wachtende mails gebeurt.' }) });

/** After a restored backup no mail leaves until the owner says so (R13). */
@Controller('instellingen/mail-na-herstel')
@Policy('owner')
export class MailAfterRestoreController {
  constructor(private readonly guard: RestoreGuard) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query('gedaan') done?: unknown): Promise<string> {
    return view.page(<MailAfterRestorePage held={await this.guard.held(actor)} mayDecide={actor.role === 'owner'} errors={{}} done={Choice.shape.how.safeParse(done).data ?? null} />);
  }

  @Post()
  async release(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(Choice, body);
    if (!form.valid) return void (await reply.status(422).send(view.page(<MailAfterRestorePage held={await this.guard.held(actor)} mayDecide errors={form.errors} done={null} />)));
    await this.guard.release(actor, form.value.how);
    await reply.redirect(`${HERE}?gedaan=${form.value.how}`, 303);
  }
}
