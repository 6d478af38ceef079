import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { NewAddress, NewAddresses, ReceivedMails } from '@bijeen/incoming';
import { InvitationList } from '@bijeen/invitations';
import type { Actor } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { outcomeOf } from '../meetings/plan-form.js';
import { NewAddressPage } from './new-address.page.js';

interface Which {
  id: string;
  invitationId: string;
}

/** Another address for a guest whose mail comes back. */
@Controller('bijeenkomsten/:id/genodigden/:invitationId/adres')
@Policy('organiser')
export class NewAddressController {
  constructor(
    private readonly guests: InvitationList,
    private readonly received: ReceivedMails,
    private readonly addresses: NewAddresses,
  ) {}

  @Get()
  async ask(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which): Promise<string> {
    return this.page(actor, view, which, {}, {});
  }

  @Post()
  async set(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const set = await outcomeOf(readForm(NewAddress, body), async (input) => this.addresses.set(actor, { meetingId: which.id, invitationId: which.invitationId }, input));
    if (set.ok) return void (await reply.redirect(`/bijeenkomsten/${which.id}/binnengekomen?klaar=${set.value.invited > 0 ? 'verstuurd' : 'adres'}`, 303));
    await reply.status(422).send(await this.page(actor, view, which, body, set.errors));
  }

  private async page(actor: Actor, view: View, { id, invitationId }: Which, typed: Record<string, unknown>, errors: FormErrors): Promise<string> {
    const { meeting, line } = await this.guests.find(actor, id, invitationId);
    const said = (await this.received.ofGuest(actor, line.id)).find(({ kind }) => kind === 'bounce');
    return view.page(<NewAddressPage meeting={meeting} line={line} said={said ?? null} typed={typed} errors={errors} />);
  }
}
