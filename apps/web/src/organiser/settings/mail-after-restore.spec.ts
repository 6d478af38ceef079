import { describe, expect, it } from '@jest/globals';
import { MailLedger } from '@bijeen/mail';
import { type Actor, type Role, TenantDatabase } from '@bijeen/platform';
import { testMailing } from '@bijeen/testing';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

const HERE = '/instellingen/mail-na-herstel';
const words = ({ body }: { body: string }): string => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('mail after a restored backup', () => {
  const web = testWeb();
  const restored = async (role: Role = 'owner'): Promise<{ actor: Actor; browser: SignedInBrowser }> => {
    const actor = { ...(await web.build.owner()), role };
    const meeting = await web.build.meeting(actor);
    await web.app.get(TenantDatabase, { strict: false }).transaction(actor, async (tx) => web.app.get(MailLedger, { strict: false }).write(tx, actor, testMailing(3, { kind: 'follow-up', meetingId: meeting.id })));
    await web.sql(`update installation set written_in = pg_current_xact_id(), restored_at = '2028-01-12T09:00:00Z'`);
    return { actor, browser: await web.signIn(actor) };
  };
  const audit = async (): Promise<object[]> => web.sql(`select action, actor_name from audit_log where action like 'mail.%'`);

  it('is announced on every page, with what waits', async () => {
    const { browser } = await restored();

    expect(words(await browser.get('/bijeenkomsten'))).toContain('Er is een back-up teruggezet. Daarom gaat er nu geen mail uit. Bekijk wat er wacht');
    expect(words(await browser.get(HERE))).toMatch(/3 mails wachten .*Aftermail .*3.*Ja, verstuur weer \(3 mails\).*Leg ze mij eerst één voor één voor/);
    expect((await web.get('/health/ready')).json()).toMatchObject({ status: 'ok', mailHeld: true });
    expect(await audit()).toEqual([]);
  });

  it('goes out again after one click of the owner, which is written down', async () => {
    const { actor, browser } = await restored();

    const answer = await browser.post(HERE, { how: 'all' });

    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${HERE}?gedaan=all`]);
    expect(words(await browser.get(answer.headers.location!))).toContain('Er kan weer mail weg.');
    expect(words(await browser.get('/bijeenkomsten'))).not.toContain('back-up');
    expect(await audit()).toEqual([{ action: 'mail.released-after-restore', actor_name: actor.name }]);
    expect((await web.get('/health/ready')).json()).toMatchObject({ mailHeld: false });
  });

  it('can be judged mail by mail', async () => {
    const { browser } = await restored();

    await browser.post(HERE, { how: 'one-by-one' });

    expect(await web.sql('select state, count(*)::int as mails from outgoing_mail group by 1')).toEqual([{ state: 'uncertain', mails: 3 }]);
  });

  it('needs a choice, and an owner', async () => {
    const { browser } = await restored();
    const { browser: organiser } = await restored('organiser');

    expect((await browser.post(HERE, {})).statusCode).toBe(422);
    expect(words(await organiser.get(HERE))).toContain('Een eigenaar van jullie organisatie beslist');
    expect((await organiser.post(HERE, { how: 'all' })).statusCode).toBe(403);
  });

  it('is nothing to think about without a restore', async () => {
    const browser = await web.signIn(await web.build.owner());
    await web.sql(`update installation set written_in = pg_current_xact_id(), restored_at = null`);

    expect(words(await browser.get(HERE))).toContain('Hier hoef je niets te doen.');
  });
});
