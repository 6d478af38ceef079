import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/**
 * The package is made for one request in a cloud function. One process for everything dies when a second context opens, and
 * without web security a test would prove less than a visitor's browser does.
 */
const UNWANTED = ['--single-process', '--no-zygote', '--in-process-gpu', '--disable-web-security', '--allow-running-insecure-content', '--disable-site-isolation-trials'];
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const VERSION = '147.0.0';

/** Starts the Chromium that npm installed; needs no package of the system and works as root. */
export async function launchChromium(): Promise<Browser> {
  const folder = unpacked();
  return playwright.launch({
    executablePath: join(folder, 'chromium'),
    headless: true,
    args: [...chromium.args.filter((flag) => !UNWANTED.includes(flag)), ...QUIET],
    env: { ...process.env, HOME: folder, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  });
}

/** Unpacks once per machine. Several spec files may start at the same moment: the first one to finish wins the rename. */
function unpacked(): string {
  const folder = join(tmpdir(), `bijeen-chromium-${VERSION}-${process.getuid?.() ?? 0}`);
  if (existsSync(folder)) return folder;
  const fresh = mkdtempSync(join(tmpdir(), 'bijeen-chromium-'));
  const unpack = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', unpack], { env: { ...process.env, TMPDIR: fresh, NODE_OPTIONS: '' } });
  writeFileSync(join(fresh, 'fonts.conf'), fontsConfiguration(join(folder, 'fonts')));
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The package's own configuration looks for fonts in fixed places, where they are not. */
function fontsConfiguration(fonts: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${fonts}/cache</cachedir></fontconfig>\n`;
}
