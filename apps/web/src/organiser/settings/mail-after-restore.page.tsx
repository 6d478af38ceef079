import type { HeldMail, MailKind } from '@bijeen/mail';
import { longMoment } from '@bijeen/platform';
import { Alert, Button, Empty, ErrorSummary, Form, type FormErrors, OrganiserLayout, Table } from '@bijeen/ui';
import { MAIL_KIND_NAMES, mails } from '../meetings/in-words.js';

interface Props {
  held: HeldMail | null;
  mayDecide: boolean;
  errors: FormErrors;
  /** What was chosen just now. */
  done: 'all' | 'one-by-one' | null;
}

/** What waits since a backup was restored, and the two ways on. */
export function MailAfterRestorePage({ held, mayDecide, errors, done }: Props) {
  return (
    <OrganiserLayout title="Mail na herstel">
      <ErrorSummary errors={errors} />
      <p class="crumbs"><a href="/instellingen">Instellingen</a></p>
      <h1>Mail na herstel</h1>
      {done && <Alert kind="ok" title="Er kan weer mail weg." />}
      {!held && done === 'one-by-one' && <Empty action={{ href: '/bijeenkomsten', label: 'Naar de bijeenkomsten' }}>De mails die wachtten, zijn nu ‘onzeker’. Open bij elke bijeenkomst de mails. Kies daar per mail: wel aangekomen, of stuur opnieuw.</Empty>}
      {!held && done !== 'one-by-one' && <Empty action={{ href: '/bijeenkomsten', label: 'Naar de bijeenkomsten' }}>Alle mail gaat gewoon weg. Hier hoef je niets te doen.</Empty>}
      {held && <Held held={held} mayDecide={mayDecide} />}
    </OrganiserLayout>
  );
}

function Held({ held: { restoredAt, lastSentAt, waiting }, mayDecide }: { held: HeldMail; mayDecide: boolean }) {
  const all = waiting.reduce((sum, { mails: count }) => sum + count, 0);
  return (
    <>
      <Alert kind="warning" title="Er is een back-up teruggezet. Daarom gaat er nu geen mail uit.">
        <p>
          Misschien zijn mails die hieronder wachten al verstuurd, ná de back-up. Dat weet Bijeen niet meer.
          {restoredAt && ` Sinds ${longMoment(restoredAt)} staat de mail stil.`}
          {lastSentAt && ` De laatste mail die Bijeen kent, ging weg op ${longMoment(lastSentAt)}.`}
        </p>
      </Alert>
      <Table caption={all === 0 ? 'Er wacht geen mail' : `${mails(all)} ${all === 1 ? 'wacht' : 'wachten'}`} headers={['Bijeenkomst', 'Mail', 'Aantal']} rows={waiting.map(({ kind, meetingId, title, mails: count }) => ({ key: `${meetingId ?? ''}${kind}`, cells: [meetingId ? <a href={`/bijeenkomsten/${meetingId}/mails?state=queued&kind=${kind}`}>{title}</a> : 'zonder bijeenkomst', MAIL_KIND_NAMES[kind as MailKind], count] }))} />
      {!mayDecide && <p>Een eigenaar van jullie organisatie beslist wat hiermee gebeurt.</p>}
      {mayDecide && (
        <div class="actions">
          <Form action="/instellingen/mail-na-herstel"><input type="hidden" name="how" value="all" /><Button>{all > 0 ? `Ja, verstuur weer (${mails(all)})` : 'Ja, verstuur weer'}</Button></Form>
          {all > 0 && <Form action="/instellingen/mail-na-herstel"><input type="hidden" name="how" value="one-by-one" /><Button kind="secondary">Leg ze mij eerst één voor één voor</Button></Form>}
        </div>
      )}
      {mayDecide && all > 0 && <p class="muted">Kies je voor één voor één? Dan worden deze mails ‘onzeker’. Bij elke bijeenkomst kies je per mail: wel aangekomen, of stuur opnieuw. Nieuwe mails gaan dan gewoon weg.{waiting.some(({ meetingId }) => meetingId === null) && ' Mails zonder bijeenkomst, zoals een testmail, vervallen.'}</p>}
    </>
  );
}
