import { type Finding, type LedgerMail, MAIL_STATE_TEXTS } from '@bijeen/mail';
import { Alert, ErrorSummary, type FormErrors } from '@bijeen/ui';
import { MAIL_KIND_NAMES, MAIL_STATE_TAGS, moment } from '../meetings/in-words.js';
import { MailFrame, mailsHref, type MailsOf } from './mail-frame.js';
import { MailActs } from './mail-acts.js';
import { DraftForm } from './draft-form.js';
import { WhatStopped } from './preflight-block.js';
import { ACT_WORDS, BOUNCE_WORDS, stateInWords } from './mail-in-words.js';

export interface MailPageProps {
  meeting: MailsOf;
  mail: LedgerMail;
  now: Date;
  mayChange: boolean;
  /** What was typed, when something is wrong with it. */
  typed: Record<string, unknown>;
  errors: FormErrors;
  /** What kept it from leaving just now. */
  stopped: Finding[];
  /** What will keep it from leaving, when that is not said already. */
  mistake: string | null;
  done: string | null;
}

/** One mail to one person: what it looks like, where it is, why, and what can be done. */
export function MailPage(props: MailPageProps) {
  const { meeting, mail, now, mayChange, errors, stopped, mistake, done } = props;
  return (
    <MailFrame meeting={meeting} title={`${MAIL_KIND_NAMES[mail.kind]} aan ${mail.name}`}>
      <ErrorSummary errors={errors} />
      <WhatStopped findings={stopped} />
      {done && <Alert kind="ok" title={done} />}
      <p><span class={`tag tag--${MAIL_STATE_TAGS[mail.state]}`}>{MAIL_STATE_TEXTS[mail.state]}</span> {stateInWords(mail, now)}</p>
      {mail.reason && <p><strong>Reden:</strong> {mail.reason}</p>}
      {mistake && <Alert kind="warning" title="Zo kan deze mail niet weg."><p>{mistake}</p></Alert>}
      {mail.bounceKind && <Alert kind="warning" title={BOUNCE_WORDS[mail.bounceKind]}>{mail.bounceText && <p>De andere mailserver zei: “{mail.bounceText}”.</p>}</Alert>}
      {mail.stop && mail.mayWithdraw && <Alert kind="warning" title={`Deze mail gaat niet meer weg. ${mail.stop}`} />}
      <p>{meeting && mail.state === 'draft' ? <a href={`/bijeenkomsten/${meeting.id}/concepten`}>Alle concepten</a> : <a href={mailsHref(meeting)}>Alle mails</a>}</p>
      <div class="columns">
        <div>
          {mayChange && meeting && mail.state === 'draft' && <DraftForm {...props} meeting={meeting} />}
          {mayChange && <MailActs {...props} />}
          <Facts mail={mail} />
        </div>
        <Look meeting={meeting} mail={mail} />
      </div>
    </MailFrame>
  );
}

function Facts({ mail }: { mail: LedgerMail }) {
  const { address, createdAt, releasedAt, releasedBy, editedBy, attempt, sentAt, messageId, copy, calendar, acts } = mail;
  return (
    <section aria-labelledby="feiten">
      <h2 id="feiten">Wat er gebeurde</h2>
      <dl class="facts">
        <dt>Aan</dt><dd>{address}</dd>
        <dt>Geschreven</dt><dd>{moment(createdAt)}{copy > 0 && `, als ${copy === 1 ? 'tweede' : `${copy + 1}e`} exemplaar`}</dd>
        {editedBy && <><dt>Eigen tekst</dt><dd>van {editedBy}, alleen voor deze persoon</dd></>}
        {releasedAt && <><dt>Vrijgegeven</dt><dd>{moment(releasedAt)}, door {releasedBy}</dd></>}
        {attempt > 0 && <><dt>Pogingen</dt><dd>{attempt}</dd></>}
        {sentAt && <><dt>Verstuurd</dt><dd>{moment(sentAt)}</dd></>}
        {calendar && <><dt>Agenda</dt><dd>{calendar === 'CANCEL' ? 'haalt de afspraak uit de agenda' : 'zet de afspraak in de agenda'}</dd></>}
        {acts.filter(({ action }) => action in ACT_WORDS).map(({ at, by, action }) => <><dt>{moment(at)}</dt><dd>{by} {ACT_WORDS[action]}</dd></>)}
      </dl>
      <details class="details"><summary>Voor de beheerder van de mail</summary><p>Message-ID: <code class="as-typed">{messageId}</code></p></details>
    </section>
  );
}

/** In a frame that can do nothing. */
function Look({ meeting, mail }: { meeting: MailsOf; mail: LedgerMail }) {
  return (
    <section aria-labelledby="voorbeeld">
      <h2 id="voorbeeld">Zo ziet de mail eruit</h2>
      {mail.rendered === null ? <p>De tekst van deze mail is niet meer te tonen.</p> : (
        <>
          <p><strong>Onderwerp:</strong> {mail.rendered.subject}</p>
          <p class="muted">De knoppen doen hier niets.</p>
          <iframe class="mail-frame" title={`De mail aan ${mail.name}`} sandbox="" src={`${mailsHref(meeting)}/${mail.id}/voorbeeld`} />
          <details class="details"><summary>De mail als platte tekst</summary><pre>{mail.rendered.text}</pre></details>
        </>
      )}
    </section>
  );
}
