// A whole installation of any size, filled by PostgreSQL itself: many organisations whose rows lie mixed on disk, as years of use leave them.
import { makeMeeting, makeOrganisation } from './house.mjs';

const TABLES = ['contact', 'invitation', 'outgoing_mail', 'meeting', 'planned_mail'];
const MAILS_PER_INVITATION = 2;

/**
 * Fills a migrated, empty database: `organisations` with together `contacts` contacts, and `meetings` of `invited` people each, with two mails
 * per person, a mail plan and the counters. Triggers and foreign keys rest meanwhile, and indexes are made at the end. Answers ids of meetings
 * with the organisation of each.
 * @throws Error when it takes longer than `most` milliseconds
 */
export async function fillInstallation(owner, { organisations, contacts, meetings, invited, most }) {
  const actor = await makeOrganisation(owner);
  await owner.query(`insert into organisation (kind, name, sender_name) select 'ZHO', 'Organisatie ' || n, 'Organisatie ' || n from generate_series(2, $1::int) n`, [organisations]);
  const model = await makeMeeting(owner, actor, new Date());
  await owner.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 2; set statement_timeout = ${most}`);
  await owner.query('create temporary table numbered as select row_number() over (order by id) - 1 as number, id as organisation_id from organisation');
  await owner.query('create index on numbered (number); analyze numbered');
  const indexes = await dropIndexes(owner);
  for (const statement of steps({ organisations, contacts, meetings, invited, model })) await owner.query(statement);
  for (const index of indexes) await owner.query(index);
  await owner.query('reset session_replication_role; set statement_timeout = 0');
  await owner.query('vacuum analyze');
  return (await owner.query('select id, organisation_id as "organisationId" from meeting where id <> $1 order by id', [model])).rows;
}

/** Row n belongs to organisation n modulo their number; a meeting's people are contacts of its own organisation. */
function steps({ organisations, contacts, meetings, invited, model }) {
  const perOrganisation = Math.floor(contacts / organisations);
  const id = (kind, n) => `('0000000${kind}-0000-7000-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
  const invitations = meetings * invited;
  const guest = (n) => id(1, `(${n}) % ${meetings} % ${organisations} + ${organisations}::bigint * (((${n}) / ${meetings}) % ${perOrganisation})`);
  return [
    `insert into contact (id, organisation_id, initials, surname, sort_name, email, email_key, source, basis, search_text)
     select ${id(1, 'n')}, o.organisation_id, 'A.', 'Persoon ' || n, 'Persoon ' || lpad(n::text, 7, '0'), 'p' || n || '@zwolle.example.nl', 'p' || n || '@zwolle.example.nl', 'Eigen adresboek', 'Gerechtvaardigd belang', 'a. persoon ' || n || ' wethouder gemeente zwolle'
     from generate_series(0, ${contacts - 1}) n join numbered o on o.number = n % ${organisations}`,
    `insert into meeting (id, organisation_id, title, state, starts_at, ends_at, answer_by, venue_name, venue_address, venue_postcode4, venue_place, capacity, functions, organisation_kinds, contact_name, contact_email, call_to_action_ask, call_to_action_owner, next_steps, calendar_uid, calendar_stamp)
     select ${id(2, 'n')}, o.organisation_id, m.title || ' ' || n, 'inviting', m.starts_at + n % 90 * interval '1 day', m.ends_at + n % 90 * interval '1 day', m.answer_by, m.venue_name, m.venue_address, m.venue_postcode4, m.venue_place, 600, m.functions, m.organisation_kinds, m.contact_name, m.contact_email, m.call_to_action_ask, m.call_to_action_owner, m.next_steps, n || m.calendar_uid, m.calendar_stamp
     from meeting m, generate_series(0, ${meetings - 1}) n join numbered o on o.number = n % ${organisations} where m.id = '${model}'`,
    `insert into planned_mail (organisation_id, meeting_id, kind, rule, due_at) select organisation_id, id, kind, '{}', starts_at from meeting, unnest(array['reminder-1', 'reminder-2', 'practical', 'follow-up', 'call-to-action-reminder']) kind`,
    `insert into invitation (id, organisation_id, meeting_id, contact_id, display_name, salutation, sort_name, function, contact_organisation_name, municipality_code, email, state, answer, place, place_since, answered_at, calendar_uid, invited_at)
     select ${id(3, 'n')}, o.organisation_id, ${id(2, `n % ${meetings}`)}, ${guest('n')}, 'A. Persoon ' || n, 'Geachte A. Persoon', 'Persoon ' || lpad(n::text, 8, '0'),
            (array['ALDERMAN', 'POLICY_OFFICER', 'BOARD_MEMBER'])[1 + n / ${meetings} % 3], 'Gemeente ' || n % 20, c.codes[1 + n / ${meetings} % 20], 'p' || n || '@zwolle.example.nl', 'sent', (array['none', 'yes', 'no', 'none'])[1 + n / ${meetings} % 4], case when n / ${meetings} % 4 = 1 then 'confirmed' end, case when n / ${meetings} % 4 = 1 then now() end, now(), n || '@example.org', now()
     from generate_series(0, ${invitations - 1}) n join numbered o on o.number = n % ${meetings} % ${organisations}, (select array_agg(code order by code) codes from municipality) c`,
    `insert into mailing (id, organisation_id, meeting_id, kind, content, created_at) select ${id(4, '(row_number() over ())')}, organisation_id, id, 'invitation', '{}', now() from meeting`,
    `insert into outgoing_mail (id, organisation_id, mailing_id, meeting_id, invitation_id, kind, recipient_key, to_address, to_name, address_hash, "values", links, message_id, state, attempt, next_try_at, sent_at, created_at)
     select ${id(5, 'n')}, o.organisation_id, ${id(4, '1')}, ${id(2, `n % ${meetings}`)}, ${id(3, `n % ${invitations}`)}, (array['invitation', 'reminder-1'])[1 + n / ${invitations}], ${guest(`n % ${invitations}`)}, 'p' || n || '@zwolle.example.nl', 'A. Persoon', sha256(n::text::bytea),
            '{"aanhef": "Geachte A. Persoon", "naam": "A. Persoon", "functie": "wethouder", "organisatie": "Gemeente Zwolle"}', '{"answer": "q83vq83vq83vq83vq83vqw==", "unsubscribe": "q83vq83vq83vq83vq83vqw=="}', '<' || n || '@example.org>', 'sent', 1, now(), now(), now()
     from generate_series(0, ${invitations * MAILS_PER_INVITATION - 1}) n join numbered o on o.number = n % ${meetings} % ${organisations}`,
    `insert into meeting_tally select organisation_id, meeting_id, function, coalesce(municipality_code, ''), answer, '', count(*) from invitation group by 1, 2, 3, 4, 5`,
    `insert into mail_tally select organisation_id, meeting_id, kind, state, count(*) from outgoing_mail group by 1, 2, 3, 4`,
  ];
}

async function dropIndexes(owner) {
  const { rows } = await owner.query(
    `select i.indexdef as definition, i.indexname as name from pg_indexes i where i.schemaname = 'public' and i.tablename = any ($1) and not exists (select from pg_constraint c where c.conname = i.indexname)`,
    [TABLES],
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}
