import type { OptOutScope, OptOutState } from '@bijeen/invitations';
import { longDate } from '@bijeen/platform';
import { Alert, Button, ErrorSummary, Form, type FormErrors, GuestLayout, Radios } from '@bijeen/ui';

/** From narrow to wide: a wider stop covers the ones before it. */
const WIDTH: OptOutScope[] = ['meeting', 'organisation', 'everything'];

/** Opting out and back in. Says "dit adres" and never which: the link may have been forwarded (R11). */
export function UnsubscribePage({ state, errors }: { state: OptOutState; errors: FormErrors }) {
  const { meeting, host, stops, isComing } = state;
  const widest = stops[0]?.scope;
  const left = WIDTH.slice(widest ? WIDTH.indexOf(widest) + 1 : 0);
  const labels: Record<OptOutScope, string> = {
    meeting: `Alleen de mails over ${meeting.title}`,
    organisation: `Alle mails over bijeenkomsten van ${host.name}`,
    everything: 'Alle mail via Bijeen, van elke organisatie. Ook als een bijeenkomst wijzigt of niet doorgaat',
  };
  const options = Object.fromEntries([...left].sort((a, b) => Number(b === 'organisation') - Number(a === 'organisation')).map((scope) => [scope, labels[scope]]));
  return (
    <GuestLayout title="Afmelden voor mail" host={host.name}>
      <ErrorSummary errors={errors} />
      <h1>Afmelden voor mail</h1>
      {stops.length > 0 && <Done state={state} />}
      {left.length > 0 && (
        <Form>
          <Radios name="scope" label={widest ? 'Wilt u van nog meer mails af?' : 'Van welke mails wilt u af?'} value={widest ? null : 'organisation'} error={errors['scope']} options={options} />
          {isComing && <p>U komt naar {meeting.title}. Kiest u alle mail via Bijeen? Dan mailen wij u ook niet als daar iets aan verandert. Vraag {host.name} dan om u te bellen.</p>}
          <Button>Meld mij af</Button>
        </Form>
      )}
      <h2>Kunt u alleen deze keer niet?</h2>
      <p>Dan hoeft u zich niet af te melden voor onze mail. Kies in de uitnodiging “Ik kom niet”.</p>
    </GuestLayout>
  );
}

/** What counts now; each can be taken back by itself. */
function Done({ state: { meeting, host, stops } }: { state: OptOutState }) {
  const done: Record<OptOutScope, string> = {
    meeting: `U bent afgemeld voor mails over ${meeting.title}.`,
    organisation: `U bent afgemeld voor alle mails van ${host.name}.`,
    everything: 'U bent afgemeld voor alle mail via Bijeen.',
  };
  const everything = stops.some(({ scope }) => scope === 'everything');
  const what = (scope: OptOutScope): string => {
    if (scope === 'everything') return 'Ook niet als er iets verandert. Alleen als u zelf iets doorgeeft, krijgt u daarvan een bevestiging.';
    return everything ? 'Dat blijft zo, ook als u weer mail via Bijeen ontvangt.' : 'Hebt u gezegd dat u komt? Dan hoort u het nog wel als er iets verandert.';
  };
  return (
    <>
      {stops.map(({ scope, at }) => (
        <Alert key={scope} kind="ok" title={done[scope]}>
          <p>Wij sturen deze mails sinds {longDate(at)} niet meer naar dit adres. {what(scope)}</p>
          <Form>
            <input type="hidden" name="withdraw" value={scope} />
            <Button kind="secondary">{stops.length === 1 ? 'Toch weer mail ontvangen' : `Ontvang deze mails weer: ${{ meeting: meeting.title, organisation: host.name, everything: 'via Bijeen' }[scope]}`}</Button>
          </Form>
        </Alert>
      ))}
      {stops.length > 1 && <p>Neemt u er één terug? Dan gelden de andere nog.</p>}
    </>
  );
}
