import type { CallCount } from '@bijeen/calls';
import type { DecisionBoard } from '@bijeen/decisions';
import { type MeetingDashboard } from '@bijeen/follow-ups';
import type { IncomingCount } from '@bijeen/incoming';
import { type MailState, URGENT_KINDS } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { longDate } from '@bijeen/platform';
import { toCallInWords } from '../calls/calls-in-words.js';
import { draftsInWords, draftsPerKind } from '../mail-desk/drafts-in-words.js';
import { mails, people } from './in-words.js';

/** One thing to do now, with the one button that begins it. */
export interface ToDo {
  text: string;
  action: { label: string; path: string };
}

type Facts = Pick<Meeting, 'state' | 'mayInvite' | 'hasCallToAction' | 'overrideReason' | 'startsAt' | 'endsAt' | 'answerBy'>;

/** What of the decision on going on, and of the people to call, gives something to do. */
export type Decision = Pick<DecisionBoard, 'quorum' | 'awaited' | 'decision'> & { calls: CallCount };

/** "Wat moet ik nu doen?": the most urgent first; empty when everything takes its course. Paths count from the meeting's page. */
export function toDoOf(meeting: Facts, dashboard: MeetingDashboard, decision: Decision, now: Date): ToDo[] {
  if (meeting.state === 'cancelled' || meeting.state === 'closed') return [...toLookAt(dashboard), ...toCall(decision.calls)];
  if (meeting.state === 'postponed') return [...toLookAt(dashboard), ...troubles(dashboard), ...toCall(decision.calls), withoutDate].filter((thing): thing is ToDo => thing !== null);
  const things = [...toLookAt(dashboard), ...troubles(dashboard), ...(now < meeting.startsAt ? [...toDecide(meeting, dashboard, decision), ...before(meeting, dashboard, { now, calls: decision.calls })] : after(meeting, dashboard, now))];
  return things.filter((thing): thing is ToDo => thing !== null);
}

/** People who asked for a place and wait for an answer. */
export function toDecideOn(waiting: number): ToDo[] {
  return waiting === 0 ? [] : [{ text: `${people(waiting)} ${waiting === 1 ? 'vroeg' : 'vroegen'} een plaats aan op de openbare pagina.`, action: { label: 'Bekijk de aanmeldingen', path: '/openbaar/aanmeldingen' } }];
}

/** Who decides and cannot be mailed comes before everything else: without an address nobody comes (L2). Then what guests wrote. */
export function toReach({ state }: Pick<Meeting, 'state'>, { lostDeciding, firstDeciding, lost, unread }: IncomingCount): ToDo[] {
  if (state === 'cancelled' || state === 'closed') return [];
  const one = lostDeciding === 1 && firstDeciding !== null ? firstDeciding : null;
  const deciding = one
    ? { text: `Zoek het nieuwe adres van ${one.name}. Mail komt terug.`, action: { label: 'Vul het nieuwe adres in', path: `/genodigden/${one.invitationId}/adres` } }
    : { text: `Zoek het nieuwe adres van ${people(lostDeciding)} die beslissen. Mail komt terug.`, action: { label: 'Bekijk wie', path: '/binnengekomen' } };
  return [
    ...(lostDeciding > 0 ? [deciding] : []),
    ...(lost > 0 ? [{ text: `${lost === 1 ? '1 adres werkt' : `${lost} adressen werken`} niet. Mail komt terug.`, action: { label: 'Bekijk wie', path: '/binnengekomen' } }] : []),
    ...(unread > 0 ? [{ text: `${unread === 1 ? '1 bericht van een genodigde is' : `${unread} berichten van genodigden zijn`} nog niet gelezen.`, action: { label: 'Lees', path: '/binnengekomen?kind=message' } }] : []),
  ];
}

/** Replies from calendars of which somebody must say whether they count. */
export function toConfirm(waiting: number): ToDo[] {
  return waiting === 0 ? [] : [{ text: waiting === 1 ? '1 antwoord uit een agenda moet je bevestigen.' : `${waiting} antwoorden uit agenda’s moet je bevestigen.`, action: { label: 'Bekijk wat te bevestigen is', path: '/agenda-antwoorden' } }];
}

/** Nothing else can be done for a meeting without a date. */
const withoutDate: ToDo = { text: 'De bijeenkomst is uitgesteld. Er is nog geen nieuwe datum.', action: { label: 'Kies een nieuwe datum', path: '/verplaatsen' } };

const notLeft: ToDo = { text: 'Een geplande mail is niet vertrokken.', action: { label: 'Kijk in het mailplan', path: '/mailplan' } };

/** Mails that wait until somebody has looked at them. What people count on comes first. */
function toLookAt({ mails: tally }: MeetingDashboard): ToDo[] {
  const drafts = draftsPerKind(tally);
  const sum = (kinds: typeof drafts): number => kinds.reduce((total, { amount }) => total + amount, 0);
  const [all, urgent] = [sum(drafts), sum(drafts.filter(({ kind }) => URGENT_KINDS.includes(kind)))];
  return [
    ...(urgent > 0 ? [{ text: `Haast: ${mails(urgent)} waar mensen op rekenen, ${urgent === 1 ? 'wacht' : 'wachten'} als concept.`, action: { label: 'Bekijk en verstuur', path: '/concepten' } }] : []),
    ...(all > urgent ? [{ text: draftsInWords(all - urgent), action: { label: 'Bekijk de concepten', path: '/concepten' } }] : []),
  ];
}

