import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, Clock, Config, Logger, TenantDatabase } from '@bijeen/platform';
import { testApp, testMailing } from '@bijeen/testing';
import { MailLedger } from './mail-ledger.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';
import { Relay } from './relay.js';
import { RestoreGuard } from './restore-guard.js';

describe('a database that was restored from a backup', () => {
  const app = testApp(MailModule);
  let actor: Actor;
  /** A worker that starts now: it remembers nothing but what stands in its home. */
  const guard = (): RestoreGuard => new RestoreGuard(app.get(TenantDatabase), app.get(Config), app.get(Clock), app.get(Logger), app.get(Relay));
  const send = async (): Promise<Record<string, number>> => {
    await app.get(MailSender).send(actor.organisationId);
    const rows = await app.sql<{ state: string; mails: number }>('select state, count(*)::int as mails from outgoing_mail group by 1');
    return Object.fromEntries(rows.map(({ state, mails }) => [state, mails]));
  };
  /** What pg_restore does: the same row, written anew. */
  const restore = async (): Promise<void> => {
    const [row] = await app.sql<Record<string, unknown>>('delete from installation returning *');
    await app.sql('insert into installation (id, beat, written_in, system_identifier, restored_at) values ($1, $2, $3, $4, $5)', ['id', 'beat', 'written_in', 'system_identifier', 'restored_at'].map((name) => row![name]));
  };
  const home = (): string => join(app.database.config.home, 'installation.json');

  beforeEach(async () => {
    await app.sql('update installation set written_in = pg_current_xact_id(), restored_at = null');
    actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(5, { kind: 'follow-up', meetingId: meeting.id })));
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(2)));
  });

  it('sends nothing, not even before anybody noticed', async () => {
    await restore();

    expect(await send()).toEqual({ queued: 7 });
    expect(await guard().heldSomewhere()).toBe(true);
    expect(await app.get(RestoreGuard).held(actor)).toMatchObject({ lastSentAt: null, waiting: [{ kind: 'follow-up', mails: 5 }, { kind: 'test', meetingId: null, mails: 2 }] });
  });

  it('sends everything once the owner says so, and writes down who that was', async () => {
    await restore();
    await guard().beat();
    expect(await send()).toEqual({ queued: 7 });

    await guard().release(actor, 'all');

    expect(await send()).toEqual({ sent: 7 });
    expect(await app.get(RestoreGuard).held(actor)).toBeNull();
    expect(await guard().heldSomewhere()).toBe(false);
    expect(await app.sql('select action, actor_name, details from audit_log')).toEqual([{ action: 'mail.released-after-restore', actor_name: actor.name, details: { how: 'all', uncertain: 0 } }]);
  });

  it('puts the mails before a person one by one when the owner wants that', async () => {
    await restore();

    await guard().release(actor, 'one-by-one');

    expect(await send()).toEqual({ uncertain: 5, withdrawn: 2 });
  });

  it('leaves the decision of each organisation to its own owner; one that is new has nothing to decide', async () => {
    await restore();
    await guard().beat();
    const other = await app.build.owner();
    await app.sql(`update organisation set created_at = (select restored_at - interval '1 day' from installation) where id = $1`, [other.organisationId]);
    const fresh = await app.build.owner();
    await app.sql(`update organisation set created_at = (select restored_at + interval '1 minute' from installation) where id = $1`, [fresh.organisationId]);

    await guard().release(other, 'all');

    expect(await guard().held(other)).toBeNull();
    expect(await guard().held(fresh)).toBeNull();
    expect(await guard().held(actor)).not.toBeNull();
  });

  it('sends for everybody once whoever runs the installation says so', async () => {
    await restore();
    await guard().beat();
    const other = await app.build.owner();

    expect(await guard().releaseAll()).toBe(1);

    expect(await guard().held(other)).toBeNull();
    expect(await send()).toEqual({ sent: 7 });
    expect(await app.sql('select actor_name, actor_kind from audit_log')).toEqual([{ actor_name: 'mail:release', actor_kind: 'system' }]);
  });

  it('stands still again after the next restore', async () => {
    await restore();
    await guard().release(actor, 'all');
    await restore();

    expect(await send()).toEqual({ queued: 7 });
  });

  it('knows from the relay which mails had left already', async () => {
    expect(await send()).toEqual({ sent: 7 });
    await app.sql(`update outgoing_mail set state = 'queued', sent_at = null, attempt = 0`);
    await restore();
    await guard().beat();

    expect(await send()).toEqual({ sent: 7 });
    expect(await app.sql('select distinct attempt from outgoing_mail')).toEqual([{ attempt: 0 }]);
  });

  it('is recognised when its files themselves were put back: what is remembered outside is further', async () => {
    await guard().beat();
    await app.sql('update installation set beat = beat - 1, written_in = pg_current_xact_id()');

    await guard().beat();

    expect(await send()).toEqual({ queued: 7 });
  });

  it('is recognised when the whole home folder was put back', async () => {
    await guard().beat();
    copyFileSync(home(), `${home()}.copy`);
    renameSync(`${home()}.copy`, home());

    await guard().beat();

    expect(await send()).toEqual({ queued: 7 });
  });

  it('is not suspected after a common restart, by several workers', async () => {
    await guard().beat();
    await Promise.all([guard().beat(), guard().beat()]);
    await guard().beat();

    expect(await send()).toEqual({ sent: 7 });
  });
});
