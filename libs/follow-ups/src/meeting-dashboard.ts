import { CONTACT_FUNCTIONS, type ContactFunction, FUNCTION_LABELS, isDecisionMaker } from '@bijeen/contacts';
import type { MailTally } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import type { DashboardRow, GuestCount, PlannedMoment } from './meeting-dashboard.queries.js';

/** How many people gave which answer. */
export interface AnswerCounts {
  invited: number;
  /** Come: said yes, and have a place. */
  yes: number;
  /** Said yes, and wait for a place. */
  waiting: number;
  no: number;
  maybe: number;
  substitute: number;
  none: number;
}

/** What a municipality means for the meeting: somebody who decides comes, somebody was invited, or nobody yet. */
export type MunicipalityStanding = 'comes' | 'invited' | 'nothing';

export interface MunicipalityStand extends AnswerCounts {
  code: string;
  name: string;
  standing: MunicipalityStanding;
  /** In the region that the meeting is for, or just somewhere an invitee works. */
  inRegion: boolean;
  functions: ({ function: ContactFunction; label: string } & AnswerCounts)[];
}

/** Answers "how do we stand?" in numbers (L2: who decides, counts). */
export interface MeetingDashboard {
  /** A part of a whole: 7 of 10. */
  decisionMakers: { coming: number; invited: number; unanswered: number };
  answers: { answered: number } & AnswerCounts;
  municipalities: { withDecisionMaker: number; total: number };
  byFunction: ({ function: ContactFunction; label: string } & AnswerCounts)[];
  byMunicipality: MunicipalityStand[];
  attendance: { came: number; stayedAway: number; noted: number };
  mails: MailTally;
  /** Planned mails in the order in which they leave. */
  mailPlan: (Omit<PlannedMoment, 'dueAt' | 'settledAt'> & { dueAt: Date; settledAt: Date | null })[];
  commitments: { open: number; overdue: number; settled: number };
  region: string | null;
}

type Place = { code: string; name: string };

/** Adds up the counters. `places` are the municipalities by code, those of the region and those where invitees work. */
export function dashboardOf(meeting: Pick<Meeting, 'municipalityCodes'>, { region, guests, mails, plan, commitments }: DashboardRow, places: Place[]): MeetingDashboard {
  const regional = new Set(region?.codes ?? meeting.municipalityCodes);
  const deciding = guests.filter((guest) => isDecisionMaker(guest.function));
  const answers = counts(guests);
  const byMunicipality = places.map((place) => municipalityStand(place, guests.filter(({ municipalityCode }) => municipalityCode === place.code), regional.size === 0 || regional.has(place.code)));
  return {
    decisionMakers: { coming: counts(deciding).yes, invited: counts(deciding).invited, unanswered: counts(deciding).none },
    answers: { answered: answers.invited - answers.none, ...answers },
    municipalities: { withDecisionMaker: byMunicipality.filter(({ inRegion, standing }) => inRegion && standing === 'comes').length, total: byMunicipality.filter(({ inRegion }) => inRegion).length },
    byFunction: byFunction(guests),
    byMunicipality,
    attendance: { came: sum(guests, ({ attended }) => attended === 'true'), stayedAway: sum(guests, ({ attended }) => attended === 'false'), noted: sum(guests, ({ attended }) => attended !== '') },
    mails: mailTally(mails),
    mailPlan: plan.map((moment) => ({ ...moment, dueAt: new Date(moment.dueAt), settledAt: moment.settledAt === null ? null : new Date(moment.settledAt) })),
    commitments,
    region: region?.name ?? null,
  };
}

/** The codes of which names are needed. */
export function placesNeeded(meeting: Pick<Meeting, 'municipalityCodes'>, { region, guests }: DashboardRow): string[] {
  return [...(region?.codes ?? meeting.municipalityCodes), ...guests.map(({ municipalityCode }) => municipalityCode)];
}

function municipalityStand({ code, name }: Place, guests: GuestCount[], inRegion: boolean): MunicipalityStand {
  const comes = guests.some(({ function: office, answer }) => answer === 'yes' && isDecisionMaker(office));
  return { code, name, inRegion, standing: comes ? 'comes' : guests.length > 0 ? 'invited' : 'nothing', ...counts(guests), functions: byFunction(guests) };
}

function byFunction(guests: GuestCount[]): MeetingDashboard['byFunction'] {
  const present = CONTACT_FUNCTIONS.filter((each) => guests.some((guest) => guest.function === each));
  return present.map((each) => ({ function: each, label: FUNCTION_LABELS[each], ...counts(guests.filter((guest) => guest.function === each)) }));
}

function counts(guests: GuestCount[]): AnswerCounts {
  const of = (wanted: GuestCount['answer']): number => sum(guests, ({ answer }) => answer === wanted);
  return { invited: sum(guests, () => true), yes: of('yes'), waiting: of('waiting'), no: of('no'), maybe: of('maybe'), substitute: of('substitute'), none: of('none') };
}

function sum(guests: GuestCount[], which: (guest: GuestCount) => boolean): number {
  return guests.filter(which).reduce((total, { people }) => total + people, 0);
}

function mailTally(mails: DashboardRow['mails']): MailTally {
  const tally: MailTally = {};
  for (const { kind, state, mails: amount } of mails) (tally[kind] ??= {})[state] = amount;
  return tally;
}
