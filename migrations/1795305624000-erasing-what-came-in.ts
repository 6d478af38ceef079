import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Bytes that are kept belong to an organisation and go with the guest they are about; only mail that still waits belongs to nobody. The organisation
 * reaches its own, so that erasing a person takes away what that person sent about others too. Of mail that is done with not even the sender stays.
 */
export class ErasingWhatCameIn1795305624000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table incoming_mail
        add column organisation_id uuid references organisation on delete cascade,
        add column invitation_id uuid,
        add foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade`);
    await query.query(`select set_config('app.worker', 'on', true)`);
    await query.query(`update incoming_mail m set organisation_id = r.organisation_id, invitation_id = r.invitation_id from received_mail r where r.id = m.id and m.state = 'quarantined'`);
    await query.query(`update incoming_mail set raw = null where state <> 'waiting' and organisation_id is null`);
    await query.query(`update incoming_mail set envelope_from = '' where state <> 'waiting' and organisation_id is null`);
    await query.query(`select set_config('app.worker', '', true)`);
    await query.query(`alter table incoming_mail add constraint incoming_mail_bytes_of_somebody check (state = 'waiting' or raw is null or organisation_id is not null)`);
    await query.query(`create index incoming_mail_of_invitation on incoming_mail (organisation_id, invitation_id) where organisation_id is not null`);
    await query.query(`create policy tenant on incoming_mail using (organisation_id = (select current_organisation())) with check (organisation_id = (select current_organisation()))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop policy tenant on incoming_mail`);
    await query.query(`alter table incoming_mail drop constraint incoming_mail_bytes_of_somebody, drop column organisation_id, drop column invitation_id`);
  }
}
