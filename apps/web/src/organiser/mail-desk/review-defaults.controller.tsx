import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { type MailReview, MailReviews, ReviewInput } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { Alert, Button, ErrorSummary, Form, type FormErrors, OrganiserLayout, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { list, MAIL_KIND_NAMES } from '../meetings/in-words.js';
import { ReviewFields } from './review-fields.js';

/** Which mails the organisation looks at before they leave, for every meeting without a choice of its own. */
@Controller('instellingen/concepten')
@Policy('organiser')
export class ReviewDefaultsController {
  constructor(private readonly reviews: MailReviews) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query('gedaan') done: unknown): Promise<string> {
    return view.page(<ReviewDefaultsPage review={await this.reviews.find(actor, null)} mayChange={actor.role !== 'viewer'} errors={{}} saved={done === 'keuze'} />);
  }

  @Post()
  async choose(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(ReviewInput, body);
    if (!form.valid) return void (await reply.status(422).send(view.page(<ReviewDefaultsPage review={await this.reviews.find(actor, null)} mayChange errors={{ kinds: Object.values(form.errors)[0]! }} saved={false} />)));
    await this.reviews.save(actor, null, form.value.kinds);
    await reply.redirect('/instellingen/concepten?gedaan=keuze', 303);
  }
}

function ReviewDefaultsPage({ review, mayChange, errors, saved }: { review: MailReview; mayChange: boolean; errors: FormErrors; saved: boolean }) {
  return (
    <OrganiserLayout title="Eerst bekijken">
      <p class="crumbs"><a href="/instellingen">Instellingen</a></p>
      <h1>Eerst zelf bekijken</h1>
      <ErrorSummary errors={errors} />
      {saved && <Alert kind="ok" title="De keuze is bewaard." />}
      <p>Dit geldt voor alle bijeenkomsten die geen eigen keuze hebben, en voor mails die vanaf nu worden geschreven. Wat wacht, staat bij de bijeenkomst onder Concepten.</p>
      {mayChange ? <Form action="/instellingen/concepten"><ReviewFields review={review} error={errors['kinds']} /><Button>Bewaar de keuze</Button></Form>
        : <p>{review.kinds.length === 0 ? 'Elke mail vertrekt vanzelf.' : `Eerst bekijken: ${list(review.kinds.map((kind) => MAIL_KIND_NAMES[kind].toLowerCase()))}.`}</p>}
    </OrganiserLayout>
  );
}
