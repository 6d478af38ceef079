import type { Answer, Coming, ShownInvitation } from '@bijeen/invitations';
import { DomainError, type ErrorCode, longDate } from '@bijeen/platform';
import { Alert, ErrorSummary, type FormErrors, GuestLayout } from '@bijeen/ui';
import { InterestForm } from '../dates/interest.page.js';
import { AnswerForm } from './answer-form.js';
import { HowItStands, Offer, OtherWays } from './how-it-stands.js';
import { MeetingFactsList, Programme, Questions } from './meeting-facts.js';

export interface AnswerPageProps {
  found: ShownInvitation;
  token: string;
  /** Why no answer can be given any more. */
  refusal: ErrorCode | null;
  /** Preselected by the link in the mail, or by an earlier step; nothing is recorded by that. */
  chosen: Coming | null;
  /** What was typed, when something was wrong with it. */
  typed: Partial<Record<keyof Answer, unknown>>;
  errors: FormErrors;
}

/** What was answered, in a sentence. */
export const ANSWERED: Record<Coming, string> = { yes: 'U hebt geantwoord: ja, ik kom.', no: 'U hebt geantwoord: nee, ik kom niet.', maybe: 'U hebt geantwoord: ik weet het nog niet.' };

/** Who invites whom to what, when, where and how far; and the question. Shows nothing that the mail did not say, but for the answer (R11). */
export function AnswerPage(props: AnswerPageProps) {
  const { found, refusal, chosen, errors } = props;
  const { invitation, meeting, host } = found;
  const offered = invitation.place === 'offered' && invitation.answer === 'yes' && isOpen(refusal);
  const asks = refusal === null && !offered && (chosen !== null || Object.keys(errors).length > 0);
  return (
    <GuestLayout title={refusal ? meeting.title : `Komt u naar ${meeting.title}?`} host={host.name}>
      <ErrorSummary errors={errors} />
      <h1>{refusal ? meeting.title : `Komt u naar ${meeting.title}?`}</h1>
      {offered ? <Offer {...props} /> : asks ? <InShort {...props} /> : <Invitation {...props} />}
    </GuestLayout>
  );
}

/** The landing page: everything about the meeting, and two large buttons that only go on to the form. */
function Invitation({ found, refusal, token }: AnswerPageProps) {
  const { meeting, invitation, host } = found;
  return (
    <>
      {refusal ? <Closed {...{ found, refusal }} /> : <HowItStands found={found} token={token} />}
      {refusal === 'answer.meeting-postponed' && <InterestForm token={token} postponed />}
      {!refusal && invitation.answer === 'none' && invitation.previousAnswer && <p class="lead">{askedAgain(invitation, meeting)}</p>}
      <p>{invitation.salutation}, {host.name} {refusal ? 'nodigde u uit voor deze bijeenkomst' : 'nodigt u uit'}.</p>
      <MeetingFactsList {...{ meeting, invitation }} />
      {!refusal && (
        <>
          <div class="big-choice">
            <a class="utrecht-button utrecht-button--primary-action" href="?antwoord=ja">Ja, ik kom</a>
            <a class="utrecht-button utrecht-button--secondary-action" href="?antwoord=nee">Nee, ik kom niet</a>
          </div>
          <p><a class="roomy-link" href="?antwoord=misschien">Ik weet het nog niet</a></p>
          <OtherWays found={found} token={token} />
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

/** Offers are accepted until the meeting begins, also after the closing date. */
function isOpen(refusal: ErrorCode | null): boolean {
  return refusal === null || refusal === 'answer.closed';
}

/** Whoever answered to an earlier date is asked about this one. */
function askedAgain({ previousAnswer, previousStartsAt }: ShownInvitation['invitation'], { startsAt }: ShownInvitation['meeting']): string {
  const [was, is] = [longDate(previousStartsAt!), longDate(startsAt)];
  if (previousAnswer === 'yes') return `U zou komen op ${was}. Komt u ook op ${is}?`;
  return previousAnswer === 'no' ? `U kon niet op ${was}. Past ${is} u wel?` : `De datum was ${was}. Het is nu ${is}. Komt u?`;
}

function Closed({ found: { invitation, meeting }, refusal }: { found: ShownInvitation; refusal: ErrorCode }) {
  const { answer } = invitation;
  const reason = new DomainError(refusal, { day: longDate(meeting.answerBy), contact: meeting.contactName }).message;
  return <Alert kind="warning" title={reason}>{answer !== 'none' && answer !== 'substitute' && <p>{ANSWERED[answer]}</p>}</Alert>;
}
