import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The call list: who in the organisation knows a contact, which calls somebody asked for, how each call went, and what a caller can
 * say where an organiser wrote that differently. Whoever did not answer is on the list without a row here. The index of memberships by
 * user gets the organisation too, so that a reference to a member is checked by its whole key.
 */
export class WhoCallsWhom1795305611000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`drop index membership_of_user`);
    await query.query(`create index membership_of_user on membership (user_id, organisation_id)`);
    await query.query(`
      alter table contact
        add column owner_id text,
        add foreign key (organisation_id, owner_id) references membership (organisation_id, user_id) on delete set null (owner_id)`);
    await query.query(`create index contact_by_owner on contact (organisation_id, owner_id) where owner_id is not null`);
    await query.query(`
      create table call_task (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        invitation_id uuid not null,
        reason text not null check (reason in ('substituted', 'quorum', 'no-answer', 'bounced', 'by-hand')),
        note text,
        call_again_on date,
        created_at timestamptz not null,
        settled_at timestamptz,
        outcome text,
        settled_by text,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade,
        check (num_nulls(settled_at, outcome, settled_by) in (0, 3))
      )`);
    await query.query(`create unique index call_task_once on call_task (organisation_id, invitation_id) where settled_at is null`);
    await query.query(`create index call_task_of_meeting on call_task (organisation_id, meeting_id)`);
    await query.query(`create index call_task_of_invitation on call_task (organisation_id, invitation_id)`);
    await query.query(`select protect_tenant('call_task')`);
    await query.query(`
      create table call_attempt (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        invitation_id uuid not null,
        outcome text not null check (outcome in ('yes', 'no', 'maybe', 'call-again', 'not-reached')),
        note text,
        call_again_on date check ((call_again_on is not null) = (outcome = 'call-again')),
        called_by text not null,
        at timestamptz not null,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index call_attempt_of_meeting on call_attempt (organisation_id, meeting_id, at)`);
    await query.query(`create index call_attempt_of_invitation on call_attempt (organisation_id, invitation_id)`);
    await query.query(`select protect_tenant('call_attempt')`);
    await query.query(`
      create table talking_points (
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        audience text not null check (audience in ('alderman', 'board', 'policy', 'others')),
        points text[] not null check (cardinality(points) > 0),
        updated_by text not null,
        updated_at timestamptz not null,
        primary key (organisation_id, meeting_id, audience),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
      )`);
    await query.query(`select protect_tenant('talking_points')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table talking_points, call_attempt, call_task`);
    await query.query(`alter table contact drop column owner_id`);
    await query.query(`drop index membership_of_user`);
    await query.query(`create index membership_of_user on membership (user_id)`);
  }
}
