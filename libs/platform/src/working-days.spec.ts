import { describe, expect, it } from '@jest/globals';
import { addWorkingDays, addWorkingHours, holiday, isWorkingDay, nextWorkingDay, workingDayOnOrAfter, workingDayOnOrBefore } from './working-days.js';

describe('Dutch working days', () => {
  it.each([
    ['2027-01-01', 'Nieuwjaar'], ['2027-03-26', 'Goede Vrijdag'], ['2027-03-29', 'Tweede paasdag'], ['2027-04-27', 'Koningsdag'],
    ['2027-05-05', 'Bevrijdingsdag'], ['2027-05-06', 'Hemelvaartsdag'], ['2027-05-17', 'Tweede pinksterdag'], ['2028-12-25', 'Kerstmis'],
    ['2028-12-26', 'Tweede kerstdag'], ['2026-12-31', 'Oudejaarsavond'],
  ])('%s is free: %s', (day, name) => {
    expect(holiday(day)).toBe(name);
    expect(isWorkingDay(day)).toBe(false);
  });

  it('keeps the King’s birthday off a Sunday', () => {
    expect(['2025-04-26', '2025-04-27'].map(holiday)).toEqual(['Koningsdag', undefined]);
  });

  it.each(['2027-05-04', '2027-12-03', '2026-09-15', '2026-12-24'])('%s is an ordinary working day', (day) => {
    expect(isWorkingDay(day)).toBe(true);
  });

  it.each([
    ['a Thursday', '2027-03-11', '2027-03-12'],
    ['a Friday', '2027-03-12', '2027-03-15'],
    ['the day before Good Friday', '2027-03-25', '2027-03-30'],
    ['the Tuesday before two free days', '2027-05-04', '2027-05-07'],
    ['Christmas Eve', '2026-12-24', '2026-12-28'],
    ['30 December', '2026-12-30', '2027-01-04'],
  ])('after %s comes the next working day', (_name, day, next) => {
    expect(nextWorkingDay(day)).toBe(next);
  });

  it('counts working days both ways', () => {
    expect([addWorkingDays('2027-03-10', 10), addWorkingDays('2027-03-31', -3), addWorkingDays('2027-03-13', 0)]).toEqual(['2027-03-24', '2027-03-24', '2027-03-13']);
  });

  it('finds the nearest working day before and after a free day, and stays on a working day', () => {
    expect([workingDayOnOrBefore('2027-03-29'), workingDayOnOrAfter('2027-03-26')]).toEqual(['2027-03-25', '2027-03-30']);
    expect([workingDayOnOrBefore('2027-03-11'), workingDayOnOrAfter('2027-03-11')]).toEqual(['2027-03-11', '2027-03-11']);
  });

  it.each([
    ['on a working day', '2027-03-11T09:00:00Z', 4, '2027-03-11T13:00:00Z'],
    ['over the night', '2027-03-11T15:00:00Z', 4, '2027-03-12T11:00:00Z'],
    ['from before nine', '2027-03-11T05:00:00Z', 8, '2027-03-11T16:00:00Z'],
    ['over a weekend', '2027-03-12T17:30:00Z', 1, '2027-03-15T09:00:00Z'],
    ['over Easter and the change of the clock', '2027-03-25T15:00:00Z', 2, '2027-03-30T08:00:00Z'],
  ])('counts working hours %s', (_when, from, hours, until) => {
    expect(addWorkingHours(new Date(from), hours)).toEqual(new Date(until));
  });
});
