import { DomainError } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { FollowUpsModule } from './follow-ups.module.js';
import { MeetingDashboards } from './meeting-dashboard.service.js';

describe('a meeting in numbers', () => {
  const app = testApp(FollowUpsModule);

  it('counts who decides, who answered and which municipalities are in', async () => {
    const noor = await app.build.owner();
    const region = await app.build.insert('region', { organisation_id: noor.organisationId, name: 'IJsselland', started_from: 'HAND', municipality_codes: ['GM0193', 'GM0166', 'GM0177'] });
    const meeting = await app.build.meeting(noor, { region_id: region.id });
    const guest = async (values: Record<string, unknown>): Promise<unknown> => app.build.invitation(noor, meeting, values);
    await guest({ answer: 'yes' });
    await guest({ answer: 'no' });
    await guest({ answer: 'yes', place: 'waiting', function: 'POLICY_OFFICER', municipality_code: 'GM0166' });
    await guest({ function: 'POLICY_OFFICER', answer: 'yes', municipality_code: 'GM0166' });
    await guest({ function: 'DIRECTOR', municipality_code: 'GM0599', answer: 'maybe' });
    await guest({ municipality_code: null });
    await app.build.insert('commitment', { organisation_id: noor.organisationId, meeting_id: meeting.id, step_key: 'gesprek', step_label: 'Gesprek', name: 'A', owner: 'Noor', due_on: '2027-01-11', origin: 'organiser', created_at: app.clock.now(), updated_at: app.clock.now() });

    const { dashboard } = await app.get(MeetingDashboards).find(noor, meeting.id);

    expect(dashboard.decisionMakers).toEqual({ coming: 1, invited: 4, unanswered: 1 });
    expect(dashboard.answers).toEqual({ answered: 5, invited: 6, yes: 2, waiting: 1, no: 1, maybe: 1, substitute: 0, none: 1 });
    expect(dashboard.municipalities).toEqual({ withDecisionMaker: 1, total: 3 });
    expect(dashboard.byMunicipality.map(({ name, standing, inRegion, invited }) => [name, standing, inRegion, invited])).toEqual([['Kampen', 'invited', true, 2], ['Raalte', 'nothing', true, 0], ['Rotterdam', 'invited', false, 1], ['Zwolle', 'comes', true, 2]]);
    expect(dashboard.byFunction.map(({ label, invited, yes }) => [label, invited, yes])).toEqual([['Wethouder', 3, 1], ['Directeur(-bestuurder)', 1, 0], ['Beleidsambtenaar of -adviseur', 2, 1]]);
    expect(dashboard.commitments).toEqual({ open: 1, overdue: 1, settled: 0 });
    expect(dashboard.region).toBe('IJsselland');
  });

  it('is empty and calm for a meeting to which nobody was invited', async () => {
    const noor = await app.build.owner();
    const { dashboard } = await app.get(MeetingDashboards).find(noor, (await app.build.meeting(noor)).id);
    expect(dashboard).toMatchObject({ decisionMakers: { coming: 0, invited: 0, unanswered: 0 }, municipalities: { withDecisionMaker: 0, total: 0 }, byMunicipality: [], mails: {}, mailPlan: [] });
  });

  it('asks the database as many questions for 1,000 invitations as for 10', async () => {
    const noor = await app.build.owner();
    const [few, many] = [await app.build.meeting(noor), await app.build.meeting(noor)];
    const invite = async (meeting: { id: string }, people: number): Promise<unknown> => app.sql(
      `with person as (insert into contact (organisation_id, surname, sort_name, source, basis) select $1, 'P', 'P', 'x', 'x' from generate_series(1, $3::int) returning id)
       insert into invitation (organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, municipality_code, email, calendar_uid, invited_at)
       select $1, $2, id, 'P', 'P', 'P', 'ALDERMAN', 'G', 'GM0193', 'p@example.nl', id::text, $4 from person`,
      [noor.organisationId, meeting.id, people, app.clock.now()],
    );
    await invite(few, 10);
    await invite(many, 1000);
    await app.get(MeetingDashboards).find(noor, few.id);

    const statements = async (meeting: { id: string }): Promise<{ invited: number; queries: number }> => {
      const queries = countQueries(app.get(DataSource));
      const { dashboard } = await app.get(MeetingDashboards).find(noor, meeting.id);
      return { invited: dashboard.answers.invited, queries: queries() };
    };

    expect([await statements(few), await statements(many)]).toEqual([{ invited: 10, queries: 3 }, { invited: 1000, queries: 3 }]);
  });

  it('shows nothing of another organisation', async () => {
    const noor = await app.build.owner();
    const other = await app.build.owner({ name: 'Het Anker' });
    await expect(app.get(MeetingDashboards).find(other, (await app.build.meeting(noor)).id)).rejects.toEqual(new DomainError('meeting.not-found'));
  });
});
