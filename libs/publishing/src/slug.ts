import { dayInAmsterdam, longDate } from '@bijeen/platform';

/** Of a long title the first words are enough. */
const MOST = 60;

/** A readable address from title and date: "inspiratiebijeenkomst-zwolle-11-maart-2027". `turn` tells apart what would be the same. */
export function slugOf({ title, startsAt }: { title: string; startsAt: Date }, turn: number): string {
  const date = `${Number(dayInAmsterdam(startsAt).slice(8))} ${longDate(startsAt).split(' ').slice(-2).join(' ')}`;
  return [plain(title).slice(0, MOST).replace(/-+$/, ''), plain(date), turn > 1 ? String(turn) : ''].filter(Boolean).join('-');
}

/** Only small letters, digits and single hyphens. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
