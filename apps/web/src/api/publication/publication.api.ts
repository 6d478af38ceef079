import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import type { Actor } from '@bijeen/platform';
import { ApproveRegistration, PublicationsService, type PublicationView, RefuseRegistration, type Registration, RegistrationDecisions, SavePublication } from '@bijeen/publishing';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { ListQuery } from '../list-query.js';

/** The public page of a meeting, and who asks for a place there. */
@Controller('api/v1/meetings/:id')
@Policy('viewer')
export class PublicationApi {
  constructor(
    private readonly publications: PublicationsService,
    private readonly registrations: RegistrationDecisions,
  ) {}

  @Get('publication')
  @Describe({ does: 'De openbare pagina van een bijeenkomst: of ze er is, op welk adres, en hoeveel mensen een plaats aanvroegen.', gives: 'one' })
  async find(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    return shown(await this.publications.find(actor, id));
  }

  @Put('publication')
  @Policy('organiser')
  @Describe({ does: 'Maakt een bijeenkomst openbaar, of neemt dat terug. Het adres blijft altijd hetzelfde.', body: SavePublication, gives: 'one' })
  async save(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return shown(await this.publications.save(actor, id, readInput(SavePublication, body)));
  }

  @Get('registrations')
  @Describe({ does: 'Wie op de openbare pagina een plaats aanvroeg en het e-mailadres bevestigde; wie nog wacht eerst.', query: ListQuery, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<object> {
    const { items, next } = await this.registrations.list(actor, id, readInput(ListQuery, query));
    return { items: items.map(request), next };
  }

  @Post('registrations/:registrationId/approve')
  @HttpCode(200)
  @Policy('organiser')
  @Describe({ does: 'Nodigt uit wie een plaats aanvroeg. Wie al bekend is, wordt geen tweede relatie. Nog een keer doen verandert niets.', body: ApproveRegistration, gives: 'one' })
  async approve(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('registrationId') registrationId: string): Promise<object> {
    return request(await this.registrations.approve(actor, id, registrationId));
  }

  @Post('registrations/:registrationId/refuse')
  @HttpCode(200)
  @Policy('organiser')
  @Describe({ does: 'Wijst een aanvraag af, met de reden; met `tell` krijgt de aanvrager die per mail.', body: RefuseRegistration, gives: 'one' })
  async refuse(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('registrationId') registrationId: string, @Body() body: unknown): Promise<object> {
    return request(await this.registrations.refuse(actor, id, registrationId, readInput(RefuseRegistration, body)));
  }
}

function shown({ meeting, publication, address, counts }: PublicationView): object {
  const { published = false, introduction = null, audience = null, registrationOpen = false, registrationUntil = null, firstPublishedAt = null } = publication ?? {};
  return { meetingId: meeting.id, published, address, introduction, audience, registrationOpen, registrationUntil, firstPublishedAt, registrations: counts };
}

/** Without the secrets behind the link. */
function request({ id, state, formOfAddress, firstName, infix, surname, function: office, contactOrganisationName: organisation, municipalityCode, email, remark, requestedAt, confirmedAt, decidedAt, decidedBy, refusal, invitationId }: Registration): object {
  return { id, state, formOfAddress, firstName, infix, surname, function: office, organisation, municipalityCode, email, remark, requestedAt, confirmedAt, decidedAt, decidedBy, refusal, invitationId };
}
