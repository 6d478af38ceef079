import type { MoveConsequences, NewDate } from '@bijeen/mailings';
import type { Meeting } from '@bijeen/meetings';
import { fromTo, longDate } from '@bijeen/platform';
import { Alert, Button, ButtonLink, ErrorSummary, fieldId, Form, type FormErrors, TextArea, TextField } from '@bijeen/ui';
import { people } from '../meetings/in-words.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { Consequences } from './consequences.js';
import { mailsOf } from './moving-in-words.js';

interface Props {
  meeting: Meeting;
  typed: Record<string, unknown>;
  errors: FormErrors;
  /** The date that was looked at, with what it would bring about; null until there is one. */
  looked: { date: NewDate; startsAt: Date; consequences: MoveConsequences } | null;
}

/** In two steps: choose a day and look what it brings about, then do it. Looking changes nothing. */
export function MoveMeetingPage({ meeting, typed, errors, looked }: Props) {
  const here = `/bijeenkomsten/${meeting.id}`;
  const field = (name: string) => ({ name, value: typed[name], error: errors[name] });
  return (
    <MeetingFrame meeting={meeting} title="Verplaats de bijeenkomst" current="">
      <ErrorSummary errors={errors} />
      <span id={fieldId('form')} />
      <p>{meeting.state === 'postponed' ? `De bijeenkomst is uitgesteld. Ze zou zijn op ${longDate(meeting.startsAt)}.` : `Nu: ${fromTo(meeting.startsAt, meeting.endsAt)}.`} {meeting.firstInvitedAt && 'Op een andere dag is het een nieuwe vraag: wie ja zei, zegt niet vanzelf weer ja.'}</p>
      <form method="get" action={`${here}/verplaatsen`} noValidate>
        <TextField {...field('date')} label="Nieuwe datum" type="date" width="medium" />
        <TextField {...field('from')} label="Begint om" type="time" width="short" />
        <TextField {...field('to')} label="Eindigt om" type="time" width="short" />
        <TextField {...field('answerBy')} label="Antwoord uiterlijk op" type="date" width="medium" optional hint="Laat je dit leeg, dan is het twee weken voor de bijeenkomst." />
        <p><a href={`${here}/datum${looked ? `?${new URLSearchParams({ datum1: looked.date.date, van: looked.date.from, tot: looked.date.to }).toString()}` : ''}`}>Valt deze dag goed?</a> Kijk eerst naar vakanties, feestdagen en raadsavonden.</p>
        <div class="actions"><Button kind={looked ? 'secondary' : 'primary'}>{looked ? 'Bekijk het opnieuw' : 'Bekijk wat er gebeurt'}</Button>{!looked && <ButtonLink href={here}>Toch niet</ButtonLink>}</div>
      </form>
      {looked && <Confirm {...{ meeting, looked, typed, errors }} />}
    </MeetingFrame>
  );
}

function Confirm({ meeting, looked: { date, startsAt, consequences }, typed, errors }: Omit<Props, 'looked'> & { looked: NonNullable<Props['looked']> }) {
  const here = `/bijeenkomsten/${meeting.id}`;
  const told = mailsOf(consequences);
  return (
    <>
      <Alert kind="warning" title={`De bijeenkomst gaat naar ${longDate(startsAt)}.`} />
      <Consequences consequences={consequences} />
      <Form action={`${here}/verplaatsen`}>
        {Object.entries(date).map(([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />)}
        <TextArea name="reason" label="Waarom een andere datum?" hint="Voor jou en je collega’s. Genodigden lezen dit niet." rows={2} value={typed['reason']} error={errors['reason']} />
        <div class="actions"><Button>{`Verplaats naar ${longDate(startsAt)}${told > 0 ? ` en mail ${people(told)}` : ''}`}</Button><ButtonLink href={here}>Toch niet</ButtonLink></div>
      </Form>
    </>
  );
}
