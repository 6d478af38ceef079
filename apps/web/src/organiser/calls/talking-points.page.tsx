import type { PointsOfMeeting } from '@bijeen/calls';
import { Alert, Button, ErrorSummary, fieldId, Form, type FormErrors, TextArea } from '@bijeen/ui';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { AUDIENCE_NAMES, WORDS_TO_FILL_IN } from './calls-in-words.js';

interface Props {
  points: PointsOfMeeting;
  mayChange: boolean;
  done: string | null;
  /** What was typed for one kind of people, when it was not right. */
  refused: { audience: string; typed: unknown; errors: FormErrors } | null;
}

/** What callers can say to each kind of people, to read and to change. */
export function TalkingPointsPage({ points: { meeting, audiences }, mayChange, done, refused }: Props) {
  const here = `/bijeenkomsten/${meeting.id}/bellen`;
  const wrong = refused ? { [`points-${refused.audience}`]: Object.values(refused.errors)[0]! } : {};
  return (
    <MeetingFrame meeting={meeting} title="Gesprekspunten" current="/bellen">
      <ErrorSummary errors={wrong} />
      {done && <Alert kind="ok" title={done} />}
      <p>Vertel waarom deze persoon erbij moet zijn. Een paar zinnen zijn genoeg. <a href={here}>Terug naar de bellijst</a></p>
      {audiences.map(({ audience, filled, written, own }) => (
        <section key={audience} class="panel" aria-labelledby={fieldId(audience)}>
          <h2 id={fieldId(audience)}>{AUDIENCE_NAMES[audience]} {own && <span class="tag tag--info">door jullie geschreven</span>}</h2>
          <ul>{filled.map((point) => <li key={point}>{point}</li>)}</ul>
          {mayChange && (
            <details class="details" open={refused?.audience === audience}>
              <summary>Wijzig deze punten<span class="visually-hidden"> voor {AUDIENCE_NAMES[audience].toLowerCase()}</span></summary>
              <Form action={`${here}/gesprekspunten`}>
                <input type="hidden" name="audience" value={audience} />
                <TextArea name={`points-${audience}`} label="Eén punt per regel" rows={8} hint={`Je kunt dit laten invullen: ${WORDS_TO_FILL_IN}.`} value={refused?.audience === audience ? refused.typed : written.join('\n')} error={wrong[`points-${audience}`]} />
                <Button>Bewaar deze punten</Button>
              </Form>
              {own && <Form class="beside-form" action={`${here}/gesprekspunten/terug`}><input type="hidden" name="audience" value={audience} /><Button kind="secondary">Zet onze punten terug</Button></Form>}
            </details>
          )}
        </section>
      ))}
    </MeetingFrame>
  );
}
