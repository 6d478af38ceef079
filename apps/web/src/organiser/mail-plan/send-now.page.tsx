import type { Meeting } from '@bijeen/meetings';
import type { PlanItem } from '@bijeen/mailings';
import { longMoment } from '@bijeen/platform';
import { Alert, Button, ButtonLink, Form } from '@bijeen/ui';
import type { KindReport } from '../mail-desk/mails-about-to-leave.js';
import { isBlocked, PreflightBlock } from '../mail-desk/preflight-block.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { KIND_NAMES, people, VARIANT_NAMES } from './words.js';

interface SendNowPageProps {
  meeting: Meeting;
  item: PlanItem;
  refusal: string | null;
  /** They become drafts, which somebody looks at first. */
  first: boolean;
  reports: KindReport[];
  spamRefused: boolean;
}

/** Says to how many before anything leaves. `amount` counts also who was invited just now, because a person decided this. */
export function SendNowPage({ meeting, item, refusal, first, reports, spamRefused }: SendNowPageProps) {
  const back = `/bijeenkomsten/${meeting.id}/mailplan`;
  const name = KIND_NAMES[item.kind];
  const amount = item.expectedRecipients;
  return (
    <MeetingFrame meeting={meeting} title={`${name} nu versturen?`} current="/mailplan">
      {refusal && <Alert kind="error" title={refusal} />}
      <p>{first ? 'Dit wordt nu een concept voor' : 'Dit gaat nu naar'} <strong>{people(amount)}</strong>. {first && 'Er vertrekt niets voordat je ze hebt bekeken en verstuurd.'} Gepland was {longMoment(item.dueAt)}; op dat moment vertrekt deze mail dan niet nog een keer.</p>
      {item.perVariant.some(({ variant }) => variant !== '') && <ul>{item.perVariant.map(({ variant, people: some }) => <li key={variant}>{variant === '' ? 'Anderen' : VARIANT_NAMES[variant]}: {people(some)}</li>)}</ul>}
      <PreflightBlock reports={reports} spam={{ action: `${back}/${item.kind}/spamscore`, refused: spamRefused }} />
      {isBlocked(reports) && <Alert kind="error" title="Zo kan deze mail niet weg."><p>Los eerst op wat “moet anders”. <a href={`${back}/${item.kind}`}>Pas de tekst aan</a>.</p></Alert>}
      <Form>
        <div class="actions">
          {amount > 0 && !isBlocked(reports) && <Button>{first ? `Zet ${amount === 1 ? '1 concept' : `${amount} concepten`} klaar` : amount === 1 ? 'Verstuur 1 mail' : `Verstuur ${amount} mails`}</Button>}
          <ButtonLink href={`${back}#${item.kind}`}>Terug, niet versturen</ButtonLink>
        </div>
      </Form>
    </MeetingFrame>
  );
}
