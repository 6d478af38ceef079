import { GoNoGo, Quorum } from '@bijeen/decisions';
import type { MeetingDashboard } from '@bijeen/follow-ups';
import type { PlannedKind } from '@bijeen/mailings';
import { describe, expect, it } from '@jest/globals';
import { type Decision, toDoOf } from './to-do.js';

const meeting = {
  state: 'inviting' as const, mayInvite: true, hasCallToAction: true, overrideReason: null,
  startsAt: new Date('2027-03-11T12:30:00Z'), endsAt: new Date('2027-03-11T16:00:00Z'), answerBy: new Date('2027-02-25T22:59:00Z'),
};
const calm: MeetingDashboard = {
  decisionMakers: { coming: 3, invited: 3, unanswered: 0 }, answers: { answered: 5, invited: 5, yes: 5, waiting: 0, no: 0, maybe: 0, substitute: 0, none: 0 }, municipalities: { withDecisionMaker: 2, total: 2 },
  byFunction: [], byMunicipality: [], attendance: { came: 0, stayedAway: 0, noted: 0 }, mails: {}, mailPlan: [], commitments: { open: 0, overdue: 0, settled: 0 }, region: null,
};
const before = new Date('2027-02-01T09:00:00Z');
const during = new Date('2027-03-11T13:00:00Z');
const later = new Date('2027-03-15T09:00:00Z');
const notYet = { open: 0, deciding: 0, opensAt: new Date('2027-02-22T08:00:00Z') };
const decided: Decision = { quorum: new Quorum(), awaited: false, decision: null, calls: notYet };
const todo = (facts: Partial<typeof meeting> | object, dashboard: Partial<MeetingDashboard>, now: Date, decision: Decision = decided): string[] => toDoOf({ ...meeting, ...facts }, { ...calm, ...dashboard }, decision, now).map(({ text, action }) => `${text} → ${action.path}`);

