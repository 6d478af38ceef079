import type { AttendanceTally } from '@bijeen/follow-ups';
import type { MailReview, MailTally } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { type PlanItem, ruleInWords } from '@bijeen/mailings';
import { fromTo, longMoment } from '@bijeen/platform';
import { Alert, ButtonLink, Empty, Form } from '@bijeen/ui';
import { DraftsWait } from '../mail-desk/drafts-wait.js';
import { MeetingFrame } from '../meetings/meeting-frame.js';
import { MailTimeline } from './mail-timeline.js';
import { conceptsInWords, expectation, KIND_AUDIENCES, KIND_NAMES, MISSED_WORDS, people, STATES, stillInWords, WARNING_WORDS } from './words.js';

export interface MailPlanPageProps {
  meeting: Meeting;
  items: PlanItem[];
  attendance: AttendanceTally;
  mails: MailTally;
  review: MailReview;
  now: Date;
  mayChange: boolean;
  /** What was just done. */
  done: string | null;
}

/** What leaves when, to how many. */
export function MailPlanPage(props: MailPlanPageProps) {
  const { meeting, items, mails, now, done, mayChange } = props;
  const stopped = meeting.state === 'cancelled' || meeting.state === 'postponed';
  return (
    <MeetingFrame meeting={meeting} title="Mailplan" current="/mailplan">
      <p>{fromTo(meeting.startsAt, meeting.endsAt)}. {!stopped && 'Deze mails vertrekken vanzelf. Wie ze krijgt, bepaalt Bijeen pas op het moment zelf.'} Wil je een mail eerst zelf zien? <a href={`/bijeenkomsten/${meeting.id}/concepten#eerst-bekijken`}>Kies wat je eerst bekijkt</a>.</p>
      {done && <Alert kind="ok" title={done} />}
      {stopped && <Alert kind="warning" title={meeting.state === 'cancelled' ? 'De bijeenkomst gaat niet door. Er vertrekt niets uit dit plan.' : 'De bijeenkomst is uitgesteld. Het mailplan is bevroren: er vertrekt niets zolang er geen nieuwe datum is. Daarna schuift het mee.'} />}
      <DraftsWait meetingId={meeting.id} tally={mails} />
      {items.length === 0 ? <Empty>Hier komen de mails te staan die vanzelf vertrekken, zodra de bijeenkomst is gepland.</Empty> : <MailTimeline meeting={meeting} items={items} now={now} mails={mails} />}
      <ul class="cards mail-plan">
        {items.map((item) => <Item key={item.kind} item={item} {...props} mayChange={mayChange && !stopped} />)}
      </ul>
    </MeetingFrame>
  );
}

function Item({ item, meeting, attendance, mails, review, now, mayChange }: MailPlanPageProps & { item: PlanItem }) {
  const { kind, state, reason, warning } = item;
  const drafts = mails[kind]?.draft ?? 0;
  const still = stillInWords(meeting.state, state);
  return (
    <li class="card" id={kind}>
      <h2>{KIND_NAMES[kind]} <StateTag still={still} state={state} drafts={drafts} /></h2>
      <p><strong>{longMoment(state === 'done' ? (item.settledAt ?? item.dueAt) : item.dueAt)}</strong><br /><span class="small">{origin(item, drafts)}</span></p>
      <p>{KIND_AUDIENCES[kind]} {still === 'vervalt' ? <strong>Er vertrekt niets: de bijeenkomst gaat niet door.</strong> : state !== 'missed' && <strong>{drafts > 0 ? `${conceptsInWords(drafts)} op jou.` : expectation(item, now < meeting.endsAt ? 'before' : 'after')}</strong>}</p>
      {drafts > 0 ? <p><a href={`/bijeenkomsten/${meeting.id}/concepten?kind=${kind}`}>Bekijk en verstuur de concepten</a></p> : review.kinds.includes(kind) && state === 'planned' && still === null && <p class="small">Wordt eerst een concept: jij bekijkt en verstuurt deze mail zelf.</p>}
      {kind === 'follow-up' && state === 'planned' && <AttendanceNote meeting={meeting} attendance={attendance} now={now} />}
      {warning && <Alert kind="warning" title={`${WARNING_WORDS[warning]} De bijeenkomst is verplaatst nadat je dit moment koos.`} />}
      {state === 'missed' && reason && <Alert kind="warning" title={MISSED_WORDS[reason]} />}
      <Actions item={item} meeting={meeting} now={now} mayChange={mayChange} />
    </li>
  );
}

function StateTag({ state, still, drafts }: { state: PlanItem['state']; still: string | null; drafts: number }) {
  if (drafts > 0) return <span class="tag tag--warning">concept</span>;
  return still ? <span class="tag tag--none">{still}</span> : <span class={`tag tag--${STATES[state].tag}`}>{STATES[state].name}</span>;
}

function origin({ movedByHand, rule, state, settledBy }: PlanItem, drafts: number): string {
  if (drafts > 0) return settledBy === 'Bijeen' ? 'Vanzelf klaargezet. Nog niet verstuurd.' : `Klaargezet door ${settledBy ?? 'een collega'}. Nog niet verstuurd.`;
  if (state === 'done') return settledBy === 'Bijeen' ? 'Vanzelf vertrokken.' : `Verstuurd door ${settledBy ?? 'een collega'}.`;
  if (state === 'skipped') return `Overgeslagen door ${settledBy ?? 'een collega'}.`;
  return movedByHand ? `Zelf gekozen. Eerst: ${ruleInWords(rule)}.` : `${ruleInWords(rule)}.`;
}

/** As long as nobody is ticked, who said yes counts as having come (docs/decisions/0008); better to know that beforehand. */
function AttendanceNote({ meeting, attendance, now }: { meeting: Meeting; attendance: AttendanceTally; now: Date }) {
  if (now < meeting.startsAt) return null;
  const href = `/bijeenkomsten/${meeting.id}/aanwezigheid`;
  if (attendance.present > 0) return <p>{people(attendance.present)} aangevinkt als aanwezig. <a href={href}>Bekijk de aanwezigheid</a>.</p>;
  return (
    <Alert kind="warning" title="Nog niets ingevuld: iedereen die ja zei, telt als aanwezig.">
      <p><a href={href}>Vul de aanwezigheid in</a>, dan krijgt iedereen de juiste tekst.</p>
    </Alert>
  );
}

function Actions({ item: { kind, state, dueAt, maySendNow }, meeting, now, mayChange }: { item: PlanItem; meeting: Meeting; now: Date; mayChange: boolean }) {
  const path = `/bijeenkomsten/${meeting.id}/mailplan/${kind}`;
  const name = KIND_NAMES[kind].toLowerCase();
  if (!mayChange || state === 'done') return <p class="actions"><ButtonLink href={path}>Bekijk de {name}</ButtonLink></p>;
  return (
    <div class="actions">
      <ButtonLink href={path}>{state === 'planned' ? 'Bekijk en wijzig' : 'Bekijk en kies een moment'}<span class="visually-hidden">: {name}</span></ButtonLink>
      {maySendNow && <ButtonLink href={`${path}/versturen`}>Verstuur nu<span class="visually-hidden">: {name}</span></ButtonLink>}
      {state === 'planned' && <Form action={`${path}/overslaan`}><button class="link-button">Sla over<span class="visually-hidden">: {name}</span></button></Form>}
      {state === 'skipped' && dueAt > now && <Form action={`${path}/inplannen`}><button class="link-button">Toch laten vertrekken<span class="visually-hidden">: {name}</span></button></Form>}
    </div>
  );
}
