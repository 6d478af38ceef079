import type { WaitingMeetingMove } from '@bijeen/mailings';
import type { Meeting } from '@bijeen/meetings';
import { clockTime, longDate } from '@bijeen/platform';
import { Alert, Button, Form } from '@bijeen/ui';
import { draftsInWords } from '../mail-desk/drafts-in-words.js';
import { mails, people } from '../meetings/in-words.js';
import { MOVED_TEXTS } from './moving-in-words.js';

/** The minutes between a move and its mails: take it back, or do not wait. */
export function WaitingMove({ meeting, move, mayChange }: { meeting: Meeting; move: WaitingMeetingMove; mayChange: boolean }) {
  const { kind, toStartsAt, leavesAt, waiting, drafts, answered, movedBy } = move;
  const done = `${movedBy} heeft de bijeenkomst ${MOVED_TEXTS[kind]}${toStartsAt ? ` naar ${longDate(toStartsAt)}` : ''}.`;
  const mail = waiting === 0 ? `Tot ${clockTime(leavesAt)} uur kun je dat ongedaan maken.` : `De ${waiting === 1 ? 'mail vertrekt' : 'mails vertrekken'} om ${clockTime(leavesAt)} uur.`;
  return (
    <Alert kind="warning" title={`${done} ${mail}`}>
      {waiting > 0 && <p>Er {waiting === 1 ? 'wacht' : 'wachten'} {mails(waiting)}. Tot dan kun je alles ongedaan maken; niemand merkt er iets van.</p>}
      {drafts > 0 && <p>{draftsInWords(drafts)} Die mails vertrekken pas als jij of een collega ze verstuurt. <a href={`/bijeenkomsten/${meeting.id}/concepten`}>Bekijk de concepten</a>.</p>}
      {answered > 0 && <p>{people(answered)} {answered === 1 ? 'heeft' : 'hebben'} al op de nieuwe datum geantwoord. {answered === 1 ? 'Dat antwoord blijft' : 'Die antwoorden blijven'} staan als je dit ongedaan maakt. Wie dan komt, krijgt bericht van de oude datum. Bel de anderen even.</p>}
      {mayChange && (
        <div class="actions">
          <Form action={`/bijeenkomsten/${meeting.id}/ongedaan`}><Button kind="secondary">Maak ongedaan</Button></Form>
          {waiting > 0 && <Form action={`/bijeenkomsten/${meeting.id}/nu-versturen`}><Button kind="secondary">{`Verstuur ${mails(waiting)} nu`}</Button></Form>}
        </div>
      )}
    </Alert>
  );
}
