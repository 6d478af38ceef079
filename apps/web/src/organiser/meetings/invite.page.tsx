import type { AudienceSummary } from '@bijeen/invitations';
import { type MailTally, type MailText, PLACEHOLDERS } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { shortDate } from '@bijeen/platform';
import { Alert, Button, ButtonLink, ErrorSummary, fieldId, Form, type FormErrors, TextArea, TextField } from '@bijeen/ui';
import { number, people } from './in-words.js';
import { MeetingFrame } from './meeting-frame.js';
import { SendingProgress } from './sending-progress.js';
import { SummaryInWords } from './summary-in-words.js';

export interface InvitePageProps {
  meeting: Meeting;
  summary: AudienceSummary;
  text: MailText & { own: boolean };
  tally: MailTally;
  /** Whose invitation is shown; null for an example. */
  sample: { name: string | null; address: string | null; viaSecretariat: boolean; contactId: string | null };
  /** After whom the sample stands. */
  after: string | null;
  errors: FormErrors;
  done: string | null;
  role: 'owner' | 'organiser' | 'viewer';
  /** Where a test mail goes; null for a program. */
  ownAddress: string | null;
}

/** The last look before invitations leave: to how many, what it says, how it looks. */
export function InvitePage(props: InvitePageProps) {
  const { meeting, summary, tally, errors, done, role } = props;
  return (
    <MeetingFrame meeting={meeting} title="Uitnodigen" current="/uitnodigen">
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      {done && <Alert kind="ok" title={done} />}
      <SendingProgress meetingId={meeting.id} tally={tally} />
      <Override meeting={meeting} />
      <SummaryInWords summary={summary} />
      {role !== 'viewer' && <Send {...props} />}
      <Preview {...props} />
      {role !== 'viewer' && <Text {...props} />}
    </MeetingFrame>
  );
}

/** That an owner let invitations leave without a call to action stays to be seen (L5). */
function Override({ meeting }: { meeting: Meeting }) {
  const { overrideReason, overrideBy, overriddenAt, hasCallToAction } = meeting;
  if (overrideReason === null || hasCallToAction) return null;
  return <Alert kind="warning" title="Uitnodigen mag zonder call to action."><p>“{overrideReason}” ({overrideBy}, {overriddenAt && shortDate(overriddenAt)})</p></Alert>;
}

function Send({ meeting, summary, role, errors }: InvitePageProps) {
  const here = `/bijeenkomsten/${meeting.id}`;
  if (meeting.isOver || meeting.state === 'cancelled' || meeting.state === 'postponed') return <Alert kind="info" title="Voor deze bijeenkomst kun je niet meer uitnodigen." />;
  if (summary.toInvite === 0) return <p><ButtonLink href={`${here}/doelgroep`} kind={summary.alreadyInvited === 0 ? 'primary' : 'secondary'}>Bekijk de doelgroep</ButtonLink></p>;
  const label = summary.toInvite === 1 ? 'Verstuur 1 uitnodiging' : `Verstuur ${number(summary.toInvite)} uitnodigingen`;
  if (meeting.mayInvite) {
    return <Form action={`${here}/uitnodigen`}><div class="actions"><Button>{label}</Button><ButtonLink href={`${here}/doelgroep`}>Bekijk eerst de doelgroep</ButtonLink></div></Form>;
  }
  return (
    <Alert kind="warning" title="Er is nog geen call to action. Daarom kun je nog niet uitnodigen.">
      <p>Beslis eerst wat je na de bijeenkomst vraagt, wie dat oppakt en welke vervolgstappen er zijn. Anders blijft het bij een mooie middag.</p>
      <p><ButtonLink href={`${here}/wijzigen#daarna`} kind="primary">Vul de call to action in</ButtonLink></p>
      {role === 'owner' && (
        <details class="fold"><summary>Toch nu al uitnodigen</summary>
          <Form action={`${here}/uitnodigen`}>
            <TextField name="overrideReason" label="Waarom is er nog geen call to action?" hint="Dit wordt bewaard, en je collega’s zien het." error={errors['overrideReason']} />
            <Button kind="secondary">{label} zonder call to action</Button>
          </Form>
        </details>
      )}
    </Alert>
  );
}

