import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { type Actor, DomainError } from '@bijeen/platform';
import { OwnDomain, SenderDomains, type SenderDomainView } from '@bijeen/senders';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

const Nothing = z.object({});

/** The own domain from which an organisation sends. */
@Controller('api/v1/sender-domain')
@Policy('owner')
export class SenderDomainApi {
  constructor(private readonly domains: SenderDomains) {}

  @Get()
  @Describe({ does: 'Het eigen afzenderdomein, met de DNS-regels die het nodig heeft en wat daarvan gevonden is. `state` is unchecked, passed of failed; alleen bij passed vertrekt de mail van dit domein. `brokenSince` is sinds wanneer een domein dat in gebruik was niet meer werkt.', gives: 'one' })
  async show(@CurrentActor() actor: Actor): Promise<object> {
    const own = await this.domains.find(actor);
    if (!own) throw new DomainError('sender-domain.not-found');
    return shown(own);
  }

  @Put()
  @Describe({ does: 'Kiest een eigen afzenderdomein en maakt er sleutels voor.', body: OwnDomain, gives: 'one' })
  async choose(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<object> {
    return shown(await this.domains.choose(actor, readInput(OwnDomain, body)));
  }

  @Post('check')
  @HttpCode(200)
  @Describe({ does: 'Kijkt nu of de DNS-regels kloppen.', body: Nothing, gives: 'one' })
  async check(@CurrentActor() actor: Actor): Promise<object> {
    return shown(await this.domains.check(actor, actor));
  }

  @Post('keys')
  @HttpCode(200)
  @Describe({ does: 'Maakt nieuwe sleutels. De oude blijven in gebruik tot de nieuwe in de DNS staan.', body: Nothing, gives: 'one' })
  async rotate(@CurrentActor() actor: Actor): Promise<object> {
    return shown(await this.domains.rotate(actor));
  }

  @Delete()
  @HttpCode(204)
  @Describe({ does: 'Gaat terug naar het domein van Bijeen en gooit de sleutels weg.', gives: 'nothing' })
  async remove(@CurrentActor() actor: Actor): Promise<void> {
    await this.domains.remove(actor);
  }
}

/** The keys themselves stay inside. */
function shown({ domain: { domain, state, stateSince, brokenSince, checkedAt, findings }, lines, nextLines }: SenderDomainView): object {
  return { domain, state, stateSince, brokenSince, checkedAt, lines, nextLines, findings };
}
