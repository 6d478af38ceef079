import { type ContactFunction, FUNCTION_LABELS } from '@bijeen/contacts';
import type { AttendanceLine, AttendanceTally } from '@bijeen/follow-ups';
import { COMING_TEXTS } from '@bijeen/invitations';
import type { Meeting } from '@bijeen/meetings';
import { longDate } from '@bijeen/platform';
import { Alert, Button, Empty, Form, NextPage, TextField } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';

export interface AttendancePageProps {
  meeting: Meeting;
  items: AttendanceLine[];
  next: string | null;
  after: string | null;
  search: string | null;
  tally: AttendanceTally;
  now: Date;
  mayChange: boolean;
  saved: boolean;
}

/** The list at the door. Who said yes comes first; whoever else walks in stands further down, or is found by searching. */
export function AttendancePage(props: AttendancePageProps) {
  const { meeting, items, next, search, tally, saved } = props;
  const path = `/bijeenkomsten/${meeting.id}/aanwezigheid`;
  return (
    <MeetingFrame meeting={meeting} title="Aanwezigheid" current="/aanwezigheid">
      {saved && <Alert kind="ok" title="Bewaard." />}
      <p><strong>{tally.present} aanwezig</strong> · {tally.saidYes} zeiden ja{tally.absent > 0 && ` · ${tally.absent} niet gekomen`}</p>
      <Beforehand {...props} />
      <form method="get" action={path} class="filters" role="search">
        <TextField name="zoek" label="Zoek een genodigde" type="search" value={search ?? ''} />
        <Button kind="secondary">Zoek</Button>
      </form>
      {items.length === 0 ? <Empty>{search ? 'Niemand gevonden. Alleen wie is uitgenodigd, staat in deze lijst.' : 'Hier komt te staan wie is uitgenodigd. Er is nog niemand uitgenodigd.'}</Empty> : <List {...props} />}
      <NextPage href={next && `${path}?${new URLSearchParams({ na: next, ...(search && { zoek: search }) }).toString()}`} />
    </MeetingFrame>
  );
}

/** What happens as long as nobody is ticked, and the one button that most meetings need. */
function Beforehand({ meeting, tally, now, mayChange }: AttendancePageProps) {
  const everybody = mayChange && tally.saidYes > 0 && (
    <Form action={`/bijeenkomsten/${meeting.id}/aanwezigheid/allen`}><Button kind="secondary">Allen die ja zeiden, waren er</Button></Form>
  );
  if (now < meeting.startsAt) return <Alert kind="info" title={`De bijeenkomst is pas op ${longDate(meeting.startsAt)}.`}><p>Op de dag zelf kun je hier aanvinken wie er is. Dat kan ook op je telefoon.</p></Alert>;
  if (tally.present > 0) return tally.noted < tally.saidYes ? <div class="actions">{everybody}</div> : null;
  return (
    <Alert kind="warning" title="Nog niets ingevuld: voor de aftermail telt iedereen die ja zei als aanwezig.">
      <p>Vink aan wie er was. Of vink eerst iedereen aan en haal dan weg wie er niet was.</p>
      {everybody}
    </Alert>
  );
}

function List({ meeting, items, after, search, mayChange }: AttendancePageProps) {
  if (!mayChange) return <ul class="attendance">{items.map((line) => <li key={line.invitationId}>{line.name}, {line.organisation}: {line.attended ? 'aanwezig' : 'niet aangevinkt'}</li>)}</ul>;
  return (
    <Form action={`/bijeenkomsten/${meeting.id}/aanwezigheid`}>
      {after && <input type="hidden" name="na" value={after} />}
      {search && <input type="hidden" name="zoek" value={search} />}
      <fieldset class="field field--wide">
        <legend>Wie is er?</legend>
        <ul class="attendance">{items.map((line) => <Guest key={line.invitationId} {...line} />)}</ul>
      </fieldset>
      <div class="actions actions--bar"><Button>Bewaar de aanwezigheid</Button></div>
    </Form>
  );
}

function Guest({ invitationId, name, function: office, organisation, answer, attended }: AttendanceLine) {
  const id = `gast-${invitationId}`;
  return (
    <li>
      <div class="choice">
        <input class="utrecht-checkbox" type="checkbox" name="aanwezig" value={invitationId} id={id} checked={attended === true} />
        <label for={id}><strong>{name}</strong><br /><span class="small">{FUNCTION_LABELS[office as ContactFunction]}, {organisation} · {COMING_TEXTS[answer]}{attended === false && ' · niet gekomen'}</span></label>
      </div>
      {attended === true && <input type="hidden" name="was" value={invitationId} />}
      {answer === 'yes' && <input type="hidden" name="ja" value={invitationId} />}
    </li>
  );
}
