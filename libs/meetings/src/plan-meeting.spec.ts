import { describe, expect, it } from '@jest/globals';
import { PlanMeeting } from './plan-meeting.js';

const good = {
  title: 'Inspiratiebijeenkomst Zwolle', date: '2027-03-11', from: '13:30', to: '17:00',
  venue: { name: 'De Werkplaats', address: 'Grote Markt 1', postcode4: '8011', place: 'Zwolle' },
  functions: ['ALDERMAN', 'POLICY_OFFICER'], contact: { name: 'Noor Verhoeven', email: 'Noor@Werkplaats.Example.nl' },
};

/** Field → first sentence about it. */
function problems(overrides: object): Record<string, string> {
  const result = PlanMeeting.safeParse({ ...good, ...overrides });
  return Object.fromEntries((result.error?.issues ?? []).toReversed().map(({ path, message }) => [path.join('.'), message]));
}

describe('what comes in to plan a meeting', () => {
  it('needs little and fills in the rest', () => {
    expect(PlanMeeting.parse(good)).toEqual({
      ...good, venue: { name: 'De Werkplaats', address: 'Grote Markt 1', postcode: '8011', place: 'Zwolle' }, contact: { name: 'Noor Verhoeven', email: 'Noor@werkplaats.example.nl' },
      language: 'nl', municipalityCodes: [], organisationKinds: [], maxTravelMinutes: 60, callToAction: { followUpWorkingDays: 1, steps: [] },
    });
  });

  it('takes numbers as text, a single tick, and null for nothing, as forms and programs send them', () => {
    const plan = PlanMeeting.parse({ ...good, capacity: '100', maxTravelMinutes: null, functions: 'ALDERMAN', programme: null, regionId: null, callToAction: null });
    expect(plan).toMatchObject({ capacity: 100, maxTravelMinutes: 60, functions: ['ALDERMAN'], callToAction: { steps: [] } });
    expect(plan.regionId).toBeUndefined();
  });

  it('completes next steps: a standard key brings its words, own words bring a key', () => {
    const { callToAction } = PlanMeeting.parse({ ...good, callToAction: { ask: 'Doe mee', owner: 'Noor', steps: [{ key: 'gesprek' }, { label: 'Samen éten' }, { key: 'x', label: 'Iets anders' }] } });
    expect(callToAction.steps).toEqual([{ key: 'gesprek', label: 'Een gesprek plannen' }, { key: 'samen-eten', label: 'Samen éten' }, { key: 'x', label: 'Iets anders' }]);
  });

  it.each([
    ['capacity', { capacity: 0 }, 'Er moet plaats zijn voor ten minste één persoon. Laat het leeg als er geen grens is.'],
    ['capacity', { capacity: '-3' }, 'Er moet plaats zijn voor ten minste één persoon. Laat het leeg als er geen grens is.'],
    ['capacity', { capacity: 'veel' }, 'Er moet plaats zijn voor ten minste één persoon. Laat het leeg als er geen grens is.'],
    ['to', { to: '13:30' }, 'De bijeenkomst eindigt voor ze begint. Kijk naar de tijden.'],
    ['answerBy', { answerBy: '2027-03-12' }, 'De uiterste antwoorddatum ligt na de bijeenkomst. Kies een eerdere dag.'],
    ['date', { date: '2027-02-30' }, 'Deze datum bestaat niet. Schrijf een datum als 2027-03-11.'],
    ['date', { date: '11-03-2027' }, 'Deze datum bestaat niet. Schrijf een datum als 2027-03-11.'],
    ['date', { date: undefined }, 'Kies een datum.'],
    ['from', { from: '24:00' }, 'Vul een tijd in zoals 13:30.'],
    ['title', { title: '   ' }, 'Geef de bijeenkomst een titel.'],
    ['venue.postcode', { venue: { ...good.venue, postcode4: '80111' } }, 'Vul de postcode in, bijvoorbeeld 8011 of 8011 AB.'],
    ['venue.name', { venue: null }, 'Vul de naam van de locatie in.'],
    ['contact.email', { contact: { name: 'Noor', email: 'noor' } }, 'Er ontbreekt een apenstaartje (@). Een e-mailadres ziet er zo uit: naam@gemeente.nl.'],
    ['functions', { functions: [] }, 'Kies ten minste één functie.'],
    ['functions.0', { functions: ['BAKER'] }, 'Kies functies uit de lijst.'],
    ['maxTravelMinutes', { maxTravelMinutes: 0 }, 'Vul 5 tot en met 300 minuten in.'],
    ['callToAction.steps', { callToAction: { steps: [{ label: 'Bel ons' }, { label: 'bel ons' }] } }, 'Twee vervolgstappen zijn gelijk. Haal er een weg.'],
  ])('explains what is wrong with %s %j', (field, overrides, sentence) => {
    expect(problems(overrides)[field]).toBe(sentence);
  });
});
