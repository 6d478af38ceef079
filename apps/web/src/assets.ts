import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../libs/ui/assets');

/** The address of the style sheet, font and htmx; changes when one of them changes, so that browsers may keep them for ever. */
export const ASSETS = `/assets/${fingerprint()}`;

/** Serves the files of libs/ui/assets. */
export async function serveAssets(app: NestFastifyApplication): Promise<void> {
  await app.register(fastifyStatic, { root: FOLDER, prefix: `${ASSETS}/`, immutable: true, maxAge: '365d', index: false });
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(FOLDER).sort()) hash.update(readFileSync(join(FOLDER, name)));
  return hash.digest('hex').slice(0, 10);
}
