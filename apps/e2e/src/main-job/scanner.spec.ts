import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { databaseDump } from '../../../web/src/testing/database-dump.js';
import { type BijeenProcess, startBijeen, useBrowser } from '../harness/index.js';
import { until } from './caught.js';
import { Mailbox } from './mailbox.js';

/** As long as a mail scanner lets a page run its scripts (reliability.md: detonation in a full browser). */
const DETONATION_MS = 30_000;

describe('mail scanners, which open every link (R1)', () => {
  const browser = useBrowser();
  let bijeen: BijeenProcess;
  let owner: pg.Pool;
  beforeAll(async () => {
    bijeen = await startBijeen();
    const [, , , port] = readFileSync(join(bijeen.home, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    const password = readFileSync(join(bijeen.home, 'postgres-password'), 'utf8').trim();
    owner = new pg.Pool({ connectionString: `postgres://bijeen_owner:${password}@127.0.0.1:${port}/bijeen`, max: 1 });
  }, 120_000);
  afterAll(async () => {
    await owner.end();
    await bijeen.stop();
  });
  /** The queue's own housekeeping goes on all the time; it holds ids only. */
  const dump = async (): Promise<Record<string, string>> => {
    const prints = await databaseDump({ sql: async <Row extends pg.QueryResultRow>(text: string) => (await owner.query<Row>(text)).rows });
    return Object.fromEntries(Object.entries(prints).filter(([table]) => !table.startsWith('bullmq.')));
  };

  it('change nothing by GET and HEAD of every link in every mail, nor with a browser that runs scripts', async () => {
    const mails = await new Mailbox(bijeen.url).list();
    const links = [...new Set(mails.flatMap((mail) => mail.links))].filter((link) => link.startsWith(bijeen.url));
    const before = await dump();

    for (const link of links) {
      for (const method of ['HEAD', 'GET']) {
        const { status, headers } = await fetch(link, { method, redirect: 'manual', headers: { 'user-agent': 'Mozilla/5.0 (compatible; MailScanner)' } });
        // What asks an organiser to decide leads to a page behind the sign-in.
        expect([link, status]).toEqual([link, new URL(link).pathname.startsWith('/bijeenkomsten/') ? 303 : 200]);
        expect(headers.get('set-cookie')).toBeNull();
      }
    }
    const onePerKind = new Map(mails.flatMap(({ kind, links: own }) => own.filter((link) => link.startsWith(bijeen.url)).map((link) => [`${kind} ${new URL(link).pathname.split('/')[1]} ${new URL(link).search}`, link] as const)));
    const pages = await Promise.all([...onePerKind.values()].map(async (link) => {
      const page = await browser.visitor();
      await page.goto(link);
      return page;
    }));
    const opened = performance.now();
    await until(() => performance.now() - opened, (open) => open > DETONATION_MS);
    await Promise.all(pages.map(async (page) => page.context().close()));

    expect(new Set(mails.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(7);
    expect(await dump()).toEqual(before);
  }, 180_000);
});
