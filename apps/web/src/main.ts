import { enableCompileCache, setSourceMapsSupport } from 'node:module';
import { join } from 'node:path';

// `node dist/apps/web/src/main.js`. V8 keeps what it compiled, so every start but the first is a quarter faster; where it cannot write, it does not.
enableCompileCache(join(process.cwd(), 'node_modules/.cache/bijeen'));
// Our own lines in errors, without reading the maps of two thousand files of packages, as --enable-source-maps would.
setSourceMapsSupport(true);
await import('./run.js');
