import { Alert, Button, ButtonLink, Form, TextField } from '@bijeen/ui';
import { mailsHref } from './mail-frame.js';
import type { MailPageProps } from './mail.page.js';

/** What can be done with a mail, depending on where it is. */
export function MailActs(props: MailPageProps) {
  const { meeting, mail } = props;
  const here = `${mailsHref(meeting)}/${mail.id}`;
  return (
    <>
      {mail.state === 'draft' && !mail.stop && <Form action={`${here}/versturen`}><Button>Verstuur deze mail</Button></Form>}
      {mail.state === 'uncertain' && <Judge here={here} />}
      {mail.mayResend && <p><ButtonLink href={`${here}/nogmaals`}>{mail.state === 'withdrawn' ? 'Toch versturen' : 'Verstuur nog een keer'}</ButtonLink></p>}
      {mail.mayWithdraw && <Withdraw {...props} />}
    </>
  );
}

/** Only a person can find out; both answers are one click. */
function Judge({ here }: { here: string }) {
  return (
    <Alert kind="warning" title="Is deze mail aangekomen?">
      <div class="actions">
        <Form action={`${here}/aangekomen`}><Button kind="secondary">Wel aangekomen</Button></Form>
        <Form action={`${here}/opnieuw`}><Button kind="secondary">Stuur opnieuw</Button></Form>
      </div>
    </Alert>
  );
}

function Withdraw({ meeting, mail, typed, errors }: MailPageProps) {
  return (
    <details class="fold" open={errors['reason'] !== undefined}>
      <summary>Trek deze mail in</summary>
      <p>De mail vertrekt dan niet. {mail.name} merkt er niets van.</p>
      <Form action={`${mailsHref(meeting)}/${mail.id}/intrekken`}>
        <TextField name="reason" label="Waarom?" hint="Je collega’s zien dit in de lijst met mails." value={typed['reason']} error={errors['reason']} />
        <Button kind="danger">Trek deze mail in</Button>
      </Form>
    </details>
  );
}
