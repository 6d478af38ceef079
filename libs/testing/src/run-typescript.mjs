// Lets a child process of a test run our TypeScript as it stands, decorators and `@bijeen/…` included:
// node --import ./libs/testing/src/run-typescript.mjs some/file.ts
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { transformSync } from '@swc/core';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const OPTIONS = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', tsx: true, decorators: true }, target: 'es2023', keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic', importSource: 'preact' } },
  },
  module: { type: 'es6' }, sourceMaps: 'inline',
};

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('@bijeen/')) return next(pathToFileURL(join(ROOT, 'libs', specifier.slice(8), 'src/index.ts')).href, context);
    if (!specifier.startsWith('.') || !specifier.endsWith('.js') || !/\.tsx?$/.test(context.parentURL ?? '')) return next(specifier, context);
    const path = fileURLToPath(new URL(specifier, context.parentURL)).slice(0, -3);
    const found = [`${path}.ts`, `${path}.tsx`].find((candidate) => existsSync(candidate));
    return next(found ? pathToFileURL(found).href : specifier, context);
  },
  load(url, context, next) {
    if (!/\.tsx?$/.test(url)) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...OPTIONS, filename });
    return { format: 'module', shortCircuit: true, source: code };
  },
});
