import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { ScriptedRelay, testApp, testMailing } from '@bijeen/testing';
import { MailLedger } from './mail-ledger.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';

const LINES = 5;

// With the limits of production: the storm lasts long enough for a busy machine to pass those of the other relay tests by itself.
describe('the mail sender, in a storm', () => {
  const app = testApp(MailModule.with({ lines: LINES, pause: { first: 1, longest: 1 } }));
  let relay: ScriptedRelay;
  let actor: Actor;

  beforeEach(async () => {
    relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
    actor = await app.build.owner();
  });
  afterEach(async () => relay.stop());

  const send = async (): Promise<number> => app.get(MailSender).send(actor.organisationId);
  const write = async (count: number): Promise<void> => app.as(actor, async (tx) => void (await app.get(MailLedger).write(tx, actor, testMailing(count, { kind: 'test', meetingId: null }))));
  const states = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await app.sql<{ state: string; mails: number }>('select state, count(*)::int as mails from outgoing_mail group by 1')).map(({ state, mails }) => [state, mails]));

  it('delivers hundreds through a storm of refusals, without asking more of the relay than usual', async () => {
    relay.script = (at) => (at === 'rcpt' && app.clock.now() < new Date('2027-01-12T11:00:00Z') ? '451 4.7.1 Storm' : undefined);
    await write(400);
    for (let minutes = 0; minutes < 480 && (await states())['sent'] !== 400; minutes += 15) {
      await send();
      app.clock.set(new Date(app.clock.now().getTime() + 15 * 60_000));
    }

    expect(await states()).toEqual({ sent: 400 });
    expect(new Set(relay.copies().values())).toEqual(new Set([1]));
    expect(relay.busiest).toBeLessThanOrEqual(LINES);
  });
});
