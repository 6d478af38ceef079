import { BOUNCE_TEXTS, type LedgerLine, MAIL_KINDS, MAIL_STATE_TEXTS, MAIL_STATES, type MailKind, type MailState, type MailTally } from '@bijeen/mail';
import { Alert, Button, Empty, Form, NextPage, Select, Table, TextField } from '@bijeen/ui';
import { MAIL_KIND_NAMES, MAIL_STATE_TAGS, moment, number } from './in-words.js';
import { DraftsWait } from '../mail-desk/drafts-wait.js';
import { MailFrame, mailsHref, type MailsOf } from '../mail-desk/mail-frame.js';

interface LedgerPageProps {
  meeting: MailsOf;
  items: LedgerLine[];
  next: string | null;
  tally: MailTally;
  filter: { kind: MailKind | undefined; state: MailState | undefined; person: string | undefined };
  mayChange: boolean;
  done: string | null;
}

/** Every mail about this meeting, or about none: whether it left, and if not, why. */
export function LedgerPage({ meeting, items, next, tally, filter, mayChange, done }: LedgerPageProps) {
  const here = mailsHref(meeting);
  const chosen = new URLSearchParams(Object.entries(filter).filter((pair): pair is [string, string] => pair[1] !== undefined));
  const kinds = MAIL_KINDS.filter((kind) => tally[kind] !== undefined);
  const states = MAIL_STATES.filter((state) => kinds.some((kind) => tally[kind]?.[state]));
  const judging = mayChange && items.some(({ state }) => state === 'uncertain');
  return (
    <MailFrame meeting={meeting} title={meeting ? 'Mails' : 'Mails zonder bijeenkomst'}>
      {done && <Alert kind="ok" title={done} />}
      {!meeting && <p>Dit zijn berichten van Bijeen aan jullie zelf, bijvoorbeeld als jullie afzenderdomein niet meer werkt. De mails aan genodigden staan bij elke bijeenkomst.</p>}
      {kinds.length === 0 && <NothingYet meeting={meeting} />}
      {kinds.length > 0 && (
        <>
          <Table caption="In aantallen" headers={['Mail', ...states.map((state) => MAIL_STATE_TEXTS[state])]} rows={kinds.map((kind) => ({ key: kind, cells: [MAIL_KIND_NAMES[kind], ...states.map((state) => (tally[kind]?.[state] ? number(tally[kind][state]) : null))] }))} />
          <form class="filters" method="get" action={here}>
            <Select name="kind" label="Soort mail" value={filter.kind} options={Object.fromEntries(kinds.map((kind) => [kind, MAIL_KIND_NAMES[kind]]))} empty="alle soorten" />
            <Select name="state" label="Stand" value={filter.state} options={Object.fromEntries(MAIL_STATES.map((state) => [state, MAIL_STATE_TEXTS[state]]))} empty="alle standen" />
            <TextField name="person" label="Naam of adres" value={filter.person} width="medium" />
            <Button kind="secondary">Toon</Button>
          </form>
        </>
      )}
      {meeting && <DraftsWait meetingId={meeting.id} tally={tally} />}
      {filter.state === 'uncertain' && items.length > 0 && <Alert kind="warning" title="Van deze mails weten we niet of ze zijn aangekomen."><p>De verbinding viel weg op het moment dat de mail werd overgedragen. Vraag het na, of kijk bij je mailprovider. Kies daarna wat er gebeurd is.</p></Alert>}
      {items.length > 0 && <Table caption="De mails, in volgorde van schrijven" headers={['Aan', 'Mail', 'Stand', 'Wanneer', ...(judging ? ['Wat nu?'] : [])]} rows={items.map((line) => ({ key: line.id, cells: [...cellsOf(line, here), ...(judging ? [line.state === 'uncertain' ? <Judge id={line.id} name={line.name} here={here} /> : null] : [])] }))} />}
      {items.length === 0 && kinds.length > 0 && <Empty action={{ href: here, label: 'Toon alle mails' }}>Er is geen mail die hieraan voldoet.</Empty>}
      <NextPage href={next && `${here}?${new URLSearchParams([...chosen, ['after', next]]).toString()}`} />
    </MailFrame>
  );
}

function NothingYet({ meeting }: Pick<LedgerPageProps, 'meeting'>) {
  if (!meeting) return <Empty action={{ href: '/instellingen/afzenderdomein', label: 'Naar afzenderdomein' }}>Er is nog geen mail verstuurd die bij geen bijeenkomst hoort.</Empty>;
  return <Empty action={{ href: `/bijeenkomsten/${meeting.id}/uitnodigen`, label: 'Naar uitnodigen' }}>Hier komt elke mail te staan die over deze bijeenkomst is verstuurd of nog weggaat.</Empty>;
}

function cellsOf({ name, address, kind, state, reason, sentAt, createdAt, nextTryAt, attempt, bounceKind, bounceText, id }: LedgerLine, here: string) {
  const when = sentAt ? moment(sentAt) : state === 'deferred' ? `opnieuw ${moment(nextTryAt)}` : moment(createdAt);
  return [
    <>{name}<br /><span class="muted">{address}</span></>,
    <a href={`${here}/${id}`}>{MAIL_KIND_NAMES[kind]}<span class="visually-hidden"> aan {name}</span></a>,
    <><span class={`tag tag--${MAIL_STATE_TAGS[state]}`}>{MAIL_STATE_TEXTS[state]}</span>{reason && <><br />{reason}</>}{bounceKind && <><br /><span class="tag tag--error">{BOUNCE_TEXTS[bounceKind]}</span> <span class="muted">{bounceText}</span></>}{attempt > 1 && <span class="muted"> ({attempt} keer geprobeerd)</span>}</>,
    when,
  ];
}

/** Only a person can find out; both answers are one click. */
function Judge({ id, name, here }: { id: string; name: string; here: string }) {
  return (
    <div class="actions">
      <Form action={`${here}/${id}/aangekomen`}><Button kind="secondary">Wel aangekomen<span class="visually-hidden">: {name}</span></Button></Form>
      <Form action={`${here}/${id}/opnieuw`}><Button kind="secondary">Stuur opnieuw<span class="visually-hidden">: {name}</span></Button></Form>
    </div>
  );
}
