import { Controller, Get, Param, Query } from '@nestjs/common';
import { DateCheck, type DateCheckResult, isDay } from '@bijeen/dates';
import { wallScheduleOf } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

const MOST = 'Vraag hoogstens 20 data tegelijk.';
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Schrijf een tijd als 13:30.').optional();

/** Which dates; left out: that of the meeting itself, and its times. */
const LookAt = z.object({
  date: z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(z.string().refine(isDay, { error: 'Deze datum bestaat niet. Schrijf een datum als 2027-03-11.' })).max(20, MOST)),
  from: Time,
  to: Time,
});

/** Whether a date is a good one. */
@Controller('api/v1/meetings/:id/date-check')
@Policy('viewer')
export class DateCheckApi {
  constructor(private readonly check: DateCheck) {}

  @Get()
  @Describe({ does: 'Houdt data tegen het licht: vrije dagen, schoolvakanties, verkiezingen, raads- en collegedagen, eigen bijeenkomsten. Verandert niets. Geef `date` zo vaak als er data zijn.', query: LookAt, gives: 'one' })
  async look(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<object> {
    const { date, from, to } = readInput(LookAt, query);
    const result = await this.check.look(actor, id, (meeting) => {
      const own = wallScheduleOf(meeting);
      return (date.length > 0 ? date : [own.date]).map((day) => ({ day, from: from ?? own.from, to: to ?? own.to }));
    });
    return shown(result);
  }
}

/** The meeting itself has its own address. */
function shown({ meeting, municipalities, dates }: DateCheckResult): object {
  return { meetingId: meeting.id, municipalities, dates };
}
