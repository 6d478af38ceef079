import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ContactErasure, ContactFilter, ContactsService, SaveContact } from '@bijeen/contacts';
import { MembersService } from '@bijeen/organisations';
import type { Actor } from '@bijeen/platform';
import { MunicipalityDirectory } from '@bijeen/regions';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { contactFromForm, formErrors, formFromContact, savedFrom, type Typed } from './contact-form.js';
import { ContactMail } from './contact-mail.js';
import { ContactListPage } from './contact-list.page.js';
import { ContactPage } from './contact.page.js';
import { EditContactPage } from './edit-contact.page.js';
import { EraseContactPage } from './erase-contact.page.js';

const DONE: Record<string, string> = { gewist: 'De relatie is gewist, met alles wat erbij hoorde.' };

/** The people an organisation may invite: find them, keep them right, and let them go. */
@Controller('relaties')
@Policy('organiser')
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly erasure: ContactErasure,
    private readonly municipalities: MunicipalityDirectory,
    private readonly members: MembersService,
    private readonly mail: ContactMail,
  ) {}

  @Get()
  @Policy('viewer')
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query() query: Record<string, unknown>): Promise<string> {
    const asked = readForm(ContactFilter, query);
    const { after, limit, ...filter } = asked.valid ? asked.value : ContactFilter.parse({});
    const page = await this.contacts.list(actor, { ...filter, after, limit });
    const props = { query: filter, further: after !== undefined, municipalities: await this.municipalities.list(), mayChange: actor.role !== 'viewer', done: DONE[String(query['gedaan'])] ?? null };
    return view.page(<ContactListPage {...page} {...props} />);
  }

  @Get('nieuw')
  async fresh(@CurrentActor() actor: Actor, @CurrentView() view: View): Promise<string> {
    return view.page(<EditContactPage contact={null} typed={{}} errors={{}} members={await this.members.list(actor)} code={null} />);
  }

  @Post('nieuw')
  async create(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: Typed, @Res() reply: FastifyReply): Promise<void> {
    const saved = await savedFrom(readForm(SaveContact, contactFromForm(body)), async (input) => this.contacts.create(actor, input));
    if (saved.ok) return void (await reply.redirect(`/relaties/${saved.value.id}?gedaan=bewaard`, 303));
    await reply.status(422).send(view.page(<EditContactPage contact={null} typed={body} errors={formErrors(saved.errors, body)} members={await this.members.list(actor)} code={saved.code} />));
  }

  @Get(':id')
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('gedaan') done: unknown): Promise<string> {
    const contact = await this.contacts.find(actor, id);
    return view.page(<ContactPage contact={contact} {...await this.mail.of(actor, id)} mayChange={actor.role !== 'viewer'} done={String(done)} />);
  }

  @Get(':id/wijzigen')
  async edit(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string): Promise<string> {
    const contact = await this.contacts.find(actor, id);
    return view.page(<EditContactPage contact={contact} typed={formFromContact(contact)} errors={{}} members={await this.members.list(actor)} code={null} />);
  }

  @Post(':id/wijzigen')
  async save(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Typed, @Res() reply: FastifyReply): Promise<void> {
    const contact = await this.contacts.find(actor, id);
    const saved = await savedFrom(readForm(SaveContact, contactFromForm(body)), async (input) => this.contacts.save(actor, id, input));
    if (saved.ok) return void (await reply.redirect(`/relaties/${id}?gedaan=bewaard`, 303));
    await reply.status(422).send(view.page(<EditContactPage contact={contact} typed={body} errors={formErrors(saved.errors, body)} members={await this.members.list(actor)} code={saved.code} />));
  }

  /** Somebody made sure today. */
  @Post(':id/gecontroleerd')
  async confirm(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.contacts.confirm(actor, id);
    await reply.redirect(`/relaties/${id}?gedaan=gecontroleerd`, 303);
  }

  @Get(':id/wissen')
  async beforeErasing(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string): Promise<string> {
    return view.page(<EraseContactPage contact={await this.contacts.find(actor, id)} />);
  }

  @Post(':id/wissen')
  async erase(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.erasure.erase(actor, id);
    await reply.redirect('/relaties?gedaan=gewist', 303);
  }
}
