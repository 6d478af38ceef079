import { longMoment } from '@bijeen/platform';
import { linesToSet, type SenderDomainView, shownDomain } from '@bijeen/senders';
import { Alert, Button, ErrorSummary, Form, type FormErrors, OrganiserLayout, TextField } from '@bijeen/ui';
import { requestForIt, standing } from './sender-domain-in-words.js';
import { DnsLines } from './sender-domain-lines.js';

const HERE = '/instellingen/afzenderdomein';

interface Props {
  /** Null as long as mail leaves from the platform's domain. */
  own: SenderDomainView | null;
  /** The address from which mail leaves without an own domain. */
  platformAddress: string;
  typed: Record<string, unknown>;
  errors: FormErrors;
  done: string | null;
}

/** From which domain mail leaves: the platform's, or one of the organisation's own, with everything its DNS needs. */
export function SenderDomainPage({ own, platformAddress, typed, errors, done }: Props) {
  return (
    <OrganiserLayout title="Afzenderdomein">
      <ErrorSummary errors={errors} />
      <p><a href="/instellingen">Instellingen</a></p>
      <h1>Afzenderdomein</h1>
      {done && <Alert kind="ok" title={done} />}
      {own ? <OwnDomain own={own} platformAddress={platformAddress} /> : <NoDomain platformAddress={platformAddress} typed={typed} errors={errors} />}
    </OrganiserLayout>
  );
}

function NoDomain({ platformAddress, typed, errors }: Pick<Props, 'platformAddress' | 'typed' | 'errors'>) {
  return (
    <>
      <p>Jullie mail vertrekt van <strong>{platformAddress}</strong>, met de naam van jullie organisatie erbij. Antwoorden komen bij jullie zelf aan. Dat werkt, en je hoeft er niets voor te doen.</p>
      <p>Mail van jullie eigen domein herkennen genodigden sneller. Daarvoor zet iemand die jullie domein beheert een paar regels in de DNS. Wij maken die regels en kijken of ze kloppen. Tot alles klopt, verandert er niets.</p>
      <Form action={HERE}>
        <TextField name="domain" label="Jullie domein" hint="Wat er na het apenstaartje (@) in jullie mailadressen staat, bijvoorbeeld werkplaats.nl." autocomplete="off" width="medium" value={typed['domain']} error={errors['domain']} />
        <Button>Maak de regels</Button>
      </Form>
    </>
  );
}

function OwnDomain({ own, platformAddress }: { own: SenderDomainView; platformAddress: string }) {
  const { domain, nextLines } = own;
  const lines = linesToSet(own.lines, domain.findings);
  const { kind, title, text } = standing(own, platformAddress);
  return (
    <>
      <Alert kind={kind} title={title}>
        <p>{text}</p>
        <p>{domain.checkedAt ? `Laatst nagekeken: ${longMoment(domain.checkedAt)}.` : 'Nog niet nagekeken.'}</p>
      </Alert>
      <Form action={`${HERE}/controleren`}><Button>Kijk de regels nu na</Button></Form>
      <h2>De regels voor {shownDomain(domain.domain)}</h2>
      <p>Klik op een naam of een waarde: dan is die helemaal geselecteerd en kun je hem kopiëren.</p>
      <DnsLines lines={lines} findings={domain.findings} />
      {nextLines.length > 0 && (
        <section>
          <h2>Nieuwe sleutels</h2>
          <p>Zet deze twee regels erbij en laat de oude nog staan. Zodra wij de nieuwe zien, ondertekenen we daarmee. Een week later mogen de oude weg.</p>
          <DnsLines lines={nextLines} findings={[]} />
        </section>
      )}
      <p>Stopt dit domein met werken, dan mailt Bijeen alle eigenaren. <a href="/instellingen/mails">Bekijk die mails</a>.</p>
      <Request lines={[...lines, ...nextLines]} domain={domain.domain} />
      <h2>Nieuwe sleutels maken</h2>
      <p>Doe dit als iemand anders de sleutels gezien kan hebben, of eens per jaar. De mail gaat gewoon door.</p>
      <Form action={`${HERE}/sleutels`}><Button kind="secondary">Maak nieuwe sleutels</Button></Form>
      <h2>Stoppen met dit domein</h2>
      <p>De mail vertrekt dan weer van {platformAddress}. De sleutels gooien we weg: wil je later weer van {shownDomain(domain.domain)} versturen, dan zijn er nieuwe regels nodig.</p>
      <Form action={`${HERE}/verwijderen`}><Button kind="danger">Stop met {shownDomain(domain.domain)}</Button></Form>
    </>
  );
}

/** For the colleague or the company that manages the domain. */
function Request({ lines, domain }: { lines: SenderDomainView['lines']; domain: string }) {
  const { subject, body, short } = requestForIt(lines, domain);
  return (
    <section>
      <h2>Beheert iemand anders jullie domein?</h2>
      <p>Stuur deze tekst door. <a href={`mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(short.replaceAll('\n', '\r\n'))}`}>Open de tekst in een nieuwe mail</a>, of kopieer hem:</p>
      <label for="tekst-voor-beheer">Tekst voor wie jullie domein beheert</label>
      <textarea id="tekst-voor-beheer" class="utrecht-textarea utrecht-textarea--html-textarea" rows={12} readOnly>{body}</textarea>
    </section>
  );
}
