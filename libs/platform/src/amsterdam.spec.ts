import { describe, expect, it } from '@jest/globals';
import { clockTime, dayInAmsterdam, firstInstantInAmsterdam, fromTo, instantInAmsterdam, longMoment, timeInAmsterdam, weekday } from './amsterdam.js';
import { DomainError } from './errors.js';

describe('time in Amsterdam', () => {
  it('knows winter and summer', () => {
    expect(instantInAmsterdam('2027-03-11', '13:30').toISOString()).toBe('2027-03-11T12:30:00.000Z');
    expect(instantInAmsterdam('2027-06-10', '13:30').toISOString()).toBe('2027-06-10T11:30:00.000Z');
  });

  it('explains a time that does not exist', () => {
    expect(() => instantInAmsterdam('2027-03-28', '02:30')).toThrow(new DomainError('time.does-not-exist', { day: '2027-03-28', time: '02:30' }));
  });

  it('explains a time that exists twice', () => {
    expect(() => instantInAmsterdam('2027-10-31', '02:30')).toThrow(new DomainError('time.exists-twice', { day: '2027-10-31', time: '02:30' }));
  });

  it('still finds a moment for rules that must run on such a night', () => {
    expect(firstInstantInAmsterdam('2027-03-28', '02:30').toISOString()).toBe('2027-03-28T01:30:00.000Z');
    expect(firstInstantInAmsterdam('2027-10-31', '02:30').toISOString()).toBe('2027-10-31T00:30:00.000Z');
  });

  it('reads the calendar and the clock of Amsterdam, not of the server', () => {
    const lateEvening = new Date('2027-03-10T23:15:00Z');

    expect([dayInAmsterdam(lateEvening), timeInAmsterdam(lateEvening), clockTime(lateEvening), weekday('2027-03-11')]).toEqual(['2027-03-11', '00:15', '00.15', 4]);
  });

  it('writes dates as people say them', () => {
    const start = new Date('2027-03-11T12:30:00Z');

    expect(longMoment(start)).toBe('donderdag 11 maart 2027 om 13.30 uur');
    expect(fromTo(start, new Date('2027-03-11T16:00:00Z'))).toBe('donderdag 11 maart 2027, 13.30 tot 17.00 uur');
  });
});
