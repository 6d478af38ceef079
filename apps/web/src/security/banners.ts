import { type Clock, longMoment } from '@bijeen/platform';
import type { Shell } from '@bijeen/ui';

/** What must be said above every page: that people are fictional, that the clock has been moved, and that no mail leaves. */
export function banners(clock: Clock, { demo = false, mailHeld = false }: { demo?: boolean; mailHeld?: boolean } = {}): Shell['banners'] {
  const people = { text: 'Dit is een voorbeeld. Alle mensen en adressen zijn verzonnen.' };
  const time = (): Shell['banners'][number] => ({ text: `De klok is verzet: hier is het ${longMoment(clock.now())}.`, link: { href: '/postvak', label: 'Zet hem terug' } });
  const restored = { text: 'Er is een back-up teruggezet. Daarom gaat er nu geen mail uit.', link: { href: '/instellingen/mail-na-herstel', label: 'Bekijk wat er wacht' } };
  return [...(mailHeld ? [restored] : []), ...(demo ? [people] : []), ...(clock.travelled ? [time()] : [])];
}
