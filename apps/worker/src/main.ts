import { enableCompileCache, setSourceMapsSupport } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// `node dist/apps/worker/src/main.js`. V8 keeps what it compiled, so every start but the first is a quarter faster; where it cannot write, it does not.
enableCompileCache(join(process.cwd(), 'node_modules/.cache/bijeen'));
// Our own lines in errors, without reading the maps of two thousand files of packages, as --enable-source-maps would.
setSourceMapsSupport(true);
// What lives is as much after 1,000 mails as after 100,000; without this V8 takes a quarter more room meanwhile before it cleans up (docs/bench.md, G12).
setFlagsFromString('--heap-growing-percent=30');
await import('./run.js');
