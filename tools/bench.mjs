// npm run bench: measures ratios within one run, prints one table and writes it as JSON to artifacts/bench.json.
// npm run bench -- import dashboard     only these files of tools/bench
// npm run bench -- import --large       the big sizes too, which take many minutes
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { build } from './build.mjs';

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
await build();
// What measures imports what was just built, so it cannot stand at the top.
const { Bench } = await import('./bench/frame.mjs');
const bench = await Bench.start({ large: process.argv.includes('--large') });
const rows = [];
try {
  for (const name of readdirSync('tools/bench').filter((file) => file.endsWith('.bench.mjs')).sort()) {
    if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
    process.stderr.write(`${name} ...\n`);
    const { default: run } = await import(`./bench/${name}`);
    rows.push(...(await run(bench)));
  }
} finally {
  await bench.stop();
}

const versions = bench.versions();
const verdict = (row) => (row.skipped ? 'skipped' : row.floor === undefined ? '' : (row.lowerIsBetter ? row.ratio <= row.floor : row.ratio >= row.floor) ? 'ok' : 'BELOW');
const show = (number) => (number === undefined ? '' : number >= 100 ? number.toFixed(0) : number.toFixed(2));
const table = rows.map((row) => [row.goal, row.what, show(row.ours), show(row.reference), row.ratio === undefined ? '' : row.ratio.toFixed(2), `${row.floor ?? ''}`, `${row.target ?? ''}`, verdict(row), row.skipped ?? row.note ?? '']);
const headers = ['goal', 'what', 'ours', 'reference', 'ratio', 'floor', 'target', 'verdict', 'note'];
const widths = headers.map((header, column) => Math.max(header.length, ...table.map((cells) => cells[column].length)));
for (const cells of [headers, widths.map((width) => '-'.repeat(width)), ...table]) process.stdout.write(`| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |\n`);
process.stdout.write(`\n${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}; ${cpus().length} x ${cpus()[0].model}; medians of interleaved rounds\n`);
mkdirSync('artifacts', { recursive: true });
writeFileSync('artifacts/bench.json', JSON.stringify({ versions, rows }, null, 2));
process.exitCode = rows.some((row) => verdict(row) === 'BELOW') ? 1 : 0;
