import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ContactFilter, ContactMerge, ContactsService, type ContactView } from '@bijeen/contacts';
import { type Actor, DomainError } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { savedFrom } from './contact-form.js';
import { MergePage } from './merge.page.js';

const CHOICES = 20;
const Merge = z.object({
  other: z.uuid('Kies de andere relatie.'),
  keep: z.uuid('Kies welke van de twee blijft.'),
});

/** Two contacts that are one person: find the other, look at both, choose which stays. */
@Controller('relaties/:id/samenvoegen')
@Policy('organiser')
export class MergeController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly merging: ContactMerge,
  ) {}

  @Get()
  async choose(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    const contact = await this.contacts.find(actor, id);
    const other = typeof query['met'] === 'string' ? await this.contacts.find(actor, query['met']) : null;
    const search = typeof query['search'] === 'string' ? query['search'].slice(0, 100) : contact.surname;
    return view.page(<MergePage contact={contact} other={other} search={search} found={other ? [] : await this.alike(actor, contact, search)} errors={{}} />);
  }

  @Post()
  async merge(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const contact = await this.contacts.find(actor, id);
    const form = readForm(Merge, body);
    if (form.valid && ![id, form.value.other].includes(form.value.keep)) throw new DomainError('contact.not-found');
    const merged = await savedFrom(form, async ({ other, keep }) => {
      await this.merging.merge(actor, keep, keep === other ? id : other);
      return keep;
    });
    if (merged.ok) return void (await reply.redirect(`/relaties/${merged.value}?gedaan=samengevoegd`, 303));
    const other = form.valid ? await this.contacts.find(actor, form.value.other) : null;
    const found = other ? [] : await this.alike(actor, contact, contact.surname);
    await reply.status(422).send(view.page(<MergePage contact={contact} other={other} search={contact.surname} found={found} errors={merged.errors} />));
  }

  /** Others that fit the search; without any search word nobody in particular. */
  private async alike(actor: Actor, contact: ContactView, search: string): Promise<ContactView[]> {
    const { items } = await this.contacts.list(actor, ContactFilter.parse({ search, limit: CHOICES + 1 }));
    return items.filter(({ id }) => id !== contact.id).slice(0, CHOICES);
  }
}
