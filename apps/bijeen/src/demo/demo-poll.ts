import type { INestApplicationContext } from '@nestjs/common';
import { AskDates, DatePolls } from '@bijeen/dates';
import { type Actor, addDays, type Day } from '@bijeen/platform';
import { thursday } from './demo-meetings.js';

/** Those who decide are asked which of three Thursdays does. */
export async function askDatesInDemo(app: INestApplicationContext, actor: Actor, meetingId: string, today: Day): Promise<void> {
  const options = [80, 94, 108].map((days) => ({ day: thursday(addDays(today, days)), from: '13:30', to: '17:00' }));
  const poll = AskDates.parse({ options, deadline: addDays(today, 21), introduction: 'Wij zien u graag in Zwolle. Welke dag past u?' });
  await app.get(DatePolls, { strict: false }).ask(actor, meetingId, poll);
}
