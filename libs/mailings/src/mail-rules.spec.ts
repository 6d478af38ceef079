import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { addDays, instantInAmsterdam } from '@bijeen/platform';
import { dueAt, MAIL_RULES, PLANNED_KINDS, ruleInWords, type Moments, type PlannedKind } from './mail-rules.js';

/** Thirty days on both sides of both nights on which the clock changes, as days of a meeting. */
const MEETING_DAYS = ['2026-10-10', '2027-03-13'].flatMap((first) => Array.from({ length: 30 }, (_, index) => addDays(first, index)));

const moments = (day: string, from = '13:30', until = '17:00'): Moments => ({
  start: instantInAmsterdam(day, from),
  end: instantInAmsterdam(day, until),
  answerBy: instantInAmsterdam(addDays(day, -14), '23:59'),
});
const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short', timeStyle: 'medium' });
const planned = (day: string): Record<PlannedKind, string> => {
  const all = { ...moments(day), followUp: dueAt(MAIL_RULES['follow-up'], moments(day)) };
  return Object.fromEntries(PLANNED_KINDS.map((kind) => [kind, local.format(dueAt(MAIL_RULES[kind], all))])) as Record<PlannedKind, string>;
};

describe('the moment of a planned mail', () => {
  it('of a meeting on a Thursday', () => {
    expect(planned('2027-03-11')).toEqual({
      'reminder-1': '2027-02-15 09:00:00',
      'reminder-2': '2027-02-19 09:00:00',
      'practical': '2027-03-10 09:00:00',
      'follow-up': '2027-03-12 09:00:00',
      'call-to-action-reminder': '2027-03-30 09:00:00',
    });
  });

  it('goes round weekends and holidays: reminders to an earlier day, aftermail to a later one', () => {
    expect(planned('2027-05-07')).toMatchObject({ 'reminder-1': '2027-04-13 09:00:00', 'reminder-2': '2027-04-19 09:00:00', 'practical': '2027-05-04 09:00:00', 'follow-up': '2027-05-10 09:00:00', 'call-to-action-reminder': '2027-05-24 09:00:00' });
    expect(planned('2027-03-25')).toMatchObject({ 'practical': '2027-03-24 09:00:00', 'follow-up': '2027-03-30 09:00:00' });
    expect(planned('2027-03-22')).toMatchObject({ 'practical': '2027-03-19 09:00:00', 'reminder-1': '2027-02-26 09:00:00' });
  });

  it('counts from the evening on which a late meeting ends, also when UTC is on another day', () => {
    const late = moments('2027-03-11', '22:00', '23:45');
    const pastMidnight = { ...late, end: instantInAmsterdam('2027-03-12', '00:30') };

    expect([late, pastMidnight].map((each) => local.format(dueAt(MAIL_RULES['follow-up'], each)))).toEqual(['2027-03-12 09:00:00', '2027-03-15 09:00:00']);
  });

  it('is 09:00 in Amsterdam on a working day for sixty meetings round both nights on which the clock changes', () => {
    expect(MEETING_DAYS).toHaveLength(60);
    for (const day of MEETING_DAYS) {
      for (const moment of Object.values(planned(day))) {
        expect(moment).toMatch(/ 09:00:00$/);
        expect([1, 2, 3, 4, 5]).toContain(new Date(`${moment.slice(0, 10)}T12:00:00Z`).getUTCDay());
      }
    }
  });

  it.each([['UTC', 0], ['Europe/Amsterdam', -60], ['America/Los_Angeles', 480], ['Asia/Kathmandu', -345]])('is the same instant on a server in %s', (zone, offset) => {
    const script = `
      import { dueAt, MAIL_RULES, PLANNED_KINDS } from './libs/mailings/src/mail-rules.ts';
      const revived = JSON.parse(process.argv[1]).map((each) => Object.fromEntries(Object.entries(each).map(([name, iso]) => [name, new Date(iso)])));
      const due = revived.map((each) => PLANNED_KINDS.map((kind) => dueAt(MAIL_RULES[kind], { ...each, followUp: dueAt(MAIL_RULES['follow-up'], each) }).toISOString()));
      console.log(JSON.stringify({ offset: new Date('2027-01-12T12:00:00Z').getTimezoneOffset(), due }));`;
    const all = MEETING_DAYS.map((day) => moments(day));

    const child = spawnSync(process.execPath, ['--import', './libs/testing/typescript-hooks.mjs', '--input-type=module', '-e', script, JSON.stringify(all)], { env: { TZ: zone }, encoding: 'utf8' });

    expect(child.stderr).toBe('');
    const here = all.map((each) => PLANNED_KINDS.map((kind) => dueAt(MAIL_RULES[kind], { ...each, followUp: dueAt(MAIL_RULES['follow-up'], each) }).toISOString()));
    expect(JSON.parse(child.stdout)).toEqual({ offset, due: here });
  });

  it('can be said in words', () => {
    expect([MAIL_RULES['reminder-1'], MAIL_RULES.practical, MAIL_RULES['call-to-action-reminder']].map(ruleInWords)).toEqual([
      '10 dagen voor de uiterste antwoorddatum, om 09.00 uur, op een werkdag',
      '1 werkdag voor de bijeenkomst, om 09.00 uur',
      '14 dagen na de aftermail, om 09.00 uur, op een werkdag',
    ]);
  });
});
