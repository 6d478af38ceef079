import type { ReceivedText } from '@bijeen/incoming';
import type { Meeting } from '@bijeen/meetings';
import { longMoment } from '@bijeen/platform';
import { Alert, Button, Form } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { KIND_TEXTS, VERDICT_TAGS, VERDICT_TEXTS } from './in-words.js';

/** One mail that came in, as text: no markup, no pictures, no links to press. */
export function IncomingMailPage({ meeting, mail, mayChange }: { meeting: Meeting; mail: ReceivedText; mayChange: boolean }) {
  const here = `/bijeenkomsten/${meeting.id}`;
  return (
    <MeetingFrame meeting={meeting} title={mail.subject || 'Zonder onderwerp'} current="/binnengekomen">
      <dl class="facts">
        <dt>Soort</dt><dd>{KIND_TEXTS[mail.kind]} <span class={`tag tag--${VERDICT_TAGS[mail.verdict]}`}>{VERDICT_TEXTS[mail.verdict]}</span></dd>
        <dt>Wat ermee gebeurde</dt><dd>{mail.reason}</dd>
        <dt>Genodigde</dt><dd>{mail.invitationId ? <a href={`${here}/genodigden/${mail.invitationId}`}>{mail.guest}</a> : 'niet bekend'}</dd>
        <dt>Van</dt><dd>{mail.from ?? 'niet bekend'}</dd>
        <dt>Binnengekomen</dt><dd>{longMoment(mail.receivedAt)}</dd>
        <dt>Gelezen</dt><dd>{mail.seenAt ? longMoment(mail.seenAt) : 'nog niet'}</dd>
      </dl>
      {mail.body ? <section class="panel" aria-labelledby="tekst"><h2 id="tekst">Tekst van de mail</h2><p class="as-typed">{mail.body}</p></section> : <Alert kind="info" title="De tekst van deze mail bewaren we niet." />}
      {mayChange && mail.seenAt === null && <Form action={`${here}/binnengekomen/${mail.id}/gelezen`}><Button>Markeer als gelezen</Button></Form>}
      <p class="actions"><a href={`${here}/binnengekomen`}>Terug naar alles wat binnenkwam</a></p>
    </MeetingFrame>
  );
}
