import { FUNCTION_LABELS, isDecisionMaker } from '@bijeen/contacts';
import type { GuestReplies as Replies, ReceivedLine } from '@bijeen/incoming';
import { COMING_TEXTS, type CompanyOf, DECLINE_REASON_TEXTS, type InvitationLine, type StopLine } from '@bijeen/invitations';
import type { Meeting } from '@bijeen/meetings';
import { longMoment } from '@bijeen/platform';
import { Alert, Button, ButtonLink, ErrorSummary, fieldId, Form, type FormErrors, Radios, Select, TextArea } from '@bijeen/ui';
import type { JSX } from 'preact';
import { GuestReplies } from '../calendar/guest-replies.js';
import { ORIGINS } from '../calendar/replies-in-words.js';
import { StopsOf } from '../stops/stop-words.js';
import { KIND_TEXTS } from '../incoming/in-words.js';
import { AnswerTag, MailTag, Office } from './guest-list.page.js';
import { MeetingFrame } from './meeting-frame.js';

interface GuestPageProps {
  meeting: Meeting;
  line: InvitationLine;
  company: CompanyOf;
  given: Replies;
  stops: StopLine[];
  /** The last mails that came back. */
  received: ReceivedLine[];
  typed: Record<string, unknown>;
  errors: FormErrors;
  saved: boolean;
  mayChange: boolean;
}

/** One invitee, with the form to note an answer that came by phone. */
export function GuestPage({ meeting, line, company, given, stops, received, typed, errors, saved, mayChange }: GuestPageProps) {
  const here = `/bijeenkomsten/${meeting.id}/genodigden`;
  return (
    <MeetingFrame meeting={meeting} title={line.name} current="/genodigden">
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      {saved && <Alert kind="ok" title="Het antwoord is genoteerd. De genodigde krijgt er een bevestiging van." />}
      {line.bounced && <Alert kind="warning" title="Mail naar dit adres komt terug.">{mayChange && <p><ButtonLink href={`${here}/${line.id}/adres`}>Vul het nieuwe adres in</ButtonLink></p>}</Alert>}
      <dl class="facts">
        <dt>Functie</dt><dd><Office {...line} /></dd>
        <dt>E-mail</dt>
        <dd><a href={`mailto:${line.email}`}>{line.email}</a>{line.viaSecretariat && <span class="muted"> (secretariaat)</span>}</dd>
        {line.phone !== null && [<dt key="telefoon">Telefoon</dt>, <dd key="telefoon-nummer"><a href={`tel:${line.phone.replace(/[^+\d]/g, '')}`}>{line.phone}</a>{line.viaSecretariat && <span class="muted"> (secretariaat)</span>}</dd>]}
        <dt>Gemeente</dt><dd>{line.municipality ?? 'niet bekend'}{line.travelMinutes !== null && <span class="muted">, circa {line.travelMinutes} minuten (schatting)</span>}</dd>
        <dt>Uitgenodigd</dt><dd>{longMoment(line.invitedAt)} <MailTag {...line} /></dd>
        <dt>Antwoord</dt><dd><AnswerTag {...line} /> {line.answeredAt && <span class="muted">{longMoment(line.answeredAt)}{line.answerOrigin && `, ${ORIGINS[line.answerOrigin]}`}</span>}</dd>
        <Company meetingId={meeting.id} line={line} company={company} />
        {line.reason && [<dt key="reden">Reden</dt>, <dd key="reden-tekst">{DECLINE_REASON_TEXTS[line.reason]}{line.reasonText && `: ${line.reasonText}`}</dd>]}
        {line.remark && [<dt key="opmerking">Opmerking</dt>, <dd key="opmerking-tekst" class="as-typed">{line.remark}</dd>]}
      </dl>
      <GuestReplies meetingId={meeting.id} given={given} />
      <StopsOf stops={stops} />
      <CameBack meetingId={meeting.id} received={received} />
      {mayChange && <AnswerForm action={`${here}/${line.id}`} typed={typed} errors={errors} />}
      {mayChange && (
        <p class="actions">
          {line.answer !== 'substitute' && <ButtonLink href={`${here}/${line.id}/vervanger`}>Iemand anders komt</ButtonLink>}
          {!company.partner && line.answer !== 'substitute' && <ButtonLink href={`${here}/${line.id}/duo`}>Komt samen met iemand</ButtonLink>}
        </p>
      )}
      {mayChange && <CallWish action={`/bijeenkomsten/${meeting.id}/bellen/${line.id}/op-de-lijst`} />}
      <p class="actions"><ButtonLink href={`/relaties/${line.contactId}`}>Bekijk de relatie</ButtonLink><a href={here}>Terug naar alle genodigden</a></p>
    </MeetingFrame>
  );
}

