import type { MailTally } from '@bijeen/mail';
import { ButtonLink } from '@bijeen/ui';
import { mails, number } from './in-words.js';

/**
 * How far the invitations are. While some still wait, htmx asks for this part again every two seconds; without JavaScript the page
 * shows the same after loading it anew.
 */
export function SendingProgress({ meetingId, tally }: { meetingId: string; tally: MailTally }) {
  const { draft = 0, queued = 0, sending = 0, deferred = 0, sent = 0, failed = 0, uncertain = 0, withdrawn = 0 } = tally.invitation ?? {};
  const busy = queued + sending;
  const all = draft + busy + deferred + sent + failed + uncertain + withdrawn;
  if (all === 0) return null;
  const here = `/bijeenkomsten/${meetingId}`;
  const live = busy > 0 ? { 'hx-get': `${here}/uitnodigen/voortgang`, 'hx-trigger': 'every 2s', 'hx-swap': 'outerHTML' } : {};
  const rest = [
    draft > 0 && `${number(draft)} ${draft === 1 ? 'wacht' : 'wachten'} als concept`,
    deferred > 0 && `${number(deferred)} ${deferred === 1 ? 'wordt' : 'worden'} later opnieuw geprobeerd`,
    failed > 0 && `${number(failed)} mislukt`,
    uncertain > 0 && `${number(uncertain)} onzeker`,
    withdrawn > 0 && `${number(withdrawn)} ingetrokken`,
  ].filter(Boolean);
  return (
    <section class="panel" id="voortgang" aria-labelledby="voortgang-kop" {...live}>
      <h2 id="voortgang-kop">{busy > 0 ? 'De uitnodigingen worden verstuurd' : draft > 0 ? 'De uitnodigingen wachten op jou' : 'De uitnodigingen zijn verstuurd'}</h2>
      <p><label for="voortgang-balk"><strong>{number(sent)}</strong> van {mails(all)} verstuurd.</label>{rest.length > 0 && ` ${rest.join(', ')}.`}</p>
      <progress id="voortgang-balk" class="progress" max={all} value={all - busy - draft}>{number(sent)} van {number(all)}</progress>
      {busy > 0 && <p class="muted">Je kunt deze pagina gerust verlaten: het versturen gaat door. Blijft de stand staan? Laad de pagina dan opnieuw.</p>}
      <div class="actions">
        {draft > 0 && <ButtonLink href={`${here}/concepten?kind=invitation`} kind="primary">Bekijk de concepten</ButtonLink>}
        <ButtonLink href={`${here}/mails?kind=invitation`}>Bekijk de mails</ButtonLink>
      </div>
    </section>
  );
}
