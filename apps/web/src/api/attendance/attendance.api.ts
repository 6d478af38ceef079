import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { Attendance, type AttendanceLine, AttendanceService, type AttendanceTally } from '@bijeen/follow-ups';
import { type Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { ListQuery } from '../list-query.js';

const AttendanceQuery = ListQuery.extend({ search: z.string().max(100, 'Zoek op hoogstens 100 tekens.').optional() });

/** Who was at a meeting. */
@Controller('api/v1/meetings/:id/attendance')
@Policy('viewer')
export class AttendanceApi {
  constructor(private readonly attendance: AttendanceService) {}

  @Get()
  @Describe({ does: 'Wie er was bij een bijeenkomst, met de aantallen.', query: AttendanceQuery, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<{ items: AttendanceLine[]; next: string | null; tally: AttendanceTally }> {
    return this.attendance.list(actor, id, readInput(AttendanceQuery, query));
  }

  /** Takes a list `[{ invitationId, attended }]`, the same under `items`, or `{ "all": "yes-came" }`. */
  @Put()
  @Policy('organiser')
  @Describe({ does: 'Legt vast wie er was: een lijst onder items, of iedereen die ja zei met all: "yes-came".', body: Attendance, gives: 'one' })
  async record(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<AttendanceTally> {
    return this.attendance.record(actor, id, readInput(Attendance, Array.isArray(body) ? { items: body } : body));
  }
}
