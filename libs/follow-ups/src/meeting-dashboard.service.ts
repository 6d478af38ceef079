import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { Clock, dayInAmsterdam, TenantDatabase, type Tenant } from '@bijeen/platform';
import { MunicipalityDirectory } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import { dashboardOf, type MeetingDashboard, placesNeeded } from './meeting-dashboard.js';
import { dashboardRow } from './meeting-dashboard.queries.js';

/** A meeting in numbers. It stands here because this library sees invitations, mails, the mail plan and commitments alike. */
@Injectable()
export class MeetingDashboards {
  constructor(
    private readonly db: TenantDatabase,
    private readonly municipalities: MunicipalityDirectory,
    private readonly clock: Clock,
  ) {}

  /** Two queries, however many people were invited (G8). @throws DomainError `meeting.not-found` */
  async find(actor: Tenant, meetingId: string): Promise<{ meeting: Meeting; dashboard: MeetingDashboard }> {
    const today = dayInAmsterdam(this.clock.now());
    const { meeting, row } = await this.db.transaction(actor, async (tx) => {
      const found = await loadMeeting(tx, meetingId);
      return { meeting: found, row: await dashboardRow(tx, { organisationId: actor.organisationId, meetingId: found.id, today }) };
    });
    const places = await this.municipalities.withCodes(placesNeeded(meeting, row));
    return { meeting, dashboard: dashboardOf(meeting, row, places.map(({ code, shortName: name }) => ({ code, name }))) };
  }
}
