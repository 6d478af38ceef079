import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CallLists } from './call-lists.service.js';
import { CallsModule } from './calls.module.js';

describe('the call list, for people whose invitation did not arrive', () => {
  const app = testApp(CallsModule);
  let noor: Actor;
  let meeting: { id: string };
  let invitation: { id: string };
  let mailing: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: app.clock.now() });
    invitation = await app.build.invitation(noor, meeting);
    mailing = await app.build.insert('mailing', { organisation_id: noor.organisationId, meeting_id: meeting.id, kind: 'invitation', content: '{}', created_at: app.clock.now() });
  });
  const mailed = async (revision: number, state: string): Promise<unknown> =>
    app.build.insert('outgoing_mail', { organisation_id: noor.organisationId, mailing_id: mailing.id, meeting_id: meeting.id, invitation_id: invitation.id, kind: 'invitation', revision, recipient_key: 'a', to_address: 'a@example.nl', to_name: 'A', address_hash: Buffer.alloc(32), message_id: 'a', state, next_try_at: app.clock.now(), created_at: app.clock.now() });
  const bounced = async (): Promise<boolean[]> => (await app.get(CallLists).find(noor, meeting.id)).calls.map((call) => call.bounced);

  it('says so until a later one does arrive', async () => {
    await mailed(0, 'failed');
    expect(await bounced()).toEqual([true]);
    await mailed(1, 'queued');
    expect(await bounced()).toEqual([true]);
    await app.sql(`update outgoing_mail set state = 'sent' where revision = 1`);
    app.clock.set(new Date(app.clock.now().getTime() + 3 * 24 * 60 * 60 * 1000));
    expect(await bounced()).toEqual([false]);
  });
});
