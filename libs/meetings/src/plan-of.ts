import type { Meeting } from './meeting.entity.js';
import { wallScheduleOf } from './schedule.js';

/** The plan that made this meeting, as forms and programs write it. */
export type WrittenPlan = ReturnType<typeof planOf>;

/** What `PlanMeeting` was given, out of the meeting: to show, and to change in part. */
export function planOf(meeting: Meeting) {
  return {
    title: meeting.title,
    ...wallScheduleOf(meeting),
    venue: { name: meeting.venueName, address: meeting.venueAddress, postcode: meeting.venuePostcode4, place: meeting.venuePlace },
    capacity: meeting.capacity,
    language: meeting.language,
    regionId: meeting.regionId,
    municipalityCodes: meeting.municipalityCodes,
    functions: meeting.functions,
    organisationKinds: meeting.organisationKinds,
    maxTravelMinutes: meeting.maxTravelMinutes,
    contact: { name: meeting.contactName, email: meeting.contactEmail, phone: meeting.contactPhone },
    programme: meeting.programme,
    callToAction: { ask: meeting.callToActionAsk, owner: meeting.callToActionOwner, followUpWorkingDays: meeting.followUpWorkingDays, steps: meeting.nextSteps },
  };
}
