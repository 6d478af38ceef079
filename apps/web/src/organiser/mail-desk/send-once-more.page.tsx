import type { LedgerMail } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { Alert, Button, ButtonLink, Form } from '@bijeen/ui';
import { MAIL_KIND_NAMES, moment } from '../meetings/in-words.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';

/** Says what sending once more does, before it is done. */
export function SendOnceMorePage({ meeting, mail, refusal }: { meeting: Meeting; mail: LedgerMail; refusal: string | null }) {
  const here = `/bijeenkomsten/${meeting.id}/mails/${mail.id}`;
  return (
    <MeetingFrame meeting={meeting} title={`${MAIL_KIND_NAMES[mail.kind]} nog een keer versturen?`} current="/mails">
      {refusal && <Alert kind="error" title={refusal} />}
      <p>{mail.name} krijgt deze mail {mail.sentAt ? `nog een keer. De vorige vertrok ${moment(mail.sentAt)}` : 'alsnog'}. De tekst en de persoonlijke links zijn dezelfde. Het wordt een nieuwe regel in de lijst met mails.</p>
      <p>De mail gaat naar <strong>{mail.presentAddress}</strong>{mail.presentAddress !== mail.address && ` en niet meer naar ${mail.address}`}.</p>
      {mail.copies > 0 && <Alert kind="warning" title={`Deze mail is al ${mail.copies} keer opnieuw verstuurd.`} />}
      <Form action={`${here}/nogmaals`}>
        <input type="hidden" name="copies" value={mail.copies} />
        <div class="actions">
          {mail.mayResend && <Button>{`Verstuur 1 mail aan ${mail.name}`}</Button>}
          <ButtonLink href={here}>Terug, niet versturen</ButtonLink>
        </div>
      </Form>
    </MeetingFrame>
  );
}
