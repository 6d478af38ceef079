import type { FoundInvitation, MeetingFacts } from '@bijeen/invitations';
import { clockTime, longDate } from '@bijeen/platform';

/** When, where, how far. */
export function MeetingFactsList({ meeting, invitation }: Pick<FoundInvitation, 'meeting' | 'invitation'>) {
  const { travelMinutes } = invitation;
  return (
    <dl class="facts">
      <dt>Wanneer</dt><dd>{meeting.state === 'postponed' ? `Nog niet bekend. Het zou zijn op ${longDate(meeting.startsAt)}.` : `${longDate(meeting.startsAt)}, ${clockTime(meeting.startsAt)} tot ${clockTime(meeting.endsAt)} uur`}</dd>
      <dt>Waar</dt><dd>{meeting.venueName}, {meeting.venueAddress}, {meeting.venuePlace}</dd>
      {travelMinutes !== null && <><dt>Reistijd</dt><dd>circa {travelMinutes} minuten (schatting)</dd></>}
    </dl>
  );
}

/** The programme in short, as the organiser wrote it. */
export function Programme({ meeting: { programme } }: { meeting: Pick<MeetingFacts, 'programme'> }) {
  if (!programme) return null;
  return (
    <section aria-labelledby="programma">
      <h2 id="programma">Programma in het kort</h2>
      {programme.split(/\n{2,}/).map((paragraph) => <p key={paragraph} class="as-typed">{paragraph}</p>)}
    </section>
  );
}

/** Whom to ask. */
export function Questions({ meeting: { contactName, contactEmail, contactPhone } }: { meeting: Pick<MeetingFacts, 'contactName' | 'contactEmail' | 'contactPhone'> }) {
  return (
    <section aria-labelledby="vragen">
      <h2 id="vragen">Vragen?</h2>
      <p>{contactName} helpt u graag: <a href={`mailto:${contactEmail}`}>{contactEmail}</a>{contactPhone && <> of <a href={`tel:${contactPhone.replace(/[^\d+]/g, '')}`}>{contactPhone}</a></>}.</p>
    </section>
  );
}