/** The mail as a real invitee gets it, in a frame that can do nothing. */
function Preview({ meeting, sample, after, ownAddress, role }: InvitePageProps) {
  const here = `/bijeenkomsten/${meeting.id}/uitnodigen`;
  const whose = after === null ? '' : `?na=${after}`;
  return (
    <section aria-labelledby="voorbeeld">
      <h2 id="voorbeeld">Zo ziet de uitnodiging eruit</h2>
      <p>{sample.name === null ? 'Er staat nog niemand op de lijst. Dit is een voorbeeld met een verzonnen naam.' : <>Voor <strong>{sample.name}</strong> ({sample.address}{sample.viaSecretariat && ', via het secretariaat'}).</>}</p>
      <iframe class="mail-frame" src={`${here}/voorbeeld${whose}`} title={`De uitnodiging voor ${sample.name ?? 'een verzonnen genodigde'}`} sandbox="" />
      <div class="actions">
        {sample.contactId !== null && <ButtonLink href={`${here}?na=${sample.contactId}#voorbeeld`}>Bekijk die van de volgende</ButtonLink>}
        <a href={`${here}/voorbeeld.txt${whose}`}>Bekijk de tekst zonder opmaak</a>
        {role !== 'viewer' && ownAddress !== null && <Form action={`${here}/test`}><Button kind="secondary">Stuur een test naar {ownAddress}</Button></Form>}
      </div>
    </section>
  );
}

function Text({ meeting, text, errors, summary }: InvitePageProps) {
  const here = `/bijeenkomsten/${meeting.id}/uitnodigen/tekst`;
  return (
    <section aria-labelledby="tekst">
      <h2 id="tekst">De tekst</h2>
      <p>Datum, plaats, reistijd, programma en de knoppen zet Bijeen er zelf onder. {summary.alreadyInvited > 0 && 'Wat je hier wijzigt, geldt alleen voor uitnodigingen die nog weggaan.'}</p>
      <details class="fold" open={errors['subject'] !== undefined || errors['body'] !== undefined}>
        <summary>Wijzig het onderwerp of de tekst</summary>
        <Form action={here}>
          <TextField name="subject" label="Onderwerp" value={text.subject} error={errors['subject']} />
          <TextArea name="body" label="Tekst" rows={12} value={text.body} error={errors['body']} hint="Een lege regel maakt een nieuwe alinea. Regels die met - beginnen worden een lijst." />
          <Button>Bewaar de tekst</Button>
        </Form>
        {text.own && <Form action={`${here}/terug`}><button class="link-button">Terug naar de tekst van Bijeen</button></Form>}
        <h3>Invulwoorden</h3>
        <p>Schrijf een woord tussen accolades, dan vult Bijeen het per persoon in.</p>
        <dl class="facts">{Object.entries(PLACEHOLDERS).map(([name, meaning]) => [<dt key={name}><code>{`{${name}}`}</code></dt>, <dd key={`${name}-uitleg`}>{meaning}</dd>])}</dl>
      </details>
    </section>
  );
}

/** What the page says after inviting. */
export function invitedInWords(invited: number, drafts: number): string {
  if (invited > 0 && drafts > 0) return `${people(invited)} ${invited === 1 ? 'staat' : 'staan'} nu op de lijst. De uitnodigingen wachten tot je ze hebt bekeken.`;
  return invited === 0 ? 'Iedereen op de lijst had al een uitnodiging. Er is niets verstuurd.' : `${people(invited)} ${invited === 1 ? 'krijgt' : 'krijgen'} nu een uitnodiging.`;
}
