import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { axe, open, PHONE, shoot, startBijeen, useBrowser } from './index.js';

const page = (main: string, head = ''): string =>
  `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Proef</title>${head}</head><body><main><h1>Proef</h1>${main}</main></body></html>`;

const PAGES: Record<string, string> = {
  '/': page('<p>Goed.</p><p id="js"></p><script>document.getElementById("js").textContent = "met script";</script>'),
  '/unlabelled': page('<form><input name="naam"></form>'),
  '/wide': page('<p style="width: 900px">Breed.</p>'),
  '/broken': page('<script>throw new Error("stuk");</script>'),
  '/strict': page('<p>Streng.</p><script>document.title = "Mocht niet";</script>'),
};

describe('the browser harness', () => {
  const browser = useBrowser();
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer(({ url: path = '' }, response) => {
      const policy = path === '/strict' ? { 'content-security-policy': "script-src 'self'" } : {};
      response.writeHead(path in PAGES ? 200 : 404, { 'content-type': 'text/html', ...policy }).end(PAGES[path] ?? page('Niet gevonden.'));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.close();
  });

  it('opens a good page, passes axe and keeps two pictures', async () => {
    const visitor = await browser.visitor();
    await open(visitor, url);
    await axe(visitor);
    await shoot(visitor, 'harness');
    expect(await visitor.textContent('#js')).toBe('met script');
    for (const width of [360, 1280]) expect(statSync(`artifacts/screenshots/harness-${width}.png`).size).toBeGreaterThan(1000);
  });

  it('names rule and place of what axe finds', async () => {
    const visitor = await browser.visitor({ viewport: PHONE });
    await open(visitor, `${url}/unlabelled`);
    await expect(axe(visitor)).rejects.toThrow(/label \(critical\)[^]*<input name="naam">/);
  });

  it('refuses a page that is wider than a phone', async () => {
    const visitor = await browser.visitor();
    await open(visitor, `${url}/wide`);
    await expect(shoot(visitor, 'harness-wide')).rejects.toThrow(/wider than its screen of 360 px[^]*Breed/);
  });

  it('refuses an answer that was not expected', async () => {
    const visitor = await browser.visitor();
    await expect(open(visitor, `${url}/weg`)).rejects.toThrow('answered 404 instead of 200');
    expect((await open(visitor, `${url}/weg`, 404)).status()).toBe(404);
  });

  it('hears scripts that fail and scripts that the policy stops', async () => {
    const visitor = await browser.visitor();
    await open(visitor, `${url}/broken`);
    expect(browser.takeComplaints()).toEqual([expect.stringContaining('stuk')]);
    await open(visitor, `${url}/strict`);
    expect(browser.takeComplaints()).toEqual([expect.stringContaining('Content Security Policy')]);
  });

  it('visits without JavaScript', async () => {
    const visitor = await browser.withoutJavaScript();
    await open(visitor, url);
    expect(await visitor.textContent('#js')).toBe('');
    await shoot(visitor, 'harness-no-script');
  });
});

describe('a Bijeen process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bijeen-fake-'));
  const ready = '{"ready":true,"url":"http://127.0.0.1:1"}';
  const program = (name: string, code: string): string => {
    writeFileSync(join(folder, name), `${code}\nsetInterval(() => undefined, 1000);`);
    return join(folder, name);
  };

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is ready when it says so, gets its own settings, and leaves nothing behind', async () => {
    const main = program('good.mjs', `process.on('SIGTERM', () => process.exit(0)); console.error('home ' + process.env.BIJEEN_HOME + ' database ' + process.env.DATABASE_URL); console.log('${ready}');`);
    const bijeen = await startBijeen({ main });
    expect(bijeen.url).toBe('http://127.0.0.1:1');
    expect(await bijeen.stop()).toBe(0);
    expect(bijeen.stderr).toContain(`home ${bijeen.home} database undefined`);
    expect(existsSync(bijeen.home)).toBe(false);
  });

  it('shows the log of one that fails, prints something else, or stays silent', async () => {
    const dies = program('dies.mjs', `console.error('PORT must be a number'); process.exit(3);`);
    await expect(startBijeen({ main: dies })).rejects.toThrow(/stopped before it was ready \(3\)[^]*PORT must be a number/);
    const chats = program('chats.mjs', `console.log('hallo');`);
    await expect(startBijeen({ main: chats })).rejects.toThrow('something else than the ready line: hallo');
    const silent = program('silent.mjs', '');
    await expect(startBijeen({ main: silent, patience: 300 })).rejects.toThrow('was not ready within 300 ms');
  });

  it('is killed when it does not stop', async () => {
    const main = program('deaf.mjs', `process.on('SIGTERM', () => undefined); console.log('${ready}');`);
    const bijeen = await startBijeen({ main });
    expect(await bijeen.stop(200)).toBeNull();
    expect(() => process.kill(bijeen.pid, 0)).toThrow('ESRCH');
  });
});
