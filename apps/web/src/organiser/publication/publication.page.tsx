import { longDate } from '@bijeen/platform';
import type { PublicationView } from '@bijeen/publishing';
import { Alert, Button, ButtonLink, Empty, ErrorSummary, fieldId, Form, type FormErrors, TextArea, TextField, Tick } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';

interface Props extends PublicationView {
  mayChange: boolean;
  saved: boolean;
  /** What was typed, when something was wrong with it. */
  typed: Record<string, unknown> | null;
  errors: FormErrors;
}

/** Whether everybody may see the meeting, what they read there, and whether they may ask for a place. */
export function PublicationPage(props: Props) {
  const { meeting, publication, address, counts, mayChange, saved, errors } = props;
  const asked = counts.confirmed + counts.approved + counts.refused;
  return (
    <MeetingFrame meeting={meeting} title="Openbare pagina" current="/openbaar">
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      {saved && <Alert kind="ok" title="Bewaard." />}
      {publication?.published && address && (
        <Alert kind="info" title="Iedereen kan deze bijeenkomst zien.">
          <p>Het adres blijft hetzelfde, ook als je de titel of de datum wijzigt: <a href={address}>{address}</a></p>
        </Alert>
      )}
      {!publication?.published && !mayChange && <Empty>Deze bijeenkomst heeft geen openbare pagina.</Empty>}
      {(asked > 0 || counts.requested > 0) && (
        <p>
          {counts.confirmed === 0 ? 'Er wacht nu niemand op een antwoord.' : <strong>{counts.confirmed === 1 ? '1 persoon vroeg' : `${counts.confirmed} mensen vroegen`} een plaats aan.</strong>}
          {counts.requested > 0 && ` ${counts.requested === 1 ? '1 aanvraag is' : `${counts.requested} aanvragen zijn`} nog niet bevestigd.`}
        </p>
      )}
      {asked > 0 && <p><ButtonLink href={`/bijeenkomsten/${meeting.id}/openbaar/aanmeldingen`} kind={counts.confirmed > 0 ? 'primary' : 'secondary'}>Bekijk de aanmeldingen</ButtonLink></p>}
      {mayChange && <PublicationForm {...props} />}
    </MeetingFrame>
  );
}

function PublicationForm({ meeting, publication, typed, errors }: Props) {
  const value = (name: 'introduction' | 'audience' | 'registrationUntil'): unknown => (typed ? typed[name] : publication?.[name]);
  const ticked = (name: 'published' | 'registrationOpen'): boolean => (typed ? typed[name] === 'ja' : (publication?.[name] ?? false));
  return (
    <Form>
      <p>Op de openbare pagina staan: titel, datum, locatie, programma, je organisatie, en {meeting.contactName} met e-mailadres{meeting.contactPhone && ' en telefoonnummer'}. Nooit wie is uitgenodigd of wie er komt.</p>
      <Tick name="published" label="Maak deze bijeenkomst openbaar" hint="Dan staat ze ook in de agenda en in de feeds." checked={ticked('published')} error={errors['published']} />
      <TextArea name="introduction" label="Inleiding" optional rows={5} hint="Waar gaat het over, en waarom is het de moeite waard?" value={value('introduction')} error={errors['introduction']} />
      <TextField name="audience" label="Voor wie is het?" optional hint="Bijvoorbeeld: voor wethouders, bestuurders en beleidsmedewerkers uit de regio." value={value('audience')} error={errors['audience']} />
      <Tick name="registrationOpen" label="Mensen mogen een plaats aanvragen" hint="Jij beslist over elke aanvraag. Daarna krijgt iemand een gewone uitnodiging." checked={ticked('registrationOpen')} error={errors['registrationOpen']} />
      <TextField name="registrationUntil" label="Aanvragen kan tot en met" type="date" width="medium" optional hint={`Leeg: tot de antwoorddatum, ${longDate(meeting.answerBy)}.`} value={value('registrationUntil')} error={errors['registrationUntil']} />
      <Button>Bewaar</Button>
    </Form>
  );
}
