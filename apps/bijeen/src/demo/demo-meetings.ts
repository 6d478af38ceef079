import { addDays, type Day, weekday } from '@bijeen/platform';
import { PlanMeeting } from '@bijeen/meetings';

/** The region of the demo and what its meetings have in common. */
interface Setting {
  regionId: string;
  title: string;
  date: Day;
  answerBy: Day;
  functions?: string[];
}

const FUNCTIONS = ['ALDERMAN', 'BOARD_MEMBER', 'DIRECTOR', 'POLICY_OFFICER', 'STRATEGIST'];

/** The first Thursday on or after `day` that is not in the weeks round Christmas, when nobody comes. */
export function thursday(day: Day): Day {
  const found = addDays(day, (11 - weekday(day)) % 7);
  return /-12-(2\d|3[01])$|-01-0[1-7]$/.test(found) ? thursday(addDays(found, 7)) : found;
}

/** A meeting as the director would plan it: half a day at the own place, with the next step decided beforehand (L5). */
export function demoPlan({ regionId, title, date, answerBy, functions = FUNCTIONS }: Setting): PlanMeeting {
  return PlanMeeting.parse({
    title, date, from: '13:30', to: '17:00', answerBy, regionId, capacity: 100,
    venue: { name: 'De Werkplaats', address: 'Voorbeeldplein 1', postcode: '8011', place: 'Zwolle' },
    functions, organisationKinds: ['MUNICIPALITY', 'GGZ', 'WELFARE', 'HEALTH_INSURER', 'ZHO'], maxTravelMinutes: 60,
    contact: { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl', phone: '038 555 0123' },
    programme: 'Drie herstelverhalen van bezoekers\nEen gesprek met twee gemeenten die al samenwerken\nAan tafel: wat kan in uw gemeente?',
    callToAction: {
      ask: 'Kies een eerste stap die uw gemeente met ons zet.',
      owner: 'Noor Verhoeven',
      steps: [{ key: 'werkbezoek', label: 'Op werkbezoek komen' }, { key: 'gesprek', label: 'Een gesprek plannen' }, { key: 'stappenplan', label: 'Het stappenplan starten' }],
    },
  });
}
