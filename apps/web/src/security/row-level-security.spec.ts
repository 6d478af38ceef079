import { describe, expect, it } from '@jest/globals';
import { appPassword, appUrl } from '@bijeen/platform';
import { TEST_SECRET, testApp } from '@bijeen/testing';
import pg from 'pg';

/** The database itself keeps organisations apart (R8), whatever the code above it does. */
const app = testApp();

/** Tables that hold no tenant's data: reference data, users and their sign-in, and the state of the installation. */
const WITHOUT_TENANT = ['account', 'app_user', 'division', 'domain_pace', 'installation', 'migrations', 'municipality', 'municipality_change', 'platform_state', 'platform_stop', 'postcode', 'rate_limit', 'relay_refusal', 'session', 'verification'];
/**
 * Unique without the tenant on purpose: 130 random bits, by which a stranger's request is found, mail that came in, which waits before anybody knows whose it is
 * and has the random token of its organisation in the key, and the public address of a meeting, where a clash gives another address.
 */
const UNIQUE_WITHOUT_TENANT = ['api_token_token_hash_key', 'incoming_mail_digest_recipient_key', 'personal_link_pkey', 'publication_slug_key'];

/** Mail that waits belongs to nobody yet; only the worker writes it. */
const WRITTEN_WITHOUT_TENANT = ['incoming_mail worker_only'];

const HAS_ORGANISATION = (relation: string): string => `exists (select from pg_attribute a where a.attrelid = ${relation} and a.attname = 'organisation_id' and not a.attisdropped)`;
const UNPROTECTED = `
  select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and (c.relname = 'organisation' or ${HAS_ORGANISATION('c.oid')})
    and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid)) order by 1`;
/** A stop of everything belongs to no organisation: it is written by who has that address in hand, and by nobody else (mail-stops.spec.ts). */
const OPEN_POLICIES = `
  select polrelid::regclass || ' ' || polname as name from pg_policy
  where polcmd in ('*', 'a', 'w', 'd') and coalesce(pg_get_expr(polwithcheck, polrelid), '') !~ '^\\(\\(?(organisation_id|id) = \\( SELECT current_organisation\\('
    and (polrelid::regclass::text, polname) <> ('platform_stop', 'person') order by 1`;
/** A number or id that the database gives out by itself cannot clash. */
const UNIQUE_WITHOUT_ORGANISATION = `
  select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
  where c.relnamespace = 'public'::regnamespace and i.indisunique and ${HAS_ORGANISATION('c.oid')}
    and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and a.attnum = any(i.indkey))
    and not (i.indisprimary and i.indnatts = 1 and exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0] and a.attname = 'id' and (a.atthasdef or a.attidentity <> '')))
  order by 1`;
const LOOSE_REFERENCES = `
  select conrelid::regclass || ' ' || conname as name from pg_constraint con where contype = 'f' and connamespace = 'public'::regnamespace and ${HAS_ORGANISATION('con.confrelid')}
    and not exists (select from pg_attribute a where a.attrelid = con.conrelid and a.attname = 'organisation_id' and a.attnum = any(con.conkey)) order by 1`;
const OWNERS_VIEWS = `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') and not coalesce(reloptions::text, '') ~ 'security_invoker=(true|on|1)'`;
const OWNERS_FUNCTIONS = `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`;

const appRoleUrl = (): string => appUrl(app.database.ownerUrl, appPassword(TEST_SECRET));

