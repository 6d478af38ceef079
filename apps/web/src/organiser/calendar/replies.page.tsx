import { COMING_OF, type ReplyLine } from '@bijeen/incoming';
import { COMING_TEXTS } from '@bijeen/invitations';
import type { Meeting } from '@bijeen/meetings';
import { longMoment } from '@bijeen/platform';
import { Alert, Button, Empty, ErrorSummary, fieldId, Form, type FormErrors } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { becameOf, PARTSTATS, saidInWords, senderInWords } from './replies-in-words.js';

interface Props {
  meeting: Meeting;
  items: ReplyLine[];
  done: string | null;
  errors: FormErrors;
  mayChange: boolean;
}

/** Replies from calendars that somebody has to look at: who sent them is not sure, they came too late, or they ask for another time. */
export function RepliesPage({ meeting, items, done, errors, mayChange }: Props) {
  const proposals = items.filter(({ reason }) => reason === 'proposal');
  const others = items.filter(({ reason }) => reason !== 'proposal');
  return (
    <MeetingFrame meeting={meeting} title="Te bevestigen" current="/genodigden">
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      {done && <Alert kind="ok" title={done} />}
      <p>Genodigden kunnen met de knoppen van hun agenda antwoorden. Weten we zeker van wie het antwoord komt, dan telt het meteen. De andere antwoorden staan hier. Zolang je niets doet, verandert er niets.</p>
      {items.length === 0 && <Empty action={{ href: `/bijeenkomsten/${meeting.id}/genodigden`, label: 'Naar alle genodigden' }}>Er is niets te bevestigen.</Empty>}
      {others.length > 0 && <h2>Tellen deze antwoorden?</h2>}
      {others.map((reply) => <Reply key={reply.id} meetingId={meeting.id} reply={reply} mayChange={mayChange} />)}
      {proposals.length > 0 && <h2>Voorstellen voor een andere tijd</h2>}
      {proposals.map((reply) => <Reply key={reply.id} meetingId={meeting.id} reply={reply} mayChange={mayChange} />)}
    </MeetingFrame>
  );
}

function Reply({ meetingId, reply, mayChange }: { meetingId: string; reply: ReplyLine; mayChange: boolean }) {
  const { id, guest, answer, saidAt, comment, partstat, reason } = reply;
  const path = `/bijeenkomsten/${meetingId}/agenda-antwoorden/${id}`;
  const takes = reason !== 'proposal' && COMING_OF[partstat] !== undefined;
  return (
    <article class="panel">
      <h3><a href={`/bijeenkomsten/${meetingId}/genodigden/${reply.invitationId}`}>{guest}</a> <span class="tag tag--warning">{reason === 'proposal' ? 'andere tijd' : PARTSTATS[partstat]}</span></h3>
      <p>{becameOf(reply)}</p>
      <dl class="facts">
        {(reason === 'proposal' || partstat === 'DELEGATED') && [<dt key="voorstel">Zegt</dt>, <dd key="voorstel-tekst">{saidInWords(reply)}</dd>]}
        <dt>Van</dt><dd>{senderInWords(reply)}</dd>
        <dt>Gestuurd</dt><dd>{longMoment(saidAt)}</dd>
        <dt>Nu telt</dt><dd>{COMING_TEXTS[answer]}</dd>
        {comment && [<dt key="opmerking">Opmerking</dt>, <dd key="opmerking-tekst" class="as-typed">“{comment}”</dd>]}
      </dl>
      {mayChange && (
        <div class="actions">
          {takes && <Form action={`${path}/overnemen`}><Button>Neem over: {guest} {saidInWords(reply)}</Button></Form>}
          {partstat === 'DELEGATED' && <a href={`/bijeenkomsten/${meetingId}/genodigden/${reply.invitationId}/vervanger`}>Noteer wie er komt</a>}
          <Form action={`${path}/negeren`}><Button kind="secondary">{takes ? 'Negeer' : 'Gezien'}<span class="visually-hidden">: {guest}</span></Button></Form>
        </div>
      )}
    </article>
  );
}
