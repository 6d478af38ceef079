import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many people who decide must come to a meeting, and what was decided about its going on (L2). */
export class QuorumAndGoNoGo1795305609000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table quorum (
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        aldermen int check (aldermen > 0),
        board_members int check (board_members > 0),
        municipalities int check (municipalities > 0),
        policy_officers_count boolean not null default false,
        decide_on date,
        look_at timestamptz,
        primary key (organisation_id, meeting_id),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        check (num_nonnulls(aldermen, board_members, municipalities) > 0)
      )`);
    await query.query(`create index quorum_to_look_at on quorum (look_at) where look_at is not null`);
    await query.query(`select protect_tenant('quorum')`);
    await query.query(`create policy worker_looks_for_decisions on quorum for select using ((select is_worker()))`);
    await query.query(`
      create table go_no_go (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        outcome text not null check (outcome in ('go', 'call', 'postpone')),
        reason text not null,
        decide_again_on date check ((decide_again_on is not null) = (outcome = 'call')),
        starts_at timestamptz not null,
        standing jsonb not null,
        decided_by text not null,
        at timestamptz not null,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index go_no_go_of_meeting on go_no_go (organisation_id, meeting_id, at desc)`);
    await query.query(`select protect_tenant('go_no_go')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table go_no_go, quorum`);
  }
}
