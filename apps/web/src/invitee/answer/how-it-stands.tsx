import { FUNCTION_LABELS } from '@bijeen/contacts';
import { COMING_TEXTS, type ShownInvitation } from '@bijeen/invitations';
import { longMoment } from '@bijeen/platform';
import { Alert, Button, Form } from '@bijeen/ui';
import { ANSWERED } from './answer.page.js';
import { MeetingFactsList } from './meeting-facts.js';

interface Props {
  found: ShownInvitation;
  token: string;
}

/** What this guest answered and what became of it; nothing for who has still to answer. */
export function HowItStands({ found, token }: Props) {
  const { invitation: { answer, place }, blockedBy, company } = found;
  if (answer === 'substitute') return <Sent found={found} token={token} />;
  if (place === 'lapsed') return <Lapsed token={token} />;
  if (answer === 'yes' && place === 'waiting') return <Alert kind="info" title="U staat op de wachtlijst."><p>{blockedBy ?? 'Er is nu geen plaats.'} Komt er een plaats vrij, dan krijgt u een mail. Wilt u toch niet komen? Laat het ons dan weten.</p><Partner company={company} /></Alert>;
  if (answer === 'none') return company.original || company.partner ? <Alert kind="info" title={company.original ? `U bent gevraagd door ${company.original.name}, om in die plaats te komen.` : `Graag komt ${company.partner!.name} samen met u.`} /> : null;
  return <Alert kind="info" title={ANSWERED[answer]}><p>Is er iets veranderd? U kunt uw antwoord hier wijzigen.</p><Partner company={company} /></Alert>;
}

/** A place that is held for this guest: take it, or leave it to the next. */
export function Offer({ found: { invitation, meeting }, token }: Props) {
  const action = `/u/${encodeURIComponent(token)}/plaats`;
  return (
    <>
      <Alert kind="ok" title="Er is een plaats voor u."><p>Wij houden de plaats vast tot {longMoment(invitation.offerUntil!)}. Horen wij niets, dan gaat hij naar de volgende.</p></Alert>
      <MeetingFactsList {...{ meeting, invitation }} />
      <Form action={action} class="big-choice">
        <Button name="neem" value="ja">Ja, ik neem de plaats</Button>
        <Button kind="secondary" name="neem" value="nee">Nee, ik kom niet</Button>
      </Form>
    </>
  );
}

/** Ways to come that are no plain yes. */
export function OtherWays({ found: { invitation, company }, token }: Props) {
  const here = `/u/${encodeURIComponent(token)}`;
  const maySend = invitation.answer !== 'substitute' || company.substitute?.answer === 'no';
  return (
    <>
      {maySend && <p><a class="roomy-link" href={`${here}/vervanger`}>Ik stuur iemand anders</a></p>}
      {!company.partner && invitation.answer !== 'substitute' && <p><a class="roomy-link" href={`${here}/duo`}>Ik kom samen met iemand, als duo</a></p>}
    </>
  );
}

function Sent({ found: { company: { substitute } }, token }: Props) {
  if (!substitute) return <Alert kind="info" title="U stuurt iemand anders." />;
  const { name, function: office, answer } = substitute;
  const stands = answer === 'none' ? 'heeft nog niet geantwoord' : COMING_TEXTS[answer];
  return (
    <Alert kind={answer === 'no' ? 'warning' : 'info'} title={`U stuurt ${name} (${FUNCTION_LABELS[office].toLowerCase()}).`}>
      <p>{name} {stands}. {answer === 'no' && <>U kunt zelf komen, of <a href={`/u/${encodeURIComponent(token)}/vervanger`}>iemand anders sturen</a>.</>}</p>
      <p>Kunt u toch zelf komen? Dan kiest u hieronder: ja, ik kom. {name} hoort dat van ons.</p>
    </Alert>
  );
}

function Lapsed({ token }: { token: string }) {
  return (
    <Alert kind="warning" title="Wij hielden een plaats voor u vast, maar die tijd is voorbij.">
      <p>Wilt u nog komen? Is er plaats, dan krijgt u die meteen. Anders komt u opnieuw op de wachtlijst.</p>
      <Form action={`/u/${encodeURIComponent(token)}`}><Button name="coming" value="yes">Ja, ik wil nog komen</Button></Form>
    </Alert>
  );
}

function Partner({ company: { partner, partnerUntil } }: Pick<ShownInvitation, 'company'>) {
  if (partner) return <p>U komt samen met {partner.name}{partner.answer === 'none' && ', die nog moet bevestigen'}.</p>;
  return partnerUntil ? <p>Uw duo-partner komt niet. U kunt tot {longMoment(partnerUntil)} iemand anders noemen.</p> : null;
}