describe('what an organiser has to do now', () => {
  it('is nothing while everything takes its course, and after the end of it', () => {
    expect(todo({}, {}, before)).toEqual([]);
    expect(todo({ state: 'cancelled' }, { mails: { invitation: { failed: 3 } } }, before)).toEqual([]);
  });

  it.each([
    [{ state: 'planned', mayInvite: false, hasCallToAction: false }, { answers: { ...calm.answers, invited: 0, none: 0 } }, before, ['Er is nog geen call to action. Zonder kun je niet uitnodigen. → /wijzigen#daarna', 'Kijk wie je uitnodigt, en verstuur de uitnodigingen. → /doelgroep']],
    [{ hasCallToAction: false, overrideReason: 'Haast' }, {}, before, ['Er is uitgenodigd zonder call to action (“Haast”). Beslis vóór de bijeenkomst wat je vraagt. → /wijzigen#daarna']],
    [{}, { decisionMakers: { coming: 1, invited: 3, unanswered: 1 } }, before, ['1 persoon die beslist, heeft nog niet geantwoord. Bellen helpt. → /genodigden?answer=none&function=DECIDING']],
    [{}, { answers: { ...calm.answers, none: 2 } }, new Date('2027-03-01T09:00:00Z'), ['De antwoorddatum (donderdag 25 februari 2027) is voorbij. 2 mensen hebben niet geantwoord. → /genodigden?answer=none']],
    [{}, { mails: { invitation: { uncertain: 1, failed: 2 }, test: { failed: 9 } } }, before, ['Van 1 mail weten we niet zeker of hij is aangekomen. → /mails?state=uncertain', '2 mails konden niet worden bezorgd. Klopt het adres nog? → /mails?state=failed']],
    [{}, { mails: { 'invitation': { draft: 12 }, 'confirmation': { draft: 1 }, 'reminder-1': { failed: 1 } } }, before, ['Haast: 1 mail waar mensen op rekenen, wacht als concept. → /concepten', '12 concepten wachten op jou. → /concepten', '1 mail kon niet worden bezorgd. Klopt het adres nog? → /mails?state=failed']],
    [{ state: 'cancelled' }, { mails: { cancellation: { draft: 40 } } }, before, ['Haast: 40 mails waar mensen op rekenen, wachten als concept. → /concepten']],
    [{}, {}, during, ['De bijeenkomst is begonnen. Vink aan wie er is. → /aanwezigheid']],
    [{ state: 'held' }, { commitments: { open: 2, overdue: 1, settled: 0 } }, later, ['Vink aan wie er was. De aftermail verschilt voor wie er was en wie niet. → /aanwezigheid', 'Eén toezegging is over de datum. → /toezeggingen']],
    [{ state: 'following-up' }, { attendance: { came: 3, stayedAway: 0, noted: 3 }, commitments: { open: 2, overdue: 0, settled: 1 } }, later, ['2 toezeggingen wachten op een vervolg. → /toezeggingen']],
  ])('is the most urgent first: %j %j', (facts, dashboard, now, expected) => {
    expect(todo(facts, dashboard, now)).toEqual(expected);
  });

  it('is to call once the list is open, instead of looking who is silent', () => {
    const silent = { decisionMakers: { coming: 1, invited: 3, unanswered: 2 }, answers: { ...calm.answers, none: 4 } };
    const calling = (calls: object): string[] => todo({}, silent, before, { ...decided, calls: { ...notYet, opensAt: null, ...calls } });

    expect(calling({ open: 4, deciding: 2 })).toEqual(['Bel 4 mensen, van wie 2 beslissen. → /bellen']);
    expect(calling({ open: 1, deciding: 0 })).toEqual(['Bel 1 persoon. → /bellen']);
    expect(calling({})).toEqual([]);
    expect(todo({}, silent, before, { ...decided, calls: { ...notYet, open: 1, deciding: 1 } })[0]).toBe('Bel 1 persoon die beslist. → /bellen');
  });

  it('is to look in the mail plan when a mail did not leave, also after the meeting', () => {
    const missed = (kind: PlannedKind): MeetingDashboard['mailPlan'] => [{ kind, state: 'missed', dueAt: before, settledAt: before, recipients: null }];
    const notLeft = 'Een geplande mail is niet vertrokken. → /mailplan';
    const held = { attendance: { came: 3, stayedAway: 0, noted: 3 } };

    expect(todo({}, { mailPlan: missed('reminder-1') }, before)).toEqual([notLeft]);
    expect(todo({ state: 'held' }, { ...held, mailPlan: missed('follow-up') }, later)).toEqual([notLeft]);
    expect(todo({ state: 'held' }, { ...held, mailPlan: missed('call-to-action-reminder') }, later)).toEqual([notLeft]);
    expect(todo({ state: 'held' }, { ...held, mailPlan: missed('reminder-1') }, later)).toEqual([]);
  });

  it('is to choose a date, and nothing else, when the meeting has none', () => {
    for (const now of [before, later]) expect(todo({ state: 'postponed' }, { answers: { ...calm.answers, none: 5 } }, now)).toEqual(['De bijeenkomst is uitgesteld. Er is nog geen nieuwe datum. → /verplaatsen']);
  });

  it('is to decide, before anything else', () => {
    const postponed = Object.assign(new GoNoGo(), { outcome: 'postpone' });
    expect(todo({}, { decisionMakers: { coming: 1, invited: 3, unanswered: 1 } }, before, { ...decided, awaited: true })[0]).toBe('Het is tijd om te beslissen of de bijeenkomst doorgaat. → /besluit');
    expect(todo({}, {}, before, { ...decided, decision: postponed })).toEqual(['Je besloot om uit te stellen. De genodigden weten dat nog niet. → /uitstellen']);
    expect(todo({}, {}, before, { ...decided, quorum: null })).toEqual(['Er is nog niet bepaald hoeveel beslissers er moeten komen. → /besluit']);
  });
});
