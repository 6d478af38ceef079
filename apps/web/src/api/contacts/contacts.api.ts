import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ContactErasure, ContactFilter, type ContactPage, ContactsService, type ContactView, SaveContact } from '@bijeen/contacts';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { inputOf } from './input-of.js';

/** The people an organisation may invite, with their positions. */
@Controller('api/v1/contacts')
@Policy('viewer')
export class ContactsApi {
  constructor(
    private readonly contacts: ContactsService,
    private readonly erasure: ContactErasure,
  ) {}

  @Get()
  @Describe({ does: 'De relaties op naam, desgewenst een deel ervan.', query: ContactFilter, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<ContactPage> {
    return this.contacts.list(actor, readInput(ContactFilter, query));
  }

  @Get(':id')
  @Describe({ does: 'Eén relatie, met functies, organisaties en secretariaat.', gives: 'one' })
  async find(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ContactView> {
    return this.contacts.find(actor, id);
  }

  @Post()
  @Policy('organiser')
  @Describe({ does: 'Voegt een relatie toe.', body: SaveContact, gives: 'one' })
  async create(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<ContactView> {
    return this.contacts.create(actor, readInput(SaveContact, body));
  }

  /** What is left out stays; a list of positions replaces the old one. */
  @Patch(':id')
  @Policy('organiser')
  @Describe({ does: 'Wijzigt een relatie. Wat er niet in staat, blijft zoals het was.', body: SaveContact, partial: true, gives: 'one' })
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<ContactView> {
    const known = inputOf(await this.contacts.find(actor, id));
    return this.contacts.save(actor, id, readInput(SaveContact, { ...known, ...Object(body) }));
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy('organiser')
  @Describe({ does: 'Wist een relatie met alles wat erbij hoort: uitnodigingen, antwoorden en mails.', gives: 'nothing' })
  async erase(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.erasure.erase(actor, id);
  }
}
