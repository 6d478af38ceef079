import type { CalendarDay } from '@bijeen/dates';
import { shortDay } from './date-words.js';

const WEEKDAYS = [['ma', 'maandag'], ['di', 'dinsdag'], ['wo', 'woensdag'], ['do', 'donderdag'], ['vr', 'vrijdag']] as const;

/** The weeks around the dates: what is free, and in how many municipalities somebody meets. Every mark is a word or a number too. */
export function WeekCalendar({ weeks }: { weeks: CalendarDay[][] }) {
  return (
    <div class="table-frame">
      <table class="weeks">
        <caption>De weken eromheen</caption>
        <thead><tr><th scope="col">Week van</th>{WEEKDAYS.map(([short, long]) => <th key={short} scope="col"><abbr title={long}>{short}</abbr></th>)}</tr></thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]!.day}>
              <th scope="row">{shortDay(week[0]!.day).replace(/^ma /, '').replace(/ \d{4}$/, '')}</th>
              {week.map((day) => <Cell key={day.day} {...day} />)}
            </tr>
          ))}
        </tbody>
      </table>
      <ul class="legend">
        <li><span class="weeks__sample weeks__sample--looked" aria-hidden="true" /> <span><strong>bekijk</strong> naar deze dag kijk je</span></li>
        <li><span class="weeks__sample weeks__sample--free" aria-hidden="true" /> <span><strong>vrij</strong> feestdag, <strong>vak.</strong> schoolvakantie</span></li>
        <li><span class="weeks__sample weeks__sample--meeting" aria-hidden="true" /> <span><strong>3×</strong> in zoveel gemeenten wordt die dag vergaderd</span></li>
        <li><span><strong>eigen</strong> een andere bijeenkomst van jullie</span></li>
      </ul>
    </div>
  );
}

function Cell({ day, holiday, recess, meeting, ownMeetings, looked }: CalendarDay) {
  const look = [looked && 'weeks__day--looked', (holiday ?? recess) !== null ? 'weeks__day--free' : meeting > 0 && 'weeks__day--meeting'].filter(Boolean).join(' ');
  return (
    <td class={look || undefined} aria-current={looked ? 'date' : undefined}>
      <span class="weeks__number">{Number(day.slice(8))}</span>
      {looked && <span>bekijk</span>}
      {holiday !== null && <abbr title={holiday}>vrij</abbr>}
      {holiday === null && recess !== null && <abbr title={recess}>vak.</abbr>}
      {meeting > 0 && <span>{meeting}×</span>}
      {ownMeetings > 0 && <span>eigen</span>}
    </td>
  );
}
