import { addDays, type Day, instantInAmsterdam, longDate } from '@bijeen/platform';

/** First letters of the months, in Dutch, English and German, in the order of the year. */
const MONTHS = [/^jan/, /^feb/, /^(mrt|maa|mar|m[äa]r|mae)/, /^apr/, /^(mei|may|mai)/, /^jun/, /^jul/, /^aug/, /^sep/, /^(okt|oct)/, /^nov/, /^(dec|dez)/];
const MONTH = '(?:jan(?:uar[iy]?|\\.)?|feb(?:ruar[iy]?|\\.)?|maart|mrt\\.?|march|mar\\.?|m(?:ä|ae)rz|apr(?:il|\\.)?|mei|may|mai|jun[ie]?\\.?|jul[iy]?\\.?|aug(?:ustus|ust|\\.)?|sept?(?:ember|\\.)?|okt(?:ober|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|de[cz](?:ember|\\.)?)';
const WRITTEN = [
  new RegExp(`\\b(?<day>\\d{1,2})(?:e|st|nd|rd|th|\\.)?\\s+(?:of\\s+)?(?<month>${MONTH})(?![a-z])(?:,?\\s+(?<year>20\\d\\d)\\b)?`, 'giu'),
  new RegExp(`\\b(?<month>${MONTH})\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)(?:,?\\s+(?<year>20\\d\\d)\\b)?`, 'giu'),
  /\b(?<year>20\d\d)-(?<month>\d\d)-(?<day>\d\d)\b/g,
  /(?<![\d.:/-])(?<day>\d{1,2})[-/.](?<month>\d{1,2})(?:[-/.](?<year>20\d\d|\d\d))?(?![\d:/-]|\.\d)/g,
];
const WEEKDAYS = [/\b(maandag|monday|montag)\b/i, /\b(dinsdag|tuesday|dienstag)\b/i, /\b(woensdag|wednesday|mittwoch)\b/i, /\b(donderdag|thursday|donnerstag)\b/i, /\b(vrijdag|friday|freitag)\b/i, /\b(zaterdag|saturday|samstag)\b/i, /\b(zondag|sunday|sonntag)\b/i];
const BACK = /\b(weer|terug|back|return(ing|s)?|zur[üu]ck|wieder)\b/iu;
const AWAY = /\b(afwezig|niet (aanwezig|bereikbaar)|verlof|vakantie|away|absent|out of (the )?office|leave|abwesend|nicht (im b[üu]ro|erreichbar)|urlaub)\b/iu;
/** What stands right before the last day of an absence. */
const INCLUDING = /(t\/m|t\.?e\.?m\.?|tot en met|through|thru|(until|till|up to) and including|\bbis( einschlie(ß|ss)lich)?( zum)?)[\s,]*(\p{L}+dag|\p{L}+day|\p{L}+tag|mittwoch)?,?[\s]*(de|den|the)?\s*$/iu;
const UNTIL = /\b(tot|until|till|to|vanaf|from|per|ab)[\s,]*(\p{L}+dag|\p{L}+day|\p{L}+tag|mittwoch)?,?[\s]*(de|den|dem|the)?\s*$/iu;
/** Days. */
const LONGEST = 400;
const RECENT = 100;

/**
 * The first day on which somebody is back, out of the text of an automatic answer; null when it does not say so in a way we are sure of.
 * @param today the day on which it came in: "3 maart" is the next one, unless it was a short time ago
 */
export function backOn(text: string, today: Day): Day | null {
  const sentences = text.replace(/\s+/g, ' ').split(/(?<=(?:[a-z)]|\d{3})[.!?])\s+(?=\p{Lu})/u);
  const found = firstOf(sentences, (sentence) => (BACK.test(sentence) ? (lastDay(sentence, today) ?? weekdayIn(sentence, today)) : null)) ?? firstOf(sentences, (sentence) => (AWAY.test(sentence) ? lastDay(sentence, today, true) : null));
  return found !== null && found > today && found <= addDays(today, LONGEST) ? found : null;
}

function firstOf(sentences: string[], look: (sentence: string) => Day | null): Day | null {
  for (const sentence of sentences) {
    const found = look(sentence);
    if (found !== null) return found;
  }
  return null;
}

/** The last date in a sentence, a day later when that is the last day away. `onlyMarked`: not a date without "until" before it. */
function lastDay(sentence: string, today: Day, onlyMarked = false): Day | null {
  const dates = WRITTEN.flatMap((pattern) => [...sentence.matchAll(pattern)]).sort((one, other) => one.index - other.index);
  for (const { index, groups } of dates.reverse()) {
    const day = dayFrom(groups as Record<'day' | 'month' | 'year', string | undefined>, today);
    const before = sentence.slice(0, index);
    if (day === null) continue;
    if (INCLUDING.test(before)) return addDays(day, 1);
    if (!onlyMarked || UNTIL.test(before)) return day;
  }
  return null;
}

function dayFrom({ day, month, year }: Record<'day' | 'month' | 'year', string | undefined>, today: Day): Day | null {
  const number = /^\d/.test(month!) ? Number(month) : MONTHS.findIndex((pattern) => pattern.test(month!.toLowerCase())) + 1;
  const inYear = (which: number): Day | null => asDay(which, number, Number(day));
  if (year !== undefined) return inYear(Number(year.length === 2 ? `20${year}` : year));
  const thisYear = inYear(Number(today.slice(0, 4)));
  return thisYear !== null && thisYear >= addDays(today, -RECENT) ? thisYear : inYear(Number(today.slice(0, 4)) + 1);
}

function asDay(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return new Date(`${text}T12:00:00Z`).toISOString().startsWith(text) ? text : null;
}

/** "Maandag ben ik weer aanwezig": the first Monday after today. */
function weekdayIn(sentence: string, today: Day): Day | null {
  const which = WEEKDAYS.findIndex((pattern) => pattern.test(sentence));
  if (which < 0) return /\b(morgen|tomorrow)\b/iu.test(sentence) ? addDays(today, 1) : null;
  const weekday = (new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(today, ((which - weekday + 6) % 7) + 1);
}

/** What the organiser hears of an automatic answer: nothing changes because of it. */
export function absenceOf(subject: string, text: string, today: Day): { verdict: 'kept'; reason: string; absentUntil: Day | null } {
  const absentUntil = backOn(`${subject}. ${text}`, today);
  const reason = absentUntil === null ? 'Een automatisch antwoord.' : `Een automatisch antwoord: afwezig tot ${longDate(instantInAmsterdam(absentUntil, '12:00'))}.`;
  return { verdict: 'kept', reason, absentUntil };
}
