import type { Locator, Page } from 'playwright-core';

/**
 * Presses a button or follows a link that leads to a page, and waits for that page. Waiting for the load alone is not enough: on a busy machine it is
 * the old page that is "loaded", and the next click then undoes this one.
 */
export async function press(page: Page, role: 'button' | 'link', name: string | RegExp): Promise<void> {
  await follow(page.getByRole(role, { name }));
}

/** The same for what has no name of its own, such as the link in a row. */
export async function follow(locator: Locator): Promise<void> {
  const page = locator.page();
  const arrived = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await Promise.all([arrived, locator.click()]);
  await page.waitForLoadState();
}
