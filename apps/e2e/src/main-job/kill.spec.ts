import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BijeenProcess, startBijeen } from '../harness/index.js';
import { addressBook } from './address-book.js';
import { Api } from './api.js';
import { caught, until } from './caught.js';
import { CALL_TO_ACTION, PLAN } from './plans.js';

/** As many mails can be in flight as there are connections (`DEFAULT_SENDER_SETTINGS.lines`). */
const CONNECTIONS = 20;
const KILLS = 5;

describe('kill -9 in the middle of a mailing of 2,000', () => {
  let home: string;
  let bijeen: BijeenProcess;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'bijeen-kill-'));
    chmodSync(home, 0o711);
    bijeen = await startBijeen({ home, flags: ['--empty'] });
  });
  afterAll(async () => {
    await bijeen.clean();
    rmSync(home, { recursive: true, force: true });
  });

  it('loses nobody, and copies at most what was in flight', async () => {
    const api = new Api(bijeen.url, bijeen.ready.apiToken);
    const { invited } = await inviteEverybody(api);

    for (let kill = 1; kill <= KILLS; kill += 1) {
      await until(() => caught(home).length, (length) => length >= (kill * invited) / (KILLS + 1));
      await bijeen.kill();
      bijeen = await startBijeen({ home });
    }
    const distinct = (): number => new Set(caught(home).map(({ messageId }) => messageId)).size;
    await until(distinct, (count) => count === invited, 90_000);
    const after = new Api(bijeen.url, bijeen.ready.apiToken);
    const states = await until(async () => statesOf(after), ({ sent }) => sent === invited, 90_000);
    const copies = caught(home).length - invited;

    expect(states).toEqual({ sent: invited });
    expect(copies).toBeLessThanOrEqual(CONNECTIONS * KILLS);
    expect(new Set(caught(home).flatMap(({ to }) => to)).size).toBe(invited);
  }, 240_000);

  async function inviteEverybody(api: Api): Promise<{ invited: number }> {
    const form = new FormData();
    form.set('source', 'Adresboek');
    form.set('basis', 'Gerechtvaardigd belang');
    form.set('file', new Blob([new Uint8Array(addressBook(2000).file)]), 'relaties.csv');
    await api.call('POST', '/contacts/imports', form);
    const { body } = await api.call<{ id: string }>('POST', '/meetings', { ...PLAN, maxTravelMinutes: 300, callToAction: CALL_TO_ACTION });
    const invite = await api.call<{ invited: number }>('POST', `/meetings/${body.id}/invite`, {});
    expect(invite.body.invited).toBeGreaterThan(1900);
    return invite.body;
  }

  async function statesOf(api: Api): Promise<Record<string, number>> {
    const { body: meetings } = await api.call<{ items: { id: string }[] }>('GET', '/meetings');
    const { body } = await api.call<{ tally: { invitation: Record<string, number> } }>('GET', `/meetings/${meetings.items[0]!.id}/mails`);
    return body.tally.invitation;
  }
});
