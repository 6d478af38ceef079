// npm start: builds, then runs Bijeen in this process. Everything after `--` goes to it.
import { build } from './build.mjs';

process.setSourceMapsEnabled(true);
build();
await import('../dist/apps/bijeen/src/main.js');
