import { describe, expect, it } from '@jest/globals';
import { AskDates } from './date-poll-input.js';

const OPTIONS = [{ day: '2027-04-15', from: '13:30', to: '17:00' }, { day: '2027-04-22', from: '13:30', to: '17:00' }];
const problems = (input: object): Record<string, string> => Object.fromEntries(AskDates.safeParse({ options: OPTIONS, deadline: '2027-02-01', ...input }).error!.issues.map(({ path, message }) => [path.join('.'), message]));

describe('what comes in to ask for dates', () => {
  it.each([
    ['no dates', { options: [] }, { options: 'Kies ten minste twee data. Met één datum valt er niets te kiezen.' }],
    ['one date', { options: OPTIONS.slice(1) }, { options: 'Kies ten minste twee data. Met één datum valt er niets te kiezen.' }],
    ['nine dates', { options: [1, 2, 5, 6, 7, 8, 9, 12, 13].map((day) => ({ day: `2027-04-${String(day).padStart(2, '0')}`, from: '13:30', to: '17:00' })) }, { options: 'Kies hoogstens 8 data. Meer kiezen kost de ander te veel tijd.' }],
    ['the same date twice', { options: [OPTIONS[0], OPTIONS[0]] }, { 'options.1.day': 'Deze datum staat er twee keer in. Kies een andere, of laat hem weg.' }],
    ['an end before the start', { options: [OPTIONS[0], { ...OPTIONS[1], to: '12:00' }] }, { 'options.1.to': 'De bijeenkomst eindigt voor ze begint. Kijk naar de tijden.' }],
    ['a day that does not exist', { options: [OPTIONS[0], { ...OPTIONS[1], day: '2027-02-30' }] }, { 'options.1.day': 'Deze datum bestaat niet. Schrijf een datum als 2027-03-11.' }],
    ['no deadline', { deadline: undefined }, { deadline: 'Kies een datum.' }],
  ])('with %s is refused', (_what, input, expected) => {
    expect(problems(input)).toEqual(expected);
  });

  it('is two to eight dates, of which two may be on one day, and asks those who decide unless told otherwise', () => {
    const morning = { day: '2027-04-15', from: '09:30', to: '12:30' };
    expect(AskDates.parse({ options: [...OPTIONS, morning], deadline: '2027-02-01', introduction: '  ' })).toEqual({ options: [...OPTIONS, morning], deadline: '2027-02-01', everyone: false });
  });
});
