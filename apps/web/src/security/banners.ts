import type { OwnOrganisation } from '@bijeen/organisations';
import { type Clock, longMoment } from '@bijeen/platform';
import type { Shell } from '@bijeen/ui';

type Banner = Shell['banners'][number];

/** What must be said above every page: that no mail leaves, or that none is taken, that the own domain broke, that people are fictional, and that the clock has been moved. */
export function banners(clock: Clock, organisation?: Pick<OwnOrganisation, 'demo' | 'mailHeld' | 'brokenDomain' | 'mailRefused' | 'role'>): Banner[] {
  const people = { text: 'Dit is een voorbeeld. Alle mensen en adressen zijn verzonnen.' };
  const time = (): Banner => ({ text: `De klok is verzet: hier is het ${longMoment(clock.now())}.`, link: { href: '/postvak', label: 'Zet hem terug' } });
  const restored = { text: 'Er is een back-up teruggezet. Daarom gaat er nu geen mail uit.', link: { href: '/instellingen/mail-na-herstel', label: 'Bekijk wat er wacht' } };
  const refused = { text: 'De mailserver neemt onze mail nu niet aan. Er gaat niets verloren: de mail wacht, en vertrekt vanzelf als het weer kan. Je hoeft niets te doen. Wie Bijeen beheert, ziet dit ook.' };
  const broken = organisation?.brokenDomain ? [brokenDomain(organisation.brokenDomain, organisation.role === 'owner')] : [];
  return [...(organisation?.mailHeld ? [restored] : []), ...(organisation?.mailRefused ? [refused] : []), ...broken, ...(organisation?.demo ? [people] : []), ...(clock.travelled ? [time()] : [])];
}

/** Only owners can see, and mend, what is wrong. */
function brokenDomain(domain: string, owner: boolean): Banner {
  const link = owner ? { href: '/instellingen/afzenderdomein', label: 'Bekijk wat er moet gebeuren' } : { href: '/instellingen', label: 'Lees meer' };
  return { text: `Jullie mail vertrekt niet meer van ${domain}, maar van het domein van Bijeen. De regels van ${domain} kloppen niet meer.`, link };
}
