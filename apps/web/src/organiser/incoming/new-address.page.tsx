import type { ReceivedLine } from '@bijeen/incoming';
import type { InvitationLine } from '@bijeen/invitations';
import type { Meeting } from '@bijeen/meetings';
import { longDate } from '@bijeen/platform';
import { Alert, Button, ErrorSummary, fieldId, Form, type FormErrors, TextField } from '@bijeen/ui';
import { Office } from '../meetings/guest-list.page.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';

interface Props {
  meeting: Meeting;
  line: InvitationLine;
  /** The report that the address does not work. */
  said: ReceivedLine | null;
  typed: Record<string, unknown>;
  errors: FormErrors;
}

/** Asks for the new address of a guest, and says what follows. */
export function NewAddressPage({ meeting, line, said, typed, errors }: Props) {
  const here = `/bijeenkomsten/${meeting.id}/genodigden/${line.id}`;
  const whose = line.viaSecretariat ? 'het secretariaat' : line.name;
  return (
    <MeetingFrame meeting={meeting} title={`Nieuw adres van ${line.name}`} current="/genodigden">
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      {!line.bounced && <Alert kind="info" title="Mail naar deze persoon komt niet (meer) terug. Er is geen nieuw adres nodig." />}
      <dl class="facts">
        <dt>Functie</dt><dd><Office {...line} /></dd>
        <dt>Adres nu</dt><dd>{line.email}{line.viaSecretariat && <span class="muted"> (secretariaat)</span>}</dd>
        {said && [<dt key="wat">Wat er gebeurde</dt>, <dd key="wat-tekst">{said.reason} <span class="muted">{longDate(said.receivedAt)}</span></dd>]}
        {line.phone !== null && [<dt key="bel">Bellen</dt>, <dd key="bel-nummer"><a href={`tel:${line.phone.replace(/[^+\d]/g, '')}`}>{line.phone}</a></dd>]}
      </dl>
      {line.bounced && (
        <Form action={`${here}/adres`}>
          <TextField name="email" label="Nieuw e-mailadres" type="email" autocomplete="off" value={typed['email']} error={errors['email']} hint={`Mail voor ${whose} gaat voortaan hierheen. Klopt het oude adres toch? Vul dat dan nog een keer in.`} />
          <p>{line.answer === 'none' ? 'Na het bewaren gaat de uitnodiging opnieuw weg, met dezelfde persoonlijke link.' : 'Er is al een antwoord. De uitnodiging gaat daarom niet opnieuw weg; volgende mails gaan naar het nieuwe adres.'}</p>
          <Button>{line.answer === 'none' ? 'Bewaar en verstuur de uitnodiging' : 'Bewaar het nieuwe adres'}</Button>
        </Form>
      )}
      <p class="actions"><a href={here}>Terug naar {line.name}</a></p>
    </MeetingFrame>
  );
}
