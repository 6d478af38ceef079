import type { StoryVariant } from '@bijeen/contacts';
import type { MailText } from '@bijeen/mail';

/** For everybody without a text of their own. */
const GENERAL = `{aanhef},

Graag nodigen wij u uit voor {titel}, op {datum} in {plaats}.

Waarom wij u vragen: {waarom_u}

U ontmoet mensen die vertellen wat hen hielp om weer grip te krijgen op hun leven. En u praat met ons over wat dat voor uw werk kan betekenen. Uw stem telt daarbij mee.`;

/** Why first, then what: the same stories that callers tell (`OUR_POINTS` of libs/calls), in writing. */
const BODIES: Record<StoryVariant, string> = {
  alderman: `{aanhef},

Als wethouder kiest u waar de gemeente aandacht en geld aan geeft. In uw regio wonen mensen die met steun van elkaar weer grip kregen op hun leven. Wat daarbij hielp, merkt u pas echt als u het van henzelf hoort.

Daarom nodigen wij u uit voor {titel}, op {datum} in {plaats}. Wij vragen u zelf, en niet een medewerker: u beslist, en wat u die dag hoort past niet in een verslag.

Waarom wij u vragen: {waarom_u}

U ontmoet bezoekers en andere bestuurders uit de regio. Het is geen reclame voor ons. Na afloop vragen wij u één ding.`,
  board: `{aanhef},

Uw organisatie en de onze helpen vaak dezelfde mensen. Wat zij nodig hebben naast zorg, kunnen zij zelf het best vertellen. Of dat ook lukt in het werk van elke dag, hangt af van mensen die over samenwerken beslissen, zoals u.

Daarom nodigen wij u uit voor {titel}, op {datum} in {plaats}. Wij vragen u zelf. Met alleen medewerkers in de zaal verandert er weinig.

Waarom wij u vragen: {waarom_u}

U spreekt wethouders en andere bestuurders uit de regio, en u hoort verhalen van bezoekers. Na afloop vragen wij u één ding.`,
  policy: `{aanhef},

U maakt de plannen waar inwoners straks mee te maken krijgen. Plannen worden beter als u weet wat mensen zelf hielp om verder te komen. Dat hoort u bij ons uit de eerste hand.

Daarom nodigen wij u uit voor {titel}, op {datum} in {plaats}. Komt u samen met uw wethouder of bestuurder? Dan horen wie beslist en wie het uitwerkt hetzelfde.

Waarom wij u vragen: {waarom_u}

U spreekt bezoekers en collega’s van andere gemeenten. Het is geen reclame voor ons.`,
  '': GENERAL,
};

/** What an invitation says until an organiser writes something else. Facts, programme, buttons and footer come beside it. */
export function invitationText(variant: StoryVariant): MailText {
  return { subject: 'Uitnodiging: {titel} op {datum}', body: BODIES[variant] };
}