/** Who comes with, or instead of, this guest. A decision maker who sends somebody who does not decide is worth a call (L2). */
function Company({ meetingId, line, company: { partner, partnerUntil, substitute, original } }: { meetingId: string; line: InvitationLine; company: CompanyOf }) {
  const guest = (id: string, name: string): JSX.Element => <a href={`/bijeenkomsten/${meetingId}/genodigden/${id}`}>{name}</a>;
  const lower = substitute !== null && isDecisionMaker(line.function) && !isDecisionMaker(substitute.function);
  return (
    <>
      {partner && [<dt key="duo">Duo</dt>, <dd key="duo-naam">samen met {partner.name}{partner.answer !== 'yes' && `, die nog niet heeft bevestigd`}</dd>]}
      {!partner && partnerUntil && [<dt key="duo">Duo</dt>, <dd key="duo-naam">de partner komt niet; kan tot {longMoment(partnerUntil)} iemand anders noemen</dd>]}
      {substitute && [<dt key="vervanger">Vervanger</dt>, <dd key="vervanger-naam">{guest(substitute.id, substitute.name)}, {COMING_TEXTS[substitute.answer]}{lower && <><br /><strong>{FUNCTION_LABELS[line.function]} vervangen door {FUNCTION_LABELS[substitute.function].toLowerCase()}</strong></>}</dd>]}
      {original && [<dt key="voor">Vervangt</dt>, <dd key="voor-naam">{guest(original.id, original.name)} ({FUNCTION_LABELS[original.function].toLowerCase()})</dd>]}
    </>
  );
}

/** What came in from or about this guest. */
function CameBack({ meetingId, received }: { meetingId: string; received: ReceivedLine[] }) {
  if (received.length === 0) return null;
  return (
    <section aria-labelledby="binnengekomen">
      <h2 id="binnengekomen">Binnengekomen</h2>
      <ul>
        {received.map((mail) => <li key={mail.id}>{longMoment(mail.receivedAt)}: <a href={`/bijeenkomsten/${meetingId}/binnengekomen/${mail.id}`}>{KIND_TEXTS[mail.kind]}{mail.subject && `, “${mail.subject}”`}</a>. {mail.reason}</li>)}
      </ul>
    </section>
  );
}

function AnswerForm({ action, typed, errors }: { action: string; typed: Record<string, unknown>; errors: FormErrors }) {
  const { yes, no, maybe } = COMING_TEXTS;
  return (
    <section class="panel" aria-labelledby="antwoord-noteren">
      <h2 id="antwoord-noteren">Noteer een antwoord</h2>
      <p>Gebeld, of langs een andere weg gehoord? Dit kan ook na de antwoorddatum.</p>
      <Form action={action}>
        <Radios name="coming" label="Wat is het antwoord?" value={typed['coming']} error={errors['coming']} options={{ yes, no, maybe }} />
        <Select name="reason" label="Reden als diegene niet komt (niet verplicht)" value={typed['reason']} error={errors['reason']} options={DECLINE_REASON_TEXTS} empty="geen reden" />
        <TextArea name="remark" label="Opmerking" optional rows={2} value={typed['remark']} error={errors['remark']} />
        <Radios name="origin" label="Hoe hoorde je het?" value={typed['origin'] ?? 'phone'} error={errors['origin']} options={{ phone: 'Telefonisch', secretariat: 'Van het secretariaat', organiser: 'Anders' }} />
        <Button>Bewaar het antwoord</Button>
      </Form>
    </section>
  );
}

function CallWish({ action }: { action: string }) {
  return (
    <details class="details">
      <summary>Moet iemand deze persoon bellen?</summary>
      <Form action={action}>
        <TextArea name="note" label="Waarom?" optional rows={2} hint="Dit staat op de bellijst, voor jou en je collega’s." />
        <Button kind="secondary">Zet op de bellijst</Button>
      </Form>
    </details>
  );
}
