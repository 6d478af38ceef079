import { type Draft, type Finding, type MailKind, type MailReview, type MailTally, URGENT_KINDS } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { Alert, Button, ButtonLink, Empty, ErrorSummary, Form, type FormErrors, NextPage, Table } from '@bijeen/ui';
import { list, MAIL_KIND_NAMES, mails, moment, number } from '../meetings/in-words.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { draftsInWords, draftsPerKind } from './drafts-in-words.js';
import { WhatStopped } from './preflight-block.js';
import { ReviewFields } from './review-fields.js';

interface OutboxPageProps {
  meeting: Meeting;
  items: Draft[];
  next: string | null;
  tally: MailTally;
  kind: MailKind | undefined;
  review: MailReview;
  now: Date;
  mayChange: boolean;
  errors: FormErrors;
  /** What kept those that were ticked from leaving just now. */
  stopped: Finding[];
  /** Those that were ticked then. */
  ticked: string[];
  done: string | null;
}

/** What waits until somebody has looked at it: looking, changing one, letting go. */
export function OutboxPage(props: OutboxPageProps) {
  const { meeting, items, next, tally, kind, mayChange, errors, stopped, done } = props;
  const here = `/bijeenkomsten/${meeting.id}/concepten`;
  const kinds = draftsPerKind(tally);
  const all = kinds.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <MeetingFrame meeting={meeting} title="Concepten" current="/concepten">
      <ErrorSummary errors={errors} />
      <WhatStopped findings={stopped} />
      {done && <Alert kind="ok" title={done} />}
      {all === 0 ? <Empty>Hier komen mails te staan die jij eerst wilt bekijken. Hieronder kies je welke dat zijn.</Empty> : (
        <>
          <p class="lead">{draftsInWords(all)} Er vertrekt niets voordat jij of een collega het verstuurt.</p>
          <Urgent kinds={kinds} />
          <Kinds here={here} kinds={kinds} kind={kind} all={all} />
          {mayChange && <SendAll here={here} kinds={kinds} kind={kind} all={all} />}
          <Drafts {...props} here={here} />
          {items.length === 0 && <Empty action={{ href: here, label: 'Toon alle concepten' }}>Van deze soort is er geen concept meer.</Empty>}
          <NextPage href={next && `${here}?${new URLSearchParams({ ...(kind && { kind }), after: next }).toString()}`} />
        </>
      )}
      {mayChange && <Choice {...props} here={here} />}
    </MeetingFrame>
  );
}

/** People are waiting for these. */
function Urgent({ kinds }: { kinds: { kind: MailKind; amount: number }[] }) {
  const urgent = kinds.filter(({ kind }) => URGENT_KINDS.includes(kind));
  if (urgent.length === 0) return null;
  const names = list(urgent.map(({ kind, amount }) => `${MAIL_KIND_NAMES[kind].toLowerCase()} (${number(amount)})`));
  return <Alert kind="warning" title={`Haast: ${names}.`}><p>Mensen rekenen hierop, of hun agenda klopt niet zolang deze mail wacht. Bekijk en verstuur deze eerst.</p></Alert>;
}

function Kinds({ here, kinds, kind, all }: { here: string; kinds: { kind: MailKind; amount: number }[]; kind: MailKind | undefined; all: number }) {
  if (kinds.length < 2 && kind === undefined) return null;
  return (
    <nav aria-label="Welke concepten">
      <ul class="choices">
        <li><a href={here} aria-current={kind === undefined ? 'page' : undefined}>Alle ({number(all)})</a></li>
        {kinds.map((each) => <li key={each.kind}><a href={`${here}?kind=${each.kind}`} aria-current={each.kind === kind ? 'page' : undefined}>{MAIL_KIND_NAMES[each.kind]} ({number(each.amount)})</a></li>)}
      </ul>
    </nav>
  );
}

function SendAll({ here, kinds, kind, all }: { here: string; kinds: { kind: MailKind; amount: number }[]; kind: MailKind | undefined; all: number }) {
  const amount = kind === undefined ? all : (kinds.find((each) => each.kind === kind)?.amount ?? 0);
  if (amount === 0) return null;
  return <p><ButtonLink href={`${here}/versturen${kind ? `?kind=${kind}` : ''}`} kind="primary">{`Controleer en verstuur ${kind === undefined && kinds.length > 1 ? 'alle ' : ''}${mails(amount)}`}</ButtonLink></p>;
}

function Drafts({ items, meeting, now, mayChange, ticked, here }: OutboxPageProps & { here: string }) {
  if (items.length === 0) return null;
  const rows = items.map((draft) => ({ key: draft.id, cells: [...(mayChange ? [<Pick draft={draft} ticked={ticked.includes(draft.id)} />] : []), ...cellsOf(draft, meeting, now)] }));
  const table = <Table caption="De concepten, in volgorde van schrijven" headers={[...(mayChange ? ['Kies'] : []), 'Aan', 'Onderwerp', 'Wacht sinds']} rows={rows} />;
  if (!mayChange) return table;
  return <Form action={`${here}/versturen`}>{table}<Button kind="secondary">Verstuur wat ik aanvinkte</Button></Form>;
}

function Pick({ draft: { id, name }, ticked }: { draft: Draft; ticked: boolean }) {
  return <div class="choice"><input class="utrecht-checkbox" type="checkbox" name="mail" value={id} id={`kies-${id}`} checked={ticked} /><label class="visually-hidden" for={`kies-${id}`}>Verstuur de mail aan {name}</label></div>;
}

function cellsOf({ id, kind, name, address, subject, createdAt, notBefore, editedBy, stop, held }: Draft, meeting: Meeting, now: Date) {
  return [
    <>{name}<br /><span class="muted">{address}</span></>,
    <>
      <a href={`/bijeenkomsten/${meeting.id}/mails/${id}`}>{subject}</a><br /><span class="muted">{MAIL_KIND_NAMES[kind]}{editedBy && `, eigen tekst van ${editedBy}`}</span>
      {held && <><br /><span class="tag tag--warning">tegengehouden</span> {held}</>}
      {stop && <><br /><span class="tag tag--warning">gaat niet meer weg</span> {stop}</>}
    </>,
    <>{moment(createdAt)}{notBefore > now && <><br /><span class="muted">vertrekt niet voor {moment(notBefore)}</span></>}</>,
  ];
}

function Choice({ here, review, errors }: OutboxPageProps & { here: string }) {
  return (
    <section aria-labelledby="eerst-bekijken">
      <h2 id="eerst-bekijken">Eerst zelf bekijken</h2>
      <p>{review.own ? 'Deze bijeenkomst heeft een eigen keuze.' : <>Nu geldt <a href="/instellingen/concepten">de keuze van je organisatie</a>. Wat je hier bewaart, geldt alleen voor deze bijeenkomst.</>} Het geldt voor mails die vanaf nu worden geschreven.</p>
      <details class="fold" open={errors['kinds'] !== undefined}>
        <summary>{review.kinds.length === 0 ? 'Nu vertrekt elke mail vanzelf. Kies wat je eerst wilt bekijken' : `Nu eerst bekijken: ${list(review.kinds.map((kind) => MAIL_KIND_NAMES[kind].toLowerCase()))}`}</summary>
        <Form action={`${here}/keuze`}>
          <ReviewFields review={review} error={errors['kinds']} />
          <Button>Bewaar de keuze</Button>
        </Form>
        {review.own && <Form action={`${here}/keuze/terug`}><button class="link-button">Volg weer de keuze van de organisatie</button></Form>}
      </details>
    </section>
  );
}
