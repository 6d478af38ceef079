import { existsSync, readFileSync } from 'node:fs';

/** The version in the nearest package.json above this file: in the sources as well as in what was built from them. */
export function version(): string {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) {
    if (folder.pathname === '/') throw new Error('No package.json above the web app.');
    folder = new URL('..', folder);
  }
  const { version: found }: { version: string } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
  return found;
}
