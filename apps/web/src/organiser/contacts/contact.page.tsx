import type { ContactView, PositionView } from '@bijeen/contacts';
import type { StopLine } from '@bijeen/invitations';
import { type Day, longDate } from '@bijeen/platform';
import { Alert, Button, ButtonLink, Form, OrganiserLayout } from '@bijeen/ui';
import { StopsOf } from '../stops/stop-words.js';
import { ContactTags } from './contact-tags.js';
import { day, employer, office } from './in-words.js';

interface ContactProps {
  contact: ContactView;
  stops: StopLine[];
  mayChange: boolean;
  /** Invitations that do not arrive. */
  lost: { meetingId: string; invitationId: string; title: string }[];
  done: string;
}

const DONE: Record<string, string> = {
  bewaard: 'De relatie is bewaard.',
  gecontroleerd: 'Bedankt. We hebben opgeschreven dat dit vandaag klopt.',
  samengevoegd: 'De twee relaties zijn nu één.',
};

/** One person: how to reach them, what they do and did, and where we know that from. */
export function ContactPage({ contact, stops, lost, mayChange, done }: ContactProps) {
  const here = `/relaties/${contact.id}`;
  return (
    <OrganiserLayout title={contact.displayName}>
      <p class="crumbs"><a href="/relaties">Relaties</a></p>
      {DONE[done] && <Alert kind="ok" title={DONE[done]} />}
      <h1>{contact.displayName}</h1>
      <p><ContactTags {...contact} /></p>
      {lost.length > 0 && <Alert kind="warning" title="Mail naar dit adres komt terug."><p>Vul het nieuwe adres in bij {lost.map(({ meetingId, invitationId, title }, index) => <>{index > 0 && ', '}<a key={invitationId} href={`/bijeenkomsten/${meetingId}/genodigden/${invitationId}${mayChange ? '/adres' : ''}`}>{title}</a></>)}.</p></Alert>}
      {contact.needsCheck && <Check here={here} mayChange={mayChange} doubtedOn={contact.positions.find(({ doubtedOn }) => doubtedOn !== null)?.doubtedOn ?? null} />}
      <StopsOf stops={stops} />
      <div class="columns">
        <div><Reach {...contact} /><Origin {...contact} /></div>
        <Positions positions={contact.positions} />
      </div>
      {mayChange && (
        <div class="actions">
          <ButtonLink href={`${here}/wijzigen`} kind="primary">Wijzig</ButtonLink>
          {!contact.needsCheck && contact.positions.length > 0 && <Form action={`${here}/gecontroleerd`}><Button kind="secondary">Gecontroleerd: klopt nog</Button></Form>}
          <ButtonLink href={`${here}/samenvoegen`}>Voeg samen met een andere relatie</ButtonLink>
          <a class="roomy-link" href={`${here}/wissen`}>Wis deze relatie</a>
        </div>
      )}
    </OrganiserLayout>
  );
}

function Check({ here, mayChange, doubtedOn }: { here: string; mayChange: boolean; doubtedOn: Day | null }) {
  return (
    <Alert kind="warning" title="Klopt dit nog?">
      <p>{doubtedOn ? `Op ${day(doubtedOn)} liet deze persoon weten dat het onderwerp niet bij het werk past. Kijk na wie er nu over gaat.` : 'De functie is niet meer nagekeken sinds de laatste gemeenteraadsverkiezingen. Daarna wisselen veel wethouders.'}</p>
      {mayChange && <Form action={`${here}/gecontroleerd`}><Button kind="secondary">Gecontroleerd: klopt nog</Button></Form>}
    </Alert>
  );
}

function Reach({ greeting, salutation, email, phone, secretariat, owner, unsubscribed, note }: ContactView) {
  return (
    <section aria-labelledby="bereiken">
      <h2 id="bereiken">Bereiken</h2>
      <dl class="facts">
        <dt>E-mailadres</dt><dd>{email ?? 'niet bekend'}{unsubscribed && ' (afgemeld)'}</dd>
        <dt>Telefoon</dt><dd>{phone ?? 'niet bekend'}</dd>
        <dt>Wie kent deze persoon?</dt><dd>{owner?.name ?? 'nog niemand'}</dd>
        <dt>Aanhef</dt><dd>{greeting},{salutation === null && <span class="muted"> (automatisch)</span>}</dd>
        {secretariat && <><dt>Secretariaat</dt><dd>{secretariat.name}, {secretariat.email}{secretariat.phone && `, ${secretariat.phone}`}<br /><span class="muted">Uitnodigingen gaan via dit secretariaat.</span></dd></>}
        {note && <><dt>Opmerking</dt><dd class="as-typed">{note}</dd></>}
      </dl>
    </section>
  );
}

function Origin({ source, basis, createdAt, updatedAt }: ContactView) {
  return (
    <section aria-labelledby="herkomst">
      <h2 id="herkomst">Waar komt dit adres vandaan?</h2>
      <dl class="facts">
        <dt>Bron</dt><dd>{source}</dd>
        <dt>Grondslag</dt><dd>{basis}</dd>
        <dt>Toegevoegd</dt><dd>{longDate(createdAt)}</dd>
        <dt>Laatst gewijzigd</dt><dd>{longDate(updatedAt)}</dd>
      </dl>
    </section>
  );
}

function Positions({ positions }: { positions: PositionView[] }) {
  return (
    <section aria-labelledby="functies">
      <h2 id="functies">Functies</h2>
      {positions.length === 0 && <p>Er is geen functie bekend.</p>}
      <ul class="cards">{positions.map((position) => <Position key={position.id} {...position} />)}</ul>
    </section>
  );
}

function Position(position: PositionView) {
  const { from, until, lastChecked, current } = position;
  const term = [from && `vanaf ${day(from)}`, until && `tot en met ${day(until)}`].filter(Boolean).join(' ');
  return (
    <li class="card">
      <h3>{office(position)} {!current && <span class="tag">{from !== null && until === null ? 'begint later' : 'niet meer'}</span>}</h3>
      <p>{employer(position)}{term && <><br />{term}</>}</p>
      <p class="muted">{lastChecked ? `Laatst gecontroleerd op ${day(lastChecked)}.` : 'Nog niet gecontroleerd.'}</p>
    </li>
  );
}
