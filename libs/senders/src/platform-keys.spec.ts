import { describe, expect, it } from '@jest/globals';
import { Clock, type Config, Logger, TenantDatabase } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { PlatformKeys } from './platform-keys.js';
import { SendersModule } from './senders.module.js';

describe('the keys of the platform', () => {
  const app = testApp(SendersModule);
  /** Another process on the same database. */
  const process = (settings: Partial<Config> = {}): PlatformKeys => new PlatformKeys(app.get(TenantDatabase), Object.assign(Object.create(app.database.config) as Config, settings), app.get(Clock), app.get(Logger));
  const selectors = async (keys: PlatformKeys): Promise<string[]> => (await keys.keys()).map(({ selector }) => selector);

  it('are the same for every process, also when several need them first at once', async () => {
    const all = await Promise.all([process(), process(), process()].map(selectors));
    const later = await selectors(process());

    expect(new Set(all.map((one) => one.join()))).toEqual(new Set([later.join()]));
    expect((await process().opened()).map(({ algorithm }) => algorithm)).toEqual(['rsa-sha256', 'ed25519-sha256']);
  });

  it('stand in the database, and cannot be read there', async () => {
    await selectors(process());
    const [row] = await app.sql<{ value: string }>(`select value::text as value from platform_state where key = 'sender-keys'`);
    expect(row!.value).not.toMatch(/PRIVATE|MIIE/);
  });

  it('are made anew when SECRET_KEY is another one, and for another domain', async () => {
    const first = await selectors(process());
    const other = await selectors(process({ mailDomain: 'ander.example.org' }));
    const changed = await selectors(process({ secretKey: 'another-secret-key-for-tests-only-01234' }));
    const after = await selectors(process({ secretKey: 'another-secret-key-for-tests-only-01234' }));

    expect(new Set([first.join(), other.join(), changed.join()]).size).toBe(3);
    expect(after).toEqual(changed);
    expect(await selectors(process({ mailDomain: 'ander.example.org' }))).toEqual(other);
  });
});
