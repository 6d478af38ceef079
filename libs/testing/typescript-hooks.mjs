// Lets a child process of a test run our TypeScript: `node --import ./libs/testing/typescript-hooks.mjs …`.
// A child has what a test cannot give itself: another time zone (F25), a memory limit, an end by SIGKILL.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = new URL('../../', import.meta.url);
const jsc = { parser: { syntax: 'typescript', tsx: true, decorators: true }, target: 'es2023', keepClassNames: true, transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic', importSource: 'preact' } } };

registerHooks({
  resolve(specifier, context, next) {
    const library = /^@bijeen\/([a-z-]+)$/.exec(specifier);
    if (library) return { url: new URL(`libs/${library[1]}/src/index.ts`, ROOT).href, format: 'module', shortCircuit: true };
    const ours = specifier.startsWith('.') && /\.tsx?$/.test(context.parentURL ?? '');
    if (!ours) return next(specifier, context);
    try {
      return next(specifier.replace(/\.js$/, '.ts'), context);
    } catch {
      return next(specifier.replace(/\.js$/, '.tsx'), context);
    }
  },
  load(url, context, next) {
    if (!/\.tsx?$/.test(url)) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, swcrc: false, jsc, module: { type: 'es6' } });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
