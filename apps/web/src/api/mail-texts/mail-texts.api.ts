import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { STORY_VARIANTS, type StoryVariant } from '@bijeen/contacts';
import { InviteMail, type StandingText } from '@bijeen/invitations';
import { editorHtml, jargonIn, type JargonHint, type MailText, MailTextInput } from '@bijeen/mail';
import { PLANNED_KINDS, PlannedMailTexts, type PlannedKind, type Variant, variantsOf } from '@bijeen/mailings';
import { MeetingsService } from '@bijeen/meetings';
import { type Actor, DomainError } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

/** A text as programs see it; `body` in our small markup, `html` for an editor. */
interface ShownText {
  /** alderman, board, policy, came, absent, declined, or general. */
  variant: string;
  subject: string;
  body: string;
  html: string;
  source: StandingText['source'];
  /** How many people would get it now. */
  people: number;
  /** Words that outsiders may not know; advice only. */
  jargon: JargonHint[];
}

/** Where a text stands in the addresses below. */
interface Which {
  id: string;
  kind: string;
  variant: string;
}

/** The texts of the invitation and of the planned mails, per kind of people. */
@Controller('api/v1/meetings/:id/mail-texts/:kind')
@Policy('viewer')
export class MailTextsApi {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly invitation: InviteMail,
    private readonly planned: PlannedMailTexts,
  ) {}

  @Get()
  @Describe({ does: 'De teksten van een mail, per soort ontvanger, met hoeveel mensen ze nu krijgen. Soort: invitation, reminder-1, reminder-2, practical, follow-up of call-to-action-reminder.', gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Param() { id, kind }: Which): Promise<{ items: ShownText[]; next: null }> {
    await this.meetings.find(actor, id);
    const texts: { variant: string; people: number; text: StandingText }[] = kind === 'invitation' ? await this.invitation.texts(actor, id) : await this.planned.texts(actor, id, plannedKind(kind));
    return { items: texts.map(shown), next: null };
  }

  @Put(':variant')
  @Policy('organiser')
  @Describe({ does: 'Bewaart een tekst: body met onze tekens, of bodyHtml. Wat niet in een mail mag, wordt geweigerd met de plek.', body: MailTextInput, gives: 'one' })
  async save(@CurrentActor() actor: Actor, @Param() which: Which, @Body() body: unknown): Promise<ShownText> {
    const text = readInput(MailTextInput, body);
    await this.meetings.find(actor, which.id);
    await this.keep(actor, which, text);
    return (await this.list(actor, which)).items.find(({ variant }) => variant === which.variant)!;
  }

  @Delete(':variant')
  @HttpCode(204)
  @Policy('organiser')
  @Describe({ does: 'Gaat terug naar de algemene tekst, of naar die van Bijeen.', gives: 'nothing' })
  async forget(@CurrentActor() actor: Actor, @Param() which: Which): Promise<void> {
    await this.meetings.find(actor, which.id);
    if (which.kind === 'invitation') return this.invitation.forget(actor, which.id, storyIn(which.variant));
    const kind = plannedKind(which.kind);
    await this.planned.forget(actor, which.id, kind, variantIn(kind, which.variant));
  }

  private async keep(actor: Actor, which: Which, text: MailText): Promise<void> {
    if (which.kind === 'invitation') return this.invitation.save(actor, which.id, text, storyIn(which.variant));
    const kind = plannedKind(which.kind);
    await this.planned.save(actor, which.id, { kind, variant: variantIn(kind, which.variant), text });
  }
}

function shown({ variant, people, text: { subject, body, source } }: { variant: string; people: number; text: StandingText }): ShownText {
  return { variant: variant || 'general', subject, body, html: editorHtml(body), source, people, jargon: jargonIn(body) };
}

function plannedKind(name: string): PlannedKind {
  return PLANNED_KINDS.find((kind) => kind === name) ?? notFound();
}

function storyIn(name: string): StoryVariant {
  return STORY_VARIANTS.find((variant) => (variant || 'general') === name) ?? notFound();
}

function variantIn(kind: PlannedKind, name: string): Variant {
  return variantsOf(kind).find((variant) => (variant || 'general') === name) ?? notFound();
}

function notFound(): never {
  throw new DomainError('not-found');
}
