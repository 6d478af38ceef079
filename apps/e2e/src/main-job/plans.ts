/** A meeting in Zwolle as a script plans it; far enough away for every clock. */
export const PLAN = {
  title: 'Inspiratiebijeenkomst Zwolle', date: '2027-09-16', from: '13:30', to: '17:00', answerBy: '2027-09-02', capacity: 3000,
  venue: { name: 'De Werkplaats', address: 'Voorbeeldplein 1', postcode4: '8011', place: 'Zwolle' },
  functions: ['ALDERMAN', 'BOARD_MEMBER', 'POLICY_OFFICER', 'OPERATIONAL_STAFF', 'PROCUREMENT_OFFICER'], organisationKinds: ['MUNICIPALITY'],
  contact: { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl', phone: '038 555 0123' },
};

export const CALL_TO_ACTION = { ask: 'Kies een eerste stap voor uw gemeente.', owner: 'Noor Verhoeven', steps: [{ key: 'werkbezoek', label: 'Op werkbezoek komen' }, { key: 'gesprek', label: 'Een gesprek plannen' }] };
