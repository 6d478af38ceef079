import { PlanMeeting, type WrittenPlan } from '@bijeen/meetings';
import { describe, expect, it } from '@jest/globals';
import { formFromPlan, planErrors, planFromForm } from './plan-form.js';

const fields = {
  'title': 'Inspiratiebijeenkomst', 'date': '2027-03-11', 'from': '13:30', 'to': '17:00', 'answerBy': '', 'capacity': '100', 'regionId': '', 'functions': ['ALDERMAN'], 'organisationKinds': 'MUNICIPALITY', 'maxTravelMinutes': '60',
  'venue.name': 'De Werkplaats', 'venue.address': 'Grote Markt 1', 'venue.postcode': '8011', 'venue.place': 'Zwolle', 'contact.name': 'Noor', 'contact.email': 'noor@example.nl', 'contact.phone': '',
  'callToAction.ask': 'Kies', 'callToAction.owner': 'Noor', 'callToAction.followUpWorkingDays': '2', 'callToAction.steps': ['gesprek'], 'callToAction.ownSteps': 'Bel ons\r\n\r\nSamen eten',
};

describe('the form of a plan', () => {
  it('becomes the same plan that a program would write', () => {
    expect(PlanMeeting.parse(planFromForm(fields))).toMatchObject({
      venue: { name: 'De Werkplaats', postcode: '8011' }, contact: { name: 'Noor', email: 'noor@example.nl' }, capacity: 100, functions: ['ALDERMAN'], organisationKinds: ['MUNICIPALITY'],
      callToAction: { ask: 'Kies', followUpWorkingDays: 2, steps: [{ key: 'gesprek', label: 'Een gesprek plannen' }, { key: 'bel-ons', label: 'Bel ons' }, { key: 'samen-eten', label: 'Samen eten' }] },
    });
  });

  it('shows a plan so that sending it again changes nothing', () => {
    const plan = PlanMeeting.parse(planFromForm(fields));
    const again = PlanMeeting.parse(planFromForm(Object.fromEntries(Object.entries(formFromPlan(plan as unknown as WrittenPlan)).map(([name, value]) => [name, value ?? '']))));
    expect(again).toEqual(plan);
  });

  it('has no way into the prototype', () => {
    expect(planFromForm({ '__proto__.x': '1', 'constructor.prototype': '2', 'title': 'T' })).toEqual({ title: 'T', callToAction: { steps: [] } });
    expect(({} as { x?: string }).x).toBeUndefined();
  });

  it('shows problems beside the fields that exist', () => {
    expect(planErrors({ 'callToAction.steps.3.label': 'a', 'functions.0': 'b', 'venue.name': 'c' })).toEqual({ 'callToAction.ownSteps': 'a', 'functions': 'b', 'venue.name': 'c' });
  });
});