/** People who did not answer; after a cancellation those whom no mail may tell. */
function toCall(calls: CallCount): ToDo[] {
  return calls.open > 0 ? [{ text: `Bel ${toCallInWords(calls)}.`, action: { label: 'Open de bellijst', path: '/bellen' } }] : [];
}

/** Mails that need a person to look at them. */
function troubles({ mails: tally }: MeetingDashboard): (ToDo | null)[] {
  const inState = (state: MailState): number => Object.entries(tally).filter(([kind]) => kind !== 'test').reduce((sum, [, states]) => sum + (states[state] ?? 0), 0);
  const [uncertain, failed] = [inState('uncertain'), inState('failed')];
  return [
    uncertain > 0 ? { text: `Van ${mails(uncertain)} weten we niet zeker of ${uncertain === 1 ? 'hij is' : 'ze zijn'} aangekomen.`, action: { label: 'Kijk welke', path: '/mails?state=uncertain' } } : null,
    failed > 0 ? { text: `${mails(failed)} ${failed === 1 ? 'kon' : 'konden'} niet worden bezorgd. Klopt het adres nog?`, action: { label: 'Kijk bij wie', path: '/mails?state=failed' } } : null,
  ];
}

/** Decision makers first: whether enough of them come is weighed before anything else (L2). */
function toDecide(meeting: Facts, { answers }: MeetingDashboard, { quorum, awaited, decision }: Decision): (ToDo | null)[] {
  const path = '/besluit';
  return [
    awaited ? { text: 'Het is tijd om te beslissen of de bijeenkomst doorgaat.', action: { label: 'Beslis', path } } : null,
    decision?.outcome === 'postpone' && meeting.state !== 'postponed' ? { text: 'Je besloot om uit te stellen. De genodigden weten dat nog niet.', action: { label: 'Stel de bijeenkomst uit', path: '/uitstellen' } } : null,
    !quorum && answers.invited > 0 ? { text: 'Er is nog niet bepaald hoeveel beslissers er moeten komen.', action: { label: 'Bepaal het quorum', path } } : null,
  ];
}

function before(meeting: Facts, { answers, decisionMakers, mailPlan }: MeetingDashboard, { now, calls }: { now: Date; calls: CallCount }): (ToDo | null)[] {
  const missed = mailPlan.find(({ state }) => state === 'missed');
  const silent = decisionMakers.unanswered;
  return [
    !meeting.mayInvite ? { text: 'Er is nog geen call to action. Zonder kun je niet uitnodigen.', action: { label: 'Vul de call to action in', path: '/wijzigen#daarna' } } : null,
    !meeting.hasCallToAction && meeting.overrideReason !== null ? { text: `Er is uitgenodigd zonder call to action (“${meeting.overrideReason}”). Beslis vóór de bijeenkomst wat je vraagt.`, action: { label: 'Vul de call to action in', path: '/wijzigen#daarna' } } : null,
    answers.invited === 0 && meeting.state === 'planned' ? { text: 'Kijk wie je uitnodigt, en verstuur de uitnodigingen.', action: { label: 'Bekijk de doelgroep', path: '/doelgroep' } } : null,
    ...toCall(calls),
    calls.opensAt !== null && silent > 0 && now < meeting.answerBy ? { text: `${people(silent)} die ${silent === 1 ? 'beslist, heeft' : 'beslissen, hebben'} nog niet geantwoord. Bellen helpt.`, action: { label: 'Bekijk wie', path: '/genodigden?answer=none&function=DECIDING' } } : null,
    calls.open === 0 && answers.invited > 0 && now >= meeting.answerBy && answers.none > 0 ? { text: `De antwoorddatum (${longDate(meeting.answerBy)}) is voorbij. ${people(answers.none)} ${answers.none === 1 ? 'heeft' : 'hebben'} niet geantwoord.`, action: { label: 'Bekijk wie', path: '/genodigden?answer=none' } } : null,
    missed && answers.invited > 0 ? notLeft : null,
  ];
}

function after(meeting: Facts, { answers, attendance, commitments, mailPlan }: MeetingDashboard, now: Date): (ToDo | null)[] {
  const missed = mailPlan.some(({ kind, state }) => state === 'missed' && (kind === 'follow-up' || (kind === 'call-to-action-reminder' && meeting.hasCallToAction)));
  return [
    answers.invited > 0 && attendance.noted === 0 ? { text: now < meeting.endsAt ? 'De bijeenkomst is begonnen. Vink aan wie er is.' : 'Vink aan wie er was. De aftermail verschilt voor wie er was en wie niet.', action: { label: 'Vul de aanwezigheid in', path: '/aanwezigheid' } } : null,
    missed && answers.invited > 0 ? notLeft : null,
    commitments.overdue > 0 ? { text: `${commitments.overdue === 1 ? 'Eén toezegging is' : `${commitments.overdue} toezeggingen zijn`} over de datum.`, action: { label: 'Bekijk de toezeggingen', path: '/toezeggingen' } } : null,
    commitments.open > 0 && commitments.overdue === 0 ? { text: `${commitments.open === 1 ? 'Eén toezegging wacht' : `${commitments.open} toezeggingen wachten`} op een vervolg.`, action: { label: 'Bekijk de toezeggingen', path: '/toezeggingen' } } : null,
    !meeting.hasCallToAction ? { text: 'Er is nog geen call to action. De aftermail vraagt dus niets.', action: { label: 'Vul de call to action in', path: '/wijzigen#daarna' } } : null,
  ];
}
