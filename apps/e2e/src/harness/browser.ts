import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page, Response } from 'playwright-core';
import { launchChromium } from './chromium.js';

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 900 };

/** Milliseconds for one step of a page. A screenshot took over ten seconds once, beside the suites that load both cores on purpose. */
const PATIENCE = 40_000;

/** What a page may print to the console without being wrong: a refused form (422) or a missing page is reported there too. */
const EXPECTED = /Failed to load resource: the server responded with a status of 4\d\d/;

/**
 * One Chromium for a spec file. Every visitor is a fresh context: no cookies, no cache. Anything a page complains about in its
 * console (a script error, something the content security policy stopped) fails the test that saw it. Who visits during a test
 * leaves with it: a page left open would still ask for its frames when the next test empties the tables.
 */
export class TestBrowser {
  private browser: Browser;
  private visitors: BrowserContext[] = [];
  private complaints: string[] = [];
  /** Where addresses without a host lead to, for every visitor from now on. */
  home?: string;

  async start(): Promise<void> {
    this.browser = await launchChromium();
  }

  async stop(): Promise<void> {
    await this.browser?.close();
  }

  /** A new visitor at a desk, or with the given options (`{ viewport: PHONE }`, `{ baseURL }`). */
  async visitor(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: DESK, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', ...(this.home !== undefined && { baseURL: this.home }), ...options });
    context.setDefaultTimeout(PATIENCE);
    this.visitors.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    return page;
  }

  /** A visitor who is signed in: `cookie` as `web.signIn` gives it, for the house at `url`. */
  async signedIn({ cookie }: { cookie: string }, url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.visitor(options);
    const at = cookie.indexOf('=');
    await page.context().addCookies([{ name: cookie.slice(0, at), value: decodeURIComponent(cookie.slice(at + 1)), url }]);
    return page;
  }

  /** A visitor whose browser runs no script: an old phone, a strict network, a mail scanner. */
  async withoutJavaScript(options: BrowserContextOptions = {}): Promise<Page> {
    return this.visitor({ javaScriptEnabled: false, ...options });
  }

  /** A test begins: who came before any test stays for the whole file. */
  keepVisitors(): void {
    this.visitors = [];
  }

  /** A test is over: its visitors close their browsers. */
  async sendVisitorsHome(): Promise<void> {
    await Promise.all(this.visitors.splice(0).map(async (context) => context.close()));
  }

  /** What pages complained about since the last time this was asked. */
  takeComplaints(): string[] {
    const complaints = this.complaints;
    this.complaints = [];
    return complaints;
  }
}

/** Starts a browser before the tests of a file and stops it afterwards. */
export function useBrowser(): TestBrowser {
  const browser = new TestBrowser();
  beforeAll(async () => browser.start(), 60_000);
  beforeEach(() => browser.keepVisitors());
  afterEach(async () => {
    await browser.sendVisitorsHome();
    const complaints = browser.takeComplaints();
    if (complaints.length > 0) throw new Error(`The browser complained:\n${complaints.join('\n')}`);
  });
  afterAll(async () => browser.stop());
  return browser;
}

/**
 * Opens a page and waits until it is there, fonts included.
 * @throws Error when the server answers with an error that was not expected (`expected`, such as 404).
 */
export async function open(page: Page, url: string, expected = 200): Promise<Response> {
  const response = await page.goto(url, { waitUntil: 'load' });
  if (!response) throw new Error(`${url} did not answer`);
  if (response.status() !== expected) throw new Error(`${url} answered ${response.status()} instead of ${expected}:\n${(await response.text()).slice(0, 2000)}`);
  return response;
}
