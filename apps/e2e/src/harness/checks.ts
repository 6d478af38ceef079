import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { DESK, PHONE } from './browser.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCREENSHOTS = join('artifacts', 'screenshots');

/**
 * Nothing that axe can see stands in the way of people with a disability (WCAG 2.2 AA and best practice).
 * Needs a visitor with JavaScript: axe is a script itself.
 * @throws Error with rule, place and remedy of each violation.
 */
export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  if (violations.length === 0) return;
  const lines = violations.flatMap(({ id, impact, help, helpUrl, nodes }) => [
    `${id} (${impact ?? 'unknown'}): ${help}. ${helpUrl}`,
    ...nodes.slice(0, 5).map(({ target, html, failureSummary }) => `  ${target.join(' ')}\n    ${html.slice(0, 200)}\n    ${(failureSummary ?? '').replaceAll('\n', '\n    ')}`),
  ]);
  throw new Error(`axe found ${violations.length} violation(s) on ${page.url()}:\n${lines.join('\n')}`);
}

/**
 * Keeps `artifacts/screenshots/<name>-360.png` and `-1280.png` of the whole page, to be looked at.
 * @throws Error when the page is wider than the screen: nobody scrolls sideways on a phone (WCAG 1.4.10).
 */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const before = page.viewportSize() ?? DESK;
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${size.width}.png`), fullPage: true, animations: 'disabled' });
    await fits(page);
  }
  await page.setViewportSize(before);
}

/** Everybody can read this page, in the dark and in the light (`axe`); its looks are kept (`shoot`). */
export async function expectReadable(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await axe(page);
  }
  await shoot(page, name);
}

/** @throws Error that names the widest elements, when the page has to be scrolled sideways. */
export async function fits(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const sticking = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > room + 1);
    return [`${document.documentElement.scrollWidth} px`, ...sticking.slice(-3).map((element) => element.outerHTML.slice(0, 160))];
  });
  if (tooWide.length > 0) throw new Error(`${page.url()} is wider than its screen of ${page.viewportSize()?.width ?? 0} px: ${tooWide.join('\n  ')}`);
}
