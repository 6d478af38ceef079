import { loadMeeting } from '@bijeen/meetings';
import { type Actor, audit, DomainError, TenantDatabase, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { Attendance } from './attendance-input.js';
import { type AttendanceLine, attendanceTally, listAttendance, tickAttendance, tickEverybodyWhoSaidYes } from './attendance.queries.js';

/** How many were expected and how many came. */
export interface AttendanceTally {
  saidYes: number;
  present: number;
  absent: number;
  /** Of so many something was noted; 0 means that everybody who said yes counts as having come. */
  noted: number;
}

/** Which part of the list to read. */
export interface AttendancePage {
  after?: string | null | undefined;
  limit?: number | undefined;
  search?: string | null | undefined;
}

/** Who was there: ticked on the day, by whoever stands at the door. */
@Injectable()
export class AttendanceService {
  constructor(private readonly db: TenantDatabase) {}

  /** The invitees, who said yes first, with the numbers. @throws DomainError `meeting.not-found` */
  async list(actor: Tenant, meetingId: string, { after = null, limit = 100, search = null }: AttendancePage = {}): Promise<{ items: AttendanceLine[]; next: string | null; tally: AttendanceTally }> {
    return this.db.transaction(actor, async (tx) => {
      const { id } = await loadMeeting(tx, meetingId);
      const page = await listAttendance(tx, actor.organisationId, id, { after, limit: Math.min(Math.max(limit, 1), 200), search });
      return { ...page, tally: await attendanceTally(tx, actor.organisationId, id) };
    });
  }

  /**
   * Notes who was there, all or nothing.
   * @throws DomainError `attendance.not-invited`, `meeting.not-found`
   */
  async record(actor: Actor, meetingId: string, { items, all }: Attendance): Promise<AttendanceTally> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      if (all) await tickEverybodyWhoSaidYes(tx, actor.organisationId, meeting.id);
      const strangers = items && items.length > 0 ? await tickAttendance(tx, actor.organisationId, meeting.id, items) : [];
      if (strangers.length > 0) throw new DomainError('attendance.not-invited', { ids: strangers.slice(0, 5).join(', ') });
      const tally = await attendanceTally(tx, actor.organisationId, meeting.id);
      await audit(tx, actor, 'attendance.noted', { kind: 'meeting', id: meeting.id }, { ...tally });
      return tally;
    });
  }
}
