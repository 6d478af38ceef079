import { type Clock, longMoment } from '@bijeen/platform';
import type { Shell } from '@bijeen/ui';

/** What must be said above every page: that people are fictional, and that the clock has been moved. */
export function banners(clock: Clock, demo: boolean): Shell['banners'] {
  const people = { text: 'Dit is een voorbeeld. Alle mensen en adressen zijn verzonnen.' };
  const time = (): Shell['banners'][number] => ({ text: `De klok is verzet: hier is het ${longMoment(clock.now())}.`, link: { href: '/postvak', label: 'Zet hem terug' } });
  return [...(demo ? [people] : []), ...(clock.travelled ? [time()] : [])];
}
