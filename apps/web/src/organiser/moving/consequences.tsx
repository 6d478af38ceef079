import { type MoveConsequences, UNDO_MINUTES } from '@bijeen/mailings';
import { longMoment } from '@bijeen/platform';
import { Alert, Table } from '@bijeen/ui';
import { KIND_NAMES } from '../mail-plan/words.js';
import { number } from '../meetings/in-words.js';
import { effects, mailsOf, VARIANT_PEOPLE, VARIANT_TEXTS } from './moving-in-words.js';

/** Everything that a move brings about, before it is made: who hears what, and what changes by itself. */
export function Consequences({ consequences }: { consequences: MoveConsequences }) {
  const { kind, mails, invitations, planned } = consequences;
  const rows = mails.map(({ variant, people }) => ({ key: variant, cells: [VARIANT_PEOPLE[variant], number(people), VARIANT_TEXTS[kind][variant]] }));
  if (kind === 'reschedule' && invitations > 0) rows.push({ key: 'none', cells: ['Wie nog geen uitnodiging kreeg', number(invitations), 'De uitnodiging, met de nieuwe datum.'] });
  return (
    <section aria-labelledby="gevolgen">
      <h2 id="gevolgen">Dit gebeurt er</h2>
      {mailsOf(consequences) === 0
        ? <p>Niemand krijgt hiervan bericht.</p>
        : <Alert kind="info" title={`De mails vertrekken na ${UNDO_MINUTES} minuten. Tot dan kun je alles ongedaan maken.`} />}
      {rows.length > 0 && <Table caption="Wie een mail krijgt" headers={['Wie', 'Mensen', 'Wat erin staat']} rows={rows} />}
      <ul>{effects(consequences).map((effect) => <li key={effect}>{effect}</li>)}</ul>
      {kind === 'reschedule' && planned.length > 0 && (
        <Table caption="Het mailplan schuift mee" headers={['Mail', 'Was', 'Wordt']}
          rows={planned.map(({ kind: mail, from, to }) => ({ key: mail, cells: [KIND_NAMES[mail], longMoment(from), to ? longMoment(to) : 'Dat moment is al voorbij: vertrekt niet'] }))} />
      )}
    </section>
  );
}
