import { COMING_TEXTS, DECLINE_REASON_TEXTS, type InvitationLine } from '@bijeen/invitations';
import type { Meeting } from '@bijeen/meetings';
import { longMoment } from '@bijeen/platform';
import { Alert, Button, ButtonLink, ErrorSummary, fieldId, Form, type FormErrors, Radios, Select, TextArea } from '@bijeen/ui';
import { AnswerTag, MailTag, Office } from './guest-list.page.js';
import { MeetingFrame } from './meeting-frame.js';

interface GuestPageProps {
  meeting: Meeting;
  line: InvitationLine;
  typed: Record<string, unknown>;
  errors: FormErrors;
  saved: boolean;
  mayChange: boolean;
}

const ORIGINS: Record<string, string> = { link: 'via de link in de mail', api: 'via een ander programma', organiser: 'door een organisator', phone: 'telefonisch', secretariat: 'door het secretariaat', calendar: 'via de agenda' };

/** One invitee, with the form to note an answer that came by phone. */
export function GuestPage({ meeting, line, typed, errors, saved, mayChange }: GuestPageProps) {
  const here = `/bijeenkomsten/${meeting.id}/genodigden`;
  return (
    <MeetingFrame meeting={meeting} title={line.name} current={null}>
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      {saved && <Alert kind="ok" title="Het antwoord is genoteerd. De genodigde krijgt er een bevestiging van." />}
      <dl class="facts">
        <dt>Functie</dt><dd><Office {...line} /></dd>
        <dt>E-mail</dt>
        <dd><a href={`mailto:${line.email}`}>{line.email}</a>{line.viaSecretariat && <span class="muted"> (secretariaat)</span>}</dd>
        {line.phone !== null && [<dt key="telefoon">Telefoon</dt>, <dd key="telefoon-nummer"><a href={`tel:${line.phone.replace(/[^+\d]/g, '')}`}>{line.phone}</a>{line.viaSecretariat && <span class="muted"> (secretariaat)</span>}</dd>]}
        <dt>Gemeente</dt><dd>{line.municipality ?? 'niet bekend'}{line.travelMinutes !== null && <span class="muted">, circa {line.travelMinutes} minuten (schatting)</span>}</dd>
        <dt>Uitgenodigd</dt><dd>{longMoment(line.invitedAt)} <MailTag {...line} /></dd>
        <dt>Antwoord</dt><dd><AnswerTag {...line} /> {line.answeredAt && <span class="muted">{longMoment(line.answeredAt)}{line.answerOrigin && `, ${ORIGINS[line.answerOrigin]}`}</span>}</dd>
        {line.reason && [<dt key="reden">Reden</dt>, <dd key="reden-tekst">{DECLINE_REASON_TEXTS[line.reason]}{line.reasonText && `: ${line.reasonText}`}</dd>]}
        {line.remark && [<dt key="opmerking">Opmerking</dt>, <dd key="opmerking-tekst" class="as-typed">{line.remark}</dd>]}
      </dl>
      {mayChange && <AnswerForm action={`${here}/${line.id}`} typed={typed} errors={errors} />}
      <p class="actions"><ButtonLink href={`/relaties/${line.contactId}`}>Bekijk de relatie</ButtonLink><a href={here}>Terug naar alle genodigden</a></p>
    </MeetingFrame>
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
