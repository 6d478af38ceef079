import type { Answer, Coming, FoundInvitation } from '@bijeen/invitations';
import { DomainError, type ErrorCode, longDate } from '@bijeen/platform';
import { Alert, ErrorSummary, type FormErrors, GuestLayout } from '@bijeen/ui';
import { AnswerForm } from './answer-form.js';
import { MeetingFactsList, Programme, Questions } from './meeting-facts.js';

export interface AnswerPageProps {
  found: FoundInvitation;
  /** Why no answer can be given any more. */
  refusal: ErrorCode | null;
  /** Preselected by the link in the mail, or by an earlier step; nothing is recorded by that. */
  chosen: Coming | null;
  /** What was typed, when something was wrong with it. */
  typed: Partial<Record<keyof Answer, unknown>>;
  errors: FormErrors;
}

const ANSWERED: Record<Coming, string> = { yes: 'U hebt geantwoord: ja, ik kom.', no: 'U hebt geantwoord: nee, ik kom niet.', maybe: 'U hebt geantwoord: ik weet het nog niet.' };

/** Who invites whom to what, when, where and how far; and the question. Shows nothing that the mail did not say, but for the answer (R11). */
export function AnswerPage(props: AnswerPageProps) {
  const { found, refusal, chosen, errors } = props;
  const { meeting, host } = found;
  const asks = refusal === null && (chosen !== null || Object.keys(errors).length > 0);
  return (
    <GuestLayout title={refusal ? meeting.title : `Komt u naar ${meeting.title}?`} host={host.name}>
      <ErrorSummary errors={errors} />
      <h1>{refusal ? meeting.title : `Komt u naar ${meeting.title}?`}</h1>
      {asks ? <InShort {...props} /> : <Invitation {...props} />}
    </GuestLayout>
  );
}

/** The landing page: everything about the meeting, and two large buttons that only go on to the form. */
function Invitation({ found, refusal }: AnswerPageProps) {
  const { meeting, invitation, host } = found;
  return (
    <>
      {refusal ? <Closed {...{ found, refusal }} /> : <CurrentAnswer found={found} />}
      <p>{invitation.salutation}, {host.name} {refusal ? 'nodigde u uit voor deze bijeenkomst' : 'nodigt u uit'}.</p>
      <MeetingFactsList {...{ meeting, invitation }} />
      {!refusal && (
        <>
          <div class="big-choice">
            <a class="utrecht-button utrecht-button--primary-action" href="?antwoord=ja">Ja, ik kom</a>
            <a class="utrecht-button utrecht-button--secondary-action" href="?antwoord=nee">Nee, ik kom niet</a>
          </div>
          <p><a class="roomy-link" href="?antwoord=misschien">Ik weet het nog niet</a></p>
          <p class="muted">U kunt antwoorden tot en met {longDate(meeting.answerBy)}. U hoeft niet in te loggen.</p>
        </>
      )}
      <Programme meeting={meeting} />
      <Questions meeting={meeting} />
    </>
  );
}

/** The form of one screen with one button. */
function InShort({ found, chosen, typed, errors }: AnswerPageProps) {
  return (
    <>
      <p>Op {longDate(found.meeting.startsAt)} in {found.meeting.venuePlace}. <a href="?">Bekijk de uitnodiging</a></p>
      <AnswerForm {...{ chosen, typed, errors, hasWishes: found.hasWishes }} />
    </>
  );
}

function CurrentAnswer({ found: { invitation } }: Pick<AnswerPageProps, 'found'>) {
  const { answer } = invitation;
  return answer === 'none' || answer === 'substitute' ? null : <Alert kind="info" title={ANSWERED[answer]}><p>Is er iets veranderd? U kunt uw antwoord hier wijzigen.</p></Alert>;
}

function Closed({ found: { invitation, meeting }, refusal }: { found: FoundInvitation; refusal: ErrorCode }) {
  const { answer } = invitation;
  const reason = new DomainError(refusal, { day: longDate(meeting.answerBy), contact: meeting.contactName }).message;
  return <Alert kind="warning" title={reason}>{answer !== 'none' && answer !== 'substitute' && <p>{ANSWERED[answer]}</p>}</Alert>;
}
