// Makes one file of each process that production starts by itself: eight hundred files of our own cost a quarter of a start (G12). Packages
// stay as they are. Nothing is renamed or made smaller; `node --enable-source-maps` shows the lines of the sources in errors.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

/** What is run, in the folder of the build; the file that starts it loads the bundle from then on. */
const PROCESSES = { web: 'apps/web/src/run.js', worker: 'apps/worker/src/run.js' };

/** @param folder the build, by SWC, which the bundle joins */
export async function bundle(folder) {
  const entryPoints = Object.fromEntries(Object.entries(PROCESSES).map(([name, file]) => [name, join(folder, file)]));
  await build({
    entryPoints, outdir: folder, chunkNames: 'chunk-[hash]', bundle: true, splitting: true, packages: 'external', platform: 'node', target: 'node24', format: 'esm', sourcemap: true, logLevel: 'error',
    plugins: [placesStay(resolve(folder))],
  });
  for (const [name, file] of Object.entries(PROCESSES)) writeFileSync(join(folder, file), `import '../../../${name}.js';\n`);
}

/** A module that reads a file beside itself still finds it: `import.meta.url` stands for where it was, seen from where the bundle is. */
function placesStay(folder) {
  const setup = ({ onLoad }) => onLoad({ filter: /\.js$/ }, ({ path }) => {
    const code = path.startsWith(folder + sep) ? readFileSync(path, 'utf8') : '';
    if (!code.includes('import.meta.url')) return undefined;
    const place = JSON.stringify(`./${relative(folder, path).split(sep).join('/')}`);
    return { contents: code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`), loader: 'js' };
  });
  return { name: 'places-stay', setup };
}
