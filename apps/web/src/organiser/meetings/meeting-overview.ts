import { type DecisionBoard, DecisionsService } from '@bijeen/decisions';
import { type MeetingDashboard, MeetingDashboards } from '@bijeen/follow-ups';
import type { Meeting } from '@bijeen/meetings';
import { type Actor, Clock } from '@bijeen/platform';
import { Reach } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { MapPlace } from '../regions/municipality-map.js';
import { type ToDo, toConfirm, toDecideOn, toDoOf, toReach } from './to-do.js';
import { WhatWaits } from './what-waits.js';

/** Everything on the page of one meeting. */
export interface MeetingOverview {
  meeting: Meeting;
  dashboard: MeetingDashboard;
  board: DecisionBoard;
  toDo: ToDo[];
  places: MapPlace[];
  venue: { lat: number; lon: number; name: string };
  /** Minutes per municipality code. */
  travel: Map<string, number>;
  now: Date;
}

/** Gathers what the page of a meeting shows from the libraries that know it. */
@Injectable()
export class MeetingOverviews {
  constructor(
    private readonly dashboards: MeetingDashboards,
    private readonly decisions: DecisionsService,
    private readonly waiting: WhatWaits,
    private readonly reach: Reach,
    private readonly clock: Clock,
  ) {}

  /** A fixed number of queries, however many people were invited (G8). @throws DomainError `meeting.not-found` */
  async find(actor: Actor, id: string): Promise<MeetingOverview> {
    const { meeting, dashboard } = await this.dashboards.find(actor, id);
    const board = await this.decisions.find(actor, id);
    const { calls, registrations, incoming, replies } = await this.waiting.count(actor, meeting);
    const times = await this.reach.toMunicipalities(meeting.venuePostcode4);
    const travel = new Map([...times].map(([code, { minutes }]) => [code, minutes]));
    const { lat, lon } = await this.reach.locate(meeting.venuePostcode4);
    const now = this.clock.now();
    const toDo = [...toReach(meeting, incoming), ...toDecideOn(registrations), ...toConfirm(replies), ...toDoOf(meeting, dashboard, { ...board, calls }, now)];
    return { meeting, dashboard, board, toDo, places: placesOf(meeting, dashboard, travel), venue: { lat, lon, name: meeting.venueName }, travel, now };
  }
}

/** What each municipality is on the map; far away shows only where nobody was invited. */
function placesOf({ maxTravelMinutes }: Meeting, { byMunicipality }: MeetingDashboard, travel: Map<string, number>): MapPlace[] {
  return byMunicipality.map(({ code, name, standing, invited, yes }): MapPlace => {
    const far = standing === 'nothing' && (travel.get(code) ?? 0) > maxTravelMinutes;
    const note = { comes: `${yes} van ${invited} ${invited === 1 ? 'komt' : 'komen'}, ook wie beslist`, invited: `${invited} uitgenodigd, ${yes} ${yes === 1 ? 'komt' : 'komen'}`, nothing: far ? 'te ver weg' : 'nog niemand uitgenodigd' }[standing];
    return { code, name, look: far ? 'far' : standing, note };
  });
}
