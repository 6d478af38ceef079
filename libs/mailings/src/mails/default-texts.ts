import type { MailText } from '@bijeen/mail';
import type { PlannedKind } from '../mail-rules.js';
import type { Variant } from '../planned-mail.queries.js';

const ASK = 'Wij hebben een vraag aan u:\n\n{vraag}';
const WITHOUT_ASK = 'Hebt u een vraag, of wilt u verder praten? Neem dan contact op met {contactpersoon}: {contact_email}.';

const WHY: Partial<Record<Variant, string>> = {
  alderman: 'U beslist waar de gemeente aandacht en geld aan geeft. Daarom vragen wij u zelf, en niet een medewerker. Wat mensen hielp om weer verder te komen, hoort u die dag van henzelf.',
  board: 'U beslist over samenwerken met anderen in de regio. Daarom vragen wij u zelf. U spreekt wethouders en andere bestuurders, en u hoort wat mensen nodig hebben naast zorg.',
  policy: 'U maakt de plannen waar inwoners straks mee te maken krijgen. Bij ons hoort u uit de eerste hand wat mensen hielp. Komt u samen met uw wethouder of bestuurder?',
};

/** What a mail says until an organiser writes something else. Facts, buttons and footer come beside it. */
export function defaultText(kind: PlannedKind, variant: Variant, hasAsk: boolean): MailText {
  switch (kind) {
    case 'reminder-1':
      return { subject: 'Komt u naar {titel}?', body: `{aanhef},\n\n${why(variant)}U bent uitgenodigd voor {titel}. Wij weten nog niet of u komt. Laat u het ons uiterlijk {antwoord_voor} weten?` };
    case 'reminder-2':
      return { subject: 'Laatste herinnering: {titel}', body: `{aanhef},\n\n${why(variant)}U kunt nog tot en met {antwoord_voor} laten weten of u komt naar {titel}. Ook als u niet kunt, horen wij dat graag. Dan weten wij op wie wij mogen rekenen.` };
    case 'practical':
      return { subject: 'Praktisch, voor {datum}: {titel}', body: '{aanhef},\n\nFijn dat u komt naar {titel}. Hieronder staat wat u nodig hebt voor de dag zelf.\n\nKunt u toch niet komen? Laat het {contactpersoon} dan weten.' };
    case 'follow-up':
      return followUp(variant, hasAsk ? ASK : WITHOUT_ASK);
    case 'call-to-action-reminder':
      return { subject: 'Welke stap zet u?', body: '{aanhef},\n\nNa {titel} vroegen wij u iets. Misschien is onze mail u ontschoten. Daarom vragen wij het nog één keer:\n\n{vraag}\n\nEen stap kiezen kost u een minuut. Daarna nemen wij contact met u op.' };
  }
}

/** Why somebody with this function should come: it opens the reminder. */
function why(variant: Variant): string {
  return WHY[variant] ? `${WHY[variant]}\n\n` : '';
}

function followUp(variant: Variant, ask: string): MailText {
  if (variant === 'came') return { subject: 'Fijn dat u er was. Hoe gaan we verder?', body: `{aanhef},\n\nFijn dat u er was bij {titel}. Bedankt voor uw komst en uw aandacht.\n\n${ask}` };
  if (variant === 'declined') return { subject: 'U kon er niet bij zijn. Doet u toch mee?', body: `{aanhef},\n\nOp {datum} was onze bijeenkomst in {plaats}: {titel}. U kon er niet bij zijn; bedankt dat u dat liet weten. Meedoen kan nog steeds.\n\n${ask}` };
  return { subject: 'Wij hebben u gemist. Doet u toch mee?', body: `{aanhef},\n\nOp {datum} was onze bijeenkomst in {plaats}: {titel}. Wij hebben u gemist. Meedoen kan nog steeds.\n\n${ask}` };
}
