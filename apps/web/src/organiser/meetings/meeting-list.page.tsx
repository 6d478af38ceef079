import { MEETING_STATE_TEXTS, type MeetingLine } from '@bijeen/meetings';
import { fromTo, longDate } from '@bijeen/platform';
import { ButtonLink, NextPage, OrganiserLayout } from '@bijeen/ui';
import { number, people } from './in-words.js';

interface MeetingListProps {
  upcoming: MeetingLine[];
  past: MeetingLine[];
  next: { upcoming: string | null; past: string | null };
  hasContacts: boolean;
  mayChange: boolean;
}

/** The meetings of the organisation: those to come first. Whoever has none yet is led by the hand. */
export function MeetingListPage({ upcoming, past, next, hasContacts, mayChange }: MeetingListProps) {
  const first = upcoming.length + past.length === 0;
  return (
    <OrganiserLayout title="Bijeenkomsten">
      <h1>Bijeenkomsten</h1>
      {first && <FirstSteps hasContacts={hasContacts} mayChange={mayChange} />}
      {!first && mayChange && <p><ButtonLink href="/bijeenkomsten/nieuw" kind="primary">Plan een bijeenkomst</ButtonLink></p>}
      {!first && (
        <section aria-labelledby="komend">
          <h2 id="komend">Komend</h2>
          {upcoming.length === 0 ? <p>Er staat geen bijeenkomst gepland.</p> : <ul class="cards">{upcoming.map((line) => <Card key={line.id} {...line} over={false} />)}</ul>}
          <NextPage href={next.upcoming && `/bijeenkomsten?komend=${encodeURIComponent(next.upcoming)}`} />
        </section>
      )}
      {past.length > 0 && (
        <section aria-labelledby="geweest">
          <h2 id="geweest">Geweest</h2>
          <ul class="cards">{past.map((line) => <Card key={line.id} {...line} over />)}</ul>
          <NextPage href={next.past && `/bijeenkomsten?geweest=${encodeURIComponent(next.past)}`} />
        </section>
      )}
    </OrganiserLayout>
  );
}

function Card({ id, title, state, startsAt, endsAt, venueName, venuePlace, invited, answered, coming, over }: MeetingLine & { over: boolean }) {
  const stopped = state === 'cancelled' || state === 'postponed';
  return (
    <li class="card">
      <h3><a href={`/bijeenkomsten/${id}`}>{title}</a> <span class={`tag tag--${stopped ? 'error' : 'info'}`}>{MEETING_STATE_TEXTS[state]}</span></h3>
      <p>{state === 'postponed' ? `Nog geen nieuwe datum (was ${longDate(startsAt)})` : fromTo(startsAt, endsAt)}, {venueName} in {venuePlace}</p>
      <p class="muted">{invited === 0 ? 'Nog niemand uitgenodigd.' : `${people(invited)} uitgenodigd, ${number(answered)} ${answered === 1 ? 'antwoord' : 'antwoorden'}, ${number(coming)} ${over ? (coming === 1 ? 'zou komen' : 'zouden komen') : coming === 1 ? 'komt' : 'komen'}.`}</p>
    </li>
  );
}

/** Three steps to the first invitation. */
function FirstSteps({ hasContacts, mayChange }: { hasContacts: boolean; mayChange: boolean }) {
  if (!mayChange) return <div class="empty"><p>Hier komen de bijeenkomsten te staan. Een organisator kan er een plannen.</p></div>;
  return (
    <section class="panel" aria-labelledby="begin">
      <h2 id="begin">In drie stappen naar je eerste uitnodiging</h2>
      <ol class="first-steps">
        <li>
          <h3>Plan je bijeenkomst</h3>
          <p>Datum, plaats, voor wie, en wat je na afloop vraagt.</p>
          <p><ButtonLink href="/bijeenkomsten/nieuw" kind="primary">Plan een bijeenkomst</ButtonLink></p>
        </li>
        <li>
          <h3>Zet je relaties erin {hasContacts && <span class="tag tag--ok">klaar</span>}</h3>
          <p>{hasContacts ? 'Er staan al relaties in Bijeen. Meer toevoegen kan altijd.' : 'Heb je een lijst in Excel of als CSV? Die lezen we in en kijken we na.'}</p>
          <p><ButtonLink href="/relaties/import">Lees een lijst in</ButtonLink></p>
        </li>
        <li>
          <h3>Nodig uit</h3>
          <p>Bijeen laat zien wie er past en waarom. Jij kijkt, en verstuurt met één klik.</p>
        </li>
      </ol>
    </section>
  );
}
