import { beforeAll, beforeEach } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type TestWeb, testWeb } from '../../../web/src/testing/test-web.js';
import { type TestBrowser, useBrowser } from './browser.js';

/** The whole web process where a browser finds it, with an organisation of which Noor is the owner: where specs about pages begin. */
export class House {
  /** Where the house stands; addresses without a host lead there. */
  url: string;
  /** Owner of an organisation that is new with every test. */
  noor: Actor;

  constructor(
    readonly web: TestWeb,
    readonly browser: TestBrowser,
  ) {}

  /** A browser in which Noor has signed in, or a colleague. */
  readonly signedIn = async (options: BrowserContextOptions = {}, actor = this.noor): Promise<Page> => this.browser.signedIn(await this.web.signIn(actor), this.url, options);
}

/** Opens the house before the tests of a file, empties it before each, closes it afterwards. */
export function useHouse(): House {
  const house = new House(testWeb(), useBrowser());
  beforeAll(async () => {
    house.url = house.browser.home = await house.web.listen();
  });
  beforeEach(async () => {
    house.noor = await house.web.build.owner();
  });
  return house;
}
