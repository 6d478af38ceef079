import type { GuestReplies as Replies } from '@bijeen/incoming';
import { COMING_TEXTS } from '@bijeen/invitations';
import { longMoment } from '@bijeen/platform';
import { Alert, Table } from '@bijeen/ui';
import { becameOf, conflictInWords, ORIGINS, saidInWords, senderInWords } from './replies-in-words.js';

/** What one guest answered over time, and what came from a calendar. A contradiction stands on top. */
export function GuestReplies({ meetingId, given: { history, replies, conflict } }: { meetingId: string; given: Replies }) {
  const awaits = replies.some((reply) => reply.awaits);
  return (
    <>
      {conflict && <Alert kind="warning" title="Twee verschillende antwoorden"><p>{conflictInWords(conflict)}</p></Alert>}
      {awaits && <p><a href={`/bijeenkomsten/${meetingId}/agenda-antwoorden`}>Er wacht een antwoord uit de agenda op jou.</a></p>}
      {(history.length > 1 || replies.length > 0) && (
        <details class="details" open={conflict !== null || awaits}>
          <summary>Alle antwoorden</summary>
          {history.length > 0 && <Table caption="Zo is het antwoord geweest" headers={['Wanneer', 'Antwoord', 'Hoe']} rows={history.map(({ at, answer, origin, recordedBy }, index) => ({ key: String(index), cells: [longMoment(at), COMING_TEXTS[answer], `${ORIGINS[origin]}, ${recordedBy}`] }))} />}
          {replies.length > 0 && <Table caption="Uit de agenda" headers={['Gestuurd', 'Antwoord', 'Van', 'Wat ermee gebeurde']} rows={replies.map((reply) => ({ key: reply.id, cells: [longMoment(reply.saidAt), saidInWords(reply), senderInWords(reply), becameOf(reply)] }))} />}
        </details>
      )}
    </>
  );
}
