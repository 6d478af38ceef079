import type { Audience } from '@bijeen/contacts';
import { meetingValues } from '@bijeen/invitations';
import type { Meeting } from '@bijeen/meetings';

export { AUDIENCES, type Audience, audienceOf } from '@bijeen/contacts';

/** The only words that may stand between braces in a point. */
export const POINT_WORDS = ['titel', 'datum', 'begintijd', 'eindtijd', 'locatie', 'plaats', 'vraag', 'contactpersoon'] as const;

/** Our points, out of the lessons: near by (L1), you decide (L2), no advertising (L3), feel it (L4), one question afterwards (L5). */
export const OUR_POINTS: Record<Audience, string[]> = {
  alderman: [
    'Het is dichtbij: op {datum} in {plaats}, van {begintijd} tot {eindtijd} uur. Het gaat over inwoners van deze regio.',
    'We vragen u zelf, en niet een medewerker. U beslist waar de gemeente voor kiest.',
    'U hoort van bezoekers van {locatie} wat hun herstel vooruit hielp. Dat merkt u pas als u er bent.',
    'Daarna vragen we u één ding: {vraag}',
  ],
  board: [
    'U spreekt wethouders en andere bestuurders uit de regio, op {datum} in {plaats}.',
    'We vragen u zelf, want u beslist over samenwerking. Met alleen medewerkers in de zaal verandert er weinig.',
    'Het is geen reclame voor ons. U hoort verhalen van bezoekers, en ziet wat zij naast zorg nodig hebben.',
    'Daarna vragen we u één ding: {vraag}',
  ],
  policy: [
    'U hoort uit de eerste hand wat werkt in herstel en zelfregie: {datum}, {locatie} in {plaats}.',
    'Kom samen met uw wethouder of bestuurder. Wie beslist en wie het uitwerkt, horen dan hetzelfde.',
    'Het is geen reclame voor ons. U spreekt bezoekers, en collega’s van andere gemeenten.',
    'Daarna vragen we u één ding: {vraag}',
  ],
  others: [
    'U bent welkom op {datum} bij {locatie} in {plaats}, van {begintijd} tot {eindtijd} uur.',
    'U hoort verhalen van mensen zelf. Zo merkt u wat wij doen, beter dan uit een folder.',
    'Wie beslist hierover bij u? Vraag of die persoon ook komt.',
  ],
};

/** Points with the facts of the meeting filled in. A point about something that the meeting does not have yet falls away. */
export function filledPoints(points: string[], meeting: Meeting): string[] {
  const values: Record<string, string> = { ...meetingValues(meeting), vraag: meeting.callToActionAsk ?? '' };
  const names = (point: string): string[] => POINT_WORDS.filter((name) => point.includes(`{${name}}`));
  return points.filter((point) => names(point).every((name) => values[name])).map((point) => names(point).reduce((text, name) => text.replaceAll(`{${name}}`, () => values[name]!), point));
}

/** What stands between braces and is no word of ours, or a loose brace. */
export function unknownWords(point: string): string[] {
  const rest = POINT_WORDS.reduce((text, name) => text.replaceAll(`{${name}}`, ' '), point);
  return [...rest.matchAll(/\{[^{}]{0,40}\}?|\}/g)].map(([found]) => found);
}
