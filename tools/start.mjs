// npm start: builds, then runs Bijeen in this process. Everything after `--` goes to it.
import { enableCompileCache, setSourceMapsSupport } from 'node:module';
import { build } from './build.mjs';

setSourceMapsSupport(true);
await build();
// V8 keeps what it compiled: every start but the first is faster.
enableCompileCache('node_modules/.cache/bijeen');
await import('../dist/apps/bijeen/src/main.js');
