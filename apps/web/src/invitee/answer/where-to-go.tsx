import type { ShownInvitation } from '@bijeen/invitations';
import { ButtonLink } from '@bijeen/ui';

/** Declining this date is not declining the subject: each reason leads somewhere. */
export function WhereToGo({ found: { invitation: { reason } }, page }: { found: ShownInvitation; page: string }) {
  switch (reason) {
    case 'someone-else':
      return <div class="panel"><h2>Wie gaat erover?</h2><p>Noem diegene, dan sturen wij een eigen uitnodiging.</p><p class="actions"><ButtonLink href={`${page}/vervanger`} kind="primary">Noem iemand anders</ButtonLink></p></div>;
    case 'visit':
      return <div class="panel"><h2>Liever een keer op bezoek?</h2><p>U bent welkom. Wij bellen of mailen u om een moment te kiezen.</p><p class="actions"><ButtonLink href={`${page}/werkbezoek`} kind="primary">Vraag een werkbezoek aan</ButtonLink></p></div>;
    case 'not-my-subject':
      return <p>Dank u. Wij kijken na wie er in uw organisatie wel over gaat. Weet u wie? <a href={`${page}/vervanger`}>Noem diegene</a>.</p>;
    default:
      return <p>Kan iemand anders wel? <a href={`${page}/vervanger`}>Stuur iemand anders</a>, of <a href={`${page}/werkbezoek`}>kom een keer op bezoek</a>.</p>;
  }
}
