import type { MailKind } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { Alert, Button, ButtonLink, Empty, Form } from '@bijeen/ui';
import { mails } from '../meetings/in-words.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import type { KindReport } from './mails-about-to-leave.js';
import { isBlocked, PreflightBlock } from './preflight-block.js';

/** Says to whom and what to mend, before drafts leave. */
export function ReleasePage({ meeting, kind, reports, spamRefused }: { meeting: Meeting; kind: MailKind | undefined; reports: KindReport[]; spamRefused: boolean }) {
  const here = `/bijeenkomsten/${meeting.id}/concepten`;
  const amount = reports.reduce((sum, { report }) => sum + report.people, 0);
  const which = kind ? `?kind=${kind}` : '';
  const blocked = isBlocked(reports);
  return (
    <MeetingFrame meeting={meeting} title="Concepten versturen?" current="/concepten">
      {amount === 0 ? <Empty action={{ href: here, label: 'Terug naar de concepten' }}>Er zijn geen concepten meer om te versturen.</Empty> : (
        <>
          <p>Dit verstuurt <strong>{mails(amount)}</strong>. Wie intussen afzegde of geen mail meer wil, krijgt niets.</p>
          <PreflightBlock reports={reports} spam={{ action: `${here}/spamscore${which}`, refused: spamRefused }} />
          {blocked && <Alert kind="error" title="Zo kunnen de mails niet weg."><p>Los eerst op wat “moet anders”. Trek de mail in die het niet goed heeft, of pas de tekst aan.</p></Alert>}
          <Form action={`${here}/versturen`}>
            <input type="hidden" name="alle" value="ja" />
            {kind && <input type="hidden" name="kind" value={kind} />}
            <div class="actions">
              {!blocked && <Button>{`Verstuur ${mails(amount)}`}</Button>}
              <ButtonLink href={`${here}${which}`}>Terug, niet versturen</ButtonLink>
            </div>
          </Form>
        </>
      )}
    </MeetingFrame>
  );
}
