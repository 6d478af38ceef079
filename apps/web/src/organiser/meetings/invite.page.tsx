import type { AudienceSummary, InvitationPreview, TextReach } from '@bijeen/invitations';
import type { MailTally } from '@bijeen/mail';
import type { StoryVariant } from '@bijeen/contacts';
import type { Meeting } from '@bijeen/meetings';
import { shortDate } from '@bijeen/platform';
import { Alert, Button, ButtonLink, ErrorSummary, fieldId, Form, type FormErrors, TextField } from '@bijeen/ui';
import { MailPreview } from '../mail-text/mail-preview.js';
import { MailTextFields, Placeholders } from '../mail-text/mail-text-fields.js';
import { type PreviewView, withQuery } from '../mail-text/preview-views.js';
import { TextChoices, TextOrigin } from '../mail-text/text-choices.js';
import { number, people } from './in-words.js';
import type { KindReport } from '../mail-desk/mails-about-to-leave.js';
import { isBlocked, PreflightBlock } from '../mail-desk/preflight-block.js';
import { MeetingFrame } from './meeting-frame.js';
import { SendingProgress } from './sending-progress.js';
import { SummaryInWords } from './summary-in-words.js';

export interface InvitePageProps {
  meeting: Meeting;
  summary: AudienceSummary;
  texts: TextReach[];
  tally: MailTally;
  /** What there is to mend before they leave; empty for who does not send. */
  reports: KindReport[];
  spamRefused: boolean;
  preview: InvitationPreview;
  /** How one looks, at which text, after whom or at whom. */
  looking: { view: PreviewView; story: StoryVariant | undefined; after: string | null; chosen: string | null };
  /** What was typed, when something is wrong with it. */
  typed: Record<string, unknown>;
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
      <PreflightBlock reports={props.reports} spam={{ action: `/bijeenkomsten/${meeting.id}/uitnodigen/spamscore`, refused: props.spamRefused }} />
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

function Send({ meeting, summary, role, errors, reports }: InvitePageProps) {
  const here = `/bijeenkomsten/${meeting.id}`;
  if (meeting.isOver || meeting.state === 'cancelled' || meeting.state === 'postponed') return <Alert kind="info" title="Voor deze bijeenkomst kun je niet meer uitnodigen." />;
  if (summary.toInvite === 0) return <p><ButtonLink href={`${here}/doelgroep`} kind={summary.alreadyInvited === 0 ? 'primary' : 'secondary'}>Bekijk de doelgroep</ButtonLink></p>;
  if (isBlocked(reports)) return <Alert kind="error" title="Zo kunnen de uitnodigingen niet weg."><p>Los eerst op wat “moet anders”. De tekst pas je hieronder aan.</p></Alert>;
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

const STORY_NAMES: Record<StoryVariant, string> = { 'alderman': 'Wethouders', 'board': 'Bestuurders', 'policy': 'Beleidsambtenaren', '': 'Anderen' };

/** The mail as a real invitee gets it, in a frame that can do nothing. */
function Preview({ meeting, preview, looking: { view, story, after, chosen }, ownAddress, role }: InvitePageProps) {
  const here = `/bijeenkomsten/${meeting.id}/uitnodigen`;
  const kept = { tekst: story ?? null, na: after, voor: chosen };
  return (
    <section aria-labelledby="voorbeeld">
      <h2 id="voorbeeld">Zo ziet de uitnodiging eruit</h2>
      <p>{preview.name === null ? 'Er staat nog niemand op de lijst voor deze tekst. Dit is een voorbeeld met een verzonnen naam.' : <>Voor <strong>{preview.name}</strong> ({preview.address}{preview.viaSecretariat && ', via het secretariaat'}).</>}</p>
      <MailPreview path={here} chosen={kept} view={view} mail={preview} whose={preview.name ?? 'een verzonnen genodigde'} others={preview.others} />
      <div class="actions">
        {preview.contactId !== null && <ButtonLink href={`${withQuery(here, { ...kept, voor: null, na: preview.contactId, weergave: view })}#voorbeeld`}>Bekijk die van de volgende</ButtonLink>}
        <a href={withQuery(`${here}/voorbeeld.txt`, kept)}>Bekijk de tekst zonder opmaak</a>
        {role !== 'viewer' && ownAddress !== null && <Form action={`${here}/test`}><Button kind="secondary">Stuur een test naar {ownAddress}</Button></Form>}
      </div>
    </section>
  );
}

function Text({ meeting, texts, looking, errors, typed, summary }: InvitePageProps) {
  const here = `/bijeenkomsten/${meeting.id}/uitnodigen`;
  const current = looking.story ?? texts.find(({ people: amount }) => amount > 0)?.variant ?? '';
  const { text } = texts.find(({ variant }) => variant === current)!;
  return (
    <section aria-labelledby="tekst">
      <h2 id="tekst">De tekst</h2>
      <p>Datum, plaats, reistijd, programma en de knoppen zet Bijeen er zelf onder. {summary.alreadyInvited > 0 && 'Wat je hier wijzigt, geldt alleen voor uitnodigingen die nog weggaan.'}</p>
      <TextChoices path={here} current={current} texts={texts.map((each) => ({ ...each, name: STORY_NAMES[each.variant] }))} />
      <TextOrigin text={text} several />
      <Form action={`${here}/tekst`}>
        <input type="hidden" name="variant" value={current} />
        <MailTextFields text={text} typed={typed} errors={errors} />
        <Button>Bewaar de tekst</Button>
      </Form>
      {text.own && <Form action={`${here}/tekst/terug`}><input type="hidden" name="variant" value={current} /><button class="link-button">Terug naar {current === '' ? 'de tekst van Bijeen' : 'de algemene tekst'}</button></Form>}
      <Placeholders />
    </section>
  );
}

/** What the page says after inviting. */
export function invitedInWords(invited: number, drafts: number): string {
  if (invited > 0 && drafts > 0) return `${people(invited)} ${invited === 1 ? 'staat' : 'staan'} nu op de lijst. De uitnodigingen wachten tot je ze hebt bekeken.`;
  return invited === 0 ? 'Iedereen op de lijst had al een uitnodiging. Er is niets verstuurd.' : `${people(invited)} ${invited === 1 ? 'krijgt' : 'krijgen'} nu een uitnodiging.`;
}
