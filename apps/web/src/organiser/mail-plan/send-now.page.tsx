import type { Meeting } from '@bijeen/meetings';
import type { PlanItem } from '@bijeen/mailings';
import { longMoment } from '@bijeen/platform';
import { Alert, Button, ButtonLink, Form, OrganiserLayout } from '@bijeen/ui';
import { KIND_NAMES, people, VARIANT_NAMES } from './words.js';

/** Says to how many before anything leaves. `amount` counts also who was invited just now, because a person decided this. */
export function SendNowPage({ meeting, item, refusal }: { meeting: Meeting; item: PlanItem; refusal: string | null }) {
  const back = `/bijeenkomsten/${meeting.id}/mailplan`;
  const name = KIND_NAMES[item.kind];
  const amount = item.expectedRecipients;
  return (
    <OrganiserLayout title={`${name} nu versturen`}>
      <p class="crumbs"><a href={`/bijeenkomsten/${meeting.id}`}>{meeting.title}</a> · <a href={`${back}#${item.kind}`}>Mailplan</a></p>
      <h1>{name} nu versturen?</h1>
      {refusal && <Alert kind="error" title={refusal} />}
      <p>Dit gaat nu naar <strong>{people(amount)}</strong>. Gepland was {longMoment(item.dueAt)}; op dat moment vertrekt deze mail dan niet nog een keer.</p>
      {item.perVariant.some(({ variant }) => variant !== '') && <ul>{item.perVariant.map(({ variant, people: some }) => <li key={variant}>{VARIANT_NAMES[variant]}: {people(some)}</li>)}</ul>}
      <Form>
        <div class="actions">
          {amount > 0 && <Button>{amount === 1 ? 'Verstuur 1 mail' : `Verstuur ${amount} mails`}</Button>}
          <ButtonLink href={`${back}#${item.kind}`}>Terug, niet versturen</ButtonLink>
        </div>
      </Form>
    </OrganiserLayout>
  );
}