describe('every table', () => {
  it('with an organisation has row-level security, enabled and forced', async () => {
    const [{ tables } = { tables: 0 }] = await app.sql<{ tables: number }>(`select count(*)::int as tables from pg_attribute where attname = 'organisation_id' and attrelid in (select oid from pg_class where relkind = 'r')`);

    expect(tables).toBeGreaterThan(20);
    expect(await app.sql(UNPROTECTED)).toEqual([]);
  });

  it('without an organisation is one that we know', async () => {
    const tables = await app.sql<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'organisation'
         and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped) order by 1`,
    );

    expect(tables.map(({ name }) => name)).toEqual(WITHOUT_TENANT);
  });

  it('lets only its own organisation write, in every policy that allows writing', async () => {
    expect((await app.sql(OPEN_POLICIES)).map(({ name }) => name)).toEqual(WRITTEN_WITHOUT_TENANT);
  });

  it('has the organisation in each unique index, so that a clash tells nothing about others', async () => {
    expect((await app.sql(UNIQUE_WITHOUT_ORGANISATION)).map(({ name }) => name)).toEqual(UNIQUE_WITHOUT_TENANT);
  });

  it('refers to another table only together with its organisation', async () => {
    expect(await app.sql(LOOSE_REFERENCES)).toEqual([]);
  });

  it('would be noticed if it broke one of these rules', async () => {
    await app.sql('create table careless (id uuid primary key, organisation_id uuid, email text unique, contact_id uuid references contact)');
    await app.sql('create view careless_view as select * from contact');
    await app.sql('create policy anybody on region for insert with check (true)');
    await app.sql(`create function careless_eyes() returns bigint language sql security definer as 'select count(*) from contact'`);

    const found = await Promise.all([UNPROTECTED, OPEN_POLICIES, UNIQUE_WITHOUT_ORGANISATION, LOOSE_REFERENCES, OWNERS_VIEWS, OWNERS_FUNCTIONS].map(async (sql) => (await app.sql(sql)).map(({ name }) => name)));
    await app.sql('drop view careless_view; drop table careless; drop policy anybody on region; drop function careless_eyes()');

    expect(found).toEqual([['careless'], [...WRITTEN_WITHOUT_TENANT, 'region anybody'], [...UNIQUE_WITHOUT_TENANT.slice(0, 1), 'careless_email_key', 'careless_pkey', ...UNIQUE_WITHOUT_TENANT.slice(1)], ['careless careless_contact_id_fkey'], ['careless_view'], ['careless_eyes']]);
  });
});

describe('the role of the app', () => {
  it('owns nothing, is no superuser and cannot pass row-level security', async () => {
    const [role] = await app.sql(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, (select count(*)::int from pg_class c where c.relowner = r.oid) as owns
       from pg_roles r where rolname = current_database() || '_app'`,
    );
    const inherited = await app.sql(`select g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member where r.rolname = current_database() || '_app' and (g.rolsuper or g.rolbypassrls)`);

    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owns: 0 });
    expect(inherited).toEqual([]);
  });

  it('may add to the log of acts, and change nothing in it', async () => {
    const db = new pg.Client({ connectionString: appRoleUrl() });
    await db.connect();
    try {
      await expect(db.query('update audit_log set action = action')).rejects.toThrow('permission denied');
      await expect(db.query('delete from audit_log')).rejects.toThrow('permission denied');
      await expect(db.query('truncate audit_log')).rejects.toThrow('permission denied');
      await expect(db.query('alter table contact no force row level security')).rejects.toThrow('must be owner');
    } finally {
      await db.end();
    }
  });

  it('finds no view and no function that looks with the eyes of the owner', async () => {
    expect([await app.sql(OWNERS_VIEWS), await app.sql(OWNERS_FUNCTIONS)]).toEqual([[], []]);
  });
});

describe('a transaction', () => {
  it('that names no organisation sees nothing', async () => {
    const actor = await app.build.owner();
    await app.build.contact(actor);
    await app.build.invitation(actor, await app.build.meeting(actor));
    const db = new pg.Client({ connectionString: appRoleUrl() });
    await db.connect();
    try {
      for (const look of ['from organisation', 'from contact', 'from position', 'from meeting', 'from invitation', 'from meeting_tally', 'from membership', 'from api_token', 'from audit_log']) {
        expect({ look, rows: (await db.query('select * '.concat(look))).rows }).toEqual({ look, rows: [] });
      }
    } finally {
      await db.end();
    }
  });

  it('never sees a row of the one before it on the same connection, whatever became of that one', async () => {
    const owners = [await app.build.owner(), await app.build.owner()] as const;
    for (const owner of owners) for (let people = 0; people < 3; people += 1) await app.build.contact(owner, { note: owner.organisationId });
    const pool = new pg.Pool({ connectionString: appRoleUrl(), max: 1 });
    let foreign = 0;
    let seen = 0;

    const one = async (turn: number): Promise<void> => {
      const { organisationId } = owners[(turn * 7919) % 2]!;
      const db = await pool.connect();
      try {
        await db.query('begin');
        if (turn % 5 !== 4) await db.query(`select set_config('app.organisation_id', $1, true)`, [organisationId]);
        const { rows } = await db.query<{ note: string }>('select note from contact');
        seen += rows.length;
        foreign += rows.filter(({ note }) => note !== organisationId || turn % 5 === 4).length;
        if (turn % 3 === 0) await db.query('select 1 / 0');
        await db.query(turn % 3 === 1 ? 'rollback' : 'commit');
      } catch {
        await db.query('rollback');
      } finally {
        db.release();
      }
    };
    await Promise.all(Array.from({ length: 1000 }, async (_, turn) => one(turn)));
    await pool.end();

    expect({ foreign, seen }).toEqual({ foreign: 0, seen: 800 * 3 });
  });

  it('cannot write into another organisation', async () => {
    const [mine, other] = [await app.build.owner(), await app.build.owner()];
    const contact = await app.build.contact(other, { surname: 'Visser' });

    const moved = await app.as(mine, async (tx) => tx.query<[unknown, number]>(`update contact set surname = 'gestolen' where id = $1`, [contact.id]));
    const planted = app.as(mine, async (tx) => tx.query(`insert into region (organisation_id, name, started_from, municipality_codes) values ($1, 'geplant', 'HAND', '{}')`, [other.organisationId]));

    expect(moved[1]).toBe(0);
    await expect(planted).rejects.toThrow('row-level security');
    expect(await app.sql('select surname from contact')).toEqual([{ surname: 'Visser' }]);
  });
});
